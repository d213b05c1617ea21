"""Sitemaps: what is there, when it last changed, and nothing that did not change is made anew."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from lxml import etree

from standfirst.delivery.depending import collecting
from standfirst.newsroom.events import SectionChanged, StoriesImported, StoryPublished, StoryWithdrawn
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import take_down
from standfirst.syndication import reactions, sitemaps
from standfirst.syndication.events import SitemapChanged
from standfirst.syndication.models import SitemapBucket
from tests import factories
from tests.syndication.conftest import AT, WORDS

SCHEMA = Path(__file__).parents[1] / "node_modules" / "sitemap" / "schema" / "all.xsd"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, path, host="testserver"):
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def places(document):
    return document.xpath("//s:loc/text()", namespaces=NAMES)


def changed(document):
    return [datetime.fromisoformat(text) for text in document.xpath("//s:lastmod/text()", namespaces=NAMES)]


@pytest.fixture
def renew(edition):
    def renew(story: Story) -> None:
        reactions.renew_sitemap(StoryPublished(story=story.pk, first_time=True))

    return renew


def test_the_index_leads_to_every_story_with_its_last_change(client, edition, renew):
    section = factories.section(edition, slug="city")
    story = factories.published(section, at=AT, slug="pier")
    factories.draft(section)
    renew(story)
    index = places(read(client, "/sitemap.xml"))
    assert index == ["http://testserver/sitemap-pages.xml", "http://testserver/sitemap-stories-0.xml"]
    bucket = read(client, "/sitemap-stories-0.xml")
    assert places(bucket) == [f"http://testserver{story.address}"]
    assert changed(bucket) == [AT]
    assert "http://testserver/city/" in places(read(client, "/sitemap-pages.xml"))
    assert client.get("/sitemap-stories-1.xml").status_code == 404


def test_each_edition_lists_its_own_under_its_own_address(client, papers, trying):
    stories = {code: trying(code) for code in ("en", "fr", "ar")}
    reactions.renew_sitemap_of_imported(StoriesImported(stories=tuple(one.pk for one in stories.values())))
    for code, host, prefix in (
        ("en", "testserver", ""),
        ("fr", "testserver", "/fr"),
        ("ar", "localhost", ""),
    ):
        (address,) = places(read(client, f"{prefix}/sitemap-stories-0.xml", host))
        assert address.isascii()
        assert address.startswith(f"http://{host}{prefix}/")
        assert client.get(address, headers={"host": host}).status_code == 200
        news = read(client, f"{prefix}/news-sitemap.xml", host)
        assert news.xpath("//n:language/text()", namespaces=NAMES) == [code]
        assert news.xpath("//n:title/text()", namespaces=NAMES) == [f"{code} {WORDS}"]


def test_old_buckets_stay_as_they_are(client, edition, announced, monkeypatch, renew):
    monkeypatch.setattr(sitemaps, "SPAN", 10)
    section = factories.section(edition)
    old = factories.published(section, at=AT)
    first = sitemaps.bucket_of(old.pk)
    renew(old)
    before = client.get(f"/sitemap-stories-{first}.xml").content
    row = SitemapBucket.objects.get(number=first)
    announced.clear()
    new = factories.published(section, pk=(first + 1) * 10)
    announced.clear()
    renew(new)
    assert client.get(f"/sitemap-stories-{first}.xml").content == before
    assert SitemapBucket.objects.get(number=first).changed_at == row.changed_at
    assert [event.touches for event in announced] == [
        (f"sitemap:{edition.pk}:{first + 1}", f"sitemap:{edition.pk}")
    ]
    old.save_revision().publish()  # again, with the same words
    announced.clear()
    renew(old)
    assert announced == []


def test_what_readers_may_not_read_leaves_at_once(client, edition, announced, renew):
    story = factories.published(factories.section(edition))
    other = factories.published(story.section)
    renew(story)
    take_down(story, by=None, reason="Wrong.")
    announced.clear()
    reactions.renew_sitemap(StoryWithdrawn(story=story.pk))
    assert [type(event) for event in announced] == [SitemapChanged]
    assert announced[0].withdraws == (f"sitemap:{edition.pk}:0",)
    assert places(read(client, "/sitemap-stories-0.xml")) == [f"http://testserver{other.address}"]
    pk = other.pk
    other.delete()
    reactions.renew_sitemap(StoryWithdrawn(story=pk))
    assert client.get("/sitemap-stories-0.xml").status_code == 404
    assert places(read(client, "/sitemap.xml")) == ["http://testserver/sitemap-pages.xml"]


def test_a_sections_new_address_is_its_stories_too(client, edition, renew, announced):
    section, other = factories.section(edition, slug="city"), factories.section(edition)
    renew(factories.published(section))
    section.slug = "town"
    section.save()
    announced.clear()
    reactions.renew_sitemap_of_section(SectionChanged(section=other.pk))
    assert announced == []
    reactions.renew_sitemap_of_section(SectionChanged(section=section.pk))
    assert len(announced) == 1
    assert "/town/" in places(read(client, "/sitemap-stories-0.xml"))[0]


def test_the_command_makes_every_bucket(client, edition):
    story = factories.published(factories.section(edition))
    call_command("renew_sitemaps", verbosity=0)
    assert places(read(client, "/sitemap-stories-0.xml")) == [f"http://testserver{story.address}"]


def test_news_are_of_two_days_and_say_until_when(client, edition):
    section, now = factories.section(edition), datetime(2026, 11, 22, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        old = factories.published(section, at=now - timedelta(days=2, minutes=1))
        first = factories.published(section, at=now - timedelta(hours=47))
        last = factories.published(section, at=now - timedelta(hours=1))
        with collecting() as found:
            document = read(client, "/news-sitemap.xml")
        assert places(document) == [f"http://testserver{one.address}" for one in (last, first)]
        assert found.until == (now + timedelta(hours=1)).timestamp()
        assert found.tags >= {f"list:edition:{edition.pk}", first.tag, last.tag}
        assert old.tag not in found.tags
    dates = document.xpath("//n:publication_date/text()", namespaces=NAMES)
    assert dates == ["2026-11-22T13:00:00+02:00", "2026-11-20T15:00:00+02:00"]


def test_news_are_a_thousand_at_most(client, edition, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    section = factories.section(edition)
    for _ in range(3):
        factories.published(section)
    assert len(places(read(client, "/news-sitemap.xml"))) == 2


@pytest.mark.skipif(not SCHEMA.exists(), reason="the package sitemap is not installed (npm is missing)")
def test_documents_keep_to_the_protocols_schema(client, papers, trying):
    story = trying("ar")
    reactions.renew_sitemap(StoryPublished(story=story.pk, first_time=True))
    schema = etree.XMLSchema(etree.parse(SCHEMA.with_name("sitemap.xsd")))
    schema.assertValid(read(client, "/sitemap-stories-0.xml", "localhost"))
    schema.assertValid(read(client, "/sitemap-pages.xml", "localhost"))


def test_robots_name_the_sitemaps_of_their_host(client, papers):
    words = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in words
    assert [line for line in words.splitlines() if line.startswith("Sitemap")] == [
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
        "Sitemap: http://testserver/fr/sitemap.xml",
        "Sitemap: http://testserver/fr/news-sitemap.xml",
    ]
    other = client.get("/robots.txt", headers={"host": "localhost"}).content.decode()
    assert "http://localhost/sitemap.xml" in other
    assert "/fr/" not in other
