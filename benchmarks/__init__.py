"""What Standfirst promises of speed, measured.

``python -m benchmarks`` measures lists and pages, ``python -m benchmarks delivery`` ready pages beside other
servers, ``python -m benchmarks.starting`` starts and page weight.

Ratios are taken alternately in one run, since times on a shared machine move from run to run.
"""
