"""Short links lead to their story for good, are counted without a trace of anyone, and can be passed on."""

import threading
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils.encoding import iri_to_uri
from lxml import etree

from standfirst.delivery.depending import collecting
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import take_down
from standfirst.syndication import shortlinks
from standfirst.syndication.models import ShortLinkUse, SiteKey
from tests import factories
from tests.syndication.conftest import WORDS


@pytest.fixture
def story(edition):
    return factories.published(factories.section(edition, slug="city"), slug="pier")


def followed(client, story, **more):
    return client.get(urlsplit(shortlinks.short_address(story.pk)).path, **more)


def test_a_code_leads_to_the_story_through_every_change(client, story):
    code = shortlinks.code_of(story.pk)
    assert len(code) >= 5
    answer = client.get(f"/s/{code}")
    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{story.address}")
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    story.slug, story.section = "another", factories.section(story.edition, slug="sport")
    story.save_revision().publish()
    moved = Story.objects.get(pk=story.pk)
    assert client.get(f"/s/{code}")["Location"] == f"http://testserver{moved.address}" != answer["Location"]


def test_codes_survive_another_secret_key(story, settings):
    before = shortlinks.code_of(story.pk)
    settings.SECRET_KEY = "another" * 10
    assert shortlinks.code_of(story.pk) == before
    assert shortlinks.story_id_of(before) == story.pk
    SiteKey.objects.update(alphabet=SiteKey.get().alphabet[::-1])  # another site's
    assert shortlinks.story_id_of(before) != story.pk


def test_other_editions_stories_are_on_their_own_host(client, papers, trying):
    story = trying("ar")
    answer = followed(client, story)
    assert answer["Location"] == f"http://localhost{iri_to_uri(story.address)}"


@pytest.mark.parametrize("code", ["a", "abcde", "zzzzzzzzzzzzzzzzzzzz", "abc-e", "%00abcd", "ابتثج"])
def test_what_is_no_code_is_not_found(client, story, code):
    assert client.get(f"/s/{code}").status_code == 404
    assert client.get(f"/s/{code}.svg").status_code == 404


def test_drafts_are_not_found_and_what_was_taken_down_is_gone(client, story):
    draft = factories.draft(story.section)
    assert followed(client, draft).status_code == 404
    take_down(story, by=None, reason="Wrong.")
    answer = followed(client, story)
    assert (answer.status_code, answer.content) == (410, b"")
    assert client.get(f"/s/{shortlinks.code_of(story.pk)}.svg").status_code == 410
    assert client.get(f"/s/{shortlinks.code_of(draft.pk)}.svg").status_code == 404


def test_uses_are_counted_together(client, story):
    other = factories.published(story.section)
    for _ in range(3):
        followed(client, story)
    followed(client, other)
    client.head(f"/s/{shortlinks.code_of(story.pk)}")
    assert not ShortLinkUse.objects.exists()
    shortlinks.uses.write()
    followed(client, story)
    shortlinks.uses.write()
    assert dict(ShortLinkUse.objects.values_list("story", "count")) == {story.pk: 4, other.pk: 1}
    assert {field.name for field in ShortLinkUse._meta.fields} == {"story", "count", "last_at"}  # noqa: SLF001


def test_what_cannot_be_written_is_written_later(story, monkeypatch):
    calls = []
    uses = shortlinks.Uses(calls.append)
    uses.add(story.pk)
    monkeypatch.setattr(shortlinks, "_write", lambda *_counts: 1 / 0)
    uses.write()
    monkeypatch.undo()
    uses.add(story.pk)
    assert len(calls) == 2
    uses.write()
    assert ShortLinkUse.objects.get().count == 2
    deleted = story.pk
    story.delete()
    uses.add(deleted)
    uses.write()
    assert not ShortLinkUse.objects.exists()


def test_a_burst_is_written_by_one_thread_a_moment_later(monkeypatch):
    written = threading.Event()
    monkeypatch.setattr(shortlinks, "KEPT_FOR", 0.01)
    shortlinks._after_a_moment(written.set)  # noqa: SLF001
    assert written.wait(10)


def test_the_qr_code_is_a_picture_of_the_short_link(client, story, settings):
    settings.SHORT_URL = "https://sfi.rst"
    with collecting() as found:
        answer = client.get(f"/s/{shortlinks.code_of(story.pk)}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert story.tag in found.tags
    drawn = etree.fromstring(answer.content)
    title = drawn.findtext("{http://www.w3.org/2000/svg}title")
    assert title == f"https://sfi.rst/s/{shortlinks.code_of(story.pk)}" == shortlinks.short_address(story.pk)
    assert b"<script" not in answer.content


def test_the_share_row_is_plain_links(story):
    row = shortlinks.sharing_of(story.pk, WORDS, story.edition)
    mail = parse_qs(urlsplit(row.mail).query)
    assert mail["subject"] == [WORDS]
    assert mail["body"] == [f"{WORDS}\n\n{row.short}"]
    assert "+" not in row.mail  # mail programs show it
    for network in row.networks:
        assert network.address.startswith("https://")
        assert network.address.isascii()
        assert row.short in unquote(network.address)
