"""A story's page: found by id, at one address, with all that belongs to it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standfirst.editions.models import Disclaimer, Edition
from standfirst.newsroom.publishing import correct, take_down
from standfirst.website.words import figure_columns
from tests import factories

AT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # already the 21st in Athens
SCRIPTS = Path(__file__).parents[2] / "src/standfirst/website/static"


@pytest.fixture
def section(edition):
    return factories.section(edition, name="City", slug="city")


@pytest.fixture
def story(section):
    return factories.published(
        section,
        at=AT,
        slug="harbour-opens",
        headline="Harbour opens <early>",
        lead_photo=factories.photo(),
        authors=[factories.author(section.edition, name="Ines Calloway", slug="ines")],
        topics=[factories.topic(section.edition, name="Isla Fenn", slug="isla-fenn")],
    )


def test_the_address_says_section_day_and_id(client, story):
    assert story.address == f"/city/20261121{story.pk}-harbour-opens/"
    page = client.get(story.address).content.decode()
    assert "<h1>Harbour opens &lt;early&gt;</h1>" in page
    assert f'<link rel="canonical" href="http://testserver{story.address}">' in page
    assert '<time datetime="2026-11-21T01:30+02:00">21 November 2026, 01:30</time>' in page
    assert "Ines Calloway" in page
    assert 'href="/topics/isla-fenn/"' in page
    assert "Strait News Agency" in page


@pytest.mark.parametrize(
    "words",
    [
        "sport/20261121{}-harbour-opens",
        "city/19990101{}-harbour-opens",
        "city/20261121{}-old",
        "x/20261121{}",
    ],
)
def test_other_words_lead_to_the_right_address(client, story, words):
    answer = client.get(f"/{words.format(story.pk)}/?utm=mail&x=1")
    assert answer.status_code == 301
    assert answer["Location"] == f"{story.address}?utm=mail&x=1"


def test_a_story_taken_down_is_gone_in_the_editions_language(client, section):
    story = factories.published(section)
    address = story.address
    take_down(story, by=None, reason="Wrong.")
    answer = client.get(address)
    assert answer.status_code == 410
    assert "withdrawn by the editors" in answer.content.decode()
    assert story.headline not in answer.content.decode()


def test_drafts_and_other_editions_stories_are_not_found(client, section):
    draft = factories.draft(section)
    assert client.get(f"/city/20261121{draft.pk}-x/").status_code == 404
    french = factories.edition(language="fr", prefix="fr")
    elsewhere = factories.published(factories.section(french, slug="ville"))
    assert client.get(f"/ville/20261121{elsewhere.pk}-x/").status_code == 404
    assert client.get(elsewhere.address).status_code == 200


def test_every_block_is_shown(client, section):
    photo, other = factories.photo(alt_text="Cranes"), factories.published(section, headline="Another story")
    story = factories.published(
        section,
        dateline="Marenza",
        body=[
            {"type": "heading", "value": {"text": "What changes", "level": "3"}},
            {"type": "text", "value": '<p>It <b>opens</b>, <a href="/x/">they say</a>.</p><p>Second.</p>'},
            {"type": "quote", "value": {"text": "We <waited>.", "attribution": "A captain"}},
            {"type": "pull_quote", "value": {"text": "At last.", "attribution": ""}},
            {"type": "list", "value": {"style": "numbered", "items": ["<p>One</p>", "<p>Two</p>"]}},
            {
                "type": "table",
                "value": {
                    "caption": "Fares",
                    "columns": [{"type": "text", "heading": "Who"}, {"type": "text", "heading": "Lira"}],
                    "rows": [{"values": ["Adult", "7.20"]}, {"values": ["Child", "0"]}],
                },
            },
            {"type": "photo", "value": {"photo": photo.pk, "caption": "The cranes", "width": "wide"}},
            {
                "type": "pair",
                "value": {
                    "left": {"photo": photo.pk, "caption": "Left"},
                    "right": {"photo": photo.pk, "caption": "Right"},
                },
            },
            {"type": "factbox", "value": {"title": "In figures", "body": "<p>Ten piers.</p>"}},
            {"type": "related", "value": {"heading": "", "stories": [other.pk]}},
            {"type": "embed", "value": {"url": "https://vimeo.com/1084537", "caption": "A film"}},
            {"type": "kept", "value": {"html": "<marquee>", "reason": "unknown"}},
        ],
    )
    page = client.get(story.address).content.decode()
    for shown in (
        "<h2>What changes</h2>",
        '<p><span class="dateline">Marenza</span>It <b>opens</b>, <a href="/x/">they say</a>.</p>',
        "<blockquote><p>We &lt;waited&gt;.</p></blockquote><figcaption>A captain</figcaption>",
        '<figure class="pull-quote"><blockquote><p>At last.</p></blockquote></figure>',
        "<caption>Fares</caption>",
        '<td class="figures">7.20</td>',
        '<span class="caption">The cranes</span> <span class="credit">Strait News Agency</span>',
        "Left",
        "<h2>In figures</h2><p>Ten piers.</p>",
        f'<a href="{other.address}">Another story</a>',
        'data-embed="https://player.vimeo.com/video/1084537?dnt=1"',
        'href="https://vimeo.com/1084537"',
    ):
        assert shown in page, shown
    assert "<ol><li>" in page
    assert "marquee" not in page
    assert "<iframe" not in page


def test_disclaimer_and_corrections_stand_below(client, section):
    Disclaimer.objects.create(edition=section.edition, kind="opinion", text="The author's own view.")
    story = factories.published(section, kind="opinion")
    correct(story, kind="clarification", text="The pier is long.", by=None)
    page = client.get(story.address).content.decode()
    assert "The author&#39;s own view." in page
    assert "The pier is long." in page
    assert "Clarification" in page
    assert ">1 correction<" in page
    news = factories.published(section)
    assert "own view" not in client.get(news.address).content.decode()


def test_the_switch_and_the_machines_are_led_to_translations(client, story):
    french = factories.edition(language="fr", prefix="fr", name="Le Courrier")
    other = factories.published(
        factories.section(french, slug="ville"), slug="le-port", translation_key=story.translation_key
    )
    page = client.get(story.address).content.decode()
    assert f'<a href="{other.address}" lang="fr" hreflang="fr">Français</a>' in page
    for one in (story, other):
        assert f'hreflang="{one.edition.language}" href="http://testserver{one.address}"' in page
    assert '<html lang="fr" dir="ltr">' in client.get(other.address).content.decode()


def test_readers_can_see_what_changed(client, story):
    address = f"{story.address}changes/"
    assert client.get(address).status_code == 404
    assert "What changed" not in client.get(story.address).content.decode()
    story.body = [{"type": "text", "value": "<p>The pier opened late.</p>"}]
    story.save_revision().publish()
    assert address in client.get(story.address).content.decode()
    page = client.get(address).content.decode()
    assert re.search(r"<del><span class=\"aside\">Removed: </span>on time</del>", page)
    assert re.search(r"<ins><span class=\"aside\">Added: </span>late</ins>", page)
    assert client.get(f"{address}?version=2").status_code == 200
    assert client.get(f"{address}?version=9").status_code == 404
    assert client.get(address.replace("city", "sport")).status_code == 301


def test_a_full_page_takes_twelve_queries_at_most(client, section):
    photo = factories.photo()
    topics = [factories.topic(section.edition) for _ in range(8)]
    others = [factories.published(section, topics=topics[:2], lead_photo=photo) for _ in range(4)]
    story = factories.published(
        section,
        lead_photo=photo,
        topics=topics,
        authors=[factories.author(section.edition, portrait=photo) for _ in range(3)],
        body=[
            {"type": "photo", "value": {"photo": photo.pk, "caption": "", "width": "column"}},
            {"type": "related", "value": {"heading": "", "stories": [one.pk for one in others]}},
        ],
    )
    correct(story, kind="update", text="More.", by=None)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(story.address).status_code == 200
    assert len(queries) <= 12


def test_a_story_page_has_less_than_30_kilobytes_of_script(client, story):
    page = client.get(story.address).content.decode()
    scripts = re.findall(r'<script[^>]*src="/static/([^"]+)"', page)
    assert scripts
    assert sum((SCRIPTS / name).stat().st_size for name in scripts) < 30_000
    assert not re.search(r"<script(?![^>]*src)|<style|\sstyle=|\son\w+=", page)


def test_nothing_comes_from_another_host(client, story):
    page = client.get(story.address).content.decode()
    loaded = re.findall(
        r'(?:src|srcset|poster)="([^"]+)"|<link rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]+)"', page
    )
    assert loaded
    assert all(address.startswith("/") for pair in loaded for address in pair if address)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([["a", "7.20"], ["b", "14m"]], {1}),
        ([["٧٫٢٠", "٣٪"]], {0, 1}),
        ([["2026 report", "–"]], {1}),
        ([], set()),
    ],
)
def test_columns_of_figures_are_known(rows, columns):
    assert figure_columns([{"values": row} for row in rows]) == columns


def test_the_edition_of_another_host_is_linked_with_its_host(client, story):
    Edition.objects.filter(pk=story.edition_id).update(position=1)
    factories.edition(language="fr", host="courrier.example", name="Le Courrier")
    page = client.get(story.address).content.decode()
    assert 'href="http://courrier.example/"' in page


def test_a_draft_is_previewed_as_readers_will_see_it(rf, section):
    arabic = factories.edition(language="ar", prefix="ar", slug_style="unicode", name="بريد")
    draft = factories.draft(
        factories.section(arabic, slug="رأي"),
        headline="مسودة",
        authors=[factories.author(arabic, name="ليلى")],
        topics=[factories.topic(arabic, name="الميناء")],
    )
    Disclaimer.objects.create(edition=arabic, kind="news", text="تنبيه.")
    draft.save_revision()
    preview = draft.get_latest_revision_as_object().make_preview_request(rf.get("/desk/"))
    page = preview.content.decode()
    assert preview.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page
    for words in ("<h1>مسودة</h1>", "ليلى", "الميناء", "تنبيه.", "كل الأخبار"):
        assert words in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://[bad", "data:text/html,x", "//x.example/"]
)
def test_what_is_no_web_address_is_not_embedded(client, section, address):
    block = {"type": "embed", "value": {"url": address, "caption": "Watch"}}
    answer = client.get(factories.published(section, body=[block]).address)
    assert answer.status_code == 200
    assert address not in answer.content.decode()


def test_a_related_box_leaves_out_the_stories_of_another_edition(client, section):
    other = factories.published(factories.section(factories.edition(prefix="fr")), headline="Ailleurs")
    box = {"type": "related", "value": {"heading": "", "stories": [other.pk]}}
    assert "Ailleurs" not in client.get(factories.published(section, body=[box]).address).content.decode()
