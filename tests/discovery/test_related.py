"""What to read next is about the same, live, and the editor's choice before all else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from standfirst.discovery.related import related_to
from standfirst.newsroom.models import Story
from tests import factories
from tests.discovery.finding import indexed, told

pytestmark = pytest.mark.django_db


def test_rare_topics_and_words_in_common_come_before_frequent_ones(paper):
    section = factories.section(paper)
    everyone, few = factories.topic(paper, name="City"), factories.topic(paper, name="Zeppelin Yard")
    for number in range(30):
        indexed(told(section, f"Budget {number}", topics=[everyone]))
    like = told(section, "A hangar opens", topics=[everyone, few])
    story = told(section, "Airship lifts off", topics=[everyone, few])
    indexed(like, story)
    assert related_to(story.pk, paper)[0] == like.pk
    assert story.pk not in related_to(story.pk, paper)


def test_the_younger_of_two_as_like_comes_first_and_none_that_is_not_live(paper):
    section, topic = factories.section(paper), factories.topic(paper)
    now = timezone.now()
    old, new, gone, story = (
        told(section, "Airship", "Gondola mast", topics=[topic], at=now - timedelta(days=age))
        for age in (2000, 2, 1, 0)
    )
    indexed(old, new, gone, story)
    Story.objects.filter(pk=gone.pk).update(live=False)
    assert list(related_to(story.pk, paper)) == [new.pk, old.pk]
    assert related_to(gone.pk, paper) == []


def test_what_the_editor_chose_comes_first(paper):
    section, topic = factories.section(paper), factories.topic(paper)
    one, two = told(section, "Unlike"), told(section, "Unlike, too")
    like = told(section, "Airship", topics=[topic])
    box = {"type": "related", "value": {"heading": "", "stories": [two.pk, one.pk]}}
    story = factories.published(section, headline="Airship", topics=[topic], body=[box])
    indexed(one, two, like, story)
    assert list(related_to(story.pk, paper)) == [two.pk, one.pk, like.pk]
