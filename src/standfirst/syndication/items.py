"""Stories as feeds carry them: read together, made once, kept while they are true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from markupsafe import Markup

from standfirst.delivery.depending import depends_on
from standfirst.delivery.fragments import fragments_of
from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.media.showing import COLUMNS, photo_of, photo_to_show
from standfirst.newsroom.cards import Line, cards_and_lines
from standfirst.newsroom.models import Story, StoryByline, StoryTopic
from standfirst.newsroom.reading import body_to_read, photos_named_in, stories_named_in
from standfirst.syndication.bodies import body_html, figure
from standfirst.syndication.characters import fit
from standfirst.syndication.images import Image, image_of
from standfirst.syndication.models import SiteKey

_Key = tuple[str, int, int, bool]


@dataclass(frozen=True, slots=True)
class Writer:
    """A name of a byline and its page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story: plain words, but ``content``, which is HTML (empty where the edition gives summaries)."""

    identity: str
    address: str
    headline: str
    summary: str
    content: str
    writers: tuple[Writer, ...]
    tags: tuple[str, ...]
    image: Image | None
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class _Rows:
    """What stories need, read together: their pictures and the stories that their boxes name."""

    stories: Mapping[int, Story]
    photos: Mapping[int, Photo]
    lines: Mapping[int, Line]


def feed_items(ids: Sequence[int], edition: Edition, key: SiteKey, *, full: bool) -> list[FeedItem]:
    """Return the live stories of ``ids`` in their order; what is not live any more is left out."""
    keys: list[_Key] = [("feed item", edition.pk, pk, full) for pk in ids]
    found = fragments_of(
        keys, lambda missing: _read(missing, edition), lambda one, rows: _made(one, rows, edition, key)
    )
    return [item for one in keys if (item := found[one]) is not None]


def last_change(story: Story) -> datetime | None:
    """Return when what readers read of ``story`` last changed, corrections included."""
    moments = [story.first_published_at, story.updated_at, *(note.at for note in story.corrections.all())]
    return max(filter(None, moments), default=None)


def _read(keys: Sequence[_Key], edition: Edition) -> _Rows:
    full = keys[0][3]
    stories = (
        Story.objects.filter(pk__in=[key[2] for key in keys], edition=edition, live=True)
        .select_related("section")
        .prefetch_related(
            Prefetch("bylines", StoryByline.objects.select_related("author").order_by("sort_order")),
            Prefetch("topic_links", StoryTopic.objects.select_related("topic").order_by("sort_order")),
            "corrections",
        )
    )
    found = {story.pk: story for story in (stories if full else stories.defer("body"))}
    bodies = [story.body.get_prep_value() for story in found.values()] if full else []
    shown = {story.lead_photo_id for story in found.values() if story.lead_photo_id}
    shown.update(*map(photos_named_in, bodies))
    named = set[int]().union(*map(stories_named_in, bodies))
    rows = Photo.objects.filter(pk__in=shown).values_list(*COLUMNS) if shown else ()
    photos = {photo.pk: photo for photo in map(photo_of, rows)}
    return _Rows(found, photos, cards_and_lines((), named, edition)[1] if named else {})


def _made(key: _Key, rows: _Rows, edition: Edition, site: SiteKey) -> FeedItem | None:
    _, _, pk, full = key
    # The address says the edition's host and prefix, and the section's.
    depends_on(f"story:{pk}", "editions", f"sections:{edition.pk}")
    story = rows.stories.get(pk)
    if story is None or story.first_published_at is None:
        return None
    story.edition = story.section.edition = edition
    authors = [byline.author for byline in story.bylines.all()]
    topics = [link.topic for link in story.topic_links.all()]
    depends_on(*(author.tag for author in authors), *(topic.tag for topic in topics))
    for author in authors:
        author.edition = edition
    lead = photo_to_show(rows.photos.get(story.lead_photo_id or 0))
    image = image_of(lead, edition, caption=story.lead_caption)
    tags = dict.fromkeys([story.section.name, *(topic.name for topic in topics)])
    return FeedItem(
        identity=site.identity(story.tag),
        address=absolute(edition, story.address),
        headline=fit(story.headline),
        summary=fit(story.standfirst),
        content=_content(story, image, rows) if full else "",
        writers=tuple(Writer(fit(one.name), absolute(edition, one.address)) for one in authors),
        tags=tuple(map(fit, tags)),
        image=image,
        published=edition.local(story.first_published_at).replace(microsecond=0),
        updated=edition.local(last_change(story) or story.first_published_at).replace(microsecond=0),
    )


def _content(story: Story, image: Image | None, rows: _Rows) -> str:
    """Return picture, body and corrections: what stands on the page, and nothing beside it."""
    edition, blocks = story.edition, story.body.get_prep_value()
    depends_on(*(f"story:{pk}" for pk in stories_named_in(blocks)))
    shown = {pk: photo_to_show(rows.photos.get(pk)) for pk in photos_named_in(blocks)}
    photos = {pk: photo for pk, photo in shown.items() if photo}
    read = body_to_read(blocks, edition, rows.lines, photos)
    body = body_html(read, edition, absolute(edition, story.address), story.dateline)
    notes = [
        Markup("<p><strong>{}</strong> {}</p>").format(fit(note.get_kind_display()), fit(note.text))
        for note in story.corrections.all()
    ]
    return "\n".join(part for part in (figure(image) if image else "", body, *notes) if part)
