"""Which addresses have a page that every reader shares, and what of their query counts."""

import pytest

from standfirst.website.addressing import stored_parameters
from tests import factories


@pytest.fixture
def editions(db):
    factories.edition()
    factories.edition(language="fr", prefix="fr")
    factories.edition(language="ar", host="arabic.example")


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/", ("p",)),
        ("/latest/", ("before", "kind")),
        ("/city/", ("before",)),
        ("/topics/isla-fenn/", ("before",)),
        ("/authors/ines/", ("before",)),
        ("/archive/2026/11/21/", ("before",)),
        ("/corrections/", ("before",)),
        ("/privacy/", ("version",)),
        ("/standards/", ("version",)),
        ("/projects/island/", ()),
        ("/city/2026112181-harbour/", ()),
        ("/city/2026112181-harbour/changes/", ("version",)),
        ("/accent.css", ()),
        ("/userbar/", None),
        ("/no/such/page", None),
    ],
)
@pytest.mark.parametrize(
    ("host", "prefix"), [("testserver", ""), ("testserver:8000", "/fr"), ("Arabic.Example", "")]
)
def test_an_address_says_what_of_its_query_counts(editions, host, prefix, path, parameters):
    assert stored_parameters(host, f"{prefix}{path}") == parameters


@pytest.mark.parametrize("path", ["/desk/", "/fr/desk/", "/documents/1/a.pdf", "/livez", "/static/x.css"])
def test_what_belongs_to_no_edition_is_not_stored(editions, path):
    assert stored_parameters("testserver", path) is None


def test_other_letters_come_as_wsgi_carries_them(editions):
    assert stored_parameters("arabic.example", "/مدينة/".encode().decode("latin-1")) == ("before",)
    assert stored_parameters("arabic.example", "/\xff/") == ("before",)


def test_an_address_is_understood_before_there_is_an_edition(db):
    assert stored_parameters("testserver", "/latest/") == ("before", "kind")
