"""WordPress exports of every version of their form: what each post becomes."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from standfirst.interchange.formats.wordpress import read
from standfirst.interchange.records import NotThisFormat, SectionRecord, Skipped, StoryRecord
from tests.interchange.wxr import Post, export

EXPORTS = Path(__file__).parent / "exports"
ATHENS = ZoneInfo("Europe/Athens")


@pytest.fixture(scope="module")
def harbour() -> dict[str, StoryRecord | Skipped]:
    return {item.source_id: item for item in read(EXPORTS / "harbour-1.2.xml", ATHENS)}


def stories(tmp_path: Path, *posts: Post, **how: str) -> list[StoryRecord]:
    path = tmp_path / "export.xml"
    path.write_text(export(*posts, **how), encoding="utf-8")
    return [item for item in read(path, ATHENS) if isinstance(item, StoryRecord)]


def test_a_story_comes_with_all_that_is_known_of_it(harbour):
    story = harbour["101"]
    assert story.source == "wordpress:old.saltgate.example"
    assert story.headline == "Trams return to Saltgate after eleven years"
    assert story.standfirst.startswith("The line took eleven years")
    assert "<em>" not in story.standfirst
    assert (story.state, story.kind, story.slug) == ("published", "news", "trams-return")
    assert story.published_at == datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
    assert story.updated_at == datetime(2026, 3, 2, 11, 5, 10, tzinfo=UTC)
    assert [author.name for author in story.authors] == ["Rosa Whitlow"]
    assert [(topic.name, topic.kind) for topic in story.topics] == [
        ("Saltgate", "theme"),
        ("Customs House", "place"),
    ]


def test_the_primary_category_is_the_first_section_and_parents_are_known(harbour):
    city = SectionRecord("city", "City", "city")
    assert harbour["101"].sections == (SectionRecord("trams", "Trams & Buses", "trams", city), city)


def test_uncategorised_is_no_section(harbour):
    assert harbour["55"].sections == ()


def test_the_lead_photo_may_come_after_its_story_and_has_its_rights(harbour):
    lead = harbour["101"].lead_photo
    assert lead.address.endswith("/depot.jpg")
    assert (lead.credit, lead.copyright) == ("Rosa Whitlow", "2026 Saltgate Reporter")
    assert lead.alt_text == "Rows of trams under lamps"
    assert harbour["101"].lead_caption == "The depot before dawn"


def test_old_addresses_are_the_link_the_number_and_earlier_slugs(harbour):
    assert harbour["101"].old_addresses == (
        "https://old.saltgate.example/2026/03/trams-return/",
        "https://old.saltgate.example/?p=101",
        "https://old.saltgate.example/2026/03/trams-come-back/",
    )


def test_both_kinds_of_text_become_blocks(harbour):
    assert [block["type"] for block in harbour["101"].body] == [
        "photo", "text", "heading", "list", "quote", "pull_quote", "table", "embed", "kept", "kept",
    ]  # fmt: skip
    assert [block["type"] for block in harbour["55"].body] == [
        "photo", "text", "embed", "quote", "kept", "pair", "embed", "kept", "kept", "text",
    ]  # fmt: skip


def test_what_could_not_be_turned_is_told(harbour):
    told = " ".join(harbour["55"].problems)
    assert "999" in told
    assert "oven.mp3" in told
    assert "widgets.weather.example" in told


@pytest.mark.parametrize(
    ("number", "state"), [("140", "draft"), ("133", "withheld"), ("134", "withheld"), ("150", "scheduled")]
)
def test_nothing_that_was_not_public_is_published(harbour, number, state):
    assert harbour[number].state == state


def test_the_rest_is_skipped_with_its_reason(harbour):
    skipped = {number: item.reason for number, item in harbour.items() if isinstance(item, Skipped)}
    assert set(skipped) == {"2", "77", "90", "91", "92", "12"}
    assert skipped["77"] == "in the bin"
    assert skipped["2"] == "a page, not a story"


def test_a_date_without_a_zone_is_on_the_editions_clock(harbour):
    assert harbour["55"].published_at == datetime(2014, 11, 18, 17, 0, tzinfo=UTC)


def test_a_draft_has_no_date_of_publication(harbour):
    assert harbour["140"].published_at is None


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_form_says_the_same(tmp_path, version):
    extra = (
        "\t\t<category><![CDATA[City]]></category>\n"
        '\t\t<category domain="category" nicename="city"><![CDATA[City]]></category>\n'
        '\t\t<category domain="tag"><![CDATA[Tram]]></category>\n'
        '\t\t<category domain="tag" nicename="tram"><![CDATA[Tram]]></category>\n'
        if version == "1.0"
        else '\t\t<category domain="category" nicename="city"><![CDATA[City]]></category>\n'
        '\t\t<category domain="post_tag" nicename="tram"><![CDATA[Tram]]></category>\n'
    )
    (story,) = stories(tmp_path, Post(7, "A & B", "One\n\nTwo ]]> three", extra=extra), version=version)
    assert (story.source_id, story.headline, story.state) == ("7", "A & B", "published")
    assert story.body == ({"type": "text", "value": "<p>One</p><p>Two ]]&gt; three</p>"},)
    assert story.sections == (SectionRecord("city", "City", "city"),)
    assert [(topic.name, topic.slug) for topic in story.topics] == [("Tram", "tram")]
    assert [author.name for author in story.authors] == ["ada" if version == "1.0" else "Ada Prell"]


def test_several_authors_by_the_co_authors_plugin(tmp_path):
    extra = (
        '<category domain="author" nicename="cap-ada"><![CDATA[ada]]></category>'
        '<category domain="author" nicename="cap-ivo"><![CDATA[Ivo Guest]]></category>'
    )
    (story,) = stories(tmp_path, Post(extra=extra))
    assert [author.name for author in story.authors] == ["Ada Prell", "Ivo Guest"]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("publish", "published"),
        ("future", "scheduled"),
        ("draft", "draft"),
        ("pending", "draft"),
        ("private", "withheld"),
        ("in-progress", "draft"),
    ],
)
def test_each_state(tmp_path, status, state):
    (story,) = stories(tmp_path, Post(status=status))
    assert story.state == state


def test_a_password_withholds_whatever_the_state(tmp_path):
    (story,) = stories(tmp_path, Post(values={"post_password": "x"}))
    assert story.state == "withheld"


@pytest.mark.parametrize(
    ("name", "kind"), [("gallery", "gallery"), ("video", "video"), ("audio", "audio"), ("aside", "news")]
)
def test_post_formats_are_kinds(tmp_path, name, kind):
    extra = f'<category domain="post_format" nicename="post-format-{name}"><![CDATA[x]]></category>'
    assert stories(tmp_path, Post(extra=extra))[0].kind == kind


def test_other_post_types_are_stories_when_asked_for(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(export(Post(1, kind="article"), Post(2)), encoding="utf-8")
    items = list(read(path, types=["article"]))
    assert isinstance(items[0], StoryRecord)
    assert items[1] == Skipped("2", "A headline", "of the type “post”, which was not asked for")


def test_slugs_in_other_scripts_are_readable(tmp_path):
    (story,) = stories(tmp_path, Post(values={"post_name": "%d9%85%d8%b1%d9%81%d8%a3"}))
    assert story.slug == "مرفأ"


def test_a_story_without_a_headline_borrows_its_first_words(tmp_path):
    (story,) = stories(tmp_path, Post(title="", content="<p>Rain fell.</p>"))
    assert story.headline == "Rain fell."
    assert "no headline" in story.problems[-1]


def test_comments_are_counted_not_silently_dropped(harbour):
    assert "Comments stay in the export: 1" in harbour["101"].problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html></html>",
        "{}",
        '<?xml version="1.0"?><rss version="2.0"><channel><item/></channel></rss>',
        "\x00\x01",
    ],
)
def test_another_file_is_refused(tmp_path, text):
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotThisFormat):
        list(read(path))


def test_progress_is_told_over_both_passes_and_ends_at_the_end(tmp_path):
    path = tmp_path / "x.xml"
    path.write_text(export(*(Post(number) for number in range(5))), encoding="utf-8")
    told: list[int] = []
    list(read(path, progress=told.append))
    assert told == sorted(told)
    assert path.stat().st_size * 2 - 40 <= told[-1] <= path.stat().st_size * 2
