"""Blocks and rich text: made, cleaned, looked into."""

from __future__ import annotations

import html as html_
import re
from collections.abc import Iterable

import nh3

from standfirst.interchange._markup import Element, classes
from standfirst.interchange.records import Block, PhotoRecord

PARAGRAPH_END = re.compile(r"[ \t]*\r?\n[ \t]*(?:\r?\n[ \t]*)+")
LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNEVEN = re.compile(r"[\t\r\n\f]|  ")
_SEEN = re.compile("[^\\s\u00a0\u200b\u200c\u200d\ufeff]")
SCHEMES = frozenset({"http", "https", "mailto", "tel", "story"})
_WIDE = frozenset({"alignwide", "alignfull", "size-full-width"})
# What the walk writes when nothing went wrong; anything else is cleaned by nh3, which takes longer.
_CLEAN = re.compile(
    r"(?:[^<&\x00]++|&(?:amp|lt|gt|nbsp);|</?(?:p|b|i|ul|ol|li|sup|sub)>|<br>|</a>"
    r'|<a href="(?:https?://|mailto:|tel:|story:)(?:[^"<>&]|&amp;)*+">)*+'
)


def text_block(value: str) -> Block:
    """Paragraphs."""
    return {"type": "text", "value": value}


def photo(record: PhotoRecord, caption: str = "", *, wide: bool = False) -> Block:
    """One picture."""
    return {
        "type": "photo",
        "value": {"photo": record, "caption": caption, "width": "wide" if wide else "column"},
    }


def embed(address: str, caption: str = "") -> Block:
    """Something of a known provider."""
    return {"type": "embed", "value": {"url": address, "caption": caption}}


def kept(text: str, reason: str) -> Block:
    """Return the source of what no block can hold, and why."""
    return {"type": "kept", "value": {"html": text, "reason": reason}}


def clean(value: str) -> str:
    """Rich text down to the tags that a story's text may hold, whatever went wrong before."""
    if _CLEAN.fullmatch(value):
        return value
    return nh3.clean(
        value,
        tags={"p", "b", "i", "a", "br", "ul", "ol", "li", "sup", "sub"},
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def paragraphs_of(text: str) -> str:
    """Plain text as paragraphs of rich text."""
    parts = [part.strip() for part in PARAGRAPH_END.split(text)]
    lines = ["<br>".join(escaped(line) for line in LINE_END.split(part)) for part in parts if shows(part)]
    return clean("".join(f"<p>{line}</p>" for line in lines))


def plain(value: str) -> str:
    """Return the words of rich text."""
    text = re.sub(r"</p>\s*<p>", "\n\n", value).replace("<br>", "\n")
    return html_.unescape(re.sub(r"<[^>]*>", "", text)).strip()


def escaped(text: str) -> str:
    """Text as HTML; runs of white space are one space, as a browser shows them."""
    if _UNEVEN.search(text):
        text = _SPACE.sub(" ", text)
    return html_.escape(text, quote=False)


def visible(value: str) -> bool:
    """Return whether a reader would see anything of this rich text."""
    if value[:1].isalnum():
        return True
    return shows(html_.unescape(re.sub("<[^>]*>", "", value)))


def shows(text: str) -> bool:
    """Return whether plain text has anything but space in it."""
    return _SEEN.search(text) is not None


def short(text: str | None, longest: int = 120) -> str:
    """So much of a text as a line in a report can hold."""
    text = " ".join((text or "").split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def is_wide(element: Element) -> bool:
    """Whether the old site let a picture run over the column."""
    return bool(_WIDE & classes(element))


def told_and_other(blocks: Iterable[Block]) -> tuple[list[str], list[Block]]:
    """Blocks parted into paragraphs of rich text, and what is not text."""
    told: list[str] = []
    other: list[Block] = []
    for block in blocks:
        said = _said(block)
        told += said
        if not said:
            other.append(block)
    return told, other


def _said(block: Block) -> list[str]:
    kind, value = block["type"], block["value"]
    if kind == "text":
        return re.findall(r"<p>(.*?)</p>", value, re.DOTALL)
    if kind == "heading":
        return [f"<b>{escaped(value['text'])}</b>"]
    if kind == "list":
        return list(value["items"])
    if kind in {"quote", "pull_quote"}:
        lines = [*value["text"].split("\n\n"), value["attribution"]]
        return [escaped(line).replace("\n", "<br>") for line in lines if line]
    return []


def paired(blocks: list[Block]) -> list[Block]:
    """Two pictures and nothing else stand side by side."""
    pictures = [block for block in blocks if block["type"] == "photo"]
    if len(pictures) != 2 or len(blocks) != 2:  # noqa: PLR2004 - a pair
        return blocks
    left, right = (
        {"photo": block["value"]["photo"], "caption": block["value"]["caption"]} for block in pictures
    )
    return [{"type": "pair", "value": {"left": left, "right": right}}]
