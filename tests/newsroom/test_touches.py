"""What readers can read of a story changes: that touches its own tag, lists, translations and corrections."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from wagtail.models import Revision

from standfirst.editions.models import Edition
from standfirst.newsroom import publishing
from standfirst.newsroom.models import Author, Section, Story, StoryByline, StorySection, StoryTopic, Topic
from tests import factories
from tests.touching import check, said, touches, withdraws

OTHER_KEY = UUID("00000000-0000-4000-8000-000000000007")


@dataclass
class Paper:
    """A live story in a second-level section, one that was corrected, a draft, one taken down."""

    edition: Edition
    harbour: Section
    docks: Section
    sport: Section
    tides: Topic
    boats: Topic
    ann: Author
    story: Story
    corrected: Story
    draft: Story
    down: Story


@pytest.fixture
def paper(edition, announced) -> Paper:
    harbour, sport = factories.section(edition), factories.section(edition)
    docks = factories.section(edition, parent=harbour)
    tides, boats, ann = factories.topic(edition), factories.topic(edition), factories.author(edition)
    made = Paper(
        edition=edition,
        harbour=harbour,
        docks=docks,
        sport=sport,
        tides=tides,
        boats=boats,
        ann=ann,
        story=factories.published(docks, topics=[tides]),
        corrected=factories.published(sport),
        draft=factories.draft(sport, authors=[ann]),
        down=factories.published(sport),
    )
    publishing.correct(made.corrected, kind="correction", text="The pier is 40 m long.", by=None)
    publishing.take_down(made.down, by=None, reason="Court order")
    announced.clear()
    return made


def fresh(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def publish(story: Story, **changed) -> None:
    draft_of(story, **changed).publish()


def draft_of(story: Story, **changed) -> Revision:
    story = fresh(story)
    for name, value in changed.items():
        setattr(story, name, value)
    return story.save_revision()


def moved_in_time(paper: Paper) -> None:
    earlier = paper.story.first_published_at - timedelta(days=2)
    Story.objects.filter(pk=paper.story.pk).update(first_published_at=earlier)
    publish(paper.story)


def file_for_approval(paper: Paper) -> None:
    draft_of(paper.draft)
    story = fresh(paper.draft)
    story.get_workflow().start(story, factories.desk_member())


def save(row, **changed) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def schedule(paper: Paper) -> None:
    publish(paper.draft, go_live_at=timezone.now() + timedelta(hours=1))


def delete_twice(paper: Paper) -> None:
    late = fresh(paper.story)
    fresh(paper.story).delete()
    late.delete()


IN_ALL = "list:edition:{edition.pk} list:kind:{edition.pk}:news"
STORY_LISTS = f"{IN_ALL} list:section:{{docks.pk}} list:section:{{harbour.pk}} list:topic:{{tides.pk}}"
DRAFT_LISTS = f"{IN_ALL} list:section:{{sport.pk}} list:author:{{ann.pk}}"
READDRESSED = "story:{story.pk} translations:{story.translation_key}"
STORY_LEAVES = f"story:{{story.pk}} {STORY_LISTS} translations:{{story.translation_key}}"
DRAFT_COMES = f"story:{{draft.pk}} {DRAFT_LISTS} translations:{{draft.translation_key}}"
CORRECTED_MOVES = (
    f"story:{{corrected.pk}} {IN_ALL} list:section:{{sport.pk}} translations:{{corrected.translation_key}} "
    "corrections:{edition.pk}"
)
CORRECTION = "story:{corrected.pk} corrections:{edition.pk}"

# A change, what it touches, and what it withdraws.
TABLE = {
    "a draft is edited": (lambda paper: draft_of(paper.draft, headline="New"), ""),
    "a live story is edited, not published": (lambda paper: draft_of(paper.story, headline="New"), ""),
    "a draft is filed": (file_for_approval, ""),
    "a draft is scheduled": (schedule, ""),
    "a draft is published": (lambda paper: publish(paper.draft), DRAFT_COMES),
    "other words": (lambda paper: publish(paper.story, headline="New"), "story:{story.pk}"),
    "other words over a correction": (
        lambda paper: publish(paper.corrected, headline="New"),
        "story:{corrected.pk}",
    ),
    "another address": (lambda paper: publish(paper.story, slug="new"), READDRESSED),
    "another section": (
        lambda paper: publish(paper.story, section=paper.sport),
        f"{READDRESSED} list:section:{{docks.pk}} list:section:{{harbour.pk}} list:section:{{sport.pk}}",
    ),
    "from a section to the one above": (
        lambda paper: publish(paper.story, section=paper.harbour),
        f"{READDRESSED} list:section:{{docks.pk}}",
    ),
    "a further section": (
        lambda paper: publish(paper.story, other_sections=[StorySection(section=paper.sport)]),
        "story:{story.pk} list:section:{sport.pk}",
    ),
    "another kind": (
        lambda paper: publish(paper.story, kind="video"),
        "story:{story.pk} list:kind:{edition.pk}:news list:kind:{edition.pk}:video",
    ),
    "another topic": (
        lambda paper: publish(paper.story, topic_links=[StoryTopic(topic=paper.boats)]),
        "story:{story.pk} list:topic:{tides.pk} list:topic:{boats.pk}",
    ),
    "an author": (
        lambda paper: publish(paper.story, bylines=[StoryByline(author=paper.ann)]),
        "story:{story.pk} list:author:{ann.pk}",
    ),
    "another date": (moved_in_time, f"story:{{story.pk}} {STORY_LISTS}"),
    "it becomes a translation": (
        lambda paper: publish(paper.story, translation_key=OTHER_KEY),
        f"story:{{story.pk}} translations:{{story.translation_key}} translations:{OTHER_KEY}",
    ),
    "unpublished": (lambda paper: fresh(paper.story).unpublish(), STORY_LEAVES, "story:{story.pk}"),
    "unpublished with a correction": (
        lambda paper: fresh(paper.corrected).unpublish(),
        CORRECTED_MOVES,
        "story:{corrected.pk}",
    ),
    "taken down": (
        lambda paper: publishing.take_down(fresh(paper.story), by=None, reason="Libel"),
        STORY_LEAVES,
        "story:{story.pk}",
    ),
    "a draft is taken down": (
        lambda paper: publishing.take_down(fresh(paper.draft), by=None, reason="Libel"),
        "story:{draft.pk}",
        "story:{draft.pk}",
    ),
    "restored": (lambda paper: publishing.restore(fresh(paper.down), by=None), "story:{down.pk}"),
    "deleted": (lambda paper: fresh(paper.story).delete(), STORY_LEAVES, "story:{story.pk}"),
    "deleted once more": (delete_twice, STORY_LEAVES, "story:{story.pk}"),
    "a draft is deleted": (lambda paper: fresh(paper.draft).delete(), ""),
    "what was taken down is deleted": (lambda paper: fresh(paper.down).delete(), "story:{down.pk}"),
    "corrected": (
        lambda paper: publishing.correct(fresh(paper.corrected), kind="update", text="It opened.", by=None),
        CORRECTION,
    ),
    "a correction is worded anew": (
        lambda paper: save(paper.corrected.corrections.get(), text="It is 41 m long."),
        CORRECTION,
    ),
    "a correction of another story after all": (
        lambda paper: save(paper.corrected.corrections.get(), story=paper.story),
        "story:{corrected.pk} story:{story.pk} corrections:{edition.pk}",
    ),
    "a correction is deleted": (lambda paper: paper.corrected.corrections.get().delete(), CORRECTION),
}


def test_each_change_touches_exactly_what_shows_it(paper, announced):
    check(TABLE, paper, announced)


def test_a_corrected_story_that_comes_back_brings_its_corrections(paper, announced):
    fresh(paper.corrected).unpublish()
    announced.clear()
    publish(paper.corrected)
    assert touches(announced) == said(CORRECTED_MOVES, paper)


def test_what_was_scheduled_touches_when_it_goes_live_and_when_it_expires(paper, announced, time_machine):
    now = timezone.now()
    publish(paper.draft, go_live_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=2))
    for hours, withdrawn in ((1.5, ""), (2.5, "story:{draft.pk}")):
        announced.clear()
        time_machine.move_to(now + timedelta(hours=hours))
        assert publishing.run_due() == 1
        assert touches(announced) == said(DRAFT_COMES, paper)
        assert withdraws(announced) == said(withdrawn, paper)
