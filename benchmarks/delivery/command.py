"""``python -m benchmarks delivery``: measures what is asked for and writes the table of figures."""

import argparse
import resource
import signal
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import delivery
from benchmarks.archives import ROOT, machine
from benchmarks.delivery import hits, publishing, readers, renders, running
from benchmarks.delivery.loading import generator
from benchmarks.delivery.processes import cores
from benchmarks.delivery.site import archive, demo

PARTS = ("hits", "renders", "publishing", "memory", "starts")
_LEAST_RATIO, _LEAST_UNCHANGED = 0.60, 0.50


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of figures: what was promised, what was found."""

    what: str
    goal: str
    found: str
    held: bool


@dataclass(slots=True)
class Report:
    """What is written: figures first, then how they came about."""

    figures: list[Figure] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    def add(self, title: str, lines: Iterator[str], *figures: Figure) -> None:
        """Add what one part found, and show it."""
        section = "\n".join([f"## {title}", "", *lines])
        print(f"\n{section}", flush=True)
        self.sections.append(section)
        self.figures += figures

    @property
    def missed(self) -> bool:
        """Whether anything promised was not held."""
        return not all(figure.held for figure in self.figures)


def main(arguments: list[str]) -> int:
    """Measure; return 1 when something promised was missed, or could not be measured."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as Ctrl-C: what was started is ended
    _allow_files(options.readers)
    report = Report()
    parts = ["readers"] if options.readers else [part for part in PARTS if part in (options.only or PARTS)]
    failed = False
    for part in parts:
        print(f"… {part}", flush=True)
        try:
            _MEASURE[part](report, options)
        except Exception as error:  # noqa: BLE001  (it is reported, and the other parts are measured still)
            failed = True
            report.add(part, iter([f"Could not be measured: {type(error).__name__}: {error}", ""]))
        _write(report, options)
    return 1 if failed or report.missed else 0


def _write(report: Report, options: argparse.Namespace) -> None:
    """Write what was found so far."""
    name = f"{datetime.now(UTC):%Y-%m-%d}-{'readers' if options.readers else 'delivery'}.md"
    out = options.out or ROOT / "benchmarks" / "results" / name
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join([*_head(report), *report.sections]).rstrip() + "\n")
    print("\n".join(_table(report.figures)))
    print(f"Written to {out}.", flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks delivery",
        description=delivery.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="one part, may be repeated")
    parser.add_argument(
        "--archives", type=Path, default=Path("var/benchmarks"), help="where archives are kept"
    )
    parser.add_argument("--out", type=Path, help="where the report goes (default: benchmarks/results)")
    parser.add_argument("--stories", type=int, nargs="+", default=[20_000, 200_000], help="sizes of archives")
    loading = parser.add_argument_group("hits")
    loading.add_argument("--seconds", type=int, help="of each turn (4); of all with --readers (60)")
    loading.add_argument("--rounds", type=int, default=5, help="turns of each server")
    loading.add_argument(
        "--connections", type=int, nargs="+", default=[16, 64], help="kept-alive; the first is judged"
    )
    loading.add_argument("--story", default="", help="address of the page (default: the demo's heaviest)")
    many = parser.add_argument_group("readers")
    many.add_argument("--readers", type=int, default=0, help="so many at once; measures nothing else")
    many.add_argument("--rate", type=int, default=2_000, help="requests a second of all readers together")
    many.add_argument("--workers", type=int, default=1, help="web processes of the site")
    options = parser.parse_args(arguments)
    options.seconds = options.seconds or (60 if options.readers else 4)
    return options


def _hits(report: Report, options: argparse.Namespace) -> None:
    found = hits.compare(
        demo(options.archives),
        seconds=options.seconds,
        rounds=options.rounds,
        connections=options.connections,
        story=options.story,
    )
    for compared in found:
        figures = _ratios(compared) if compared is found[0] else []
        report.add(f"A stored story page, {compared.connections} connections", hits.table(compared), *figures)


def _ratios(compared: hits.Compared) -> list[Figure]:
    ours = compared.servers[-1]
    return [
        Figure(
            f"stored story page, {name}, ratio to {hits.MEASURE}",
            goal,
            f"{found:.2f}",
            found >= least,
        )
        for name, status, goal, least in (
            ("200", 200, f"≥ {_LEAST_RATIO:.2f}", _LEAST_RATIO),
            ("304", 304, f"≥ {_LEAST_UNCHANGED:.2f}", _LEAST_UNCHANGED),
        )
        for found in [_ratio(compared, ours, status)]
    ]


