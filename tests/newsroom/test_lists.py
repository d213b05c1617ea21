"""Lists are newest first and complete, page by page, whatever their dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Revision

from standfirst.newsroom.listing import edition_list, relist_section
from standfirst.newsroom.models import ListedStory, Story
from standfirst.newsroom.reading import Cursor, front_of, stories_in
from standfirst.newsroom.topics import merge_topics
from tests import factories

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


# Hypothesis wants bounds without a zone.
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def make(section, moments):
    """Bulk-make live stories: the lists do not care how they came to be."""
    stories = Story.objects.bulk_create(
        Story(
            edition=section.edition,
            section=section,
            headline=f"Story {n}",
            slug=f"story-{n}",
            live=True,
            first_published_at=at,
        )
        for n, at in enumerate(moments)
    )
    ListedStory.objects.bulk_create(
        ListedStory(list=name, story=one, published_at=one.first_published_at)
        for one in stories
        for name in (edition_list(section.edition), section.tag)
    )
    return stories


def walk(list_name, edition, limit):
    before, seen = None, []
    while True:
        page = stories_in(list_name, edition, before=before, limit=limit)
        seen += page.stories
        if page.older is None:
            return seen
        before = Cursor.parse(str(page.older))


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_walking_the_pages_meets_every_story_once_newest_first(edition, limit):
    section = factories.section(edition)
    # Ties on purpose: many stories of one second.
    moments = [NOON - timedelta(seconds=n // 3) for n in range(7)]
    made = make(section, moments)

    seen = walk(section.tag, edition, limit)

    assert [one.pk for one in seen] == [
        one.pk for one in sorted(made, key=lambda one: (one.first_published_at, one.pk), reverse=True)
    ]


@given(moments, st.integers(1, 2**62))
def test_a_cursor_survives_the_address(moment, story_id):
    assert Cursor.parse(str(Cursor(moment, story_id))) == Cursor(moment, story_id)


@given(st.text(max_size=60))
def test_any_other_text_is_a_cursor_or_none_never_an_error(text):
    assert Cursor.parse(text) is None or isinstance(Cursor.parse(text), Cursor)


@pytest.mark.django_db
def test_a_day_is_the_editions_own_even_when_clocks_change():
    athens = factories.edition(time_zone="Europe/Athens")
    section = factories.section(athens)
    # 25 October 2026 has 25 hours in Athens: 21:00 UTC the day before to 22:00 UTC.
    make(
        section,
        [
            datetime(2026, 10, 24, 20, 59, tzinfo=UTC),
            datetime(2026, 10, 24, 21, 0, tzinfo=UTC),
            datetime(2026, 10, 25, 21, 59, tzinfo=UTC),
            datetime(2026, 10, 25, 22, 0, tzinfo=UTC),
        ],
    )
    page = stories_in(edition_list(athens), athens, day=date(2026, 10, 25))
    assert [one.headline for one in page.stories] == ["Story 2", "Story 1"]


@pytest.mark.django_db
def test_a_list_costs_the_same_few_queries_however_long_it_is(edition):
    section = factories.section(edition)
    make(section, [NOON - timedelta(minutes=n) for n in range(40)])
    for limit in (2, 30):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for story in stories_in(section.tag, edition, limit=limit).stories:
                assert story.address
                assert story.photo is None
                assert story.authors == ()
        assert len(queries) <= 4


@pytest.mark.django_db
def test_a_section_that_moves_takes_its_stories_to_the_new_parent(edition):
    old, new = factories.section(edition), factories.section(edition)
    child = factories.section(edition, parent=old)
    story = factories.published(child)

    child.parent = new
    child.save()
    relist_section(child)

    assert stories_in(old.tag, edition).stories == []
    assert [one.pk for one in stories_in(new.tag, edition).stories] == [story.pk]


@pytest.mark.django_db
def test_what_an_editor_leaves_empty_fills_itself_and_nothing_stands_twice(edition):
    city, sport = factories.section(edition, position=1), factories.section(edition, position=2)
    made = [factories.published(section) for section in (city, sport, city, sport, city, sport, city)]
    front = front_of(edition)
    placed = [front.lead, *front.secondary, *(one for _, row in front.section_rows for one in row)]
    assert sorted(one.pk for one in placed) == sorted(one.pk for one in made)


@pytest.mark.django_db
def test_an_editors_slots_come_first_and_a_withdrawn_story_leaves_them(edition):
    from standfirst.newsroom.models import FrontPage, FrontSlot

    section = factories.section(edition)
    old = factories.published(section, at=NOON - timedelta(days=9))
    factories.published(section, at=NOON)
    front = FrontPage.objects.create(edition=edition)
    FrontSlot.objects.create(front=front, area="lead", story=old)
    assert front_of(edition).lead.pk == old.pk

    old.unpublish()
    assert front_of(edition).lead.pk != old.pk


def test_the_stories_of_a_section_that_moves_or_goes_are_listed_where_they_belong(edition, run_reactions):
    old, new, moving = (factories.section(edition) for _ in range(3))
    moving.parent = old
    moving.save()
    primary = factories.section(edition)
    story = factories.published(primary, sections=[moving])

    def among():
        listed = ListedStory.objects.filter(story=story, list__in=[old.tag, new.tag, f"section:{moving_id}"])
        return set(listed.values_list("list", flat=True))

    moving_id = moving.pk
    assert among() == {old.tag, moving.tag}
    moving.parent = new
    moving.save()
    run_reactions()
    assert among() == {new.tag, moving.tag}
    moving.delete()
    assert among() == set()


def test_an_older_draft_that_names_a_merged_topic_is_listed_under_the_one_it_became(edition):
    small, large = factories.topic(edition), factories.topic(edition)
    story = factories.published(factories.section(edition), topics=[small, large])
    older = story.save_revision()
    merge_topics(small, large)

    Revision.objects.get(pk=older.pk).publish()

    topics = ListedStory.objects.filter(story=story, list__startswith="topic:")
    assert list(topics.values_list("list", flat=True)) == [large.tag]
