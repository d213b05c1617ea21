"""The form that demo stories are written in."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from standfirst.interchange.formats.demo import moment_of, story_of
from standfirst.interchange.records import NotThisFormat

ATHENS = ZoneInfo("Europe/Athens")
TODAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXT = '''+++
key = "ferry"
kind = "news"
section = "transport"
other_sections = ["politics"]
topics = ["tram", "ferry"]
authors = ["ada"]
headline = "Ferry"
published = "3d 07:40"
updated = "2d 11:05"
lead_photo = "dawn"
lead_caption = "Dawn"
slot = "lead"
corrections = [ {kind = "correction", at = "1d 09:00", text = "It was ten."} ]
earlier = { headline = "First", standfirst = "S", body = """<p>Earlier.</p>""" }
+++
<p>See <a href="story:other">there</a>.</p>
<figure data-photo="dusk"><figcaption>Dusk</figcaption></figure>
'''


def test_a_story_and_what_only_the_demo_says_of_one():
    demo = story_of(TEXT, "ferry", "en", ATHENS, TODAY)
    record = demo.record
    assert (record.source, record.source_id, record.headline) == ("demo:en", "ferry", "Ferry")
    assert [section.slug for section in record.sections] == ["transport", "politics"]
    assert record.published_at == datetime(2026, 11, 19, 5, 40, tzinfo=UTC)
    assert record.body[0]["value"] == '<p>See <a href="story:other">there</a>.</p>'
    assert record.body[1]["value"]["photo"].source_id == "dusk"
    assert demo.slot == "lead"
    assert demo.corrections[0].text == "It was ten."
    assert demo.earlier.body[0]["value"] == "<p>Earlier.</p>"


def test_nothing_is_dated_in_the_future():
    assert moment_of("0d 23:59", ATHENS, TODAY) < TODAY


@pytest.mark.parametrize(
    "text",
    [
        "<p>x</p>",
        "+++\nkey = \n+++\n",
        TEXT.replace("3d 07:40", "yesterday"),
        TEXT.replace('section = "transport"', ""),
    ],
)
def test_a_slip_is_told_with_the_name_of_the_file(text):
    with pytest.raises(NotThisFormat, match="ferry"):
        story_of(text, "ferry", "en", ATHENS, TODAY)
