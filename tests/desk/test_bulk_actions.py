"""Several stories at once: each is asked for."""

import pytest
from django.urls import reverse

from standfirst.newsroom.models import Story, StoryTopic
from tests import factories
from tests.desk.test_permissions import refused


def bulk(desk, person, action, stories, method="post", **sent):
    url = reverse("wagtail_bulk_action", args=("newsroom", "story", action))
    query = "&".join(f"id={story if isinstance(story, str) else story.pk}" for story in stories)
    return getattr(desk.client(person), method)(f"{url}?{query}&next=/desk/stories/", sent)


def test_publishing_several(desk):
    other = factories.draft(desk.world)
    bulk(desk, desk.editor, "publish", [desk.story, other])
    assert Story.objects.filter(live=True).count() == 2


def test_unpublishing_several(desk):
    live = factories.published(desk.world)
    bulk(desk, desk.editor, "unpublish", [live, desk.story])
    assert not Story.objects.filter(live=True).exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "add_topic", "delete"])
def test_others_stories_are_left_out_and_not_named(desk, action):
    live = factories.published(desk.world, headline="Not yours")
    topic = factories.topic(desk.edition)
    shown = bulk(desk, desk.business_editor, action, [live, desk.story], method="get")
    assert b"Not yours" not in shown.content
    assert b"Ferry fares" not in shown.content
    bulk(desk, desk.business_editor, action, [live, desk.story], topic=topic.pk)
    assert Story.objects.get(pk=live.pk).live
    assert not Story.objects.get(pk=desk.story.pk).live
    assert not StoryTopic.objects.exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "add_topic"])
def test_writers_do_none_of_it(desk, action):
    live, topic = factories.published(desk.world), factories.topic(desk.edition)
    bulk(desk, desk.writer, action, [live, desk.story], topic=topic.pk)
    assert Story.objects.get(pk=live.pk).live
    assert not Story.objects.get(pk=desk.story.pk).live
    assert not StoryTopic.objects.exists()


def test_adding_a_topic(desk):
    live, topic = factories.published(desk.world), factories.topic(desk.edition)
    bulk(desk, desk.editor, "add_topic", [live, desk.story], topic=topic.pk)
    bulk(desk, desk.editor, "add_topic", [live, desk.story], topic=topic.pk)
    assert set(StoryTopic.objects.values_list("story_id", flat=True)) == {live.pk, desk.story.pk}
    assert StoryTopic.objects.count() == 2
    live.refresh_from_db()
    assert live.desk_state == Story.DeskState.PUBLISHED
    desk.story.refresh_from_db()
    assert not desk.story.live


def test_a_topic_added_to_a_story_with_unpublished_changes_publishes_nothing(desk):
    live, topic = factories.published(desk.world, headline="As published"), factories.topic(desk.edition)
    live.headline = "Not ready"
    live.save_revision()
    bulk(desk, desk.editor, "add_topic", [live], topic=topic.pk)
    assert Story.objects.get(pk=live.pk).headline == "As published"
    assert not StoryTopic.objects.exists()
    draft = Story.objects.get(pk=live.pk).get_latest_revision_as_object()
    assert [link.topic for link in draft.topic_links.all()] == [topic]


@pytest.mark.parametrize("action", ["publish", "delete"])
def test_all_of_the_archive_is_never_meant(desk, action):
    bulk(desk, desk.superuser, action, ["all"])
    assert Story.objects.filter(live=False).count() == 1


def test_what_was_published_is_not_deleted_in_bulk(desk):
    live = factories.published(desk.world)
    bulk(desk, desk.editor, "delete", [live, desk.story])
    assert list(Story.objects.all()) == [live]


def test_without_a_role_there_is_nothing_to_choose(desk):
    response = bulk(desk, factories.desk_member(), "publish", [desk.story])
    assert refused(response) or response.status_code == 302
    assert not Story.objects.filter(live=True).exists()
