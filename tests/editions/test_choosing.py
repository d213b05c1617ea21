"""A request belongs to one edition: by host, then by prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.editions.choosing import edition_of
from standfirst.editions.models import Edition
from tests import factories

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


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["Paper.Example", "paper.example.", "paper.example:80"])
def test_a_host_is_known_however_it_is_written(client, settings, host):
    settings.ALLOWED_HOSTS = ["paper.example"]
    factories.edition(name="Another paper")
    factories.edition(name="The paper of the host", host="paper.example")
    assert "<title>The paper of the host</title>" in client.get("/", headers={"host": host}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["desk/", "desk/login/", "documents/1/x", "livez", "readyz"])
def test_what_belongs_to_the_program_stands_under_no_prefix(client, path):
    factories.edition()
    factories.edition(prefix="fr")
    assert client.get(f"/fr/{path}").status_code == 404


@pytest.mark.django_db
def test_a_prefix_without_its_slash_leads_to_the_front_page(client):
    factories.edition()
    factories.edition(prefix="fr")
    answer = client.get("/fr?page=1")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/?page=1")
    assert client.get("/fr/").status_code == 200
