"""Merging two topics loses no story and no address."""

import pytest
from django.core.exceptions import ValidationError

from standfirst.newsroom.reading import stories_in
from standfirst.newsroom.topics import merge_topics
from tests import factories

pytestmark = pytest.mark.django_db


def test_stories_names_and_earlier_merges_move_to_the_surviving_topic(edition):
    section = factories.section(edition)
    port, harbour, quay = (factories.topic(edition, name=name) for name in ("Port", "Harbour", "Quay"))
    merge_topics(quay, port)
    only_port = factories.published(section, topics=[port])
    both = factories.published(section, topics=[port, harbour])

    merge_topics(port, harbour)

    assert {one.pk for one in stories_in(harbour.tag, edition).stories} == {only_port.pk, both.pk}
    assert stories_in(port.tag, edition).stories == []
    for gone in (port, quay):
        gone.refresh_from_db()
        assert gone.merged_into == harbour
    harbour.refresh_from_db()
    assert set(harbour.other_names) == {"Port", "Quay"}


def test_a_topic_is_not_merged_into_itself_another_editions_or_a_merged_one(edition):
    one, two = factories.topic(edition), factories.topic(edition)
    elsewhere = factories.topic(factories.edition(prefix="fr"))
    merge_topics(two, one)
    for wrong in (one, elsewhere, two):
        with pytest.raises(ValidationError):
            merge_topics(one, wrong)
