"""Public lists and the desk's list are read along an index, wherever in the list a page begins."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection

from benchmarks.plans import examine, recorded
from standfirst.interchange.generating import generate_stories
from standfirst.newsroom.desk.finding import Wanted, desk_stories
from standfirst.newsroom.full_story import story_to_read
from standfirst.newsroom.listing import edition_list
from standfirst.newsroom.models import Correction, Story
from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.reading import Cursor, corrections_of, stories_in
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(edition):
    """Return an edition with some hundred stories, in a database that knows not how few they are."""
    list(generate_stories(edition, 300))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        else:
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")
    return edition


def faults_of(read):
    with recorded() as queries:
        read()
    return [(fault, query.sql) for query in queries for fault in examine(query).faults]


def test_public_lists(archive):
    middle = stories_in(edition_list(archive), archive, limit=100).older
    day = datetime.now(UTC).date() - timedelta(days=3)

    assert not faults_of(lambda: stories_in(edition_list(archive), archive))
    assert not faults_of(lambda: stories_in(edition_list(archive), archive, before=middle))
    assert not faults_of(lambda: stories_in(edition_list(archive), archive, day=day))
    assert not faults_of(lambda: story_to_read(archive, middle.story_id))


def test_corrections(archive):
    whole = corrections_of(archive, limit=1000)

    assert not faults_of(lambda: corrections_of(archive, limit=3))
    assert not faults_of(lambda: corrections_of(factories.edition(prefix="quiet"), limit=3))
    assert not faults_of(lambda: corrections_of(archive, before=whole[10].pk, limit=3))


def test_corrections_of_one_moment_are_all_met(archive):
    Correction.objects.update(at=datetime(2026, 3, 4, 5, tzinfo=UTC))
    seen, before = [], None

    while page := corrections_of(archive, before=before, limit=3):
        seen += [one.pk for one in page]
        before = seen[-1]

    live = Correction.objects.filter(story__live=True)
    assert seen == sorted(live.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("chosen", ["all", "kind", "state", "section", "author", "edition"])
def test_the_desks_list(archive, chosen):
    story = Story.objects.filter(bylines__isnull=False, live=True).first()
    wanted = {
        "all": Wanted(),
        "kind": Wanted(kind=story.kind),
        "state": Wanted(state=story.desk_state),
        "section": Wanted(section=story.section),
        "author": Wanted(author=story.bylines.first().author),
        "edition": Wanted(edition_id=archive.pk),
    }[chosen]
    span = Reach.of(User.objects.create(username="root", is_superuser=True)).writes

    assert not faults_of(lambda: desk_stories(span, wanted))
    assert not faults_of(lambda: desk_stories(span, wanted, before=Cursor(story.last_edited_at, story.pk)))


def test_a_list_without_an_index_is_found_out(archive):
    assert faults_of(lambda: list(Story.objects.filter(headline="x")[:30]))
    assert faults_of(lambda: list(Story.objects.order_by("headline")[:30]))
