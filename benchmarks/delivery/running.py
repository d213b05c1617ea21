"""The whole program at rest, and its start."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.delivery.asking import Connection
from benchmarks.delivery.editing import Editor
from benchmarks.delivery.processes import Program
from benchmarks.delivery.site import await_page, await_quiet, free_port, site

MOST_MIB = 150.0
MOST_STORED, MOST_RENDERED = 0.5, 1.6
_PATIENCE = 60
_SOON = 30


@dataclass(frozen=True, slots=True)
class Memory:
    """PSS in MiB: right after the pages, half a minute later, and at rest, of each process."""

    pages: int
    after: float
    soon: float
    idle: dict[str, float]
    waited: float

    @property
    def total(self) -> float:
        """Return what the whole program takes at rest."""
        return sum(self.idle.values())


def memory(data: Path, pages: int = 1_000, rest: float = 150, most: float = 400) -> Memory:
    """Ask for so many pages, then wait until memory has not moved for ``rest`` seconds, ``most`` at most.

    That is longer than the worker stays when it has nothing to do.
    """
    with site(data) as (program, port):
        await_page(program, port, "/")
        with Editor(data, port) as editor:
            addresses = [story["address"] for story in editor.do("stories", count=pages)]
        with Connection(port) as connection:
            for address in addresses:
                connection.ask(address)
        after, begun = program.pss(), time.monotonic()
        time.sleep(_SOON)
        soon = program.pss()
        waited = _await_rest(program, rest, begun + most) - begun
        idle = {command: size / 2**20 for command, size in program.memory().items()}
    return Memory(len(addresses), after / 2**20, soon / 2**20, idle, waited)


def _await_rest(program: Program, rest: float, deadline: float) -> float:
    """Return when memory had last moved by more than a hundredth."""
    held, since = program.pss(), time.monotonic()
    while time.monotonic() < min(deadline, since + rest):
        time.sleep(1)
        now = program.pss()
        if abs(now - held) > held / 100:
            held, since = now, time.monotonic()
    return since


@dataclass(slots=True)
class Starts:
    """Seconds from the start to a whole page at a reader, one item a start."""

    stored: list[float] = field(default_factory=list)
    rendered: list[float] = field(default_factory=list)


def starts(data: Path, rounds: int = 5) -> Starts:
    """Start a site that was up before, again and again; ask at once for a stored page and for another."""
    found, port = Starts(), free_port()
    with Editor(data, port) as editor:
        stories = editor.do("stories", count=rounds + 1)
        pages = [story["address"] for story in stories]
        with site(data, port=port) as (program, _):
            await_page(program, port, pages[0])
            editor.do("touch", tags=[f"story:{story['id']}" for story in stories[1:]])
            await_quiet(program)
        for turn in range(rounds):
            begun = time.monotonic()
            with site(data, port=port) as (program, _), ThreadPoolExecutor(2) as readers:
                waiting = [readers.submit(_first_answer, port, page) for page in (pages[0], pages[turn + 1])]
                found.stored.append(waiting[0].result() - begun)
                found.rendered.append(waiting[1].result() - begun)
                await_quiet(program, 1)
    return found


def _first_answer(port: int, path: str) -> float:
    """Ask for ``path`` until it is there; return when that was."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with Connection(port) as connection:
                if connection.ask(path).status == 200:  # noqa: PLR2004
                    return time.monotonic()
        except OSError:
            pass
        time.sleep(0.002)
    raise RuntimeError(f"{path} was not answered within {_PATIENCE} seconds.")


def memory_table(found: Memory) -> Iterator[str]:
    """Return what memory was found as Markdown."""
    yield (
        f"Right after {found.pages:,} pages {found.after:.0f} MiB, {_SOON} s later {found.soon:.0f} MiB; "
        f"at rest {found.total:.0f} MiB, reached within {found.waited:.0f} s:"
    )
    yield ""
    yield "| process | PSS, MiB |"
    yield "|---|--:|"
    yield from (f"| {command.partition(' ')[2]} | {size:.1f} |" for command, size in found.idle.items())
    yield ""


def starts_table(found: Starts) -> Iterator[str]:
    """Return what starts were found as Markdown."""
    yield "| first page, s | least | median | most |"
    yield "|---|--:|--:|--:|"
    for name, times in (("stored", found.stored), ("rendered", found.rendered)):
        ordered = sorted(times)
        figures = (ordered[0], ordered[len(ordered) // 2], ordered[-1])
        yield f"| {name} | {' | '.join(f'{one:.2f}' for one in figures)} |"
    yield ""
