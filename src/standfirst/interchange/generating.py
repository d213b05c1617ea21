"""Plausible stories in any number, for measuring: an archive of fifteen years within minutes."""

import io
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Revision

from standfirst.editions.events import EditionChanged
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.events.announcing import announce
from standfirst.interchange._bulk import bulk_load, defaults_of, insert_rows, kept, new_ids
from standfirst.interchange._wording import FIRST_NAMES, LAST_NAMES, PLACES, Wording, block, random_id
from standfirst.media.models import Photo
from standfirst.newsroom.listing import edition_list
from standfirst.newsroom.models import (
    Author,
    Correction,
    ListedStory,
    Section,
    Story,
    StoryByline,
    StorySection,
    StoryTopic,
    StoryVersion,
    Topic,
)
from standfirst.text.slugs import slug_of

BATCH = 2000
YEARS = 15
TOPICS_A_STORY = 8

_SECTIONS = {
    "City": ("Council", "Courts", "Transport"),
    "World": ("Neighbours", "Conflicts"),
    "Business": ("Shipping", "Work"),
    "Culture": ("Stage", "Books"),
    "Sport": ("Football", "Sailing"),
    "Science": ("Sea", "Health"),
    "Opinion": (),
    "Weather": ("Storm records",),
}
# How often each kind is written, of a hundred stories.
_KINDS = {
    StoryKind.NEWS: 62,
    StoryKind.ANALYSIS: 8,
    StoryKind.OPINION: 9,
    StoryKind.INTERVIEW: 4,
    StoryKind.GALLERY: 5,
    StoryKind.CARTOON: 2,
    StoryKind.INFOGRAPHIC: 2,
    StoryKind.VIDEO: 6,
    StoryKind.AUDIO: 1.5,
    StoryKind.LIVE: 0.5,
}
_STATES = {
    Story.DeskState.PUBLISHED: 96.9,
    Story.DeskState.CHANGED: 0.5,
    Story.DeskState.DRAFT: 1.5,
    Story.DeskState.SCHEDULED: 0.1,
    Story.DeskState.EXPIRED: 0.5,
    Story.DeskState.TAKEN_DOWN: 0.5,
}
_LIVE = {Story.DeskState.PUBLISHED, Story.DeskState.CHANGED}
_WITH_REVISION = {Story.DeskState.CHANGED, Story.DeskState.SCHEDULED}
_NEVER_PUBLISHED = {Story.DeskState.DRAFT, Story.DeskState.SCHEDULED}
# Of a hundred stories; corrections are more than in life, so that their list, too, has 500 pages.
_CORRECTED, _REVISED = 9, 5

