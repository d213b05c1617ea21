"""What a page costs that is not stored: the first time, and again after a touch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.delivery.asking import Connection
from benchmarks.delivery.editing import Editor
from benchmarks.delivery.processes import Program, cores
from benchmarks.delivery.site import await_page, await_quiet, site

MOST_MS = 2.5
_WARMING = 30


@dataclass(frozen=True, slots=True)
class Rendered:
    """Processor time of the whole tree a page, in milliseconds."""

    stories: int
    pages: int
    distinct: float
    touched: float | None
    stored: float


def renders(data: Path, stories: int, pages: int = 200) -> Rendered:
    """Ask a site for so many story pages for the first time, and for as many after a touch."""
    with site(data, core=cores()[0]) as (program, port), Editor(data, port) as editor:
        await_page(program, port, "/")
        found = editor.do("stories", count=pages + _WARMING)
        addresses = [story["address"] for story in found]
        with Connection(port) as connection:
            _ask_all(connection, addresses[pages:])
            await_quiet(program)
            # All pages of an earlier run are untrue from here on.
            editor.do("touch", tags=[f"story:{story['id']}" for story in found])
            distinct = _each(program, connection, addresses[:pages])
            stored = _each(program, connection, addresses[:pages])
            touched = _after_touches(program, connection, editor, found[:pages])
    return Rendered(stories, pages, distinct, touched, stored)


def _each(program: Program, connection: Connection, addresses: list[str]) -> float:
    before = program.cpu()
    _ask_all(connection, addresses)
    return (program.cpu() - before) / len(addresses) * 1e3


def _after_touches(
    program: Program, connection: Connection, editor: Editor, stories: list[dict[str, str]]
) -> float:
    """Touch and ask for the same story again and again."""
    story = stories[0]
    before = program.cpu()
    for _ in stories:
        editor.do("touch", tags=[f"story:{story['id']}"])
        connection.ask(story["address"])
    return (program.cpu() - before) / len(stories) * 1e3


def _ask_all(connection: Connection, addresses: list[str]) -> None:
    for address in addresses:
        answer = connection.ask(address)
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"{address} was answered with {answer.status}.")


def table(found: list[Rendered]) -> Iterator[str]:
    """Return what was found as Markdown."""
    yield (
        "CPU of the whole tree for a request, in ms: HTTP, rendering, packing and keeping of a story page "
        "that was never asked for; of one that was touched; and of the same pages once they are stored."
    )
    yield ""
    yield "| stories | distinct pages | after each touch | stored |"
    yield "|--:|--:|--:|--:|"
    for one in found:
        touched = "–" if one.touched is None else f"{one.touched:.2f}"
        yield f"| {one.stories:,} | {one.distinct:.2f} | {touched} | {one.stored:.3f} |"
    yield ""
