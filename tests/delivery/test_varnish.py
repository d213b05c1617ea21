"""Varnish before the site, by the file that we give to operators: exactly what changed is renewed."""

import shutil
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler

from standfirst.delivery.downstream import downstream_of
from standfirst.delivery.flights import Flights
from standfirst.delivery.serving import Delivery, Site
from standfirst.delivery.store import PageStore
from standfirst.events.models import Reaction
from standfirst.newsroom.publishing import take_down
from standfirst.website.addressing import stored_parameters
from standfirst.website.hot import hot_addresses
from tests import factories
from tests.delivery.servers import free_port, get, running, serving, until

VCL = Path(__file__).parents[2] / "docs" / "operations" / "varnish.vcl"
_XKEY = list(Path("/usr/lib").glob("*/varnish/vmods/libvmod_xkey.so"))

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        not shutil.which("varnishd") or not _XKEY, reason="Varnish with xkey is not installed"
    ),
]


@pytest.fixture
def asked():
    """What reached the site."""
    return []


@pytest.fixture
def site(versions, tmp_path, asked):
    """Return the port of the site with labelled pages; ``site.fails`` lets it answer nothing but 500."""
    behind = Site(WSGIHandler(), stored_parameters, hot_addresses)
    delivery = Delivery(
        PageStore(tmp_path / "delivery" / "pages", versions),
        Flights(tmp_path / "delivery" / "flights"),
        lambda: behind,
        labels=downstream_of("varnish://127.0.0.1:6081").labels,
    )

    def noting(environ, start_response):
        if environ["PATH_INFO"] != "/livez":
            asked.append(environ["PATH_INFO"])
            if noting.fails:
                start_response("500 Internal Server Error", [("Content-Length", "0")])
                return []
        return delivery(environ, start_response)

    noting.fails = False
    with serving(noting) as port:
        noting.port = port
        yield noting


@pytest.fixture
def varnish(site, tmp_path, settings):
    """Return the port of Varnish before the site."""
    port = free_port()
    vcl = tmp_path / "varnish.vcl"
    vcl.write_text(VCL.read_text().replace('.port = "8000"', f'.port = "{site.port}"'))
    command = [
        *("varnishd", "-F", "-j", "none", "-n", str(tmp_path / "varnish"), "-f", str(vcl)),
        *("-a", f"127.0.0.1:{port}", "-s", "malloc,16m"),
    ]
    with running(command, port, tmp_path / "varnish.log"):
        settings.DOWNSTREAM_URL = f"varnish://127.0.0.1:{port}"
        yield port


def test_exactly_the_pages_that_show_a_change_are_renewed(varnish, asked, edition):
    harbour = factories.section(edition, slug="harbour")
    sport = factories.section(edition, slug="sport")
    story = factories.published(harbour, headline="The pier opens")
    other = factories.published(sport, headline="The regatta")
    for _ in range(30):  # so that the two stand beside each other nowhere but in the front's lists
        factories.published(sport)
    pages = [story.address, other.address, harbour.address, sport.address, "/latest/?page=1"]
    fill(varnish, pages)
    asked.clear()
    story.headline = "The pier stays shut"
    story.save_revision().publish()
    purged()
    bodies = [{page: get(varnish, page).body for page in pages} for _ in range(2)]

    assert sorted(asked) == sorted([story.address, harbour.address])
    assert bodies[0] == bodies[1]
    for page in (story.address, harbour.address):
        assert b"The pier stays shut" in bodies[0][page]


def fill(port, pages):
    """Fill the cache, once the purges of what was made before are over."""
    purged()
    for page in pages:
        assert get(port, page).status == 200


def purged():
    until(lambda: not Reaction.objects.filter(event="PagesDropped").exclude(state="done").exists(), "purges")


def test_readers_are_answered_alike_with_and_without_varnish(varnish, site, edition):
    story = factories.published(factories.section(edition))
    direct = get(site.port, story.address, accept_encoding="gzip")
    for _ in range(2):
        cached = get(varnish, story.address, accept_encoding="gzip", cookie="session=abc")
        assert cached.body == direct.body
        for name in ("content-type", "etag", "cache-control", "content-security-policy", "content-encoding"):
            assert cached.headers[name] == direct.headers[name]
        assert not {"xkey", "surrogate-control", "set-cookie"} & cached.headers.keys()
    again = get(varnish, story.address, accept_encoding="gzip", if_none_match=direct.headers["etag"])
    assert again.status == 304
    assert get(varnish, story.address).body.startswith(b"<!")


def test_what_cannot_be_purged_is_asked_for_each_time(varnish, asked, edition, versions):
    section = factories.section(edition)
    story = factories.published(section)
    moved = story.address.replace("-", "-x", 1)
    for address in ("/no-such-section/", moved, "/desk/login/", story.address + "?utm_source=mail"):
        get(varnish, address)
        get(varnish, address)
    assert [asked.count(path) for path in ("/no-such-section/", moved, "/desk/login/")] == [2, 2, 2]
    assert asked.count(story.address) == 1

    versions.trust_until(0)
    for _ in range(2):
        sent = get(varnish, section.address)
        assert sent.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert asked.count(section.address) == 2


def test_while_the_site_fails_readers_get_what_it_said_last_but_nothing_withdrawn(varnish, site, edition):
    elsewhere = factories.edition(prefix="fr", language="fr")  # so that neither page shows the other
    story = factories.published(factories.section(edition))
    gone = factories.published(factories.section(elsewhere))
    fill(varnish, [story.address, gone.address])
    story.save_revision().publish()
    take_down(gone, by=None, reason="Ordered by a court")
    site.fails = True
    downstream_of(f"varnish://127.0.0.1:{varnish}").purge([story.tag, gone.tag], [gone.tag])

    assert get(varnish, story.address).status == 200
    assert get(varnish, gone.address).status == 500


def test_strangers_purge_nothing(varnish, tmp_path):
    assert get(varnish, "/", method="PURGE").status == 400
    assert get(varnish, "/", method="TRACE").status == 405
