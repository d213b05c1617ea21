"""What travels between a format and the newsroom: plain data that knows neither.

A reader is a function `read(path, ...)` that yields a `StoryRecord` for each whole story, and a
`Skipped` or `Unreadable` for everything else, so that what a file holds always adds up. A file that
is not what it claims raises `NotThisFormat`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

State = Literal["published", "scheduled", "draft", "withheld", "cancelled"]
AuthorKind = Literal["person", "agency"]
TopicKind = Literal["person", "organisation", "place", "event", "theme"]
Kind = Literal[
    "news",
    "analysis",
    "opinion",
    "interview",
    "gallery",
    "cartoon",
    "infographic",
    "video",
    "audio",
    "live",
]
Block = dict[str, Any]
# What a record and a story call by the same name and hold in the same way.
SHARED_FIELDS = (
    "kind",
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "dateline",
    "lead_caption",
)
# Told by a reader how many bytes it has read so far.
Progress = Callable[[int], None]


class NotThisFormat(Exception):  # noqa: N818 - it is an answer, not a fault of the program
    """The file is not of the format that it was said to be."""


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """A picture as the other system described it; `address` is a URL or a path."""

    source_id: str
    address: str
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """Who wrote a story: a person or an agency."""

    source_id: str
    name: str
    email: str = ""
    biography: str = ""
    kind: AuthorKind = "person"


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section (elsewhere a category or a desk)."""

    source_id: str
    name: str
    slug: str
    parent: SectionRecord | None = None


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic (elsewhere a tag or a subject)."""

    source_id: str
    name: str
    slug: str
    kind: TopicKind = "theme"


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """One whole story. `section_hints` may match a section that exists but never make a new one."""

    source: str
    source_id: str
    headline: str
    state: State
    version: str = ""
    kind: Kind = "news"
    short_headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    dateline: str = ""
    slug: str = ""
    language: str = ""
    body: tuple[Block, ...] = ()
    lead_photo: PhotoRecord | None = None
    lead_caption: str = ""
    sections: tuple[SectionRecord, ...] = ()
    section_hints: tuple[SectionRecord, ...] = ()
    topics: tuple[TopicRecord, ...] = ()
    authors: tuple[AuthorRecord, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None
    old_addresses: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something whole that is not for the newsroom: a page, a menu, the bin."""

    source_id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be read; nothing of it is stored."""

    where: str
    title: str
    reason: str


Item = StoryRecord | Skipped | Unreadable


def fingerprint(record: StoryRecord) -> str:
    """Return a hash of all that a story says, the same for the same story on every machine."""
    said = [getattr(record, field.name) for field in fields(record)]
    plain = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def is_older(version: str, updated_at: datetime | None, than: str, then: datetime | None) -> bool:
    """Whether a version came before another: by number where both have one, else by time."""
    if version.isdecimal() and than.isdecimal():
        return int(version) < int(than)
    if updated_at is not None and then is not None:
        return updated_at < then
    return False


def _plain(value: Any) -> Any:
    """Return what JSON cannot say by itself: a moment or another record."""
    if isinstance(value, datetime):
        return value.isoformat()
    return [getattr(value, field.name) for field in fields(value)]
