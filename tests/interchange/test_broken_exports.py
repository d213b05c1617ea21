"""Damaged exports: what is whole is read, the rest is reported with line and reason, never half a story."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.interchange.formats.wordpress import read
from standfirst.interchange.records import Item, NotThisFormat, StoryRecord, Unreadable
from tests.interchange.wxr import TAIL, Post, export, head, item

EXPORTS = Path(__file__).parent / "exports"


def items(tmp_path: Path, data: str | bytes) -> list[Item]:
    path = tmp_path / "export.xml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read(path))


def text_of(record: Item) -> str:
    assert isinstance(record, StoryRecord)
    return "".join(block["value"] for block in record.body)


def words_of(record: StoryRecord) -> list[str]:
    """What a story says; its pictures may be missing when they come after the cut."""
    return [block["value"] for block in record.body if block["type"] == "text"]


def test_a_bare_ampersand_is_mended(tmp_path):
    broken = export(Post(1), version="1.1").replace(
        "<title>A headline</title>", "<title>Tide & time < 3 &nbsp;&bogus;</title>"
    )
    (story,) = items(tmp_path, broken)
    assert story.headline == "Tide & time < 3 &bogus;"
    assert "mended" in story.problems[0]


def test_control_characters_are_left_out(tmp_path):
    broken = export(Post(1, content="a\x0bb\x00c")).replace("<dc:creator>", "<wp:x>&#8;</wp:x><dc:creator>")
    (story,) = items(tmp_path, broken)
    assert text_of(story) == "<p>abc</p>"
    assert "Control characters" in story.problems[0]


def test_latin_bytes_in_a_file_that_says_utf_8(tmp_path):
    data = export(Post(1, title="Café", content="naïve “quote”")).encode("cp1252")
    (story,) = items(tmp_path, data)
    assert (story.headline, text_of(story)) == ("Café", "<p>naïve “quote”</p>")
    assert "Windows-1252" in story.problems[0]


def test_one_field_in_latin_bytes_among_utf_8(tmp_path):
    data = export(Post(1, title="Café", content="XXX")).encode().replace(b"XXX", "naïve".encode("latin-1"))
    (story,) = items(tmp_path, data)
    assert (story.headline, text_of(story)) == ("Café", "<p>naïve</p>")


def test_utf_8_in_a_file_that_says_latin_1(tmp_path):
    (story,) = items(tmp_path, export(Post(1, title="Café مرفأ"), encoding="ISO-8859-1"))
    assert story.headline == "Café مرفأ"
    assert "but it is UTF-8" in story.problems[0]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1251", "utf-16"])
def test_other_encodings_that_are_declared(tmp_path, encoding):
    title = "Гавань" if encoding == "windows-1251" else "Café"
    (story,) = items(tmp_path, export(Post(1, title=title), encoding=encoding).encode(encoding))
    assert story.headline == title


def test_a_broken_item_costs_one_item_and_tells_its_line(tmp_path):
    broken = item(Post(2, "The broken one")).replace("</dc:creator>", "</dc:creatr>")
    data = head() + item(Post(1)) + broken + item(Post(3)) + TAIL
    first, second, third = items(tmp_path, data)
    assert (first.source_id, third.source_id) == ("1", "3")
    line = next(number for number, text in enumerate(data.split("\n"), 1) if "</dc:creatr>" in text)
    assert second.title == "The broken one"
    assert second.reason.startswith(f"line {line}: ")
    assert "creator" in second.reason


def test_an_item_that_never_ends_does_not_eat_the_next(tmp_path):
    data = head() + item(Post(1)).replace("</item>", "") + item(Post(2)) + TAIL
    broken, whole = items(tmp_path, data)
    assert isinstance(broken, Unreadable)
    assert whole.source_id == "2"


def test_a_cdata_section_that_never_ends_does_not_eat_the_next(tmp_path):
    broken = item(Post(1, "Swallower")).replace("<p>Words.</p>]]>", "<p>Words.</p>")
    first, second = items(tmp_path, head() + broken + item(Post(2)) + TAIL)
    assert isinstance(first, (Unreadable, StoryRecord))
    broken = item(Post(1, "Swallower")).replace("]]>", "")
    first, second = items(tmp_path, head() + broken + item(Post(2, "Whole")) + TAIL)
    assert isinstance(first, Unreadable)
    assert "CDATA" in first.reason
    assert (second.source_id, second.headline) == ("2", "Whole")


def test_a_story_about_exports_may_quote_one(tmp_path):
    quoted = (
        "<pre>"
        + item(Post(9, "Inner")).replace("<", "&lt;")
        + "</pre><item><![CDATA[x]]></item><wp:post_id>9"
    )
    (story,) = items(tmp_path, export(Post(1, content=quoted)))
    assert story.source_id == "1"


def test_an_item_without_any_id_is_told(tmp_path):
    data = (
        export(Post(1))
        .replace("<wp:post_id>1</wp:post_id>", "")
        .replace("https://old.example/?p=1</guid>", "</guid>")
    )
    (broken,) = items(tmp_path, data)
    assert "no post id" in broken.reason


def test_entities_of_its_own_are_never_expanded(tmp_path):
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n<rss'
    data = (
        export(Post(1, title="T"), version="1.1")
        .replace("<rss", bomb, 1)
        .replace("<title>T</title>", "<title>&b;&f;</title>")
    )
    (story,) = items(tmp_path, data)
    assert story.headline == "&b;&f;"


def test_a_file_cut_off_between_items_says_so(tmp_path):
    whole, cut = items(tmp_path, head() + item(Post(1)))
    assert whole.source_id == "1"
    assert "cut off" in cut.reason


WHOLE = (EXPORTS / "harbour-1.2.xml").read_bytes()
INTACT = {
    record.source_id: record
    for record in read(EXPORTS / "harbour-1.2.xml")
    if isinstance(record, StoryRecord)
}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_cut_off_anywhere_it_never_gives_half_a_story(tmp_path_factory, length):
    path = tmp_path_factory.mktemp("cut") / "export.xml"
    path.write_bytes(WHOLE[:length])
    try:
        found = list(read(path))
    except NotThisFormat:
        assert length < WHOLE.index(b"<channel>")
        return
    for record in found:
        if isinstance(record, StoryRecord):
            assert record.headline == INTACT[record.source_id].headline
            assert words_of(record) == words_of(INTACT[record.source_id])
    # Only the end of the file itself may be missed without a word being lost.
    assert isinstance(found[-1], Unreadable) or length > WHOLE.rindex(b"</channel>")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_damaged_anywhere_it_never_stops_and_never_invents(tmp_path_factory, wounds):
    data = bytearray(WHOLE)
    for place, bits in wounds:
        data[place : place + len(bits)] = bits
    path = tmp_path_factory.mktemp("hurt") / "export.xml"
    path.write_bytes(data)
    try:
        found = list(read(path))
    except NotThisFormat:
        return
    assert len(found) <= 2 * WHOLE.count(b"<item>") + 2