_TABLES: dict[type[models.Model], tuple[str, ...]] = {
    Story: ("id", *defaults_of(Story)),
    StoryByline: ("sort_order", "story_id", "author_id"),
    StorySection: ("sort_order", "story_id", "section_id"),
    StoryTopic: ("sort_order", "story_id", "topic_id"),
    StoryVersion: ("story_id", "number", "published_at", "headline", "standfirst", "paragraphs"),
    Correction: ("story_id", "edition_id", "kind", "text", "at"),
    ListedStory: ("list", "published_at", "story_id"),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """What stories of one edition are made from; ids, each with how often it is chosen (running sums)."""

    edition: Edition
    wording: Wording
    sections: dict[int, int | None]
    section_odds: Sequence[float]
    topics: Sequence[int]
    topic_odds: Sequence[float]
    authors: Sequence[int]
    author_odds: Sequence[float]
    photos: Sequence[int]


@dataclass(slots=True)
class Batch:
    """Rows that wait to be written, by table, and the stories that need a revision besides."""

    rows: dict[type[models.Model], list[Sequence[Any]]] = field(
        default_factory=lambda: {model: [] for model in _TABLES}
    )
    with_revision: list[int] = field(default_factory=list)


def generate_stories(edition: Edition, count: int, *, seed: int = 1) -> Iterator[int]:
    """Write ``count`` stories into ``edition``, oldest first; yield how many after each batch.

    Sections, topics, authors and photos are made where they are missing. No signal is sent, and no story
    announced: rows are as publication would have left them, lists and versions with them. Each batch
    touches the whole edition.
    """
    stock = _stock(edition, count, Wording.from_seed(seed))
    moments = _moments(stock, count)
    with bulk_load():
        for start in range(0, count, BATCH):
            part = moments[start : start + BATCH]
            with transaction.atomic():
                _write(stock, part)
                announce(EditionChanged(edition=edition.pk, touches=("editions",)))
            yield len(part)


def _write(stock: Stock, moments: Sequence[datetime]) -> None:
    batch = Batch()
    for story_id, at in zip(new_ids(Story, len(moments)), moments, strict=True):
        _add_story(stock, batch, story_id, at)
    for model, rows in batch.rows.items():
        insert_rows(model, _TABLES[model], rows)
    _add_revisions(batch.with_revision)


def _add_story(stock: Stock, batch: Batch, story_id: int, at: datetime) -> None:
    """Put one story with all that hangs on it into ``batch``."""
    chance = stock.wording.chance
    state = _one_of(_STATES, stock)
    story = {**_STORY_DEFAULTS, **_facts(stock, state, at)}
    blocks, words = _body(stock, story_id)
    story["body"] = f"[{', '.join(blocks)}]"
    authors = _some(stock, stock.authors, stock.author_odds, chance.choices((1, 2, 3), (75, 20, 5))[0])
    topics = _some(stock, stock.topics, stock.topic_odds, TOPICS_A_STORY)
    others = _other_sections(stock, story["section_id"])
    for model, ids in ((StoryByline, authors), (StorySection, others), (StoryTopic, topics)):
        batch.rows[model] += [(place, story_id, pk) for place, pk in enumerate(ids)]
    if state not in _NEVER_PUBLISHED:
        _add_publication(stock, batch, story_id, story, words)
    if state in _LIVE:
        batch.rows[ListedStory] += [
            (name, story["first_published_at"], story_id)
            for name in _lists(stock, story, others, topics, authors)
        ]
    if state in _WITH_REVISION:
        batch.with_revision.append(story_id)
    batch.rows[Story].append((story_id, *story.values()))


def _facts(stock: Stock, state: str, at: datetime) -> dict[str, Any]:
    """Return the fields of a story that is in ``state``, first published (or, a draft, written) at ``at``."""
    wording, chance = stock.wording, stock.wording.chance
    headline = wording.headline()
    facts = {
        "edition_id": stock.edition.pk,
        "kind": str(_one_of(_KINDS, stock)),
        "section_id": _one(stock, list(stock.sections), stock.section_odds),
        "kicker": chance.choice(("", "", "Harbour", "Exclusive", "Background")),
        "headline": headline,
        "slug": slug_of(headline),
        "standfirst": wording.standfirst(),
        "lead_photo_id": chance.choice(stock.photos) if chance.random() < 0.8 else None,  # noqa: PLR2004
        "translation_key": kept(uuid.uuid4()),
        "live": state in _LIVE,
        "has_unpublished_changes": state not in {*_LIVE} or state == Story.DeskState.CHANGED,
        "desk_state": str(state),
    }
    return facts | _dates(stock, state, at)


def _dates(stock: Stock, state: str, at: datetime) -> dict[str, Any]:
    chance, now = stock.wording.chance, timezone.now()
    moment, soon = kept(at), kept(min(now, at + timedelta(minutes=chance.randint(5, 2000))))
    dates: dict[str, Any] = {"last_edited_at": moment}
    if state == Story.DeskState.SCHEDULED:
        dates["go_live_at"] = kept(now + timedelta(hours=chance.randint(24, 2400)))
    if state not in _NEVER_PUBLISHED:
        dates |= {"first_published_at": moment, "last_published_at": moment}
        if chance.randint(1, 100) <= _REVISED:
            dates |= {"updated_at": soon, "last_published_at": soon, "last_edited_at": soon}
    if state == Story.DeskState.CHANGED:
        dates["last_edited_at"] = soon
    if state == Story.DeskState.TAKEN_DOWN:
        dates |= {"taken_down_at": soon, "take_down_reason": "Not ours to publish.", "last_edited_at": soon}
    if state == Story.DeskState.EXPIRED:
        dates |= {"expire_at": soon, "expired": True, "last_edited_at": soon}
    return dates


def _body(stock: Stock, story_id: int) -> tuple[list[str], list[str]]:
    """Return a body's blocks and, beside them, the words that a version keeps of it; both as JSON."""
    chance = stock.wording.chance
    paragraphs = stock.wording.body()
    blocks, words = [one.block for one in paragraphs], [one.words for one in paragraphs]
    if chance.random() < 0.15:  # noqa: PLR2004
        photo = {"photo": chance.choice(stock.photos), "caption": "", "width": "column"}
        blocks.insert(2, block("photo", photo, random_id(chance)))
    if chance.random() < 0.1 and story_id > 2:  # noqa: PLR2004
        earlier = sorted({chance.randint(1, story_id - 1) for _ in range(2)})
        related = {
            "heading": "",
            "stories": [{"type": "item", "value": pk, "id": str(random_id(chance))} for pk in earlier],
        }
        blocks.append(block("related", related, random_id(chance)))
    return blocks, words


def _add_publication(
    stock: Stock, batch: Batch, story_id: int, story: dict[str, Any], words: list[str]
) -> None:
    """Put the versions and corrections of a story that was published into ``batch``."""
    chance = stock.wording.chance
    said = (story["headline"], story["standfirst"])
    versions = [words[:-1], words] if story["updated_at"] else [words]
    for number, paragraphs in enumerate(versions, 1):
        at = story["updated_at"] if number > 1 else story["first_published_at"]
        batch.rows[StoryVersion].append((story_id, number, at, *said, f"[{', '.join(paragraphs)}]"))
    if chance.randint(1, 100) <= _CORRECTED:
        kind = chance.choice(Correction.Kind.values)
        text = "An earlier version of this story misstated a figure."
        batch.rows[Correction].append((story_id, stock.edition.pk, kind, text, story["last_published_at"]))


def _lists(
    stock: Stock,
    story: dict[str, Any],
    others: Sequence[int],
    topics: Sequence[int],
    authors: Sequence[int],
) -> list[str]:
    """Return what ``newsroom.listing.lists_of`` returns for the story once it is stored."""
    sections = dict.fromkeys(
        pk for section in (story["section_id"], *others) for pk in (section, stock.sections[section]) if pk
    )
    return [
        edition_list(stock.edition),
        f"kind:{stock.edition.pk}:{story['kind']}",
        *(f"section:{pk}" for pk in sections),
        *(f"topic:{pk}" for pk in topics),
        *(f"author:{pk}" for pk in authors),
    ]


def _add_revisions(ids: Sequence[int]) -> None:
    """Give the stories of ``ids`` the revision that their state speaks of: one that waits."""
    content_type = ContentType.objects.get_for_model(Story)
    stories = Story.objects.filter(pk__in=ids).prefetch_related("bylines", "topic_links", "other_sections")
    changed = list(stories)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(story.pk),
            created_at=story.last_edited_at,
            object_str=story.headline,
            content=story.serializable_data(),
            approved_go_live_at=story.go_live_at,
        )
        for story in changed
    )
    for story, revision in zip(changed, revisions, strict=True):
        story.latest_revision = revision
    Story.objects.bulk_update(changed, ["latest_revision"], batch_size=500)


