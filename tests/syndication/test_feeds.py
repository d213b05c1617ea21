"""Feeds give back exactly what was published, to readers that others wrote."""

import json
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from standfirst.delivery.depending import collecting
from standfirst.newsroom.publishing import take_down
from standfirst.newsroom.topics import merge_topics
from tests import factories
from tests.syndication.conftest import AT, CONTROLS, WORDS

SCHEMA = Path(__file__).parents[1] / "node_modules" / "jsonfeed-schema" / "schema-v1.1.json"
_VALIDATE = """
const fs = require('fs'), Ajv = require('ajv');
const schema = JSON.parse(fs.readFileSync(process.argv[1] + '/schema-v1.1.json'));
delete schema.$schema;
const check = new (Ajv.default || Ajv)({strict: false, validateFormats: false}).compile(schema);
if (!check(JSON.parse(fs.readFileSync(0)))) { console.error(check.errors); process.exit(1); }
"""
HOSTS = {"en": "testserver", "fr": "testserver", "ar": "localhost"}
FOLDERS = {"en": "/feeds/", "fr": "/fr/feeds/", "ar": "/feeds/"}


def asked(client, code, path, **more):
    return client.get(path, headers={"host": HOSTS[code], **more})


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("form", ["rss.xml", "atom.xml"])
def test_feedparser_reads_what_was_published(client, papers, trying, code, form):
    feedparser = pytest.importorskip("feedparser")
    first = trying(code, headline="Piers", short_headline="Pier")
    story = trying(code, at=AT + timedelta(hours=1))
    answer = asked(client, code, f"{FOLDERS[code]}{form}")
    read = feedparser.parse(
        answer.content, response_headers={"content-type": answer["Content-Type"]}, sanitize_html=False
    )
    assert not read.bozo, read.get("bozo_exception")
    paper = papers[code]
    assert read.feed.title == paper.name
    assert read.feed.language == paper.language
    assert [link.href for link in read.feed.links if link.rel == "self"] == [
        f"http://{HOSTS[code]}{FOLDERS[code]}{form}"
    ]
    newest, older = read.entries
    assert newest.title == f"{code} {WORDS}"
    assert newest.link == f"http://{HOSTS[code]}{_quoted(story.address)}"
    assert datetime(*newest.published_parsed[:6]) == datetime(2026, 11, 21, 0, 30)  # noqa: DTZ001
    assert [author.name for author in newest.authors] == [f"Ada {WORDS}"]
    assert {tag.term for tag in newest.tags} == {f"City {WORDS}", f"Isla {WORDS}"}
    assert newest.media_content[0]["width"] == "960"
    assert newest.media_credit[0]["content"] == f"Agency {WORDS}"
    content = newest.content[0].value
    for shown in (
        '<p>Marenza – It <b>opens</b>, <a href="http://',
        '/x/?a=1&amp;b=2">they &amp; we</a>.</p>',
        "<blockquote><p>Fish &amp; &lt;chips&gt;",
        "<footer>A captain</footer>",
        "<ol><li><p>One</p></li><li><p>Two</p></li></ol>",
        "<th>Lira</th>",
        "<figcaption>The cranes <small>Agency Fish &amp; &lt;chips&gt;",
        f'<li><a href="http://{HOSTS[code]}{_quoted(first.address)}">Pier</a></li>',
        '<a href="https://vimeo.com/1084537">A film (Vimeo)</a>',
        "It was Fish &amp; &lt;chips&gt;",
    ):
        assert shown in content
    assert "data-block-key" not in content
    assert "marquee" not in content
    assert not re.search(r'(?:href|src)="(?!https?://)', content)
    assert older.id != newest.id


def _quoted(path):
    from django.utils.encoding import iri_to_uri

    return iri_to_uri(path)


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_json_feed_is_valid_and_says_the_same(client, papers, trying, code):
    story = trying(code)
    answer = asked(client, code, f"{FOLDERS[code]}feed.json")
    assert answer["Content-Type"] == "application/feed+json"
    read = json.loads(answer.content)
    (item,) = read["items"]
    assert (read["title"], read["language"]) == (papers[code].name, papers[code].language)
    assert item["title"] == f"{code} {WORDS}"
    assert item["summary"] == f"First {WORDS}"
    assert item["authors"][0]["name"] == f"Ada {WORDS}"
    assert datetime.fromisoformat(item["date_published"]) == AT
    assert datetime.fromisoformat(item["date_modified"]) == story.corrections.get().at.replace(microsecond=0)
    assert not any(control in answer.content.decode() for control in CONTROLS)


