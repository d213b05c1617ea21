"""Slugs are readable, bounded, and safe in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.text.slugs import slug_of


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Ferry fares rise — again", "ferry-fares-rise-again"),
        ("L’été à Marenza : œuvres", "lete-a-marenza-oeuvres"),
        ("Straße in Łódź", "strasse-in-lodz"),
        ("ميناء مارينزا", ""),
        ("  ", ""),
    ],
)
def test_latin_slugs(words, slug):
    assert slug_of(words) == slug


def test_own_letters_stay_where_the_edition_wants_them():
    assert slug_of("ميناءُ مارينزا", unicode=True) == "ميناء-مارينزا"


@given(st.text(), st.booleans(), st.integers(1, 100))
def test_any_words_make_a_bounded_safe_slug(words, unicode, limit):
    slug = slug_of(words, unicode=unicode, limit=limit)
    assert len(slug) <= limit
    assert re.fullmatch(r"[\w-]*", slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
