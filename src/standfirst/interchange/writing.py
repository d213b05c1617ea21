"""Records written as stories: rows by the batch, as publication at the desk would have left them."""

from __future__ import annotations

import html
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from standfirst.editions.models import Edition
from standfirst.events.announcing import announce
from standfirst.interchange._bulk import defaults_of, insert_rows, kept
from standfirst.interchange.fitting import related_in
from standfirst.interchange.models import ImportedStory
from standfirst.interchange.naming import Names
from standfirst.interchange.pictures import Pictures
from standfirst.interchange.records import SHARED_FIELDS, Block, PhotoRecord, StoryRecord
from standfirst.newsroom.events import StoriesImported
from standfirst.newsroom.history import paragraphs_of, record_version
from standfirst.newsroom.listing import list_tags, relist_many
from standfirst.newsroom.models import (
    Correction,
    ListedStory,
    Story,
    StoryByline,
    StorySection,
    StoryTopic,
    StoryVersion,
)
from standfirst.newsroom.publishing import translation_tags
from standfirst.text.slugs import slug_of

Standing = Literal["live", "scheduled", "expired", "draft"]

_DESK_STATES: dict[Standing, str] = {
    "live": Story.DeskState.PUBLISHED,
    "scheduled": Story.DeskState.SCHEDULED,
    "expired": Story.DeskState.EXPIRED,
    "draft": Story.DeskState.DRAFT,
}
_VERSION = ("story_id", "number", "published_at", "headline", "standfirst", "paragraphs")
_LISTED = ("list", "published_at", "story_id")
_LONGEST_PATH = 255
_SLUG = 80


