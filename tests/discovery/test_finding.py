"""Search finds what readers mean, in every language of the paper, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from standfirst.discovery.search import search
from tests import factories
from tests.discovery.finding import choices, found, indexed, rebuild, told

pytestmark = pytest.mark.django_db


def test_words_are_found_in_every_field_and_count_most_in_headlines(paper):
    section = factories.section(paper)
    named = factories.topic(paper, name="Lighthouse Trust", other_names=["Beacon Fund"])
    by = factories.author(paper, name="Ada Lighthouse")
    old = timezone.now() - timedelta(days=900)
    in_headline = told(section, "Lighthouse opens", at=old)
    in_body = told(section, "Stairs repaired", "The old lighthouse has them.", at=old)
    in_topic = told(section, "A sum is found", topics=[named], at=old)
    in_byline = told(section, "Notes", authors=[by], at=old)
    caption = {"type": "photo", "value": {"photo": None, "caption": "The lighthouse", "width": "column"}}
    in_caption = factories.published(section, headline="Views", standfirst="", body=[caption], at=old)
    indexed(in_headline, in_body, in_topic, in_byline, in_caption)

    answer = found("lighthouse", paper)
    assert answer[0] == in_headline.pk
    assert set(answer) == {one.pk for one in (in_headline, in_body, in_topic, in_byline, in_caption)}
    assert found("beacon fund", paper) == [in_topic.pk]


@pytest.mark.parametrize(
    ("language", "headline", "asked"),
    [
        ("en", "Ferries are striking", "ferry strikes"),
        ("en", "Café owner’s naïve plan", "cafe naive owner"),
        ("fr", "Les navettes de l’été sont annulées", "navette ete annulee"),
        ("fr", "Une œuvre à l'Élysée", "oeuvres elysee"),
        ("ar", "المكتبات والمدارس في المدينة", "مكتبه المدارس"),
        ("ar", "أُعلِن عن إضراب العبّارات", "اعلن اضراب العبارات"),
        ("ar", "موازنة ٢٠٢٧", "موازنه 2027"),
        ("ja", "東京都庁が新しい計画を発表", "計画"),
        ("ja", "東京都庁が新しい計画を発表", "東京都"),
        ("ja", "東京都庁が新しい計画を発表", "庁"),
        ("de", "Die Häfen werden größer", "hafen grosser"),
        ("ru", "Паромы снова в порту", "паром порт"),
        ("hi", "नई नौका सेवा", "नौका"),
    ],
)
def test_inflected_words_are_found_without_accents_and_in_variants(index, language, headline, asked):
    edition = factories.edition(language=language)
    rebuild(edition)
    section = factories.section(edition)
    wanted, other = told(section, headline), told(section, "0")
    indexed(wanted, other)
    assert found(asked, edition) == [wanted.pk]


def test_phrases_and_words_left_out(paper):
    section = factories.section(paper)
    together = told(section, "One", "The tidal barrier opened.")
    apart = told(section, "Two", "A barrier against tidal waves, and a strike.")
    indexed(together, apart)
    assert set(found("tidal barrier", paper)) == {together.pk, apart.pk}
    assert found('"tidal barrier"', paper) == [together.pk]
    assert found("barrier -strike", paper) == [together.pk]
    assert found('barrier -"tidal barrier"', paper) == [apart.pk]


def test_words_that_say_nothing_are_no_hindrance_and_found_where_nothing_else_is_asked(paper):
    section = factories.section(paper)
    band, other = told(section, "The Who return"), told(section, "A harbour for all", "The one who knows.")
    indexed(band, other)
    assert found("the who", paper) == [band.pk]
    assert found("harbour of the all", paper) == [other.pk]


def test_filters_narrow_by_section_topic_author_kind_and_time(paper):
    city = factories.section(paper, name="City", slug="city")
    transport = factories.section(paper, name="Transport", slug="transport", parent=city)
    sport = factories.section(paper, name="Sport", slug="sport")
    trams = factories.topic(paper, name="Trams", slug="trams")
    ines = factories.author(paper, name="Inès Calloway", slug="ines-calloway")
    one = told(
        transport, "Tram one", topics=[trams], authors=[ines], at=datetime(2024, 5, 17, 12, tzinfo=UTC)
    )
    two = told(sport, "Tram two", kind="opinion", at=datetime(2025, 1, 1, 12, tzinfo=UTC))
    indexed(one, two)
    for asked, wanted in {
        "tram section:city": [one],
        "tram section:Transport": [one],
        "tram -section:sport": [one],
        "topic:trams": [one],
        "author:calloway tram": [one],
        'author:"ines calloway"': [one],
        "kind:opinion": [two],
        "-kind:opinion tram": [one],
        "tram from:2025": [two],
        "tram to:2024-05-17": [one],
        "tram from:2024-05-18 to:2024": [],
        "section:sport section:city": [two, one],
    }.items():
        assert found(asked, paper, newest_first=True) == [story.pk for story in wanted], asked


def test_a_filter_that_names_nothing_is_passed_over_andtold(paper):
    story = told(factories.section(paper), "Tram")
    indexed(story)
    results = search("tram section:nowhere from:yesterday", paper)
    assert [hit.card.pk for hit in results.hits] == [story.pk]
    assert [str(one) for one in results.unknown] == ["section:nowhere", "from:yesterday"]


def test_facets_count_all_results_and_lead_to_narrower_ones_and_back(paper):
    city, sport = (factories.section(paper, name=name, slug=name.lower()) for name in ("City", "Sport"))
    topic, author = factories.topic(paper, name="Trams"), factories.author(paper, name="Dario Venn")
    stories = [told(city, f"Tram {number}", topics=[topic]) for number in range(3)]
    stories.append(
        told(sport, "Tram race", kind="video", authors=[author], at=datetime(2020, 3, 1, tzinfo=UTC))
    )
    indexed(*stories)
    results = search("tram", paper, per_page=2)
    assert (results.total, results.pages, len(results.hits)) == (4, 2, 2)
    assert choices(results, "section") == {"City": 3, "Sport": 1}
    assert choices(results, "topic") == {"Trams": 3}
    assert choices(results, "author") == {"Dario Venn": 1}
    assert choices(results, "kind") == {"News": 3, "Video": 1}
    assert choices(results, "year")["2020"] == 1
    (sections,) = [facet for facet in results.facets if facet.name == "section"]
    narrowed = search(sections.choices[1].query, paper)
    assert [hit.card.pk for hit in narrowed.hits] == [stories[3].pk]
    (chosen,) = [
        one for facet in narrowed.facets if facet.name == "section" for one in facet.choices if one.chosen
    ]
    assert chosen.query == "tram"


def test_the_younger_of_two_alike_comes_first_and_all_can_be_had_by_date(paper):
    section = factories.section(paper)
    now = timezone.now()
    old = told(section, "Tram strike", at=now - timedelta(days=1500))
    new = told(section, "Tram strike", at=now - timedelta(days=1))
    named = told(section, "Notes", "A tram strike is not excluded.", at=now)
    indexed(old, new, named)
    assert found("tram strike", paper)[0] == new.pk
    assert found("tram strike", paper, newest_first=True) == [named.pk, new.pk, old.pk]


def test_what_was_found_is_marked_and_nothing_in_it_is_markup(paper):
    body = "Nothing here. " * 40 + "At last the &lt;b&gt;ferries&lt;/b&gt; sail &amp; return."
    story = told(factories.section(paper), "<i>Ferry</i> & sea", body)
    indexed(story)
    (hit,) = search("ferries", paper).hits
    assert hit.headline == "&lt;i&gt;<mark>Ferry</mark>&lt;/i&gt; &amp; sea"
    assert "&lt;b&gt;<mark>ferries</mark>&lt;/b&gt; sail &amp; return." in hit.line
    assert len(hit.line) < 400


def test_another_editions_stories_are_not_found(paper, index):
    elsewhere = factories.edition(prefix="fr")
    rebuild(elsewhere)
    indexed(told(factories.section(elsewhere), "Tram"))
    assert found("tram", paper) == []
    assert len(found("tram", elsewhere)) == 1


def test_pages_follow_one_another_without_gap_or_repetition(paper):
    section = factories.section(paper)
    stories = [told(section, "Tram") for _ in range(7)]
    indexed(*stories)
    pages = [found("tram", paper, page=page, per_page=3) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert {pk for page in pages for pk in page} == {story.pk for story in stories}
