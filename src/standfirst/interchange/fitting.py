"""What does not fit into a field of the newsroom goes where it fits: no word is cut off and lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from standfirst.interchange._building import escaped, paragraphs_of, text_block
from standfirst.interchange.blocks import without_controls
from standfirst.interchange.records import Block, StoryRecord

# The longest that the newsroom's fields and blocks take.
HEADLINE, SHORT_HEADLINE, KICKER, DATELINE, STANDFIRST = 200, 90, 60, 80, 600
CAPTION, QUOTE, ATTRIBUTION, HEADING, TITLE, REASON, ADDRESS = 500, 2000, 200, 200, 120, 300, 500
NAME = 120
# No newspaper is older (the Relation of Strasbourg, 1605); what lies a century ahead is a slip of the pen.
_EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)
_YEARS_AHEAD = 100
_WORDS = ("kicker", "headline", "short_headline", "standfirst", "dateline", "lead_caption")
_DATES = {
    "published_at": "The date of publication",
    "updated_at": "The date of the last change",
    "embargo_until": "The end of the embargo",
    "expires_at": "The date of expiry",
}

_SENTENCE_END = re.compile(r"[.!?…؟。]['\"»”)]?\s")


def fitted(record: StoryRecord) -> StoryRecord:
    """Return the story with everything where it fits; what had to move is named in its problems."""
    problems: list[str] = []
    before: list[Block] = []
    words: dict[str, Any] = {name: without_controls(getattr(record, name)) for name in _WORDS}
    record = replace(record, **words)
    headline = _moved(record.headline, HEADLINE, "The headline", before, problems)
    standfirst = _moved(record.standfirst, STANDFIRST, "The standfirst", before, problems)
    lead_caption = _moved(record.lead_caption, CAPTION, "The lead photo's caption", before, problems)
    body = tuple(part for block in record.body for part in _fit_block(block, problems))
    dates: dict[str, Any] = {
        name: _dated(getattr(record, name), what, problems) for name, what in _DATES.items()
    }
    return replace(
        record,
        **dates,
        headline=headline,
        standfirst=standfirst,
        lead_caption=lead_caption,
        short_headline=_cut(record.short_headline, SHORT_HEADLINE),
        kicker=_cut(record.kicker, KICKER),
        dateline=_cut(record.dateline, DATELINE),
        body=(*before, *body) if before else body,
        problems=tuple(dict.fromkeys([*record.problems, *problems])),
    )


def _dated(moment: datetime | None, what: str, problems: list[str]) -> datetime | None:
    """Return the moment, or the nearest that a newspaper can have: what is embargoed for ever stays so."""
    latest = datetime(timezone.now().year + _YEARS_AHEAD, 1, 1, tzinfo=UTC)
    if moment is None or _EARLIEST <= moment <= latest:
        return moment
    nearest = _EARLIEST if moment < _EARLIEST else latest
    problems.append(f"{what}, {moment.isoformat()}, cannot be: it is taken as {nearest:%Y-%m-%d}")
    return nearest


def _moved(text: str, longest: int, what: str, before: list[Block], problems: list[str]) -> str:
    """Return so much as fits; the whole then begins the body."""
    if len(text) <= longest:
        return text
    problems.append(f"{what} has more than {longest} characters: all of it begins the text")
    before.append(text_block(paragraphs_of(text)))
    return _cut(text, longest)


def _cut(text: str, longest: int) -> str:
    """Return a text cut after a sentence, else between words."""
    if len(text) <= longest:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[: longest + 1])]
    if ends and ends[-1] > longest // 2:
        return text[: ends[-1]].strip()
    return (text[:longest].rpartition(" ")[0] or text[: longest - 1]).rstrip(" ,;:–—-") + "…"


def _fit_block(block: Block, problems: list[str]) -> Iterator[Block]:
    fit = _FITS.get(block["type"])
    if fit is None:
        yield block
        return
    whole = list(fit(block))
    if len(whole) > 1:
        problems.append(f"A {block['type'].replace('_', ' ')} was too long: what did not fit follows it")
    yield from whole


def _fit_caption(block: Block) -> Iterator[Block]:
    value = block["value"]
    yield {**block, "value": {**value, "caption": _cut(value["caption"], CAPTION)}}
    yield from _rest(value["caption"], CAPTION)


def _fit_pair(block: Block) -> Iterator[Block]:
    sides = {side: block["value"][side] for side in ("left", "right")}
    short = {side: {**one, "caption": _cut(one["caption"], CAPTION)} for side, one in sides.items()}
    yield {**block, "value": short}
    for one in sides.values():
        yield from _rest(one["caption"], CAPTION)


def _fit_quote(block: Block) -> Iterator[Block]:
    """Yield a long quotation as several; its last part says whose words they are."""
    text, attribution = block["value"]["text"], block["value"]["attribution"]
    parts = list(_parts(text, QUOTE))
    for number, part in enumerate(parts, 1):
        said = _cut(attribution, ATTRIBUTION) if number == len(parts) else ""
        yield {**block, "value": {"text": part, "attribution": said}}
    yield from _rest(attribution, ATTRIBUTION)


def _fit_heading(block: Block) -> Iterator[Block]:
    text = block["value"]["text"]
    if len(text) <= HEADING:
        yield block
    else:
        yield text_block(f"<p><b>{escaped(text)}</b></p>")


def _fit_factbox(block: Block) -> Iterator[Block]:
    value = block["value"]
    if len(value["title"]) <= TITLE:
        yield block
        return
    body = f"<p><b>{escaped(value['title'])}</b></p>{value['body']}"
    yield {**block, "value": {"title": _cut(value["title"], TITLE), "body": body}}


def _fit_embed(block: Block) -> Iterator[Block]:
    value = block["value"]
    if len(value["url"]) > ADDRESS:
        reason = "The address of an embed is too long"
        yield {"type": "kept", "value": {"html": value["url"], "reason": reason}}
        yield from _rest(value["caption"], 0)
        return
    yield from _fit_caption(block)


def _fit_kept(block: Block) -> Iterator[Block]:
    yield {**block, "value": {**block["value"], "reason": _cut(block["value"]["reason"], REASON)}}


def _rest(text: str, longest: int) -> Iterator[Block]:
    if len(text) > longest:
        yield text_block(paragraphs_of(text))


def _parts(text: str, longest: int) -> Iterator[str]:
    """Yield a text in parts that fit, parted at paragraphs, sentences or words, in this order of liking."""
    while len(text) > longest:
        head = text[:longest]
        place = head.rfind("\n\n")
        if place < longest // 4:
            place = max((found.end() for found in _SENTENCE_END.finditer(head)), default=0)
        if place < longest // 4:
            place = head.rfind(" ") if " " in head else longest
        yield text[:place].strip()
        text = text[place:].strip()
    if text:
        yield text


def related_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the source ids of all stories that these blocks point to."""
    for block in blocks:
        if block["type"] == "related":
            yield from block["value"]["stories"]


_FITS = {
    "photo": _fit_caption,
    "pair": _fit_pair,
    "quote": _fit_quote,
    "pull_quote": _fit_quote,
    "heading": _fit_heading,
    "factbox": _fit_factbox,
    "embed": _fit_embed,
    "kept": _fit_kept,
}