@dataclass(slots=True)
class Written:
    """One record and the story that it became."""

    record: StoryRecord
    story: Story
    standing: Standing
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of related stories that waits for them, by their ids at the source."""

    story: int
    source_id: str
    headline: str
    stories: list[str]


class Writer:
    """Writes batches of records into one edition; every method is called within the batch's transaction."""

    def __init__(self, edition: Edition, names: Names, pictures: dict[str, Pictures]) -> None:
        """Begin to write into an edition with its names and each source's pictures."""
        self.edition = edition
        self.names = names
        self.pictures = pictures
        self.redirects = 0
        # By source: boxes whose stories had not been imported when they were written.
        self.expected: dict[str, list[Box]] = {}

    def create(self, records: Sequence[StoryRecord]) -> list[Written]:
        """Write new stories."""
        written = [self._drafted(record, Story(edition=self.edition)) for record in records]
        Story.objects.bulk_create([one.story for one in written], batch_size=100)
        self._link(written)
        self._relate(written)
        live = [one.story for one in written if one.standing in {"live", "expired"}]
        insert_rows(StoryVersion, _VERSION, [_first_version(story) for story in live])
        lists = [row for one in written if one.standing == "live" for row in self._lists(one)]
        insert_rows(ListedStory, _LISTED, lists)
        self._finish(written)
        # Nothing shows a new story but the lists that it stands in.
        touched = [one.story.tag for one in written if one.standing == "live"]
        self._announce(written, [*touched, *list_tags({str(row[0]) for row in lists})])
        return written

    def update(self, pairs: Sequence[tuple[StoryRecord, Story]]) -> list[Written]:
        """Write changed stories anew; their address, their number and the desk's corrections stay."""
        written, stood = [], {story.pk: story.place for _, story in pairs}
        for record, story in pairs:
            was_live = story.live
            one = self._drafted(record, story)
            Revision.objects.for_instance(story).update(approved_go_live_at=None)
            story.save()
            for model in (StoryByline, StoryTopic, StorySection):
                model.objects.filter(story=story).delete()
            written.append(one)
            if was_live and one.standing != "live":
                one.problems.append("It was public and no longer is")
        self._link(written)
        self._relate(written)
        for one in written:
            if one.standing == "live":
                record_version(one.story, one.story.last_published_at or timezone.now())
        lists = relist_many(one.story.pk for one in written)
        self._finish(written)
        left = [one.story.tag for one in written if stood[one.story.pk] and not one.story.live]
        self._announce(written, [*list_tags(lists), *self._touched(written, stood)], left)
        return written

    def _drafted(self, record: StoryRecord, story: Story) -> Written:
        """Fill a story from its record."""
        now = timezone.now()
        standing, go_live_at = standing_of(record, now)
        one = Written(record, story, standing, list(record.problems))
        sections = self.names.sections(record)
        for name in SHARED_FIELDS:
            setattr(story, name, getattr(record, name))
        story.section = sections[0]
        story.slug = self._slug(record, story)
        story.lead_photo_id = self._lead(one)
        story.body = StreamValue(Story.body.field.stream_block, self._body(one), is_lazy=True)
        _date(story, record, standing, go_live_at, now)
        return one

    def _slug(self, record: StoryRecord, story: Story) -> str:
        if story.pk and story.slug:
            return story.slug
        own_letters = self.edition.slug_style == Edition.SlugStyle.UNICODE
        return slug_of(record.slug, unicode=own_letters, limit=_SLUG) or story.default_slug()

    # What hangs on stories

    def _link(self, written: Sequence[Written]) -> None:
        """Write bylines, topics and further sections."""
        for model, column, named in (
            (StoryByline, "author_id", self.names.authors),
            (StoryTopic, "topic_id", self.names.topics),
            (StorySection, "section_id", lambda record: self.names.sections(record)[1:]),
        ):
            rows = [
                (place, one.story.pk, found.pk)
                for one in written
                for place, found in enumerate(named(one.record))
            ]
            insert_rows(model, ("sort_order", "story_id", column), rows)

    def _lists(self, one: Written) -> Iterator[Sequence[Any]]:
        """Yield the rows that `newsroom.listing.relist` would write for a new story, without reading it."""
        sections = self.names.sections(one.record)
        above = ((section.pk, section.parent_id) for section in sections)
        names = [
            f"edition:{self.edition.pk}",
            f"kind:{self.edition.pk}:{one.story.kind}",
            *dict.fromkeys(f"section:{pk}" for pair in above for pk in pair if pk),
            *(f"topic:{topic.pk}" for topic in self.names.topics(one.record)),
            *(f"author:{author.pk}" for author in self.names.authors(one.record)),
        ]
        moment = kept(one.story.first_published_at)
        return ((name, moment, one.story.pk) for name in names)

    def _finish(self, written: Sequence[Written]) -> None:
        """Schedule and redirect."""
        for one in written:
            if one.standing == "scheduled":
                _schedule(one.story)
            elif one.story.latest_revision_id:
                _renew_revision(one.story)
        self._redirect([one for one in written if one.standing == "live"])

    def _announce(
        self, written: Sequence[Written], touched: Iterable[str], withdrawn: Iterable[str] = ()
    ) -> None:
        if written:
            ids = tuple(one.story.pk for one in written)
            announce(StoriesImported(stories=ids, touches=tuple(touched), withdraws=tuple(withdrawn)))

    def _touched(self, written: Sequence[Written], stood: Mapping[int, Any]) -> Iterator[str]:
        """Yield the tags of changed stories that readers could or can read, and of what leads to those."""
        moved = [one.story for one in written if stood[one.story.pk] != one.story.place]
        for one in written:
            if one.story.live or stood[one.story.pk]:
                yield one.story.tag
        yield from sorted(
            translation_tags(*(place for story in moved for place in (stood[story.pk], story.place)))
        )
        came_or_left = [story.pk for story in moved if None in (stood[story.pk], story.place)]
        if came_or_left and Correction.objects.filter(story__in=came_or_left).exists():
            yield f"corrections:{self.edition.pk}"

    def _redirect(self, written: Sequence[Written]) -> None:
        """Let the old addresses of public stories lead to them; one that leads elsewhere already stays."""
        wanted: dict[str, Story] = {}
        for one in written:
            for address in one.record.old_addresses:
                path = old_path(address)
                if path and len(path) <= _LONGEST_PATH:
                    wanted.setdefault(path, one.story)
        known = set(Redirect.objects.filter(old_path__in=wanted).values_list("old_path", flat=True))
        usual = {**defaults_of(Redirect), "created_at": kept(timezone.now())}
        rows = [
            {**usual, "old_path": path, "redirect_link": story.address}
            for path, story in wanted.items()
            if path not in known
        ]
        insert_rows(Redirect, list(usual), [list(row.values()) for row in rows])
        self.redirects += len(rows)

    def _relate(self, written: Sequence[Written]) -> None:
        """Give the boxes of related stories their numbers, as far as those are here; the rest is expected."""
        pointing = [one for one in written if next(related_in(one.record.body), "")]
        if not pointing:
            return
        for one in pointing:
            source = one.record.source
            known = known_stories(self.edition, source, set(related_in(one.record.body)))
            known |= {
                other.record.source_id: other.story.pk for other in written if other.record.source == source
            }
            raw = []
            for block in one.story.body.get_prep_value():
                if block["type"] != "related":
                    raw.append(block)
                elif all(story in known for story in block["value"]["stories"]):
                    raw.append(_numbered(block, [known[story] for story in block["value"]["stories"]]))
                else:
                    box = Box(
                        one.story.pk, one.record.source_id, one.record.headline, block["value"]["stories"]
                    )
                    self.expected.setdefault(source, []).append(box)
            one.story.body = StreamValue(Story.body.field.stream_block, raw, is_lazy=True)
        Story.objects.bulk_update([one.story for one in pointing], ["body"], batch_size=100)

    # The body

    def _lead(self, one: Written) -> int | None:
        record = one.record.lead_photo
        if record is None:
            return None
        found = self._photos(one).known(record)
        if found is None:
            one.problems.append(f"The lead photo is missing: {record.address}")
        return found

    def _body(self, one: Written) -> list[dict[str, Any]]:
        blocks = [part for block in one.record.body for part in self._resolved(one, block)]
        lead = one.record.lead_photo
        if lead is not None and one.story.lead_photo_id is None:
            blocks.insert(0, _absent(lead, one.record.lead_caption))
        return [{**block, "id": str(uuid.uuid4())} for block in blocks]

    def _resolved(self, one: Written, block: Block) -> list[Block]:
        """Return a block as the newsroom stores it; a picture that is missing is kept as its description."""
        value = block["value"]
        if block["type"] == "photo":
            return [self._photo(one, block)]
        if block["type"] == "pair":
            return self._pair(one, block)
        if block["type"] == "list":
            return [{**block, "value": {**value, "items": [_item(text) for text in value["items"]]}}]
        return [block]

    def _photo(self, one: Written, block: Block) -> Block:
        record: PhotoRecord = block["value"]["photo"]
        found = self._photos(one).known(record)
        if found is None:
            one.problems.append(f"A picture is missing: {record.address}")
            return _absent(record, block["value"]["caption"])
        return {**block, "value": {**block["value"], "photo": found}}

    def _pair(self, one: Written, block: Block) -> list[Block]:
        sides = [block["value"]["left"], block["value"]["right"]]
        found = [self._photos(one).known(side["photo"]) for side in sides]
        if None not in found:
            left, right = ({**side, "photo": pk} for side, pk in zip(sides, found, strict=True))
            return [{"type": "pair", "value": {"left": left, "right": right}}]
        singles = ({"type": "photo", "value": {**side, "width": "column"}} for side in sides)
        return [self._photo(one, single) for single in singles]

    def _photos(self, one: Written) -> Pictures:
        return self.pictures[one.record.source]


