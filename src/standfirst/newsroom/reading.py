"""What readers read: lists by keyset, stories with all that stands on their page, the front page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from standfirst.delivery.depending import depends_on, true_until
from standfirst.editions.kinds import MULTIMEDIA_KINDS
from standfirst.editions.models import Disclaimer, Edition
from standfirst.media.models import Photo
from standfirst.newsroom.embeds import Embed
from standfirst.newsroom.listing import edition_list, kind_list, newest_of_each
from standfirst.newsroom.models import (
    Correction,
    FrontPage,
    FrontSlot,
    ListedStory,
    ProjectPage,
    Section,
    Story,
    StoryByline,
    StoryTopic,
    StoryVersion,
)
from standfirst.newsroom.oembed import embeds_for

PER_PAGE = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_ID = 2**63  # databases hold ids of 63 bits; SQLite refuses to be asked about more

# What a card shows; the body, by far the largest column, is never read for a list.
_CARD_FIELDS = (
    "edition",
    "kind",
    "section",
    "kicker",
    "headline",
    "short_headline",
    "slug",
    "standfirst",
    "lead_photo",
    "first_published_at",
    "updated_at",
    "live",
    "translation_key",
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list after which a page begins: date and id of the last story read."""

    published_at: datetime
    story_id: int

    def __str__(self) -> str:
        """Return the cursor as addresses carry it."""
        micros = (self.published_at - _EPOCH) // timedelta(microseconds=1)
        return f"{micros:x}-{self.story_id:x}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the cursor that ``text`` says; None when it says none."""
        micros, dash, story_id = text.rpartition("-")
        if not dash or len(text) > 40 or "_" in text:  # noqa: PLR2004
            return None
        try:
            moment = _EPOCH + timedelta(microseconds=int(micros, 16))
            cursor = cls(moment, int(story_id, 16))
        except (ValueError, OverflowError):
            return None
        return cursor if 0 <= cursor.story_id < _NO_ID else None


@dataclass(frozen=True, slots=True)
class StoryList:
    """One page of a list; ``older`` leads to the next, None at the end."""

    stories: list[Story]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of a body, ready to be shown: chosen photos and stories are there, not their ids."""

    type: str
    value: Any
    photos: Sequence[Photo | None] = ()
    stories: Sequence[Story] = ()
    embed: Embed | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """A front page, slot by slot."""

    lead: Story | None
    secondary: list[Story]
    latest: list[Story]
    section_rows: list[tuple[Section, list[Story]]]
    multimedia: list[Story]
    project: ProjectPage | None


def stories_in(
    list_name: str,
    edition: Edition,
    *,
    before: Cursor | None = None,
    limit: int = PER_PAGE,
    day: date | None = None,
) -> StoryList:
    """Return one page of a list, newest first: ``limit`` stories that follow ``before``.

    ``list_name`` is a tag such as ``section:7`` (see ``ListedStory``); ``day`` keeps to one day on the
    edition's clock. The cost does not depend on how far down the page is.
    """
    depends_on(f"list:{list_name}")
    listed = ListedStory.objects.filter(list=list_name)
    if day:
        start, end = day_bounds(edition, day)
        listed = listed.filter(published_at__gte=start, published_at__lt=end)
    if before:
        listed = listed.filter(published_at__lte=before.published_at).filter(
            Q(published_at__lt=before.published_at) | Q(story_id__lt=before.story_id)
        )
    rows = list(
        listed.order_by("-published_at", "-story_id").values_list("published_at", "story_id")[: limit + 1]
    )
    found = cards([story_id for _, story_id in rows[:limit]], edition)
    older = Cursor(*rows[limit - 1]) if len(rows) > limit else None
    return StoryList([found[story_id] for _, story_id in rows[:limit] if story_id in found], older)


def cards(ids: Iterable[int], edition: Edition) -> dict[int, Story]:
    """Return live stories of ``edition`` by id with what a card shows, in two queries however many there are.

    Other editions' stories are left out: their addresses are not of this edition.
    """
    wanted = list(ids)
    depends_on(*(f"story:{pk}" for pk in wanted))
    stories = (
        Story.objects.filter(pk__in=wanted, edition=edition, live=True)
        .only(
            *_CARD_FIELDS,
            *(f"section__{name}" for name in ("name", "slug", "edition", "parent")),
            *(f"lead_photo__{field.name}" for field in Photo._meta.concrete_fields),  # noqa: SLF001
        )
        .select_related("section", "lead_photo")
        .prefetch_related(
            Prefetch("bylines", StoryByline.objects.select_related("author").order_by("sort_order"))
        )
    )
    found = {}
    for story in stories:
        story.edition = story.section.edition = edition
        story.lead_photo = photo_to_show(story.lead_photo)
        for byline in story.bylines.all():
            depends_on(byline.author.tag)
            byline.author.edition = edition
        found[story.pk] = story
    return found


def photo_to_show(photo: Photo | None) -> Photo | None:
    """Return ``photo`` when readers may see it: none whose rights have ended."""
    if photo is None:
        return None
    depends_on(photo.tag)
    if not photo.may_be_shown:
        return None
    true_until(photo.rights_expire_at)
    return photo


def day_bounds(edition: Edition, day: date) -> tuple[datetime, datetime]:
    """Return the first moment of ``day`` and of the next on the edition's clock."""
    return (
        datetime.combine(day, time.min, edition.zone),
        datetime.combine(day + timedelta(days=1), time.min, edition.zone),
    )


