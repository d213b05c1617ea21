"""Readers can see what changed between published versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.newsroom.history import changes_between, paragraphs_of
from standfirst.newsroom.models import StoryVersion
from tests import factories

words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
versions = st.builds(StoryVersion, headline=words, standfirst=words, paragraphs=st.lists(words, max_size=6))


def told(changes, fates):
    return "".join(passage.words for one in changes for passage in one.passages if passage.fate in fates)


def whole(version):
    return "".join([version.headline, version.standfirst, *version.paragraphs])


@given(versions, versions)
def test_kept_and_added_words_are_the_newer_version_kept_and_removed_the_older(older, newer):
    changes = changes_between(older, newer)
    assert told(changes, {"kept", "added"}) == whole(newer)
    assert told(changes, {"kept", "removed"}) == whole(older)


@given(versions)
def test_a_version_does_not_differ_from_itself(version):
    assert all(changed.unchanged for changed in changes_between(version, version))


def test_a_changed_word_is_shown_within_its_sentence():
    older = StoryVersion(headline="Pier opens", paragraphs=["The pier is 40 metres long."])
    newer = StoryVersion(headline="Pier opens", paragraphs=["The pier is 42 metres long."])
    changed = changes_between(older, newer)[-1]
    assert [(one.fate, one.words) for one in changed.passages] == [
        ("kept", "The pier is "),
        ("removed", "40"),
        ("added", "42"),
        ("kept", " metres long."),
    ]


def test_every_kind_of_block_gives_its_words():
    blocks = [
        {"type": "text", "value": "<p>One <b>bold</b> line.</p><p>Two &amp; three.</p>"},
        {"type": "heading", "value": {"text": "Head", "level": "2"}},
        {"type": "quote", "value": {"text": "Said", "attribution": "Mayor"}},
        {"type": "list", "value": {"style": "bulleted", "items": ["<p>first</p>", {"value": "second"}]}},
        {"type": "factbox", "value": {"title": "Facts", "body": "<ul><li>a</li><li>b</li></ul>"}},
        {
            "type": "table",
            "value": {
                "caption": "Fares",
                "columns": [{"type": "text", "heading": "Who"}, {"type": "text", "heading": "Pays"}],
                "rows": [{"values": ["Adult", "6"]}],
            },
        },
        {"type": "photo", "value": {"photo": 1, "caption": "The pier"}},
        {
            "type": "pair",
            "value": {"left": {"photo": 1, "caption": "L"}, "right": {"photo": 2, "caption": ""}},
        },
        {"type": "embed", "value": {"url": "https://vimeo.com/1", "caption": "Film"}},
        {"type": "related", "value": {"heading": "", "stories": [1]}},
        {"type": "kept", "value": {"html": "<x>", "reason": "why"}},
    ]
    assert paragraphs_of(blocks) == [
        "One bold line.", "Two & three.", "Head", "Said — Mayor", "first", "second", "Facts", "a", "b",
        "Fares", "Who | Pays", "Adult | 6", "The pier", "L", "Film",
    ]  # fmt: skip


@pytest.mark.django_db
def test_each_publication_with_other_words_is_a_version(edition):
    story = factories.published(factories.section(edition), headline="Pier opens")
    story.headline = "Pier closes"
    story.save_revision().publish()
    assert list(story.versions.values_list("number", "headline")) == [(1, "Pier opens"), (2, "Pier closes")]
