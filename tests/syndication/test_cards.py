"""Our stories on other people's pages: what oEmbed answers, and the card that it frames."""

import json
from urllib.parse import quote

import pytest
from django.utils.encoding import iri_to_uri
from lxml import html as lxml_html

from standfirst.delivery.depending import collecting
from standfirst.newsroom.publishing import take_down
from standfirst.syndication.oembed_provider import endpoint_for
from tests import factories
from tests.syndication.conftest import AT, WORDS


def asked(client, address, host="testserver", prefix="", **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return client.get(f"{prefix}/api/oembed?url={quote(address, safe='')}{query}", headers={"host": host})


@pytest.mark.parametrize(
    ("code", "host", "prefix"),
    [("en", "testserver", ""), ("fr", "testserver", "/fr"), ("ar", "localhost", "")],
)
def test_an_answer_is_a_frame_with_the_card(client, trying, code, host, prefix):
    story = trying(code)
    whole = f"http://{host}{iri_to_uri(story.address)}"
    endpoint = endpoint_for(story.edition, story.address)
    assert endpoint.startswith(f"http://{host}{prefix}/api/oembed?url=")
    answer = client.get(endpoint.removeprefix(f"http://{host}"), headers={"host": host})
    assert answer["Content-Type"] == "application/json"
    said = json.loads(answer.content)
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert said["title"] == f"{code} {WORDS}"
    assert said["author_name"] == f"Ada {WORDS}"
    assert said["provider_name"] == story.edition.name
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (960, 640)
    frame = lxml_html.fragment_fromstring(said["html"])
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{whole}card/"
    assert frame.get("title") == f"{code} {WORDS}"
    assert "allow-scripts" not in frame.get("sandbox")
    assert (int(frame.get("width")), int(frame.get("height"))) == (said["width"], said["height"])
    card = client.get(iri_to_uri(f"{story.address}card/"), headers={"host": host})
    page = lxml_html.document_fromstring(card.content.decode())
    assert page.get("lang") == code
    assert page.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert page.findtext(".//h1") == f"{code} {WORDS}"
    assert page.find(".//a").get("href") == whole
    assert f"Agency {WORDS}" in page.text_content()


def test_an_answer_keeps_within_what_was_asked(client, trying):
    story = trying("en")
    said = json.loads(asked(client, f"http://testserver{story.address}", maxwidth=300, maxheight=200).content)
    assert said["width"] == 300
    assert said["height"] == 200
    assert "thumbnail_url" not in said  # the only file is 960 wide
    for nonsense in ("x", "-1", "0", "99999999"):
        wide = json.loads(asked(client, f"http://testserver{story.address}", maxwidth=nonsense).content)
        assert wide["width"] == 640


def test_other_words_in_the_address_find_the_story(client, edition):
    story = factories.published(factories.section(edition, slug="city"), at=AT, slug="pier")
    assert asked(client, f"http://testserver/old/20200101{story.pk}-other/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "http://[",
        "javascript:alert(1)",
        "http://elsewhere.example{path}",
        "http://testserver/",
        "http://testserver/city/2020010199999999999999999999-x/",
        "http://testserver/city/20200101999999999999999999-x/",
        "ftp://testserver{path}",
    ],
)
def test_no_other_address_is_answered(client, edition, address):
    story = factories.published(factories.section(edition))
    assert asked(client, address.format(path=story.address)).status_code == 404


def test_only_json_is_spoken(client, edition):
    story = factories.published(factories.section(edition))
    assert asked(client, f"http://testserver{story.address}", format="xml").status_code == 501


def test_what_readers_may_not_read_has_no_card(client, edition):
    story = factories.published(factories.section(edition), lead_photo=factories.photo(rights_expire_at=AT))
    with collecting() as found:
        card = client.get(f"{story.address}card/")
    assert b"<img" not in card.content
    assert found.tags >= {story.tag, "editions"}
    take_down(story, by=None, reason="Wrong.")
    assert client.get(f"{story.address}card/").status_code == 404
    assert asked(client, f"http://testserver{story.address}").status_code == 404
    draft = factories.draft(story.section)
    assert client.get(f"/x/20200101{draft.pk}-x/card/").status_code == 404


def test_any_page_may_frame_the_card_and_nothing_runs_in_it(client, edition):
    story = factories.published(factories.section(edition), headline="</style><script>alert(1)</script>")
    answer = client.get(f"{story.address}card/")
    assert "X-Frame-Options" not in answer
    assert answer["X-Robots-Tag"] == "noindex"
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == "*"
    assert policy["script-src"] == "'none'"
    assert policy["style-src"].startswith("'sha256-")
    assert lxml_html.document_fromstring(answer.content).xpath("//script") == []
    assert client.get("/")["X-Frame-Options"] == "SAMEORIGIN"
