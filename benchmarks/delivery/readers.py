"""Many readers at once, each on a connection of its own, while an editor publishes every second."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.archives import ROOT
from benchmarks.delivery.asking import Connection
from benchmarks.delivery.editing import Editor, number_on
from benchmarks.delivery.processes import cores, pinned
from benchmarks.delivery.site import await_page, await_quiet, site


@dataclass(frozen=True, slots=True)
class Held:
    """What the readers found, what the editor did, what it took."""

    readers: int
    pages: list[str]
    crowd: dict[str, Any]
    editor: dict[str, Any]
    cpu: float
    pss: float


def hold(data: Path, readers: int, *, rate: int, seconds: int, workers: int = 1) -> Held:
    """Let so many readers ask for pages that name a story, ``rate`` a second in all, for some seconds."""
    serving, asking = cores()
    with site(data, core=serving, workers=workers) as (program, port), Editor(data, port) as editor:
        await_page(program, port, "/")
        story = editor.do("stories", count=1, spread=False)[0]
        first = _next_number(port, story)
        editor.do("publish", story=story["id"], number=first)
        pages = _pages_that_name(first, port, story)
        await_quiet(program)
        floor = data / "floor"
        floor.unlink(missing_ok=True)
        order = {
            "port": port,
            "readers": readers,
            "rate": rate,
            "seconds": seconds,
            "floor": str(floor),
            "pages": pages,
            "story": story["id"],
        }
        crowd = subprocess.Popen(
            pinned([sys.executable, "-m", "benchmarks.delivery.crowd", json.dumps(order)], asking),
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        ready = crowd.stdout.readline()  # type: ignore[union-attr]
        if ready.strip() != "ready":
            raise RuntimeError("The readers could not connect; their message is above.")
        before = program.cpu()
        editor.order(
            "keep_publishing", story=story["id"], number=first + 1, seconds=seconds, every=1, floor=str(floor)
        )
        found = json.loads(crowd.communicate()[0])
        worked = program.cpu() - before
        return Held(
            readers, pages, found, editor.outcome(), worked / max(1, found["answers"]), program.pss() / 2**20
        )


def _next_number(port: int, story: dict[str, Any]) -> int:
    with Connection(port) as connection:
        last = number_on(connection.ask(story["address"], {}).body, story["id"])
        return last // 1000 * 1000 + 1000


def _pages_that_name(number: int, port: int, story: dict[str, Any]) -> list[str]:
    """Return those of the story, its section, the front and the latest that carry its headline."""
    pages = [story["address"], f"/{story['address'].split('/')[1]}/", "/", "/latest/"]
    with Connection(port) as connection:
        return [page for page in pages if number_on(connection.ask(page, {}).body, story["id"]) >= number]


def misses(held: Held) -> list[str]:
    """Return what no reader should have met."""
    found = [f"{count} × {error}" for error, count in held.crowd["errors"].items()]
    return found + ([f"{held.crowd['stale']} stale pages"] if held.crowd["stale"] else [])


def table(held: Held) -> Iterator[str]:
    """Return what was found as Markdown."""
    crowd, editor = held.crowd, held.editor
    rate = crowd["answers"] / crowd["seconds"]
    p50, p99, most, late = (f"{crowd[name] * 1e3:.1f} ms" for name in ("p50", "p99", "most", "late"))
    publishing = f"median {editor['median'] * 1e3:.0f} ms, most {editor['most'] * 1e3:.0f} ms"
    rows = {
        "answers": f"{crowd['answers']:,} in {crowd['seconds']:.0f} s: {rate:,.0f} a second",
        "publications": f"{editor['publications']}, {publishing}",
        "versions that readers saw": crowd["versions"],
        "errors": sum(crowd["errors"].values()),
        "stale pages": crowd["stale"],
        "connections closed while nothing was asked": crowd["idle_closed"],
        "p50 / p99 / most": f"{p50} / {p99} / {most}",
        "the readers' own delay before they asked, p99": late,
        "CPU an answer, whole tree": f"{held.cpu * 1e6:.0f} µs",
        "PSS with all connected": f"{held.pss:.0f} MiB",
    }
    yield f"{held.readers:,} readers, connected throughout, on {', '.join(held.pages)}"
    yield ""
    yield "| | |"
    yield "|---|--:|"
    yield from (f"| {name} | {value} |" for name, value in rows.items())
    yield ""
    yield from (f"- {miss}" for miss in [*misses(held), *crowd["examples"]])
