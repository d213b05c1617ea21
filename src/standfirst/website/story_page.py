"""A story's page: the story with all that stands on and beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.newsroom.cards import Card, Line, cards_and_lines
from standfirst.newsroom.full_story import Byline, FullStory, Note, TopicLink, Translation, story_as_drafted
from standfirst.newsroom.listing import edition_list
from standfirst.newsroom.models import Story
from standfirst.newsroom.reading import ReadBlock, body_to_read, newest_in, stories_named_in
from standfirst.website.frame import Frame, frame_of

LATEST = 8
RELATED = 5


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What a story's template shows."""

    story: Story
    frame: Frame
    body: Sequence[ReadBlock]
    authors: Sequence[Byline]
    topics: Sequence[TopicLink]
    notes: Sequence[Note]
    translations: Mapping[int, Translation]
    disclaimer: str
    latest: Sequence[Line]
    related: Sequence[Card]
    has_changes: bool

    @property
    def kind_label(self) -> str:
        """The kind in words of the reader's language."""
        return str(StoryKind(self.story.kind).label)

    @property
    def first_text(self) -> int | None:
        """The place of the paragraph that the dateline runs into."""
        return next((place for place, block in enumerate(self.body) if block.type == "text"), None)

    @property
    def others(self) -> list[Translation]:
        """The story in other editions."""
        return [one for one in self.translations.values() if one.edition.pk != self.frame.edition.pk]

    @property
    def elsewhere(self) -> dict[int, str]:
        """Where the switch to each edition leads."""
        return {edition: translation.address for edition, translation in self.translations.items()}


def story_page(found: FullStory, frame: Frame) -> StoryPage:
    """Return the page of the story that was ``found``."""
    edition, story = frame.edition, found.story
    newest, near = _beside(story, found.topics)
    related, lines = cards_and_lines(near, {*newest, *stories_named_in(found.blocks)}, edition)
    return StoryPage(
        story=story,
        frame=frame,
        body=body_to_read(found.blocks, edition, lines, found.photos),
        authors=found.bylines,
        topics=found.topics,
        notes=found.notes,
        translations=found.translations,
        disclaimer=found.disclaimer,
        latest=[lines[pk] for pk in newest if pk in lines],
        related=[related[pk] for pk in near if pk in related],
        has_changes=found.versions > 1,
    )


def page_of(story: Story, request: HttpRequest) -> StoryPage:
    """Return the page of a story that is not published yet, for the desk's preview."""
    editions: Sequence[Edition] = getattr(request, "editions", [story.edition])
    return story_page(story_as_drafted(story, editions), frame_of(story.edition, editions))


def _beside(story: Story, topics: Sequence[TopicLink]) -> tuple[list[int], list[int]]:
    """Return the ids of the newest stories, and of those closest by topic, then section; never its own."""
    newest, near = edition_list(story.edition), [topic.tag for topic in topics[:6]]
    ids = newest_in({newest: LATEST + 1, **dict.fromkeys(near, RELATED + 1), story.section.tag: RELATED + 1})
    closeness: Counter[int] = Counter()
    for weight, name in enumerate([*near, story.section.tag]):
        for place, pk in enumerate(ids[name]):
            closeness[pk] += (2 * len(near) - weight) * RELATED - place
    closeness.pop(story.pk, None)
    related = sorted(closeness, key=lambda pk: (-closeness[pk], -pk))[:RELATED]
    return [pk for pk in ids[newest] if pk != story.pk][:LATEST], related
