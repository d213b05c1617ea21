"""A story with all that stands on its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from standfirst.delivery.depending import depends_on
from standfirst.editions.models import Disclaimer, Edition
from standfirst.media.models import Photo
from standfirst.media.showing import photo_to_show, photos_to_show
from standfirst.newsroom.models import Correction, Section, Story, StoryVersion
from standfirst.newsroom.models.story import story_address
from standfirst.newsroom.prepared import Prepared
from standfirst.newsroom.reading import photos_named_in

_SHOWN = {
    "id",
    "edition_id",
    "kind",
    "section_id",
    "kicker",
    "headline",
    "slug",
    "standfirst",
    "dateline",
    "lead_photo_id",
    "lead_caption",
    "body",
    "translation_key",
    "first_published_at",
    "updated_at",
    "taken_down_at",
    "live",
}
_COLUMNS = tuple(field.attname for field in Story._meta.concrete_fields if field.attname in _SHOWN)  # noqa: SLF001

# All that hangs on a story, in one query: what it is, its place, then what each has. The first SELECT
# gives the columns their types.
_HANGING = """
SELECT 'translation', 0, t.id, '', t.slug, c.slug, t.edition_id, t.first_published_at, ''
FROM newsroom_story t JOIN newsroom_section c ON c.id = t.section_id
WHERE t.translation_key = (SELECT translation_key FROM newsroom_story WHERE id = %s) AND t.live
UNION ALL
SELECT 'author', l.sort_order, a.id, a.name, a.slug, a.role, a.portrait_id, NULL, a.kind
FROM newsroom_storybyline l JOIN newsroom_author a ON a.id = l.author_id WHERE l.story_id = %s
UNION ALL
SELECT 'topic', l.sort_order, t.id, t.name, t.slug, '', NULL, NULL, t.kind
FROM newsroom_storytopic l JOIN newsroom_topic t ON t.id = l.topic_id WHERE l.story_id = %s
UNION ALL
SELECT 'note', 0, n.id, n.kind, '', n.text, NULL, n.at, ''
FROM newsroom_correction n WHERE n.story_id = %s
"""


@dataclass(frozen=True, slots=True)
class Byline:
    """An author as a story's page names one; ``portrait`` is None where readers may not see it."""

    name: str
    role: str
    address: str
    portrait: Photo | None
    kind: str


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic as a story's page names it; ``tag`` is the name of its list."""

    name: str
    address: str
    tag: str
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """A correction as it stands under its story."""

    kind: str
    text: str
    at: datetime

    @property
    def label(self) -> str:
        """The kind in words of the reader's language."""
        return str(Correction.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Translation:
    """Where a story is found in an edition."""

    edition: Edition
    address: str


@dataclass(frozen=True, slots=True)
class FullStory:
    """A story, in whatever state, with all that stands on its page.

    ``photos`` are those of its lead and its body that readers may see; ``translations`` are by edition id,
    itself included; ``versions`` is how many versions readers can compare.
    """

    story: Story
    blocks: Sequence[Mapping[str, Any]]
    bylines: Sequence[Byline]
    topics: Sequence[TopicLink]
    notes: Sequence[Note]
    translations: Mapping[int, Translation]
    photos: Mapping[int, Photo]
    disclaimer: str
    versions: int


def _row_of(edition: int, public_id: int) -> QuerySet[Story, tuple[Any, ...]]:
    """Return the query for a story's row, the edition's sentence for its kind and the count of versions."""
    disclaimers = Disclaimer.objects.filter(edition=edition, kind=OuterRef("kind"))
    versions = StoryVersion.objects.filter(story=OuterRef("pk"), withdrawn=False).order_by().values("story")
    return Story.objects.filter(pk=public_id, edition=edition).values_list(
        *_COLUMNS,
        Subquery(disclaimers.values("text")[:1]),
        Subquery(versions.annotate(count=Count("pk")).values("count")),
    )


_row = Prepared(_row_of)


def story_to_read(
    edition: Edition, public_id: int, *, editions: Sequence[Edition] = (), sections: Sequence[Section] = ()
) -> FullStory | None:
    """Return the story of this id in ``edition``, whatever its state; the caller asks ``live``.

    Its translations are those in ``editions``; its section is looked for in ``sections`` first.
    """
    depends_on(f"story:{public_id}", f"disclaimers:{edition.pk}")
    rows = _row.rows(edition.pk, public_id)
    if not rows:
        return None
    *columns, disclaimer, versions = rows[0]
    story = Story.from_db(connection.alias, _COLUMNS, columns)
    story.edition = edition
    for section in sections:
        if section.pk == story.section_id:
            story.section = section
    hanging = _hanging_on(story)
    blocks = story.body.get_prep_value()
    authors = hanging["author"]
    portraits = {row[6] for row in authors if row[6]}
    photos = photos_to_show({*photos_named_in(blocks), *filter(None, [story.lead_photo_id]), *portraits})
    story.lead_photo = photos.get(story.lead_photo_id or 0)
    depends_on(*(f"author:{row[2]}" for row in authors), *(f"topic:{row[2]}" for row in hanging["topic"]))
    return FullStory(
        story=story,
        blocks=blocks,
        bylines=[
            Byline(name, role, edition.path(f"/authors/{slug}/"), photos.get(portrait or 0), kind)
            for _, _, _, name, slug, role, portrait, _, kind in authors
        ],
        topics=[
            TopicLink(name, edition.path(f"/topics/{slug}/"), f"topic:{pk}", kind)
            for _, _, pk, name, slug, *_, kind in hanging["topic"]
        ],
        notes=_notes(hanging),
        translations=_translations(story, hanging, editions),
        photos=photos,
        disclaimer=disclaimer or "",
        versions=versions or 0,
    )


def story_as_drafted(story: Story, editions: Sequence[Edition]) -> FullStory:
    """Return ``story`` as the desk's preview shows it: its own words and links, which no row has yet."""
    edition = story.edition
    blocks = story.body.get_prep_value()
    hanging = _hanging_on(story)
    authors = [byline.author for byline in story.bylines.all()]
    topics = [link.topic for link in story.topic_links.all()]
    story.section.edition = edition
    sentence = Disclaimer.objects.filter(edition=edition, kind=story.kind).values_list("text", flat=True)
    return FullStory(
        story=story,
        blocks=blocks,
        bylines=[
            Byline(
                author.name,
                author.role,
                edition.path(f"/authors/{author.slug}/"),
                photo_to_show(author.portrait),
                author.kind,
            )
            for author in authors
        ],
        topics=[
            TopicLink(topic.name, edition.path(f"/topics/{topic.slug}/"), topic.tag, topic.kind)
            for topic in topics
        ],
        notes=_notes(hanging),
        translations=_translations(story, hanging, editions),
        photos=photos_to_show(photos_named_in(blocks)),
        disclaimer=sentence.first() or "",
        versions=0,
    )


def story_named(edition: Edition, public_id: int) -> Story | None:
    """Return the story of this id in ``edition`` without its body, for a page that only leads to it."""
    depends_on(f"story:{public_id}")
    story = (
        Story.objects.filter(pk=public_id, edition=edition).select_related("section").defer("body").first()
    )
    if story:
        story.edition = story.section.edition = edition
    return story


def _hanging_on(story: Story) -> dict[str, list[Sequence[Any]]]:
    found: dict[str, list[Sequence[Any]]] = {"translation": [], "author": [], "topic": [], "note": []}
    with connection.cursor() as cursor:
        cursor.execute(_HANGING, [story.pk] * 4)
        for row in sorted(cursor.fetchall(), key=lambda row: (row[1], row[2])):
            found[row[0]].append(row)
    return found


def _notes(hanging: Mapping[str, Sequence[Sequence[Any]]]) -> list[Note]:
    """Return the corrections, newest first."""
    notes = sorted(((_moment(row[7]), row[2], row) for row in hanging["note"]), reverse=True)
    return [Note(row[3], row[5], at) for at, _, row in notes if at]


def _translations(
    story: Story, hanging: Mapping[str, Sequence[Sequence[Any]]], editions: Sequence[Edition]
) -> dict[int, Translation]:
    """Return where the story is live, in the order of ``editions``."""
    depends_on(f"translations:{story.translation_key}")
    rows = {row[6]: row for row in hanging["translation"]}
    found = {}
    for edition in editions:
        if edition.pk not in rows:
            continue
        if edition.pk != story.edition_id:
            depends_on(f"sections:{edition.pk}")  # its address names one
        _, _, pk, _, slug, section, _, published_at, _ = rows[edition.pk]
        address = story_address(edition, section, _moment(published_at), pk, slug)
        found[edition.pk] = Translation(edition, address)
    return found


def _moment(stored: datetime | str | None) -> datetime | None:
    """Return a date as databases give it, on the clock of UTC that they keep."""
    found = parse_datetime(stored) if isinstance(stored, str) else stored
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
