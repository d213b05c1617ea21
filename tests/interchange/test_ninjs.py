"""Agency items in the three generations of ninjs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.interchange.formats.ninjs import read
from standfirst.interchange.records import NotThisFormat, Skipped, StoryRecord, Unreadable

EXPORTS = Path(__file__).parent / "exports"
URI = "https://wire.example/1"


def items(tmp_path: Path, *values: Any, name: str = "feed.json") -> list[Any]:
    path = tmp_path / name
    path.write_text(json.dumps(values[0] if len(values) == 1 else list(values)), encoding="utf-8")
    return list(read(path))


def story(tmp_path: Path, **given: Any) -> StoryRecord:
    (found,) = items(tmp_path, {"uri": URI, "headline": "H", **given})
    assert isinstance(found, StoryRecord), found
    return found


@pytest.fixture(scope="module")
def power() -> StoryRecord:
    (found,) = read(EXPORTS / "agency-1.6.json")
    assert isinstance(found, StoryRecord)
    return found


class TestFirstGeneration:
    def test_words(self, power):
        assert power.headline == "First power flows from Cape Lorn"
        assert power.short_headline == "Cape Lorn feeds the grid"
        assert (power.kicker, power.dateline) == ("Wind-Lorn", "Cape Lorn, Orvane")
        assert [block["type"] for block in power.body] == ["text", "heading", "text", "quote", "related"]

    def test_identity_and_times(self, power):
        assert (power.source, power.version) == ("ninjs:wire.strait-news.example", "3")
        assert power.published_at == datetime(2026, 11, 18, 4, 12, tzinfo=UTC)
        assert power.updated_at == datetime(2026, 11, 18, 4, 40, tzinfo=UTC)

    def test_authors(self, power):
        assert [(author.name, author.kind) for author in power.authors] == [
            ("Hedda Quill", "person"), ("Ivor Sant", "person"), ("SNA", "agency"),
        ]  # fmt: skip

    def test_topics_and_the_sections_that_may_fit(self, power):
        assert {(topic.name, topic.kind) for topic in power.topics} >= {
            ("Tomas Adair", "person"), ("Orvane Grid", "organisation"), ("Cape Lorn", "place"),
        }  # fmt: skip
        assert "medtop:20000271" in {topic.source_id for topic in power.topics}
        assert "business" in {hint.slug for hint in power.section_hints}
        assert power.sections == ()

    def test_the_picture_is_the_largest_with_its_rights(self, power):
        assert power.lead_photo.address.endswith("/77.jpg")
        assert power.lead_photo.credit == "Hedda Quill/SNA"
        assert power.lead_photo.copyright == "Copyright 2026 Strait News Agency"
        assert power.lead_photo.alt_text == "A row of white turbines in grey water."

    def test_notes_to_editors_are_told(self, power):
        assert any("number of turbines" in problem for problem in power.problems)


def test_second_generation():
    found = list(read(EXPORTS / "agency-2.2.json"))
    assert [type(item) for item in found] == [StoryRecord] * 3 + [Skipped] + [Unreadable] * 2
    embargoed, withheld, cancelled = found[:3]
    assert embargoed.kind == "analysis"
    assert embargoed.body[0]["value"] == "<p>First paragraph.</p><p>Second paragraph.</p>"
    assert embargoed.embargo_until == embargoed.published_at == datetime(2046, 11, 20, 4, 0, tzinfo=UTC)
    assert embargoed.expires_at == datetime(2047, 1, 1, tzinfo=UTC)
    assert (withheld.state, cancelled.state) == ("withheld", "cancelled")
    assert found[4].where == "agency-2.2.json, line 40"
    assert "usabel" in found[4].reason


def test_third_generation():
    (item,) = read(EXPORTS / "agency-3.1.json")
    assert item.headline == "Marsh birds & the barrier"
    assert [block["type"] for block in item.body] == ["text", "photo", "text", "photo"]
    assert item.body[1]["value"]["photo"].address == "https://pictures.strait-news.example/90.jpg"
    assert item.body[1]["value"]["photo"].alt_text == "An egret"
    assert item.lead_photo.address == "https://pictures.strait-news.example/90.jpg"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Prell", ["Ada Prell"]),
        ("Ada Prell and Ivo Sant", ["Ada Prell", "Ivo Sant"]),
        ("Ada Prell, Ivo Sant & Ann Oake", ["Ada Prell", "Ivo Sant", "Ann Oake"]),
        ("Par Amélie Duroc et Hugo Besnard", ["Amélie Duroc", "Hugo Besnard"]),
        ("Sandra Anderson", ["Sandra Anderson"]),
        ("Karl Melander/TT", ["Karl Melander", "TT"]),
        ("Ada Prell, Political Editor", ["Ada Prell"]),
        ("", []),
    ],
)
def test_bylines_are_parted(tmp_path, byline, names):
    assert [author.name for author in story(tmp_path, byline=byline).authors] == names


def test_an_embargo_that_cannot_be_read_never_publishes(tmp_path):
    item = story(tmp_path, embargoed="until the speech")
    assert item.state == "withheld"
    assert "embargo" in item.problems[0]


def test_both_names_of_the_embargo(tmp_path):
    for name in ("embargoed", "embargoeduntil", "embargoedUntil"):
        assert story(tmp_path, **{name: "2046-01-01T00:00:00Z"}).embargo_until == datetime(
            2046, 1, 1, tzinfo=UTC
        )


def test_a_date_without_a_zone_is_on_the_editions_clock(tmp_path):
    assert story(tmp_path, versioncreated="2026-01-01T10:00:00").published_at == datetime(
        2026, 1, 1, 10, tzinfo=UTC
    )


def test_markup_in_plain_fields_goes(tmp_path):
    assert story(tmp_path, headline="<b>A</b> &amp; B").headline == "A & B"


def test_a_wrapped_list(tmp_path):
    found = items(
        tmp_path,
        {"_items": [{"uri": URI, "headline": "A"}, {"uri": URI + "2", "headline": "B"}], "_meta": {}},
    )
    assert [item.headline for item in found] == ["A", "B"]


def test_one_object_a_line(tmp_path):
    path = tmp_path / "feed.jsonl"
    lines = [json.dumps({"uri": f"{URI}{number}", "headline": f"H{number}"}) for number in range(3)]
    path.write_text("\n".join([*lines[:2], '{"uri": broken}', lines[2], ""]), encoding="utf-8")
    found = list(read(path))
    assert [getattr(item, "headline", "") for item in found] == ["H0", "H1", "", "H2"]
    assert found[2].where == "feed.jsonl, line 3"


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"uri": URI, "headline": name}))
    (tmp_path / "c.json").write_text("{")
    (tmp_path / "d.json").write_text('{"x": 1}')
    (tmp_path / "notes.txt").write_text("x")
    found = list(read(tmp_path))
    assert [type(item) for item in found] == [StoryRecord, StoryRecord, Unreadable, Unreadable]
    assert [item.headline for item in found[:2]] == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "<rss/>", '{"name": "package", "version": "1.0"}', "[1, 2]", "null"]
)
def test_another_file_is_refused(tmp_path, text):
    path = tmp_path / "feed.json"
    path.write_text(text)
    with pytest.raises(NotThisFormat):
        list(read(path))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(NotThisFormat):
        list(read(tmp_path))


def test_a_deep_object_is_told(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({"uri": URI, "headline": "H"}) + "\n" + '{"a":' * 50_000 + "1" + "}" * 50_000)
    found = list(read(path))
    assert isinstance(found[1], Unreadable)


FEED = (EXPORTS / "agency-2.2.json").read_bytes()


@settings(max_examples=150, deadline=None)
@given(st.integers(1, len(FEED) - 1))
def test_cut_off_anywhere_it_never_gives_half_a_story(tmp_path_factory, length):
    path = tmp_path_factory.mktemp("cut") / "feed.json"
    path.write_bytes(FEED[:length])
    whole = {
        item.source_id: item for item in read(EXPORTS / "agency-2.2.json") if isinstance(item, StoryRecord)
    }
    try:
        found = list(read(path))
    except NotThisFormat:
        return
    for item in found:
        if isinstance(item, StoryRecord):
            assert item == whole[item.source_id]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "headline",
    "headlines",
    "bodies",
    "body_html",
    "by",
    "byline",
    "associations",
    "renditions",
    "subject",
    "subjects",
    "people",
    "pubstatus",
    "version",
    "versioncreated",
    "embargoed",
    "type",
    "language",
    "genres",
    "infosource",
    "descriptions",
    "authors",
    "keywords",
    "expires",
]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES, max_size=8))
def test_no_value_of_a_wrong_type_breaks_it(tmp_path_factory, value):
    items(tmp_path_factory.mktemp("odd"), {"uri": URI, "type": "text", **value})