@pytest.mark.node
@pytest.mark.once
@pytest.mark.skipif(not (SCHEMA.exists() and shutil.which("node")), reason="no Node, or no jsonfeed-schema")
def test_json_feed_keeps_to_its_schema(client, trying):
    trying("ar")
    (story := trying("en")).lead_photo.delete()
    for code in ("en", "ar"):
        outcome = subprocess.run(
            ["node", "-e", _VALIDATE, str(SCHEMA.parent)],
            input=asked(client, code, f"{FOLDERS[code]}feed.json").content,
            cwd=SCHEMA.parents[2],
            capture_output=True,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stderr.decode()
    assert story.pk


def test_section_topic_and_author_have_feeds_of_their_own(client, trying, papers):
    story = trying("ar")
    elsewhere = factories.published(factories.section(papers["ar"], slug="ثقافة"))
    author, topic = story.bylines.get().author, story.topic_links.get().topic
    for folder in (f"sections/{story.section.slug}", f"topics/{topic.slug}", f"authors/{author.slug}"):
        read = json.loads(asked(client, "ar", f"/feeds/{folder}/feed.json").content)
        assert [item["url"] for item in read["items"]] == [f"http://localhost{_quoted(story.address)}"]
        assert read["feed_url"] == f"http://localhost{_quoted(f'/feeds/{folder}/feed.json')}"
    everything = json.loads(asked(client, "ar", "/feeds/feed.json").content)
    assert everything["items"][0]["url"] == f"http://localhost{_quoted(elsewhere.address)}"
    for nothing in (
        "sections/none/rss.xml",
        "topics/none/rss.xml",
        "authors/none/atom.xml",
        "rss",
        "x/rss.xml",
    ):
        assert asked(client, "ar", f"/feeds/{nothing}").status_code == 404


def test_a_merged_topics_feed_leads_on(client, edition):
    kept, merged = factories.topic(edition, slug="kept"), factories.topic(edition, slug="merged")
    merge_topics(merged, kept)
    answer = client.get("/feeds/topics/merged/atom.xml")
    assert (answer.status_code, answer["Location"]) == (301, "/feeds/topics/kept/atom.xml")


def test_identities_outlive_every_change(client, edition):
    story = factories.published(factories.section(edition, slug="city"), headline="Before")

    def ids():
        rss = etree.fromstring(client.get("/feeds/rss.xml").content)
        atom = etree.fromstring(client.get("/feeds/atom.xml").content)
        return (
            rss.findtext(".//guid"),
            atom.findtext("{*}entry/{*}id"),
            atom.findtext("{*}id"),
            json.loads(client.get("/feeds/feed.json").content)["items"][0]["id"],
        )

    before = ids()
    story.headline, story.slug = "After", "after"
    story.section = factories.section(edition, slug="sport")
    story.save_revision().publish()
    edition.host = "testserver"
    edition.save()
    assert ids() == before
    assert before[0] == before[1] == before[3]
    assert before[0].startswith("urn:uuid:")


def test_a_feed_says_nothing_that_readers_may_not_read(client, edition):
    section = factories.section(edition)
    factories.draft(section, headline="Still a draft")
    ended = factories.photo(rights_expire_at=AT, credit="Ended rights")
    factories.published(section, headline="Shown", lead_photo=ended)
    gone = factories.published(section, headline="Taken down")
    take_down(gone, by=None, reason="Wrong.")
    for form in ("rss.xml", "atom.xml", "feed.json"):
        said = client.get(f"/feeds/{form}").content.decode()
        assert "Shown" in said
        for hidden in ("Still a draft", "Taken down", "Ended rights"):
            assert hidden not in said


def test_an_empty_feed_is_valid_and_does_not_change_with_the_clock(client, edition):
    feedparser = pytest.importorskip("feedparser")
    for form in ("rss.xml", "atom.xml"):
        content = client.get(f"/feeds/{form}").content
        assert not feedparser.parse(content, response_headers={"content-type": "application/xml"}).bozo
        assert b"1970" in content


def test_a_feed_declares_what_it_shows_and_asks_little(client, edition):
    section = factories.section(edition)

    def costs(count):
        author, topic = factories.author(edition), factories.topic(edition)
        stories = [
            factories.published(section, lead_photo=factories.photo(), authors=[author], topics=[topic])
            for _ in range(count)
        ]
        with collecting() as found, CaptureQueriesContext(connection) as queries:
            client.get("/feeds/atom.xml")
        return stories, found.tags, len(queries)

    stories, tags, few = costs(2)
    assert tags >= {
        f"list:edition:{edition.pk}",
        f"sections:{edition.pk}",
        "editions",
        *(story.tag for story in stories),
        *(story.lead_photo.tag for story in stories),
        stories[0].bylines.get().author.tag,
        stories[0].topic_links.get().topic.tag,
    }
    _, _, many = costs(8)
    assert many <= few


def test_summaries_only_where_the_edition_says_so(client, edition, monkeypatch):
    factories.published(factories.section(edition), standfirst="In short.")
    monkeypatch.setattr(type(edition), "full_feeds", False, raising=False)
    for form in ("rss.xml", "atom.xml", "feed.json"):
        said = client.get(f"/feeds/{form}").content.decode()
        assert "In short." in said
        assert "The pier opened on time." not in said


def test_a_feed_depends_on_the_project_that_a_body_links_to(client, edition):
    body = [{"type": "text", "value": '<p>See <a linktype="page" id="7">the tunnel</a>.</p>'}]
    factories.published(factories.section(edition), body=body)
    with collecting() as found:
        said = client.get("/feeds/rss.xml").content
    assert "project:7" in found.tags
    assert b"linktype" not in said
