"""A story's page: the story with all that stands on and beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from standfirst.delivery.depending import depends_on
from standfirst.editions.models import Disclaimer, Edition
from standfirst.newsroom.listing import edition_list, newest_of_each
from standfirst.newsroom.models import Author, Story, Topic
from standfirst.newsroom.reading import (
    ReadBlock,
    body_to_read,
    cards,
    share_edition,
    stories_named_in,
    translations_of,
)
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
    edition, blocks = story.edition, story.body.get_prep_value()
    topics = [link.topic for link in story.topic_links.all()]
    latest, related = _beside(story, topics)
    found = cards({*latest, *related, *stories_named_in(blocks)}, edition)
    return StoryPage(
        story=story,
        frame=frame_of(edition, editions),
        body=body_to_read(blocks, edition, found),
        authors=[byline.author for byline in story.bylines.all()],
        topics=topics,
        translations=translations_of(story, editions),
        disclaimer=_disclaimer_of(story),
        latest=[found[pk] for pk in latest if pk in found],
        related=[found[pk] for pk in related if pk in found],
        has_changes=(getattr(story, "version_count", None) or 0) > 1,
    )


def page_of(story: Story, request: HttpRequest) -> StoryPage:
    """Return the page of a story that is not published yet, for the desk's preview."""
    share_edition(story, story.edition)
    return story_page(story, getattr(request, "editions", [story.edition]))


def _beside(story: Story, topics: Sequence[Topic]) -> tuple[list[int], list[int]]:
    """Return the ids of the newest stories, and of those closest by topic, then section; never its own."""
    newest, near = edition_list(story.edition), [topic.tag for topic in topics[:6]]
    lists = {newest: LATEST + 1, **dict.fromkeys(near, RELATED + 1), story.section.tag: RELATED + 1}
    depends_on(*(f"list:{name}" for name in lists))
    ids = newest_of_each(lists)
    closeness: Counter[int] = Counter()
    for weight, name in enumerate([*near, story.section.tag]):
        for place, pk in enumerate(ids[name]):
            closeness[pk] += (2 * len(near) - weight) * RELATED - place
    closeness.pop(story.pk, None)
    related = sorted(closeness, key=lambda pk: (-closeness[pk], -pk))[:RELATED]
    return [pk for pk in ids[newest] if pk != story.pk][:LATEST], related


def _disclaimer_of(story: Story) -> str:
    """Return the edition's sentence for the story's kind; a preview's story does not bring it along."""
    if hasattr(story, "disclaimer"):
        return story.disclaimer or ""
    found = Disclaimer.objects.filter(edition=story.edition, kind=story.kind).values_list("text", flat=True)
    return found.first() or ""
