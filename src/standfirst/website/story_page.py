"""A story's page: the story with all that stands on and beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from standfirst.editions.models import Disclaimer, Edition
from standfirst.newsroom.listing import edition_list, newest_of_each
from standfirst.newsroom.models import Author, Story, Topic
from standfirst.newsroom.reading import ReadBlock, body_to_read, cards, share_edition, translations_of
from standfirst.website.frame import Frame, frame_of

LATEST = 8
RELATED = 5


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What a story's template shows."""

    story: Story
    frame: Frame
    body: Sequence[ReadBlock]
    authors: Sequence[Author]
    topics: Sequence[Topic]
    translations: dict[int, Story]
    disclaimer: str
    latest: Sequence[Story]
    related: Sequence[Story]
    has_changes: bool

    @property
    def first_text(self) -> int | None:
        """The place of the paragraph that the dateline runs into."""
        return next((place for place, block in enumerate(self.body) if block.type == "text"), None)


def story_page(story: Story, editions: Sequence[Edition]) -> StoryPage:
    """Return the page of ``story`` as ``story_to_read`` gave it."""
    edition = story.edition
    topics = [link.topic for link in story.topic_links.all()]
    latest, related = _beside(story, topics)
    return StoryPage(
        story=story,
        frame=frame_of(edition, editions),
        body=body_to_read(story.body.get_prep_value(), edition),
        authors=[byline.author for byline in story.bylines.all()],
        topics=topics,
        translations=translations_of(story, editions),
        disclaimer=_disclaimer_of(story),
        latest=latest,
        related=related,
        has_changes=story.updated_at is not None and story.versions.count() > 1,
    )


def page_of(story: Story, request: HttpRequest) -> StoryPage:
    """Return the page of a story that is not published yet, for the desk's preview."""
    share_edition(story, story.edition)
    return story_page(story, getattr(request, "editions", [story.edition]))


def _beside(story: Story, topics: Sequence[Topic]) -> tuple[list[Story], list[Story]]:
    """Return the newest stories, and those closest by topic, then section; none of them ``story``."""
    newest = edition_list(story.edition)
    lists = {newest: LATEST + RELATED + 1}
    lists |= {topic.tag: RELATED + 1 for topic in topics[:6]}
    lists[story.section.tag] = RELATED + 1
    ids = newest_of_each(lists)
    close: dict[int, int] = {}
    for weight, topic in enumerate(topics[:6]):
        for place, pk in enumerate(ids[topic.tag]):
            close[pk] = close.get(pk, 0) + (8 - weight) * 4 - place
    for place, pk in enumerate(ids[story.section.tag]):
        close[pk] = close.get(pk, 0) + 6 - place
    close.pop(story.pk, None)
    related = sorted(close, key=lambda pk: (-close[pk], -pk))[:RELATED]
    latest = [pk for pk in ids[newest] if pk != story.pk][:LATEST]
    found = cards({*related, *latest}, story.edition)
    return [found[pk] for pk in latest if pk in found], [found[pk] for pk in related if pk in found]


def _disclaimer_of(story: Story) -> str:
    found = Disclaimer.objects.filter(edition=story.edition, kind=story.kind).values_list("text", flat=True)
    return found.first() or ""
