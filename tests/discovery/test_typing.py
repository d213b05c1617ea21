"""Whoever mistypes, types less, or types nonsense is answered, politely and fast."""

import time

import pytest

from standfirst.discovery.search import search
from standfirst.discovery.suggesting import suggest
from standfirst.newsroom.publishing import take_down
from tests import factories
from tests.discovery.finding import found, indexed, rebuild, told

pytestmark = pytest.mark.django_db

_HOSTILE = [
    "",
    "   ",
    "\0",
    "((((((((((",
    "*",
    "~^+-!:\\/{}[]<>",
    '"',
    '"""""',
    "- - -",
    "-harbour",
    "section:",
    "NOT AND OR",
    "harbour:*",
    "' OR 1=1; --",
    "\ud800",
    "\u202e\u0000harbour",
    "%s %(x)s {0} $1",
    "x" * 10_000,
    "harbour " * 2_000,
    "(" * 5_000 + "harbour",
    '"' + "a " * 5_000,
    "-a " * 3_000,
    "from:99999 to:0000",
    "from:2024-13-45",
    "to:9999-12-31",
    "from:0001-01-01",
    "topic:\0",
    "section:" + "y" * 9_000,
    "http://harbour.example/a:b?c=d",
    "👍🏽 🏴‍☠️",
    "ا" * 3_000,
    "都" * 3_000,
    "a.b.c.d" * 400,
]


def test_one_slip_of_the_fingers_is_corrected(paper):
    section = factories.section(paper)
    wanted = told(section, "Harbour reopens")
    indexed(wanted, told(section, "A labour of love"), told(section, "Tram"))
    for typed in ("hrabour", "harbor", "harbouur", "habrour", "harbouf", "barbour", "harboru", "hqrbour"):
        results = search(f"{typed} reopens", paper)
        assert [hit.card.pk for hit in results.hits] == [wanted.pk], typed
        assert results.instead == "harbour reopens"
        assert "<mark>Harbour</mark>" in results.hits[0].headline


def test_a_slip_in_arabic_is_corrected(index):
    edition = factories.edition(language="ar")
    rebuild(edition)
    wanted = told(factories.section(edition), "إضراب في الميناء")
    indexed(wanted)
    assert found("اضرب الميناء", edition) == [wanted.pk]


def test_filters_stay_when_a_word_is_corrected(paper):
    city, sport = (factories.section(paper, slug=slug) for slug in ("city", "sport"))
    wanted, other = told(city, "Harbour"), told(sport, "Harbour")
    indexed(wanted, other)
    results = search("harbuor section:city", paper)
    assert [hit.card.pk for hit in results.hits] == [wanted.pk]
    assert results.instead == "harbour section:city"


def test_stories_with_some_of_the_words_are_shown_where_none_has_all(paper):
    story = told(factories.section(paper), "Harbour tram opens")
    indexed(story)
    results = search("harbour tram zeppelin", paper)
    assert [hit.card.pk for hit in results.hits] == [story.pk]
    assert results.some_words
    assert search("zeppelin", paper).hits == []


def test_stories_with_some_of_the_words_stand_below_the_few_that_have_all(paper):
    section = factories.section(paper)
    all_of_them, one_of_them = told(section, "Notes", "A tram in the harbour."), told(section, "Tram works")
    indexed(all_of_them, one_of_them)
    results = search("harbour tram", paper)
    assert [hit.card.pk for hit in results.hits] == [all_of_them.pk]
    assert [hit.card.pk for hit in results.also] == [one_of_them.pk]


def test_a_word_of_a_story_taken_down_is_not_suggested_as_a_correction(paper, wired):
    story = told(factories.section(paper), "Petrossian accused")
    wired()
    assert search("petrosian accused", paper).instead == "petrossian accused"
    take_down(story, by=None, reason="Wrong.")
    wired()
    results = search("petrosian accused", paper)
    assert (results.instead, results.did_you_mean, results.total) == ("", "", 0)


def test_any_text_is_answered_within_a_moment(paper):
    indexed(told(factories.section(paper), "Harbour"))
    for text in _HOSTILE:
        began = time.process_time()
        results = search(text, paper, page=10**9)
        str(results.query)
        suggest(text, paper)
        assert time.process_time() - began < 1, text[:40]
        assert results.page <= 50


def test_a_long_question_is_cut_and_says_so(paper):
    story = told(factories.section(paper), "Harbour")
    indexed(story)
    results = search("harbour " * 100, paper)
    assert results.query.cut
    assert [hit.card.pk for hit in results.hits] == [story.pk]
    assert not search("harbour", paper).query.cut


def test_suggestions_lead_to_topics_authors_and_headlines(paper):
    section = factories.section(paper)
    topic = factories.topic(paper, name="Tidal Barrier Trust", other_names=["Stormgate"])
    author = factories.author(paper, name="Théo Tidmarsh")
    story = told(section, "Tides of the year", topics=[topic], authors=[author])
    other = told(section, "Trams", topics=[topic])
    indexed(story, other)

    def suggested(typed: str) -> list[tuple[str, str]]:
        return [(one.kind, one.label) for one in suggest(typed, paper)]

    assert suggested("tid") == [
        ("topic", "Tidal Barrier Trust"),
        ("author", "Théo Tidmarsh"),
        ("story", "Tides of the year"),
    ]
    assert suggested("theo") == [("author", "Théo Tidmarsh")]
    assert suggested("barrier tr") == [("topic", "Tidal Barrier Trust")]
    assert suggested("stormg") == [("topic", "Tidal Barrier Trust")]
    assert suggested("year ti") == [("story", "Tides of the year")]
    assert suggested("t") == suggested("zz") == []
    assert suggest("tides", paper)[0].address == story.address
