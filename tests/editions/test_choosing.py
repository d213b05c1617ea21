"""A request belongs to one edition: by host, then by prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.editions.choosing import edition_of
from standfirst.editions.models import Edition

ROOT = Edition(code="en", language="en")
FRENCH = Edition(code="fr", language="fr", prefix="fr")
ARABIC = Edition(code="ar", language="ar", host="ar.courier.example")
EDITIONS = [ROOT, FRENCH, ARABIC]


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("courier.example", "/", ROOT),
        ("courier.example", "/city/", ROOT),
        ("courier.example", "/fr/", FRENCH),
        ("courier.example", "/fr", FRENCH),
        ("courier.example", "/fr/ville/", FRENCH),
        ("courier.example", "/french/", ROOT),
        ("courier.example", "/en/fr/", ROOT),
        ("ar.courier.example", "/", ARABIC),
        ("ar.courier.example", "/fr/", ARABIC),
    ],
)
def test_the_host_decides_then_the_first_part_of_the_path(host, path, expected):
    assert edition_of(EDITIONS, host, path) is expected


def test_without_an_edition_at_the_root_other_paths_belong_to_none():
    assert edition_of([FRENCH], "courier.example", "/city/") is None


@given(st.text(max_size=50))
def test_any_path_belongs_to_an_edition_where_one_stands_at_the_root(path):
    assert edition_of(EDITIONS, "courier.example", path) in [ROOT, FRENCH]


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("pt-BR", "ltr")]
)
def test_the_language_knows_its_direction(language, direction):
    assert Edition(language=language).direction == direction


def test_an_address_within_an_edition_carries_its_prefix():
    assert (ROOT.path("/latest/"), FRENCH.path("/latest/")) == ("/latest/", "/fr/latest/")
