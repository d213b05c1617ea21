"""Measures one database, in a process of its own: ``python -m benchmarks.measuring RESULT.json``."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django

ROUNDS, _LEAST_ROUNDS = 15, 5
# Seconds that a round of both pages may take on average.
_PATIENCE = 0.15
MOST_QUERIES = 12
MOST_RATIO = 1.5
# Below this, in milliseconds, what differs between two pages is the machine's noise.
_NOISE = 0.5


@dataclass(slots=True)
class Measured:
    """One line of the table."""

    level: str
    name: str
    queries: int
    first_ms: float
    deep_page: int = 1
    deep_ms: float | None = None
    work: int = 0
    deep_work: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        """Return what the page far down costs, the first being 1."""
        return self.deep_ms / self.first_ms if self.deep_ms is not None else None


def measure(case: Any, rounds: int = ROUNDS) -> Measured:
    """Measure ``case``: queries and plans of both pages once, times alternately, ``rounds`` times."""
    from benchmarks.plans import examine, recorded

    pages: list[Callable[[], Any]] = [case.first, *([case.deep] if case.deep else [])]
    seen: list[list[Any]] = []
    for page in pages:
        page()
        with recorded() as queries:
            page()
        seen.append([examine(query) for query in queries])
    times = _times(pages, rounds)
    result = Measured(case.level, case.name, max(map(len, seen)), times[0], case.deep_page)
    result.work = sum(query.work for query in seen[0])
    if case.deep:
        result.deep_ms, result.deep_work = times[1], sum(query.work for query in seen[1])
    if _too_slow(result):  # once more, longer: a neighbour may have been busy
        result.first_ms, result.deep_ms = _times(pages, 3 * rounds)
    result.misses = _misses(result, seen)
    return result


def _measured(case: Any) -> Measured:
    """Measure ``case``; one that cannot be carried out is a miss, and the others are measured still."""
    try:
        return measure(case)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is reported)
        return Measured(
            case.level, case.name, 0, 0.0, misses=[f"fails: {type(error).__name__}: {error}"[:300]]
        )


def _times(pages: list[Callable[[], Any]], rounds: int) -> list[float]:
    """Return the median of each page in milliseconds of processor time, taken in turn.

    A case that is slow, or that neighbours slow down, is content with fewer rounds.
    """
    clock, patience = _processor_clock(), time.monotonic() + rounds * _PATIENCE
    taken: list[list[float]] = [[] for _ in pages]
    for turn in range(rounds):
        if turn >= _LEAST_ROUNDS and time.monotonic() > patience:
            break
        for page, times in zip(pages, taken, strict=True):
            begun = clock()
            page()
            times.append((clock() - begun) / 1_000_000)
    return [statistics.median(times) for times in taken]


def _processor_clock() -> Callable[[], int]:
    """Return a clock of the nanoseconds that this process and, on this machine, its database server worked.

    Wall time says more of the neighbours on a shared machine than of what is measured; it stands in where
    the server's work cannot be read.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time_ns
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        work = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    if not work.is_file():
        return time.perf_counter_ns
    return lambda: time.process_time_ns() + int(work.read_text().split()[0])


def _too_slow(result: Measured) -> bool:
    slower = (result.deep_ms or 0) - result.first_ms
    return result.ratio is not None and result.ratio > MOST_RATIO and slower > _NOISE


def _misses(result: Measured, seen: list[list[Any]]) -> list[str]:
    misses = []
    if result.queries > MOST_QUERIES:
        misses.append(f"{result.queries} queries")
    if _too_slow(result):
        misses.append(f"page {result.deep_page} costs {result.ratio:.1f} of page 1")
    faults = {f"{fault}: {_short(query.sql)}" for page in seen for query in page for fault in query.faults}
    return misses + sorted(faults)


def _short(sql: str) -> str:
    """Return a statement without its columns."""
    head, _, tail = sql.partition(" FROM ")
    return f"{head[:40]}… FROM {tail}"[:700]


def main(arguments: list[str]) -> int:
    """Measure the database that the environment names; write what was found to a file."""
    django.setup()
    from django.db import connection

    from benchmarks.cases import cases
    from standfirst.newsroom.models import ListedStory, Story

    if connection.vendor == "postgresql":  # a migration may have left its planner without figures
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    results = []
    for case in cases():
        result = _measured(case)
        results.append({**asdict(result), "ratio": result.ratio})
        print(
            f"  {case.level:8} {case.name:34} {result.first_ms:8.1f} ms {'; '.join(result.misses)[:120]}",
            flush=True,
        )
    found = {
        "vendor": connection.vendor,
        "version": ".".join(map(str, _version(connection))),
        "stories": Story.objects.count(),
        "listed": ListedStory.objects.count(),
        "results": results,
    }
    Path(arguments[0]).write_text(json.dumps(found, indent=1))
    return 0


def _version(connection: Any) -> tuple[int, ...]:
    version: tuple[int, ...] = connection.get_database_version()
    return version


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
