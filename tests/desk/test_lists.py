"""The desk's list: filters, search, paging; read along an index at any size."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from standfirst.newsroom.desk import counting
from standfirst.newsroom.desk.finding import Wanted, desk_stories
from standfirst.newsroom.desk.story_list import author_named
from standfirst.newsroom.headlines import with_words
from standfirst.newsroom.models import Author, DeskRole, Story
from standfirst.newsroom.models.reach import Reach
from tests import factories
from tests.desk.test_permissions import refused


def headlines(page):
    return [story.headline for story in page.stories]


def found(person, **wanted):
    return headlines(desk_stories(Reach.of(person).writes, Wanted(**wanted)))


@pytest.fixture
def several(desk):
    """Six stories, edited a minute after each other, alternately in world and business."""
    Story.objects.all().delete()
    for number in range(6):
        section = desk.business if number % 2 else desk.world
        story = factories.draft(section, headline=f"Story {number}", kind="video" if number == 3 else "news")
        Story.objects.filter(pk=story.pk).update(
            last_edited_at=timezone.now() - timedelta(minutes=60 - number)
        )
    return desk


def test_last_edited_first(several):
    assert found(several.chief) == [f"Story {number}" for number in (5, 4, 3, 2, 1, 0)]


def test_a_person_of_two_sections_gets_both_merged(several):
    DeskRole.objects.create(
        account=several.writer, edition=several.edition, section=several.business, role="writer"
    )
    page = desk_stories(Reach.of(several.writer).writes, Wanted(), limit=4)
    assert headlines(page) == ["Story 5", "Story 4", "Story 3", "Story 2"]
    rest = desk_stories(Reach.of(several.writer).writes, Wanted(), before=page.older, limit=4)
    assert headlines(rest) == ["Story 1", "Story 0"]
    assert rest.older is None


def test_filters(several):
    assert found(several.chief, section=several.world) == ["Story 4", "Story 2", "Story 0"]
    assert found(several.chief, kind="video") == ["Story 3"]
    assert found(several.chief, state="published") == []
    assert found(several.chief, edition_id=several.edition.pk, kind="video") == ["Story 3"]
    since = timezone.now() - timedelta(minutes=56, seconds=30)
    assert found(several.chief, edited_from=since) == ["Story 5", "Story 4"]
    assert found(several.superuser, edition_id=999_999) == []


def test_a_first_level_section_shows_its_second_level_too(several):
    below = factories.section(several.edition, parent=several.world)
    factories.draft(below, headline="Below")
    assert "Below" in found(several.chief, section=several.world)


def test_an_authors_stories(several):
    author = factories.author(several.edition)
    factories.draft(several.world, headline="By Ada", authors=[author])
    factories.draft(several.business, headline="By Ada too", authors=[author])
    assert found(several.chief, author=author) == ["By Ada too", "By Ada"]
    assert found(several.writer, author=author) == ["By Ada"]


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("ferry", True),
        ("FERR", True),
        ("fares ferry", True),
        ("ferry trains", False),
        ('"ferry" OR', False),
        ("erry", False),
        ("'; drop", False),
        ("!!", False),
    ],
)
def test_search_by_words_of_the_headline(desk, words, hit):
    assert bool(found(desk.writer, words=words)) is hit


@pytest.mark.parametrize("words", ["eté", "ete", "ÉTÉ", "été sur", "quai", "Łódź"])
def test_search_knows_words_without_their_accents(desk, words):
    Story.objects.filter(pk=desk.story.pk).update(headline="L’été à Łódź, sur le quai")
    assert found(desk.writer, words=words)
    assert not found(desk.writer, words="etat")


def test_search_by_words_has_its_index(desk):
    if connection.vendor != "postgresql":
        pytest.skip("FTS5 is an index")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "story_headline_plain_words" in with_words(Story.objects.all(), "ferry").explain()


def test_search_follows_changes_and_imports(desk):
    Story.objects.filter(pk=desk.story.pk).update(headline="Trams instead")
    assert found(desk.writer, words="trams")
    assert not found(desk.writer, words="ferry")
    fresh = Story(edition=desk.edition, section=desk.world, headline="Brought in bulk", slug="x")
    Story.objects.bulk_create([fresh])
    assert found(desk.writer, words="bulk")
    Story.objects.filter(headline="Brought in bulk").delete()
    assert not found(desk.writer, words="bulk")


def test_pages_lead_to_each_other_without_overlap(desk):
    for number in range(60):
        factories.draft(desk.world, headline=f"Number {number}")
    client, seen, url = desk.client(desk.writer), [], reverse("stories:list")
    while url:
        response = client.get(url)
        seen += [story.pk for story in response.context["object_list"]]
        url = response.context["older_url"]
    assert len(seen) == len(set(seen)) == 61


def test_a_search_has_pages_too(desk):
    for number in range(30):
        factories.draft(desk.world, headline=f"Harbour report {number}")
    response = desk.client(desk.writer).get(reverse("stories:list") + "?q=harbour")
    older = desk.client(desk.writer).get(response.context["older_url"])
    assert len(older.context["object_list"]) == 5
    assert older.context["older_url"] is None
    assert "q=harbour" in older.context["newest_url"]


def test_a_bad_cursor_begins_at_the_beginning(desk):
    response = desk.client(desk.writer).get(reverse("stories:list") + "?before=nonsense")
    assert response.status_code == 200
    assert desk.story in response.context["object_list"]


@pytest.fixture
def busy(desk):
    """A page full of stories with bylines, and a second-level section."""
    author = factories.author(desk.edition, name="Ada Quay")
    factories.section(desk.edition, parent=desk.world)
    for number in range(26):
        factories.draft(desk.world, headline=f"More {number}", authors=[author])
    return desk


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    assert response.status_code == 200
    assert len(response.context["object_list"]) == 25
    return len(asked)


@pytest.mark.parametrize("who", ["writer", "editor", "chief", "superuser"])
@pytest.mark.parametrize("narrowed", ["", "?state=draft&kind=news", "?section={}&author=ada+quay&q=more"])
def test_the_whole_list_takes_at_most_twelve_questions(busy, who, narrowed):
    url = reverse("stories:list") + narrowed.format(busy.world.pk)
    assert questions(busy.client(getattr(busy, who)), url) <= 12


def test_the_number_of_questions_does_not_grow_with_what_is_shown(desk):
    client, url = desk.client(desk.chief), reverse("stories:list")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    author = factories.author(desk.edition)
    for number in range(25):
        factories.draft(desk.world, headline=f"More {number}", authors=[author])
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_whole_archive_says_about_how_many(desk, monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "_estimate", lambda: 12_345)
    root = desk.client(desk.superuser)
    assert "About 12,000 stories" in root.get(reverse("stories:list")).content.decode()
    assert "stories</p>" not in root.get(reverse("stories:list") + "?state=draft").content.decode()
    assert "About 12" not in desk.client(desk.writer).get(reverse("stories:list")).content.decode()
    cache.clear()


def test_the_estimate_reads_no_more_than_one_row(desk):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert counting.about_how_many() >= 0
        counting.about_how_many()
    assert len(asked) == 1
    assert "COUNT(" not in asked[0]["sql"].upper()
    cache.clear()


def test_an_author_is_found_by_name(busy):
    other = factories.edition(code="fr", prefix="fr")
    factories.author(other, name="Ada Quay")
    mine = Author.objects.get(edition=busy.edition, name="Ada Quay")
    request = RequestFactory().get("/")
    request.user = busy.superuser
    assert author_named(request, "ada quay") == mine
    assert author_named(request, "Ada Quay (fr)").edition == other
    assert author_named(request, "Ada Q") == mine
    assert author_named(request, "Nobody") is None
    client = busy.client(busy.writer)
    shown = client.get(reverse("stories:list") + "?author=ada quay").context["object_list"]
    assert {story.bylines.first().author for story in shown} == {mine}
    assert not client.get(reverse("stories:list") + "?author=Nobody").context["object_list"]


def test_names_of_authors_are_offered_within_reach(busy):
    other = factories.edition(code="fr", prefix="fr")
    factories.author(other, name="Ada Rive")
    url = reverse("stories:author_names") + "?q=ada"
    assert busy.client(busy.writer).get(url).json() == {"names": ["Ada Quay"]}
    both = busy.client(busy.superuser).get(url).json()["names"]
    assert both == [f"Ada Quay ({busy.edition.code})", "Ada Rive (fr)"]
    assert refused(busy.client(factories.desk_member()).get(url))


def plan_of(queryset):
    return queryset.explain(analyze=False)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"section": 1},
        {"edition": 1},
        {"desk_state": "draft"},
        {"kind": "news"},
        {"section": 1, "desk_state": "draft"},
        {"edition": 1, "kind": "video"},
        {"kind": "news", "desk_state": "draft"},
        {"edition": 1, "desk_state": "in_review", "kind": "news"},
    ],
)
def test_no_filter_sorts_or_reads_the_table(db, filters):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the size of the table; see benchmarks")
    listed = (
        Story.objects.filter(**filters).order_by("-last_edited_at", "-pk").values_list("last_edited_at", "id")
    )
    plan = listed[:26].explain()
    assert "COVERING INDEX story_desk" in plan
    assert "TEMP B-TREE" not in plan
