"""What is too long for a field goes where it fits, word for word."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.interchange.fitting import fitted
from standfirst.interchange.records import PhotoRecord, StoryRecord
from standfirst.newsroom.body import BODY_BLOCKS

LIMITS = dict(BODY_BLOCKS)
PHOTO = PhotoRecord("1", "https://x.example/1.jpg")


def record(**given: Any) -> StoryRecord:
    return StoryRecord("s", "1", **{"headline": "H", "state": "published", **given})


def test_what_fits_is_left_alone():
    story = record(
        body=(
            {"type": "text", "value": "<p>x</p>"},
            {"type": "quote", "value": {"text": "t", "attribution": "a"}},
        )
    )
    assert fitted(story) == story


def test_a_headline_is_cut_between_words_and_stands_whole_in_the_text():
    story = fitted(record(headline="Harbour " * 40))
    assert len(story.headline) <= 200
    assert story.headline.endswith("Harbour…")
    assert story.body[0]["value"].count("Harbour") == 40


def test_a_standfirst_is_cut_after_a_sentence():
    story = fitted(record(standfirst="A sentence of some length stands here. " * 30))
    assert story.standfirst.endswith("here.")


BLOCKS = [
    lambda text: {"type": "photo", "value": {"photo": PHOTO, "caption": text, "width": "column"}},
    lambda text: {
        "type": "pair",
        "value": {"left": {"photo": PHOTO, "caption": text}, "right": {"photo": PHOTO, "caption": ""}},
    },
    lambda text: {"type": "quote", "value": {"text": text, "attribution": text}},
    lambda text: {"type": "heading", "value": {"text": text, "level": "2"}},
    lambda text: {"type": "factbox", "value": {"title": text, "body": "<p>b</p>"}},
    lambda text: {"type": "embed", "value": {"url": "https://vimeo.com/1", "caption": text}},
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["word", "longer-word", "x", "end.", "\n\n"]), min_size=1, max_size=900),
    st.sampled_from(BLOCKS),
)
def test_no_word_of_a_block_is_lost_and_all_fit(words, make):
    text = " ".join(words).strip() or "x"
    story = fitted(record(body=(make(text),)))
    said = repr(story.body)
    for word in ("word", "end."):
        assert said.count(word) >= text.count(word)
    for block in story.body:
        for name, value in block["value"].items() if isinstance(block["value"], dict) else ():
            limit = getattr(
                getattr(LIMITS[block["type"]].child_blocks.get(name), "field", None), "max_length", None
            )
            if limit and isinstance(value, str):
                assert len(value) <= limit


@pytest.mark.parametrize("name", ["kicker", "dateline", "short_headline"])
def test_labels_are_cut(name):
    assert len(getattr(fitted(record(**{name: "word " * 60})), name)) <= 90


@pytest.mark.parametrize("name", ["published_at", "updated_at", "embargo_until", "expires_at"])
@pytest.mark.parametrize(("year", "taken"), [(1, 1600), (1599, 1600), (2126, 2120), (9999, 2120)])
def test_a_date_that_cannot_be_is_the_nearest_that_can_and_is_told(time_machine, name, year, taken):
    time_machine.move_to(datetime(2020, 5, 4, tzinfo=UTC))
    story = fitted(record(**{name: datetime(year, 12, 31, 23, tzinfo=UTC)}))
    assert getattr(story, name) == datetime(taken, 1, 1, tzinfo=UTC)
    assert f"cannot be: it is taken as {taken}" in story.problems[0]


def test_a_date_that_can_be_is_left_alone():
    story = record(
        published_at=datetime(1605, 7, 1, tzinfo=UTC), embargo_until=datetime(2080, 1, 1, tzinfo=UTC)
    )
    assert fitted(story) == story


@pytest.mark.parametrize("name", ["headline", "kicker", "standfirst"])
def test_no_label_turns_the_direction_of_what_follows(name):
    assert getattr(fitted(record(**{name: "\u202eHarbour\u2069"})), name) == "Harbour"
