"""What readers read: lists by keyset, stories with all that stands on their page, the front page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import Q

from standfirst.delivery.depending import depends_on
from standfirst.delivery.fragments import fragment, fragments_of
from standfirst.editions.kinds import MULTIMEDIA_KINDS
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.media.showing import photo_to_show, photos_to_show
from standfirst.newsroom.cards import Card, Line, cards, cards_and_lines
from standfirst.newsroom.embeds import Embed
from standfirst.newsroom.listing import edition_list, kind_list, newest_of_each
from standfirst.newsroom.models import (
    Correction,
    FrontPage,
    FrontSlot,
    ListedStory,
    ProjectPage,
    Section,
)
from standfirst.newsroom.oembed import embeds_for

PER_PAGE = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_ID = 2**63  # databases hold ids of 63 bits; SQLite refuses to be asked about more


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

    stories: list[Card]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of a body, ready to be shown: chosen photos and stories are there, not their ids."""

    type: str
    value: Any
    photos: Sequence[Photo | None] = ()
    stories: Sequence[Line] = ()
    embed: Embed | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """A front page, slot by slot."""

    lead: Card | None
    secondary: list[Card]
    latest: list[Card]
    section_rows: list[tuple[Section, list[Card]]]
    multimedia: list[Card]
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
    shape = ("list", list_name, before, limit, day and (day, edition.time_zone))
    ids, older = fragment(shape, lambda: _page_of_list(list_name, edition, before, limit, day))
    found = cards(ids, edition)
    return StoryList([found[pk] for pk in ids if pk in found], older)


def _page_of_list(
    list_name: str, edition: Edition, before: Cursor | None, limit: int, day: date | None
) -> tuple[list[int], Cursor | None]:
    """Return the ids of one page of a list, and where the next one begins."""
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
    older = Cursor(*rows[limit - 1]) if len(rows) > limit else None
    return [story_id for _, story_id in rows[:limit]], older


def newest_in(lists: Mapping[str, int]) -> dict[str, Sequence[int]]:
    """Return, for each list, the ids of its newest stories, as many as asked for."""

    def read(keys: list[tuple[str, str, int]]) -> dict[str, list[int]]:
        return newest_of_each({name: count for _, name, count in keys})

    def make(key: tuple[str, str, int], found: Mapping[str, list[int]]) -> Sequence[int]:
        depends_on(f"list:{key[1]}")
        return tuple(found[key[1]])

    found = fragments_of([("newest", name, count) for name, count in lists.items()], read, make)
    return {name: ids for (_, name, _), ids in found.items()}


def day_bounds(edition: Edition, day: date) -> tuple[datetime, datetime]:
    """Return the first moment of ``day`` and of the next on the edition's clock."""
    return (
        datetime.combine(day, time.min, edition.zone),
        datetime.combine(day + timedelta(days=1), time.min, edition.zone),
    )


def body_to_read(
    blocks: Sequence[Mapping[str, Any]],
    edition: Edition,
    found: Mapping[int, Line] | None = None,
    photos: Mapping[int, Photo] | None = None,
) -> list[ReadBlock]:
    """Return a body (StreamField JSON) as readers see it; photos and stories are fetched together.

    What was kept from an import is for the desk only; what is no longer there is left out. ``found`` are
    the lines of ``stories_named_in(blocks)``, ``photos`` those of ``photos_named_in(blocks)``, where the
    caller has them already.
    """
    photos = photos_to_show(photos_named_in(blocks)) if photos is None else photos
    stories = cards_and_lines((), stories_named_in(blocks), edition)[1] if found is None else found
    shown = _with_whole_outline([block for block in blocks if block["type"] != "kept"])
    embeds = embeds_for({block["value"]["url"] for block in blocks if block["type"] == "embed"})
    return [
        ReadBlock(
            type=block["type"],
            value=block["value"],
            photos=[photos.get(pk) for pk in _photo_ids(block)],
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


def photos_named_in(blocks: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the ids of the photos that a body shows."""
    return {pk for block in blocks for pk in _photo_ids(block)}


def stories_named_in(blocks: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the ids of the stories that a body's related boxes show."""
    return {pk for block in blocks for pk in _story_ids(block)}


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
    newest = newest_in(lists)
    chosen = {area: [story for name, story in slots if name == area] for area in FrontSlot.Area.values}
    found = cards({pk for ids in (*newest.values(), *chosen.values()) for pk in ids}, edition)
    return _arranged(edition, front, sections, chosen, newest, found)


def _arranged(  # noqa: PLR0913
    edition: Edition,
    front: FrontPage | None,
    sections: list[Section],
    chosen: dict[str, list[int]],
    newest: Mapping[str, Sequence[int]],
    found: Mapping[int, Card],
) -> Front:
    shown: set[int] = set()  # what stands higher up is not repeated below

    def take(ids: Iterable[int], count: int) -> list[Card]:
        picked = [found[pk] for pk in dict.fromkeys(ids) if pk in found and pk not in shown][:count]
        shown.update(story.pk for story in picked)
        return picked

    latest = newest[edition_list(edition)]
    illustrated = [pk for pk in latest if pk in found and found[pk].photo]
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
    for row in rows:
        row.section.edition = edition
    return [row.section for row in rows] or [one for one in sections_of(edition) if one.parent_id is None]


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


def sections_of(edition: Edition) -> Sequence[Section]:
    """Return the edition's sections in the paper's order, first and second level together.

    Pages share them, so nobody changes them.
    """
    return fragment(("sections", edition.pk), lambda: _sections_of(edition))


def _sections_of(edition: Edition) -> Sequence[Section]:
    depends_on(f"sections:{edition.pk}", "editions")
    sections = tuple(edition.sections.all())
    for section in sections:
        section.edition = edition
    return sections
