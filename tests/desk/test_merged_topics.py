"""A draft written before two topics were merged names the survivor when it is published."""

from standfirst.newsroom.models import ListedStory, Story, StoryTopic
from standfirst.newsroom.topics import merge_topics
from tests import factories


def topics_of(story):
    return list(StoryTopic.objects.filter(story=story).order_by("sort_order").values_list("topic", flat=True))


def test_a_draft_follows_a_merge_when_it_is_published(desk):
    old, new = factories.topic(desk.edition), factories.topic(desk.edition)
    live = factories.published(desk.world, topics=[old])
    live.headline = "A later version"
    live.save_revision()
    merge_topics(old, new)
    Story.objects.get(pk=live.pk).latest_revision.publish()
    assert topics_of(live) == [new.pk]
    assert ListedStory.objects.filter(list=new.tag, story=live).exists()
    assert not ListedStory.objects.filter(list=old.tag).exists()


def test_a_topic_stands_once_after_a_merge(desk):
    old, new, third = (factories.topic(desk.edition) for _ in range(3))
    draft = factories.draft(desk.world, topics=[old, third, new])
    revision = draft.save_revision()
    merge_topics(old, new)
    revision.publish()
    assert topics_of(draft) == [new.pk, third.pk]


def test_a_merge_of_a_merge_leads_to_the_last(desk):
    first, second, third = (factories.topic(desk.edition) for _ in range(3))
    draft = factories.draft(desk.world, topics=[first])
    revision = draft.save_revision()
    merge_topics(first, second)
    merge_topics(second, third)
    revision.publish()
    assert topics_of(draft) == [third.pk]


def test_the_form_of_a_draft_shows_the_survivor(desk):
    old, new = factories.topic(desk.edition), factories.topic(desk.edition, name="The survivor")
    draft = factories.draft(desk.world, topics=[old])
    draft.save_revision()
    merge_topics(old, new)
    shown = Story.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert [link.topic for link in shown.topic_links.all()] == [new]