def _stock(edition: Edition, count: int, wording: Wording) -> Stock:
    """Return what stories are made from, and make what of it is missing."""
    sections = _sections(edition)
    topics = _topics(edition, max(40, count // 40))
    authors = _authors(edition, max(12, min(400, count // 100)))
    return Stock(
        edition=edition,
        wording=wording,
        sections=sections,
        section_odds=_odds(len(sections), head=2, fall=2.2),
        topics=topics,
        topic_odds=_odds(len(topics), head=8, fall=1.2),
        authors=authors,
        author_odds=_odds(len(authors), head=4, fall=1),
        photos=_photos(),
    )


def _sections(edition: Edition) -> dict[int, int | None]:
    """Return the edition's sections, each with its parent; those of a whole paper where there are none."""
    if not edition.sections.exists():
        for place, (name, below) in enumerate(_SECTIONS.items()):
            top = Section.objects.create(edition=edition, name=name, slug=slug_of(name), position=place)
            Section.objects.bulk_create(
                Section(edition=edition, parent=top, name=one, slug=slug_of(one), position=place)
                for one in below
            )
    return dict(edition.sections.order_by("pk").values_list("pk", "parent_id"))


def _topics(edition: Edition, count: int) -> list[int]:
    kinds = Topic.Kind.values
    slugs = []
    made = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        name = _person(number) if kind == Topic.Kind.PERSON else f"{PLACES[number % len(PLACES)]} {number}"
        slugs.append(f"{slug_of(name)}-{number}")
        made.append(Topic(edition=edition, kind=kind, name=name[0].upper() + name[1:], slug=slugs[-1]))
    Topic.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return list(
        Topic.objects.filter(edition=edition, merged_into=None).order_by("pk").values_list("pk", flat=True)
    )


def _authors(edition: Edition, count: int) -> list[int]:
    made = [
        Author(edition=edition, name=_person(number), slug=f"{slug_of(_person(number))}-{number}")
        for number in range(count)
    ]
    Author.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return list(Author.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True))


def _photos() -> list[int]:
    """Return photos that there are, 200 at most; a dozen plain ones are drawn where there is none."""
    found = list(Photo.objects.order_by("pk").values_list("pk", flat=True)[:200])
    return found or [_photo(number) for number in range(12)]


def _photo(number: int) -> int:
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 800), (20 * number, 90, 140)).save(drawn, "JPEG")
    return int(
        Photo.objects.create(
            title=f"Harbour {number}",
            alt_text="A plain coloured ground",
            credit="Drawn by program",
            width=1200,
            height=800,
            file=ContentFile(drawn.getvalue(), f"generated-{number}.jpg"),
        ).pk
    )


def _person(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    return f"{first} {LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]}"


def _moments(stock: Stock, count: int) -> list[datetime]:
    """Return ``count`` moments of the last years, oldest first."""
    now, span = timezone.now() - timedelta(minutes=10), timedelta(days=365.25 * YEARS).total_seconds()
    return [
        now - timedelta(seconds=round(span * share))
        for share in sorted((stock.wording.chance.random() for _ in range(count)), reverse=True)
    ]


def _odds(count: int, *, head: float, fall: float) -> list[float]:
    """Return running sums of a long tail: a few are frequent, most are rare (Zipf and Mandelbrot's law)."""
    return list(accumulate((rank + head) ** -fall for rank in range(count)))


def _one(stock: Stock, ids: Sequence[int], odds: Sequence[float]) -> int:
    return stock.wording.chance.choices(ids, cum_weights=odds)[0]


def _some(stock: Stock, ids: Sequence[int], odds: Sequence[float], count: int) -> list[int]:
    """Return ``count`` different ones of ``ids`` (seldom fewer)."""
    picked = stock.wording.chance.choices(ids, cum_weights=odds, k=2 * count)
    return list(dict.fromkeys(picked))[:count]


def _one_of(shares: dict[Any, float], stock: Stock) -> Any:
    return stock.wording.chance.choices(list(shares), list(shares.values()))[0]


def _other_sections(stock: Stock, section: int) -> list[int]:
    if stock.wording.chance.random() < 0.7:  # noqa: PLR2004
        return []
    other = _one(stock, list(stock.sections), stock.section_odds)
    return [] if other == section else [other]


_STORY_DEFAULTS = defaults_of(Story)
