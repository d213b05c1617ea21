"""From foreign HTML to the blocks of a story: every word arrives, whatever the markup was.

What the newsroom has a block for becomes that block; what it has none for is kept as its source in a
`kept` block and named in the problems. A paragraph is never cut in two by what hangs in it (a photo,
a frame): that goes before or after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from standfirst.interchange._building import kept, paragraphs_of, text_block
from standfirst.interchange._conversion import Conversion, Reading
from standfirst.interchange._elements import VOCABULARY
from standfirst.interchange._markup import parsed
from standfirst.interchange.records import Block, PhotoRecord
from standfirst.interchange.shortcodes import mark_shortcodes

__all__ = ["Reading", "blocks_of", "blocks_of_text", "pictures_in", "without_controls"]

# What no text needs: control characters, halves of characters, and what turns the direction of all that
# follows (UAX 9; the program's own marking keeps directions apart).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def blocks_of(html: str, reading: Reading | None = None) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a body, and in words what could not be turned."""
    reading = reading or Reading()
    text = without_controls(html)
    if not text.strip():
        return (), ()
    root, reason = parsed(mark_shortcodes(text) if reading.shortcodes else text)
    if root is None:
        return (kept(text, reason),), (reason,)
    conversion = Conversion(reading, VOCABULARY)
    conversion.walk(root)
    return conversion.close(), tuple(dict.fromkeys(conversion.problems))


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain text: an empty line parts paragraphs, else each line is one."""
    text = without_controls(text).strip()
    if not re.search(r"\n[ \t\r]*\n", text):
        text = re.sub(r"\r?\n", "\n\n", text)
    value = paragraphs_of(text)
    return (text_block(value),) if value else ()


def without_controls(text: str) -> str:
    """Return a text without the signs that cannot be stored or that turn what stands around them."""
    return _CONTROLS.sub("", text)


def pictures_in(blocks: Iterable[Block]) -> Iterator[PhotoRecord]:
    """Every picture that these blocks show, in order."""
    for block in blocks:
        if block["type"] == "photo":
            yield block["value"]["photo"]
        elif block["type"] == "pair":
            yield block["value"]["left"]["photo"]
            yield block["value"]["right"]["photo"]
