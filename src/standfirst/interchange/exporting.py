"""An edition's published stories as ninjs 3.1 files, which other systems and this one can read."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from standfirst.editions.models import Edition
from standfirst.interchange.formats.markup import markup_of
from standfirst.media.models import Photo
from standfirst.media.renditions import address
from standfirst.newsroom.history import paragraphs_of
from standfirst.newsroom.models import Story, StoryVersion

_BATCH = 200
_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
_TOPICS = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "event": "events",
    "theme": "subjects",
}


def export_edition(
    edition: Edition, folder: Path, *, media: bool = False, told: Callable[[int], None] = lambda _done: None
) -> int:
    """Write each published story of an edition to `<public id>.json`; return how many there are.

    With `media` the original pictures are copied to `folder/media`, where an import finds them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for stories in _batches(edition):
        photos = Photo.objects.in_bulk(_photos_of(stories))
        versions = _versions_of(stories)
        for story in stories:
            item = _item(story, photos, versions.get(story.pk, 1))
            text = json.dumps(item, ensure_ascii=False, indent=1)
            (folder / f"{story.pk}.json").write_text(text + "\n", encoding="utf-8")
        if media:
            _copy(photos.values(), folder / "media")
        written += len(stories)
        told(written)
    return written


def identity(edition: Edition, number: int) -> str:
    """Return the uri of a story: the same for ever, whatever its address becomes (RFC 4151)."""
    host = edition.host or urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"tag:{host},2026:{edition.code}:story:{number}"


def _batches(edition: Edition) -> Iterator[list[Story]]:
    """Yield the published stories by the batch, in the order of their numbers."""
    last = 0
    while True:
        stories = list(
            Story.objects.filter(edition=edition, live=True, pk__gt=last)
            .order_by("pk")
            .select_related("edition", "section")
            .prefetch_related("bylines__author", "topic_links__topic", "other_sections__section")[:_BATCH]
        )
        if not stories:
            return
        yield stories
        last = stories[-1].pk


def _photos_of(stories: Sequence[Story]) -> set[int]:
    found = {story.lead_photo_id for story in stories}
    for story in stories:
        found.update(_numbers_in(story.body.get_prep_value()))
    return {number for number in found if number}


def _versions_of(stories: Sequence[Story]) -> dict[int, int]:
    """Return the number of each story's newest version."""
    rows = StoryVersion.objects.filter(story__in=stories).order_by("number")
    return dict(rows.values_list("story_id", "number"))


def _item(story: Story, photos: dict[int, Photo], version: int) -> dict[str, Any]:
    """Return one story as a ninjs object; what is empty is left out."""
    edition, now = story.edition, timezone.now()
    blocks = story.body.get_prep_value()
    shown = {number: photo for number, photo in photos.items() if photo.may_be_shown_at(now)}
    body = markup_of(blocks, lambda number: _image(shown, number), lambda number: identity(edition, number))
    item: dict[str, Any] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
        "uri": identity(edition, story.pk),
        "type": "text",
        "version": str(version),
        "firstCreated": _moment(story.first_published_at),
        "versionCreated": _moment(story.last_published_at or story.first_published_at),
        "pubStatus": "usable",
        "expires": _moment(story.expire_at),
        "language": edition.language,
        "copyrightHolder": edition.publisher,
        "headlines": _roles(main=story.headline, short=story.short_headline),
        "descriptions": _roles(summary=story.standfirst),
        "slugline": story.kicker,
        "located": story.dateline,
        "by": ", ".join(byline.author.name for byline in story.bylines.all()),
        "infoSources": _agencies(story),
        "genres": [{"name": story.kind, "literal": story.kind}],
        "bodies": [
            {"role": "main", "contentType": "application/xhtml+xml", "value": body},
            {"role": "text", "contentType": "text/plain", "value": "\n\n".join(paragraphs_of(blocks))},
        ],
        "altIds": [
            {"role": "slug", "value": story.slug},
            {"role": "address", "value": story.full_url},
        ],
        "associations": _associations(story, blocks, shown),
        **_concepts(story),
    }
    return {name: value for name, value in item.items() if value not in ("", None, [])}


def _roles(**texts: str) -> list[dict[str, str]]:
    return [{"role": role, "value": text} for role, text in texts.items() if text]


def _agencies(story: Story) -> list[dict[str, str]]:
    authors = (byline.author for byline in story.bylines.all())
    return [{"name": author.name, "role": "agency"} for author in authors if author.kind == "agency"]


def _concepts(story: Story) -> dict[str, list[dict[str, str]]]:
    """Return topics by their kind; sections are subjects that say that they are sections."""
    sections = [story.section, *(link.section for link in story.other_sections.all())]
    found: dict[str, list[dict[str, str]]] = {
        "subjects": [{"name": one.name, "rel": "section", "literal": one.slug} for one in sections]
    }
    for link in story.topic_links.all():
        topic = {"name": link.topic.name, "rel": "about", "literal": link.topic.slug}
        found.setdefault(_TOPICS[link.topic.kind], []).append(topic)
    return found


def _associations(
    story: Story, blocks: Sequence[dict[str, Any]], photos: dict[int, Photo]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if lead := photos.get(story.lead_photo_id or 0):
        found.append(_picture("mainpic", lead, story.edition, story.lead_caption or lead.caption))
    numbers = dict.fromkeys(_numbers_in(blocks))
    found += [
        _picture(f"photo-{number}", photos[number], story.edition) for number in numbers if number in photos
    ]
    return found


def _numbers_in(blocks: Sequence[dict[str, Any]]) -> Iterator[int]:
    """Yield the numbers of the photos that a stored body shows."""
    for block in blocks:
        if block["type"] == "photo":
            yield block["value"]["photo"]
        elif block["type"] == "pair":
            yield from (block["value"][side]["photo"] for side in ("left", "right"))


def _picture(name: str, photo: Photo, edition: Edition, caption: str = "") -> dict[str, Any]:
    host = edition.host or urlsplit(settings.BASE_URL).hostname or "localhost"
    item: dict[str, Any] = {
        "name": name,
        "uri": f"tag:{host},2026:photo:{photo.pk}",
        "type": "picture",
        "by": photo.creator,
        "copyrightHolder": photo.credit,
        "copyrightNotice": photo.copyright_notice,
        "usageTerms": photo.usage_terms,
        "headlines": _roles(main=photo.title),
        "descriptions": _roles(caption=caption or photo.caption, alt=photo.alt_text),
        "renditions": [
            {
                "name": "main",
                "href": _address(photo),
                "contentType": "image/jpeg",
                "width": max(photo.rendition_widths, default=photo.width),
            }
        ],
    }
    return {key: value for key, value in item.items() if value not in ("", None, [])}


def _image(photos: dict[int, Photo], number: int) -> str:
    photo = photos.get(number)
    if photo is None:
        return ""
    alt = html.escape(photo.alt_text)
    return f'<img src="{html.escape(_address(photo))}" alt="{alt}" data-id="photo-{number}">'


def _address(photo: Photo) -> str:
    """Return the public address of the widest JPEG, in full."""
    path = address(photo, max(photo.rendition_widths, default=photo.width), "jpeg")
    return path if path.startswith("http") else settings.BASE_URL + path


def _copy(photos: Iterable[Photo], folder: Path) -> None:
    """Copy originals under the names that the items call their pictures by."""
    folder.mkdir(parents=True, exist_ok=True)
    for photo in photos:
        target = folder / Path(urlsplit(_address(photo)).path).name
        if not target.exists():
            with photo.open_file() as original, target.open("wb") as copy:
                shutil.copyfileobj(original, copy)


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