def standing_of(record: StoryRecord, now: datetime) -> tuple[Standing, datetime | None]:
    """Return where a story stands now, and when it is to go live if that is still to come."""
    if record.state not in {"published", "scheduled"}:
        return "draft", None
    moments = [moment for moment in (record.embargo_until, record.published_at) if moment and moment > now]
    if moments:
        return "scheduled", max(moments)
    if record.state == "scheduled" and record.published_at is None:
        return "draft", None
    if record.expires_at and record.expires_at <= now:
        return "expired", None
    return "live", None


def old_path(address: str) -> str:
    """Return an old address as redirects know it: path and query without the host; never the front page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.path in {"", "/"} and not parts.query:
        return ""
    return str(Redirect.normalise_path(address))


def known_stories(edition: Edition, source: str, source_ids: set[str]) -> dict[str, int]:
    """Return which of these have been imported, with their numbers."""
    rows = ImportedStory.objects.filter(
        edition=edition, source=source, source_id__in=source_ids, story__isnull=False
    )
    return {source_id: pk for source_id, pk in rows.values_list("source_id", "story_id") if pk is not None}


@transaction.atomic
def add_related(box: Box, numbers: Sequence[int]) -> None:
    """Add a box of related stories at the end of a story that waited for them."""
    story = Story.objects.select_for_update().filter(pk=box.story).first()
    if story is None:  # deleted at the desk while the import ran
        return
    block: Block = {"type": "related", "value": {"heading": "", "stories": []}, "id": str(uuid.uuid4())}
    raw = [*story.body.get_prep_value(), _numbered(block, numbers)]
    story.body = StreamValue(Story.body.field.stream_block, raw, is_lazy=True)
    Story.objects.bulk_update([story], ["body"])
    announce(StoriesImported(stories=(story.pk,), touches=(story.tag,)))


def _numbered(block: Block, numbers: Sequence[int]) -> Block:
    stories = [{"type": "item", "value": pk, "id": str(uuid.uuid4())} for pk in numbers]
    return {**block, "value": {**block["value"], "stories": stories}}


def _date(
    story: Story, record: StoryRecord, standing: Standing, go_live_at: datetime | None, now: datetime
) -> None:
    """Give a story its dates and its state. What was public once keeps its first date."""
    public = standing in {"live", "expired"}
    begun = story.first_published_at or record.published_at or record.updated_at or now
    changed = record.updated_at if record.updated_at and record.updated_at > begun else None
    story.live = standing == "live"
    story.expired = standing == "expired"
    story.has_unpublished_changes = not public
    story.desk_state = _DESK_STATES[standing]
    story.embargo_until, story.expire_at, story.go_live_at = (
        record.embargo_until,
        record.expires_at,
        go_live_at,
    )
    if public:
        story.first_published_at = min(begun, now)
        story.updated_at = min(changed, now) if changed else None
        story.last_published_at = story.updated_at or story.first_published_at
    story.last_edited_at = min(record.updated_at or record.published_at or now, now)


def _schedule(story: Story) -> None:
    """Leave a revision that the worker publishes when its time has come."""
    edited = story.last_edited_at
    Story.objects.get(pk=story.pk).save_revision(clean=False).publish()
    Story.objects.filter(pk=story.pk).update(last_edited_at=edited)


def _renew_revision(story: Story) -> None:
    """Let the desk's editor open what was imported now, not the revision that waited before."""
    edited = story.last_edited_at
    revision = story.save_revision(clean=False)
    story.last_edited_at = edited
    live = {"live_revision": revision, "has_unpublished_changes": False} if story.live else {}
    Story.objects.filter(pk=story.pk).update(last_edited_at=edited, **live)


def _first_version(story: Story) -> Sequence[Any]:
    paragraphs = json.dumps(paragraphs_of(story.body.get_prep_value()), ensure_ascii=False)
    return (story.pk, 1, kept(story.first_published_at), story.headline, story.standfirst, paragraphs)


def _item(text: str) -> dict[str, str]:
    return {"type": "item", "value": text, "id": str(uuid.uuid4())}


def _absent(record: PhotoRecord, caption: str) -> Block:
    """Return what is known of a picture that is not here, so that it can be put in by hand."""
    says = " ".join(filter(None, [caption or record.caption, record.credit]))
    image = f'<img src="{html.escape(record.address)}" alt="{html.escape(record.alt_text)}">'
    figure = f"<figure>{image}<figcaption>{html.escape(says)}</figcaption></figure>"
    return {"type": "kept", "value": {"html": figure, "reason": "The picture is not here"}}
