"""From the editor's publication to new bytes at a reader."""

import gzip
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.delivery.asking import Connection
from benchmarks.delivery.editing import MANNERS, Editor, number_on
from benchmarks.delivery.processes import Program
from benchmarks.delivery.site import await_page, await_quiet, site

MOST_MS, MOST_GROWTH = 45.0, 1.5
_WARMING = 3
_POLL_EVERY = 0.000_5
_SEEN_WITHIN = 30


@dataclass(slots=True)
class Published:
    """What was found in one archive; all in milliseconds, one item a publication."""

    stories: int
    served: list[float] = field(default_factory=list)
    returned: dict[str, list[float]] = field(default_factory=lambda: {one: [] for one in MANNERS})
    worked: dict[str, list[float]] = field(default_factory=lambda: {one: [] for one in MANNERS})
    server: list[float] = field(default_factory=list)

    @property
    def beyond(self) -> float:
        """Return from the publication to the reader, less Wagtail's own save: medians of one run."""
        return statistics.median(self.served) - statistics.median(self.returned["bare"])

    @property
    def beyond_in_work(self) -> float:
        """Return what editor and site together worked, less Wagtail's own save: steadier than the clock."""
        whole, bare = (statistics.median(self.worked[manner]) for manner in ("whole", "bare"))
        return whole - bare + statistics.median(self.server)

    @property
    def beyond_unwired(self) -> float:
        """Return the same, less a save with Standfirst's records but no reaction."""
        return statistics.median(self.served) - statistics.median(self.returned["unwired"])


def publishing(data: Path, stories: int, rounds: int = 30) -> Published:
    """Publish a story over and over, whole and in part in turn, while a reader asks for its page."""
    found = Published(stories)
    with site(data) as (program, port), Editor(data, port) as editor:
        await_page(program, port, "/")
        story = editor.do("stories", count=1, spread=False)[0]
        with Connection(port) as reader:
            reader.ask(story["address"])
            number = time.time_ns() // 10**9 % 10**6 * 1000
            await_quiet(program)
            for turn in range(_WARMING + rounds):
                for manner in MANNERS:
                    number += 1
                    _publish(
                        found if turn >= _WARMING else Published(0),
                        program,
                        editor,
                        reader,
                        (story, number, manner),
                    )
    return found


def _publish(
    found: Published,
    program: Program,
    editor: Editor,
    reader: Connection,
    order: tuple[dict[str, Any], int, str],
) -> None:
    story, number, manner = order
    before = program.cpu()
    editor.order("publish", story=story["id"], number=number, manner=manner)
    seen = _await_number(reader, story, number) if manner == "whole" else 0.0
    outcome = editor.outcome()
    found.returned[manner].append((outcome["ended"] - outcome["begun"]) * 1e3)
    found.worked[manner].append(outcome["worked"] * 1e3)
    if manner == "whole":
        found.served.append((seen - outcome["begun"]) * 1e3)
        found.server.append((program.cpu() - before) * 1e3)


def _await_number(reader: Connection, story: dict[str, Any], number: int) -> float:
    """Ask until the page carries ``number``; return when it had come."""
    deadline = time.monotonic() + _SEEN_WITHIN
    last = b""
    while time.monotonic() < deadline:
        answer = reader.ask(story["address"])
        came = time.monotonic()
        if answer.body != last:
            last = answer.body
            packed = answer.headers.get("content-encoding") == "gzip"
            if number_on(gzip.decompress(last) if packed else last, story["id"]) >= number:
                return came
        time.sleep(_POLL_EVERY)
    raise RuntimeError(f"Publication {number} was not served within {_SEEN_WITHIN} seconds.")


def table(found: list[Published]) -> Iterator[str]:
    """Return what was found as Markdown."""
    yield (
        "Wall time in ms, medians; a reader asks every half millisecond. Served: from the editor's save to "
        "the whole new page at the reader. Unwired: without reactions. Wagtail alone: no receiver of ours "
        "either. In brackets the editor's CPU; last the CPU of the site's whole tree, polling included."
    )
    yield ""
    yield (
        "| stories | served (p90) | returned | unwired | Wagtail alone "
        "| served, less Wagtail alone | less unwired | site's CPU | CPU, less Wagtail alone |"
    )
    yield f"|{'--:|' * 9}"
    for one in found:
        parts = [
            f"{statistics.median(one.returned[manner]):.1f} ({statistics.median(one.worked[manner]):.1f})"
            for manner in MANNERS
        ]
        served = f"{statistics.median(one.served):.1f} ({statistics.quantiles(one.served, n=10)[-1]:.1f})"
        figures = (one.beyond, one.beyond_unwired, statistics.median(one.server), one.beyond_in_work)
        cells = [f"{one.stories:,}", served, *parts, *(f"{figure:.1f}" for figure in figures)]
        yield f"| {' | '.join(cells)} |"
    yield ""
    if len(found) > 1:
        yield f"Growth of “served, less Wagtail alone”: {found[-1].beyond / found[0].beyond:.2f}."
        yield ""
