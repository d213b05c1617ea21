"""What a story tells machines: true, whole, within the vocabulary, and never able to end its element."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.encoding import iri_to_uri
from lxml import html as lxml_html

from standfirst.editions.choosing import editions_to_read
from standfirst.editions.kinds import StoryKind
from standfirst.newsroom.full_story import story_to_read
from standfirst.syndication.linked_data import (
    alternates,
    front_alternates,
    front_data,
    linked_data,
    open_graph,
    script_block,
)
from standfirst.website.frame import frame_of
from standfirst.website.story_page import StoryPage, story_page
from tests import factories
from tests.syndication.conftest import AT, WORDS

TOOLS = Path(__file__).parents[1] / "node_modules"
COMPILER = TOOLS / ".bin" / "tsc"


def shown(story) -> StoryPage:
    frame = frame_of(story.edition, editions_to_read())
    found = story_to_read(frame.edition, story.pk, editions=frame.editions, sections=frame.sections)
    assert found
    return story_page(found, frame)


def article(story):
    return linked_data(shown(story))["@graph"][0]


@pytest.mark.parametrize(
    ("kind", "is_a"),
    [
        ("news", "NewsArticle"),
        ("interview", "NewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("cartoon", "OpinionNewsArticle"),
        ("gallery", "ImageGallery"),
        ("live", "LiveBlogPosting"),
    ],
)
def test_every_kind_is_what_it_is(edition, kind, is_a):
    story = factories.published(factories.section(edition), kind=kind)
    assert article(story)["@type"] == is_a


@pytest.mark.parametrize(("code", "host"), [("en", "testserver"), ("fr", "testserver"), ("ar", "localhost")])
def test_a_story_says_all_of_itself(papers, trying, code, host):
    story = trying(code)
    said = article(story)
    address = f"http://{host}{iri_to_uri(story.address)}"
    assert (said["url"], said["mainEntityOfPage"]) == (address, address)
    assert said["headline"] == f"{code} {WORDS}"
    assert said["inLanguage"] == code
    assert said["datePublished"] == story.dated.isoformat()
    assert said["dateModified"] == story.edition.local(story.corrections.get().at).isoformat(
        timespec="seconds"
    )
    assert said["author"][0]["name"] == f"Ada {WORDS}"
    assert said["author"][0]["jobTitle"] == "Reporter"
    publisher = said["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    prefix = "/fr" if code == "fr" else ""
    assert publisher["publishingPrinciples"] == f"http://{host}{prefix}/standards/"
    assert publisher["correctionsPolicy"] == f"http://{host}{prefix}/corrections/"
    (note,) = said["correction"]
    assert note["@type"] == "CorrectionComment"
    assert note["text"].endswith(f"It was {WORDS}")
    (image,) = said["image"]
    assert image["contentUrl"].startswith(f"http://{host}/media/photos/")
    assert (image["width"]["value"], image["height"]["value"]) == (960, 640)
    assert image["creditText"] == f"Agency {WORDS}"
    assert image["creator"] == {"@type": "Person", "name": "Ines Calloway"}
    assert image["license"] == "https://courier.example/licence?a=1&b=2"
    assert image["acquireLicensePage"] == "https://courier.example/buy"
    assert said["isAccessibleForFree"] is True


def test_the_way_to_a_story_names_both_levels(edition):
    city = factories.section(edition, name="City", slug="city")
    story = factories.published(factories.section(edition, name="Harbour", slug="harbour", parent=city))
    crumbs = linked_data(shown(story))["@graph"][1]
    steps = [(one["position"], one["name"], one["item"]) for one in crumbs["itemListElement"]]
    assert steps == [
        (1, edition.name, "http://testserver/"),
        (2, "City", "http://testserver/city/"),
        (3, "Harbour", "http://testserver/harbour/"),
        (4, story.headline, f"http://testserver{story.address}"),
    ]


def test_authors_and_topics_are_what_they_are(edition):
    section = factories.section(edition)
    agency, person = factories.author(edition, kind="agency"), factories.author(edition)
    about = [
        factories.topic(edition, kind=kind) for kind in ("person", "organisation", "place", "event", "theme")
    ]
    said = article(factories.published(section, authors=[agency, person], topics=about))
    assert [one["@type"] for one in said["author"]] == ["Organization", "Person"]
    assert [one["@type"] for one in said["about"]] == ["Person", "Organization", "Place", "Event", "Thing"]
    alone = article(factories.published(section))
    assert alone["author"]["@type"] == "NewsMediaOrganization"


def test_linked_data_asks_nothing_more(edition, django_assert_num_queries):
    story = shown(factories.published(factories.section(edition), lead_photo=factories.photo()))
    with django_assert_num_queries(1):  # the sections, which pages share
        linked_data(story)


def test_clips_are_what_can_be_played(edition):
    section, photo = factories.section(edition), factories.photo()

    def published(kind, address):
        body = [{"type": "embed", "value": {"url": address, "caption": "The tide"}}]
        return article(factories.published(section, kind=kind, at=AT, lead_photo=photo, body=body))

    film = published("video", "https://vimeo.com/1084537")["video"]
    assert film["@type"] == "VideoObject"
    assert film["name"] == "The tide"
    assert film["embedUrl"] == "https://player.vimeo.com/video/1084537?dnt=1"
    assert film["thumbnailUrl"].endswith(".jpg")
    assert film["uploadDate"] == "2026-11-21T01:30:00+02:00"
    assert published("audio", "https://soundcloud.com/a/b")["audio"]["@type"] == "AudioObject"
    assert "video" not in published("video", "https://nowhere.example/x")


def test_a_gallery_has_every_picture_once(edition):
    photos = [factories.photo() for _ in range(3)]
    ended = factories.photo(rights_expire_at=AT)
    value = {"left": {"photo": photos[1].pk, "caption": "L"}, "right": {"photo": photos[2].pk, "caption": ""}}
    body = [
        {"type": "photo", "value": {"photo": one.pk, "caption": "", "width": "column"}}
        for one in (photos[0], ended)
    ] + [{"type": "pair", "value": value}]
    story = factories.published(factories.section(edition), kind="gallery", lead_photo=photos[0], body=body)
    pictures = article(story)["associatedMedia"]
    assert [re.search(r"/photos/(\d+)/", one["contentUrl"])[1] for one in pictures] == [
        str(photo.pk) for photo in photos
    ]
    assert pictures[1]["caption"] == "L"


def test_the_front_page_says_whose_paper_it_is(papers):
    site, publisher = front_data(papers["fr"])["@graph"]
    assert (site["@type"], site["url"]) == ("WebSite", "http://testserver/fr/")
    assert site["description"] == WORDS
    assert site["publisher"] == {"@id": publisher["@id"]}
    assert publisher["legalName"] == f"Courier {WORDS} Ltd"


def test_versions_name_each_other_and_who_gets_which(client, papers, trying):
    stories = {code: trying(code) for code in ("ar", "fr", "en")}
    expected = None
    for story in stories.values():
        found = [(one.language, one.address) for one in alternates(shown(story))]
        assert [language for language, _ in found] == ["en", "fr", "ar", "x-default"]
        assert found[3][1] == found[0][1]
        assert found == (expected or found)
        expected = found
    assert [one.language for one in front_alternates(editions_to_read())] == ["en", "fr", "ar", "x-default"]
    alone = factories.published(stories["en"].section)
    assert alternates(shown(alone)) == []
    translated = article(stories["en"])["workTranslation"]
    assert [one["inLanguage"] for one in translated] == ["fr", "ar"]


def test_open_graph_gives_a_picture_of_a_known_size(papers, trying):
    story = trying("fr")
    trying("en")
    said = open_graph(shown(story))
    names = [name for name, _ in said]
    properties = dict(said)
    assert properties["og:title"] == f"fr {WORDS}"
    assert properties["og:locale"] == "fr"
    assert ("og:locale:alternate", "en") in said
    start = names.index("og:image")
    assert names[start : start + 5] == [
        "og:image",
        "og:image:type",
        "og:image:width",
        "og:image:height",
        "og:image:alt",
    ]
    assert (properties["og:image:width"], properties["og:image:height"]) == ("960", "640")
    assert properties["article:published_time"] == story.dated.isoformat()
    bare = open_graph(shown(factories.published(story.section, standfirst="")))
    assert "og:image" not in dict(bare)
    assert "og:description" not in dict(bare)


def test_no_word_can_end_the_script(edition):
    hostile = "</script><script>alert(1)</script><!-- \u2028 & ]]>"
    story = factories.published(factories.section(edition), headline=hostile, standfirst=hostile)
    block = script_block(linked_data(shown(story)))
    document = lxml_html.document_fromstring(f"<html><head>{block}</head><body><p>after</p></body></html>")
    (script,) = document.xpath("//script")
    assert script.get("type") == "application/ld+json"
    read = json.loads(script.text)
    assert read["@graph"][0]["headline"] == hostile
    assert "\u2028" not in block
    assert document.xpath("//body/p")


@pytest.mark.node
@pytest.mark.once
@pytest.mark.skipif(
    not (COMPILER.exists() and shutil.which("node")), reason="no Node, or no schema-dts and typescript"
)
def test_nothing_is_outside_schema_orgs_vocabulary(papers, trying, tmp_path):
    """Every property of every kind is one that schema.org gives that type, as schema-dts types it."""
    stories = [
        trying(code, kind=kind, at=AT + timedelta(hours=place))
        for place, (code, kind) in enumerate(
            [("en", "news"), ("fr", "news"), ("ar", "news"), *(("en", kind) for kind in StoryKind.values)]
        )
    ]
    lines = [
        f"export const story{story.pk}: Graph = {json.dumps(linked_data(shown(story)), ensure_ascii=False)};"
        for story in stories
    ]
    lines += [
        f"export const front_{code}: Graph = {json.dumps(front_data(paper), ensure_ascii=False)};"
        for code, paper in papers.items()
    ]
    (tmp_path / "node_modules").symlink_to(TOOLS)
    file = tmp_path / "said.ts"
    file.write_text("\n".join(['import type { Graph } from "schema-dts";', *lines]))
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--moduleResolution",
        "bundler",
        "--module",
        "esnext",
    ]
    outcome = subprocess.run(
        ["node", COMPILER, *options, file], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout[:4000]
