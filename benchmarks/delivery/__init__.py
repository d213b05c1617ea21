"""What the page store promises, measured beside the yardsticks: ``python -m benchmarks delivery``.

Needs Debian's nginx, varnish, wrk and util-linux (taskset); it says which are missing, goes without them,
and installs nothing. Run it on a machine that does nothing else: two cores, one for what is measured and
one for what asks. ``python -m benchmarks delivery --help`` lists its options; whole, it takes some twenty
minutes, the making of the archives once (about five) not counted.

``hits``        stored story page, 200 and 304: CPU of the whole process tree, requests a second, latency,
                memory; nginx with a ready .gz, nginx proxy_cache, Varnish, Django's page cache, Standfirst
                in turn, round after round, as ratios to nginx with a ready .gz
``renders``     CPU of a page that is not stored: distinct ones, and one again after each touch
``publishing``  from the editor's publication to new bytes at a reader, 20,000 and 200,000 stories
``memory``      PSS of the whole program, idle after 1,000 pages
``starts``      from the start to the first stored and the first rendered page
``readers``     with ``--readers 10000``, alone: keep-alive readers while an editor publishes every second
"""