def story_to_read(edition: Edition, public_id: int) -> Story | None:
    """Return the story of this id in ``edition``, whatever its state; the caller asks ``live``.

    It knows two things more: ``disclaimer``, the edition's sentence for its kind, and ``version_count``,
    how many versions readers can compare (both may be None).
    """
    depends_on(f"story:{public_id}", f"disclaimers:{edition.pk}")
    story: Story | None = (
        Story.objects.filter(pk=public_id, edition=edition)
        .select_related("section__parent", "lead_photo")
        .annotate(
            disclaimer=Subquery(
                Disclaimer.objects.filter(edition=edition, kind=OuterRef("kind")).values("text")[:1]
            ),
            version_count=Subquery(
                StoryVersion.objects.filter(story=OuterRef("pk"), withdrawn=False)
                .order_by()
                .values("story")
                .annotate(count=Count("pk"))
                .values("count")
            ),
        )
        .prefetch_related(
            Prefetch(
                "bylines", StoryByline.objects.select_related("author__portrait").order_by("sort_order")
            ),
            Prefetch("topic_links", StoryTopic.objects.select_related("topic").order_by("sort_order")),
            "corrections",
        )
        .first()
    )
    if story:
        story.lead_photo = photo_to_show(story.lead_photo)
        for byline in story.bylines.all():
            depends_on(byline.author.tag)
            byline.author.portrait = photo_to_show(byline.author.portrait)
        depends_on(*(link.topic.tag for link in story.topic_links.all()))
        share_edition(story, edition)
    return story


def story_named(edition: Edition, public_id: int) -> Story | None:
    """Return the story of this id in ``edition`` without its body, for a page that only leads to it."""
    depends_on(f"story:{public_id}")
    story = (
        Story.objects.filter(pk=public_id, edition=edition).select_related("section").defer("body").first()
    )
    if story:
        story.edition = story.section.edition = edition
    return story


def share_edition(story: Story, edition: Edition) -> None:
    """Let everything on the story's page know its edition without asking the database again."""
    story.edition = story.section.edition = edition
    if story.section.parent:
        story.section.parent.edition = edition
    for byline in story.bylines.all():
        byline.author.edition = edition
    for link in story.topic_links.all():
        link.topic.edition = edition


def body_to_read(
    blocks: Sequence[Mapping[str, Any]], edition: Edition, found: Mapping[int, Story] | None = None
) -> list[ReadBlock]:
    """Return a body (StreamField JSON) as readers see it; photos and stories are fetched together.

    What was kept from an import is for the desk only; what is no longer there is left out. ``found`` are
    the cards of ``stories_named_in(blocks)`` where the caller has them already.
    """
    photos = Photo.objects.in_bulk({pk for block in blocks for pk in _photo_ids(block)})
    stories = cards(stories_named_in(blocks), edition) if found is None else found
    shown = _with_whole_outline([block for block in blocks if block["type"] != "kept"])
    embeds = embeds_for({block["value"]["url"] for block in blocks if block["type"] == "embed"})
    return [
        ReadBlock(
            type=block["type"],
            value=block["value"],
            photos=[photo_to_show(photos.get(pk)) for pk in _photo_ids(block)],
            stories=[stories[pk] for pk in _story_ids(block) if pk in stories],
            embed=embeds.get(block["value"]["url"]) if block["type"] == "embed" else None,
        )
        for block in shown
    ]