def _ratio(compared: hits.Compared, server: hits.Server, status: int) -> float:
    """Return the middle ratio; 0 where the server has no such answer, or nginx is not there to compare."""
    if compared.servers[0].name != hits.MEASURE or not server.turns[status]:
        return 0.0
    return statistics.median(compared.ratios(server, status))


def _renders(report: Report, options: argparse.Namespace) -> None:
    found = [renders.renders(archive(options.archives, stories), stories) for stories in options.stories]
    worst = max(one.distinct for one in found)
    goal = Figure(
        "page not stored, CPU of the whole request",
        f"≤ {renders.MOST_MS} ms",
        f"{worst:.2f} ms",
        worst <= renders.MOST_MS,
    )
    report.add("A page that is not stored", renders.table(found), goal)


def _publishing(report: Report, options: argparse.Namespace) -> None:
    found = [
        publishing.publishing(archive(options.archives, stories), stories) for stories in options.stories
    ]
    last, growth = found[-1].beyond, found[-1].beyond / found[0].beyond
    report.add(
        "From publication to new bytes at a reader",
        publishing.table(found),
        Figure(
            f"publish → new bytes, {found[-1].stories:,} stories, beyond Wagtail's own save",
            f"≤ {publishing.MOST_MS:.0f} ms",
            f"{last:.1f} ms",
            last <= publishing.MOST_MS,
        ),
        Figure(
            f"its growth from {found[0].stories:,} stories",
            f"≤ {publishing.MOST_GROWTH}",
            f"{growth:.2f}",
            growth <= publishing.MOST_GROWTH,
        ),
    )


def _memory(report: Report, options: argparse.Namespace) -> None:
    found = running.memory(archive(options.archives, options.stories[0]))
    goal = Figure(
        f"memory, whole program, idle after {found.pages:,} pages",
        f"≤ {running.MOST_MIB:.0f} MiB PSS",
        f"{found.total:.0f} MiB",
        found.total <= running.MOST_MIB,
    )
    report.add("Memory", running.memory_table(found), goal)


def _starts(report: Report, options: argparse.Namespace) -> None:
    found = running.starts(archive(options.archives, options.stories[0]))
    stored, rendered = statistics.median(found.stored), statistics.median(found.rendered)
    report.add(
        "Start",
        running.starts_table(found),
        Figure(
            "start to first stored page",
            f"≤ {running.MOST_STORED} s",
            f"{stored:.2f} s",
            stored <= running.MOST_STORED,
        ),
        Figure(
            "start to first rendered page",
            f"≤ {running.MOST_RENDERED} s",
            f"{rendered:.2f} s",
            rendered <= running.MOST_RENDERED,
        ),
    )


def _readers(report: Report, options: argparse.Namespace) -> None:
    held = readers.hold(
        demo(options.archives),
        options.readers,
        rate=options.rate,
        seconds=options.seconds,
        workers=options.workers,
    )
    wrong = readers.misses(held)
    goal = Figure(
        f"{held.readers:,} readers while an editor publishes every second",
        "no error, no stale page",
        ", ".join(wrong) or f"none; p99 {held.crowd['p99'] * 1e3:.0f} ms",
        not wrong,
    )
    report.add("Many readers", readers.table(held), goal)


_MEASURE: dict[str, Callable[[Report, argparse.Namespace], None]] = {
    "hits": _hits,
    "renders": _renders,
    "publishing": _publishing,
    "memory": _memory,
    "starts": _starts,
    "readers": _readers,
}


def _head(report: Report) -> Iterator[str]:
    serving, asking = cores()
    pinned = (
        "nothing pinned to a core"
        if serving is None
        else f"servers on core {serving}, readers on core {asking}"
    )
    yield "# Delivery"
    yield ""
    yield from machine()
    yield f"- Asked by {generator()}; {pinned}."
    yield "- CPU: user and system time of the program and all its descendants."
    yield ""
    yield from _table(report.figures)


def _table(figures: list[Figure]) -> Iterator[str]:
    yield "| what | goal | found | |"
    yield "|---|---|--:|---|"
    for one in figures:
        yield f"| {one.what} | {one.goal} | {one.found} | {'held' if one.held else '**missed**'} |"
    yield ""


def _allow_files(readers: int) -> None:
    """Let what is started open as many files as the system lets us: a server has one for each reader."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if readers and soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
