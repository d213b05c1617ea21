"""Lists: by section, kind, topic, author and day; older stories behind a link that says where."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.newsroom.models import ListedStory, Story
from standfirst.newsroom.topics import merge_topics
from tests import factories

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def section(edition):
    return factories.section(edition, name="City", slug="city", description="Street by street.")


def headlines(page):
    return re.findall(r'class="card-headline"><a href="[^"]+">([^<]+)</a>', page)


def test_older_stories_follow_without_a_gap_or_a_repetition(client, section):
    made = [factories.published(section, at=NOON - timedelta(minutes=n), headline=f"N{n}") for n in range(33)]
    first = client.get("/latest/").content.decode()
    older = re.search(r'<a href="(\?before=[^"]+)"[^>]*rel="next"', first)[1]
    assert f'data-hx-get="{older}"' in first
    second = client.get(f"/latest/{older}").content.decode()
    assert headlines(first) + headlines(second) == [story.headline for story in made]
    assert "?before=" not in second


@pytest.mark.parametrize("cursor", ["", "x", "1-1-1", "zz-1", "1" * 60, "1-1"])
def test_a_cursor_that_leads_nowhere_is_not_found(client, section, cursor):
    factories.published(section)
    assert client.get("/latest/", {"before": cursor}).status_code == 404


def test_a_section_shows_its_own_and_its_second_level(client, section):
    transport = factories.section(section.edition, parent=section, name="Transport", slug="transport")
    factories.published(transport, headline="A tram")
    factories.published(factories.section(section.edition, slug="sport"), headline="A match")
    page = client.get("/city/").content.decode()
    assert headlines(page) == ["A tram"]
    assert 'href="/transport/"' in page
    assert "Street by street." in page
    assert client.get("/nowhere/").status_code == 404


def test_all_news_can_be_one_kind_only(client, section):
    factories.published(section, headline="Said")
    factories.published(section, headline="Drawn", kind=StoryKind.CARTOON)
    assert headlines(client.get("/latest/?kind=cartoon").content.decode()) == ["Drawn"]
    assert client.get("/latest/?kind=nonsense").status_code == 404


def test_a_merged_topic_leads_to_the_one_it_became(client, section):
    old = factories.topic(section.edition, name="The island", slug="the-island")
    new = factories.topic(section.edition, name="Isla Fenn", slug="isla-fenn")
    factories.published(section, headline="By boat", topics=[old])
    merge_topics(old, new)
    answer = client.get("/topics/the-island/")
    assert (answer.status_code, answer["Location"]) == (301, "/topics/isla-fenn/")
    page = client.get("/topics/isla-fenn/").content.decode()
    assert headlines(page) == ["By boat"]
    assert "The island" in page


def test_an_author_has_a_page(client, section):
    author = factories.author(section.edition, name="Ines Calloway", slug="ines", role="City Editor")
    factories.published(section, headline="Hers", authors=[author])
    page = client.get("/authors/ines/").content.decode()
    assert "<h1>Ines Calloway</h1>" in page
    assert "City Editor" in page
    assert headlines(page) == ["Hers"]


def test_a_day_is_the_editions_day_and_leads_to_its_neighbours(client, section):
    late = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)  # half past midnight of the 20th in Athens
    factories.published(section, at=late, headline="Night")
    factories.published(section, at=late - timedelta(days=5), headline="Before")
    factories.published(section, at=late + timedelta(days=1), headline="After")
    page = client.get("/archive/2026/11/20/").content.decode()
    assert headlines(page) == ["Night"]
    assert re.search(r"Friday,? 20 November 2026", page)
    assert 'rel="prev" href="/archive/2026/11/15/"' in page
    assert 'rel="next" href="/archive/2026/11/21/"' in page
    assert client.get("/archive/2026/11/17/").status_code == 200


@pytest.mark.parametrize("day", ["2026/02/30", "9999/01/01", "1/1/1", "2026/13/01"])
def test_days_that_are_not_are_not_found(client, section, day):
    assert client.get(f"/archive/{day}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/city/", "/latest/", "/topics/t/", "/authors/a/", "/archive/2026/11/20/"]
)
def test_lists_take_twelve_queries_at_most(client, section, address):
    topic, author = factories.topic(section.edition, slug="t"), factories.author(section.edition, slug="a")
    photo = factories.photo()
    for n in range(8):
        factories.published(
            section, at=NOON - timedelta(minutes=n), topics=[topic], authors=[author], lead_photo=photo
        )
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 12


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_no_date_is_too_odd_for_a_list(client, section, zone):
    Edition.objects.filter(pk=section.edition_id).update(time_zone=zone)
    for at in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        story = factories.published(section, at=NOON)
        ListedStory.objects.filter(story=story).update(published_at=at)
        Story.objects.filter(pk=story.pk).update(first_published_at=at)
    for path in ("/", "/latest/", "/city/", "/archive/2026/11/20/"):
        assert client.get(path).status_code == 200, path
    for day in ("1/1/1", "9999/12/31"):
        assert client.get(f"/archive/{day}/").status_code == 404
