"""Generated stories are what publication would have left in the database."""

import pytest
from django.core.management import call_command

from standfirst.editions.models import Edition
from standfirst.interchange import generating
from standfirst.interchange.generating import generate_stories
from standfirst.newsroom.history import paragraphs_of
from standfirst.newsroom.listing import rows_for
from standfirst.newsroom.models import ListedStory, Story, StoryVersion
from standfirst.newsroom.publishing import record_publication
from standfirst.newsroom.workflow import settle_desk_state


@pytest.fixture
def stories(edition) -> list[Story]:
    assert sum(generate_stories(edition, 400)) == 400
    return list(Story.objects.order_by("pk"))


def test_lists_are_those_that_publication_writes(stories):
    written = {(row.list, row.published_at, row.story_id) for row in ListedStory.objects.all()}

    expected = [(row.list, row.published_at, row.story_id) for story in stories for row in rows_for(story)]

    assert written == set(expected)
    assert ListedStory.objects.count() == len(expected)


def test_versions_are_those_that_publication_writes(stories):
    live = [story for story in stories if story.live]

    for story in live[::20]:
        last = story.versions.last()
        assert (last.headline, last.standfirst) == (story.headline, story.standfirst)
        assert last.paragraphs == paragraphs_of(story.body.get_prep_value())
        record_publication(story)

    assert StoryVersion.objects.filter(story__in=live, number=2).count() == sum(
        story.updated_at is not None for story in live
    )


def test_desk_state_is_what_the_story_says_of_itself(stories):
    before = dict(Story.objects.values_list("pk", "desk_state"))

    for story in stories:
        settle_desk_state(story.pk)

    assert dict(Story.objects.values_list("pk", "desk_state")) == before
    assert set(before.values()) >= {"published", "draft"}


def test_bodies_are_as_long_as_news_and_stories_have_eight_topics(stories):
    lengths = sorted(len(" ".join(paragraphs_of(story.body.get_prep_value())).split()) for story in stories)

    assert 250 <= lengths[0] <= lengths[-1] <= 1100
    assert sum(story.topic_links.count() == 8 for story in stories) > 380


def test_waiting_stories_can_be_published_from_their_revision(edition, monkeypatch):
    # One in a thousand waits in life: too few to be sure of one here.
    monkeypatch.setitem(generating._STATES, Story.DeskState.SCHEDULED, 50)  # noqa: SLF001
    list(generate_stories(edition, 60))
    scheduled = Story.objects.filter(desk_state=Story.DeskState.SCHEDULED).first()

    revision = scheduled.latest_revision
    assert revision.approved_go_live_at == scheduled.go_live_at
    assert revision.as_object().topic_links.count() == scheduled.topic_links.count()


@pytest.mark.django_db
def test_a_second_run_adds_to_the_first(capsys):
    call_command("generate_stories", 30)
    call_command("generate_stories", 30, seed=1)

    assert Story.objects.count() == 60
    assert Edition.objects.get().code == "en"
    assert "30 stories in" in capsys.readouterr().out