def _with_whole_outline(blocks: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the blocks with no subheading before the first heading: outlines skip no level (WCAG 1.3.1)."""
    levels = [block["value"]["level"] if block["type"] == "heading" else "" for block in blocks]
    first = levels.index("2") if "2" in levels else len(levels)
    raised = [
        {**block, "value": {**block["value"], "level": "2"}} if level else block
        for block, level in zip(blocks[:first], levels[:first], strict=True)
    ]
    return [*raised, *blocks[first:]]


def stories_named_in(blocks: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the ids of the stories that a body's related boxes show."""
    return {pk for block in blocks for pk in _story_ids(block)}


def translations_of(story: Story, editions: Iterable[Edition]) -> dict[int, Story]:
    """Return the live translations of ``story`` by edition id, itself included."""
    depends_on(f"translations:{story.translation_key}")
    by_id = {edition.pk: edition for edition in editions}
    others = (
        Story.objects.filter(translation_key=story.translation_key, live=True)
        .only("edition", "section__slug", "slug", "first_published_at", "headline", "translation_key")
        .select_related("section")
    )
    found = {}
    for other in others:
        if other.edition_id in by_id:
            other.edition = by_id[other.edition_id]
            if other.edition_id != story.edition_id:
                depends_on(f"sections:{other.edition_id}")  # its address names one
            found[other.edition_id] = other
    return found


def corrections_of(edition: Edition, *, before: int | None = None, limit: int = PER_PAGE) -> list[Correction]:
    """Return corrections of the edition's live stories, newest first, after the one of id ``before``."""
    depends_on(f"corrections:{edition.pk}")
    found = (
        Correction.objects.filter(edition=edition, story__live=True)
        .select_related("story__section")
        .defer("story__body")
    )
    if before and (last := Correction.objects.filter(pk=before).first()):
        found = found.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))
    corrections = list(found.order_by("-at", "-id")[:limit])
    for correction in corrections:
        depends_on(correction.story.tag)
        correction.story.edition = edition
    return corrections


def front_of(edition: Edition) -> Front:
    """Return the edition's front page: what an editor put there, filled up with the newest."""
    depends_on(f"front:{edition.pk}")
    front = FrontPage.objects.filter(edition=edition).select_related("project__banner").first()
    slots = list(front.slots.order_by("sort_order").values_list("area", "story_id")) if front else []
    sections = _sections_with_rows(front, edition)
    lists = {
        edition_list(edition): 40,
        **{kind_list(edition, kind): 6 for kind in MULTIMEDIA_KINDS},
        **{section.tag: 12 for section in sections},
    }
    depends_on(*(f"list:{name}" for name in lists))
    newest = newest_of_each(lists)
    chosen = {area: [story for name, story in slots if name == area] for area in FrontSlot.Area.values}
    found = cards({pk for ids in (*newest.values(), *chosen.values()) for pk in ids}, edition)
    return _arranged(edition, front, sections, chosen, newest, found)


def _arranged(  # noqa: PLR0913
    edition: Edition,
    front: FrontPage | None,
    sections: list[Section],
    chosen: dict[str, list[int]],
    newest: dict[str, list[int]],
    found: dict[int, Story],
) -> Front:
    shown: set[int] = set()  # what stands higher up is not repeated below

    def take(ids: Iterable[int], count: int) -> list[Story]:
        picked = [found[pk] for pk in dict.fromkeys(ids) if pk in found and pk not in shown][:count]
        shown.update(story.pk for story in picked)
        return picked

    latest = newest[edition_list(edition)]
    illustrated = [pk for pk in latest if pk in found and found[pk].lead_photo_id]
    multimedia = sorted(
        (pk for kind in MULTIMEDIA_KINDS for pk in newest[kind_list(edition, kind)] if pk in found),
        key=lambda pk: found[pk].first_published_at or _EPOCH,
        reverse=True,
    )
    lead = take([*chosen[FrontSlot.Area.LEAD], *illustrated, *latest], 1)
    secondary = take([*chosen[FrontSlot.Area.SECONDARY], *illustrated, *latest], 4)
    return Front(
        lead=lead[0] if lead else None,
        secondary=secondary,
        multimedia=take([*chosen[FrontSlot.Area.MULTIMEDIA], *multimedia], 5),
        section_rows=[
            (section, stories) for section in sections if (stories := take(newest[section.tag], 4))
        ],
        latest=[found[pk] for pk in latest if pk in found][:12],
        project=_shown_project(front, edition),
    )


def _sections_with_rows(front: FrontPage | None, edition: Edition) -> list[Section]:
    """Return the sections that an editor gave rows to; the first-level ones when none was."""
    rows = front.section_rows.order_by("sort_order").select_related("section") if front else []
    sections = [row.section for row in rows] or list(edition.sections.filter(parent=None))
    for section in sections:
        section.edition = edition
    return sections


def _shown_project(front: FrontPage | None, edition: Edition) -> ProjectPage | None:
    project: ProjectPage | None = front.project if front else None
    if project is None:
        return None
    depends_on(project.tag)
    if not project.live:
        return None
    project.edition = edition
    project.banner = photo_to_show(project.banner)
    return project


def _photo_ids(block: Mapping[str, Any]) -> list[int]:
    value = block["value"]
    if block["type"] == "photo":
        return [value["photo"]] if value.get("photo") else []
    if block["type"] == "pair":
        return [value[side]["photo"] for side in ("left", "right") if value[side].get("photo")]
    return []


def _story_ids(block: Mapping[str, Any]) -> list[int]:
    if block["type"] != "related":
        return []
    items = block["value"]["stories"]
    return [pk for item in items if (pk := item["value"] if isinstance(item, dict) else item)]


def sections_of(edition: Edition) -> QuerySet[Section]:
    """Return the edition's sections in the paper's order, first and second level together."""
    depends_on(f"sections:{edition.pk}")
    return edition.sections.all()
