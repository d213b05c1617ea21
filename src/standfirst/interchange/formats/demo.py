"""A demo story: TOML front matter between `+++` lines, then the body as simple HTML.

Keys stand where other formats have ids: of pictures, authors, topics, sections and other stories.
Dates count back from the day of loading, so that the demo is never old.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from standfirst.interchange.blocks import Reading, blocks_of
from standfirst.interchange.records import (
    AuthorRecord,
    Block,
    NotThisFormat,
    PhotoRecord,
    SectionRecord,
    StoryRecord,
    TopicRecord,
)

_READING = Reading(story_links=True)
_FORM = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)
_WHEN = re.compile(r"(\d+)d (\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class DemoCorrection:
    """What was said in public about a mistake."""

    kind: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version of a story that was published first."""

    headline: str
    standfirst: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DemoStory:
    """A story and what only the demo says of one."""

    record: StoryRecord
    slot: str = ""
    translation_of: str = ""
    corrections: tuple[DemoCorrection, ...] = ()
    earlier: Earlier | None = None


def read(folder: Path, language: str, zone: tzinfo, today: datetime) -> Iterator[DemoStory]:
    """Yield the stories of one edition's folder, by name; `today` is the moment of loading."""
    for path in sorted(folder.glob("*.html")):
        yield story_of(path.read_text(encoding="utf-8"), path.stem, language, zone, today)


def story_of(text: str, name: str, language: str, zone: tzinfo, today: datetime) -> DemoStory:
    """Return the story that a file's text holds."""
    found = _FORM.match(text)
    if not found:
        raise NotThisFormat(f"{name}: there is no front matter between +++ lines")
    try:
        head = tomllib.loads(found[1])
        return _story(head, found[2], language, lambda said: moment_of(said, zone, today))
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise NotThisFormat(f"{name}: {error}") from error


def moment_of(said: str, zone: tzinfo, today: datetime) -> datetime:
    """Return the moment that `3d 07:40` means: so many days before today, on the zone's clock.

    Never in the future: what falls later on the day of loading happened a moment ago.
    """
    found = _WHEN.fullmatch(said.strip())
    if not found:
        raise ValueError(f"“{said}” is not a moment such as “3d 07:40”")
    day = today.astimezone(zone).date() - timedelta(days=int(found[1]))
    clock = time(int(found[2]), int(found[3]))
    moment = datetime.combine(day, clock, zone).astimezone(UTC)
    return min(moment, today.astimezone(UTC) - timedelta(minutes=1))


def _story(head: dict[str, Any], markup: str, language: str, moment: Any) -> DemoStory:
    body, problems = blocks_of(markup, _READING)
    lead = head.get("lead_photo", "")
    names = [head["section"], *head.get("other_sections", [])]
    record = StoryRecord(
        source=f"demo:{language}",
        source_id=head["key"],
        state="published",
        kind=head["kind"],
        headline=head["headline"],
        short_headline=head.get("short_headline", ""),
        kicker=head.get("kicker", ""),
        standfirst=head.get("standfirst", ""),
        dateline=head.get("dateline", ""),
        slug="" if language == "ar" else head["key"],
        language=language,
        body=body,
        lead_photo=PhotoRecord(lead, "") if lead else None,
        lead_caption=head.get("lead_caption", ""),
        sections=tuple(SectionRecord(name, name, name) for name in names),
        topics=tuple(TopicRecord(key, key, key) for key in head.get("topics", [])),
        authors=tuple(AuthorRecord(key, key) for key in head.get("authors", [])),
        published_at=moment(head["published"]),
        updated_at=moment(head["updated"]) if head.get("updated") else None,
        problems=problems,
    )
    return DemoStory(
        record,
        head.get("slot", ""),
        head.get("translation_of", ""),
        tuple(_correction(one, moment) for one in head.get("corrections", [])),
        _earlier(head["earlier"]) if head.get("earlier") else None,
    )


def _correction(said: dict[str, Any], moment: Any) -> DemoCorrection:
    return DemoCorrection(said["kind"], moment(said["at"]), said["text"])


def _earlier(said: dict[str, Any]) -> Earlier:
    body, _ = blocks_of(said["body"], _READING)
    return Earlier(said["headline"], said["standfirst"], body)
