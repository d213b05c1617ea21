"""The cache in front: how it learns what a page depends on, and what it is told after a change."""

import json
import math
import socket
import time
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from standfirst.config.environment import read_environment
from standfirst.delivery.depending import depends_on
from standfirst.delivery.downstream import downstream_of
from standfirst.delivery.downstream.asking import NotPurgedError, Question, RefusedError, ask
from standfirst.delivery.downstream.labelling import LIFE
from standfirst.delivery.flights import Flights
from standfirst.delivery.purging import PagesDropped, announce_heard, purge_everything
from standfirst.delivery.serving import Delivery, Site
from standfirst.delivery.store import PageStore
from standfirst.delivery.versions import Versions
from standfirst.events.announcing import announce
from standfirst.events.models import Reaction
from standfirst.events.reacting import run_reaction
from standfirst.newsroom.publishing import take_down
from tests import factories
from tests.delivery.conftest import Door
from tests.delivery.stubs import stub_server

pytestmark = pytest.mark.once

TAGS = ("story:81", "list:edition:1")
LASTING = f"max-age={LIFE}, stale-while-revalidate=0, stale-if-error=86400"


@pytest.fixture
def cache():
    with stub_server() as stub:
        yield stub


@pytest.fixture
def varnish(cache, settings):
    settings.DOWNSTREAM_URL = f"varnish://127.0.0.1:{cache.port}"
    return cache


# --- what pages carry ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("null://", {}),
        (
            "varnish://127.0.0.1:6081",
            {"xkey": "everything list:edition:1 story:81", "Surrogate-Control": LASTING},
        ),
        (
            "fastly://SU1Z0isxPaozGVKXdv0eY",
            {"Surrogate-Key": "everything list:edition:1 story:81", "Surrogate-Control": LASTING},
        ),
        (
            "cloudflare://023e105f4ecef8ad9ca31a8372d0c353",
            {"Cache-Tag": "everything,list:edition:1,story:81", "Cloudflare-CDN-Cache-Control": LASTING},
        ),
        (
            "cloudfront://EDFDVBD6EXAMPLE",
            {
                "Cache-Tag": "everything,list:edition:1,story:81",
                "Cache-Control": f"public, max-age=0, s-maxage={LIFE}, stale-if-error=86400",
            },
        ),
    ],
)
def test_each_cache_has_its_own_headers(url, headers):
    labels, until = downstream_of(url, "token").labels(TAGS, math.inf)

    assert dict(labels) == headers
    assert until == math.inf


@pytest.mark.parametrize(
    ("url", "header", "fits", "is_too_much"),
    [
        ("varnish://localhost", "xkey", 570, 580),  # by length
        ("fastly://s", "Surrogate-Key", 1_220, 1_240),  # by length
        ("cloudflare://z", "Cache-Tag", 899, 900),
        ("cloudfront://E1", "Cache-Tag", 49, 50),
    ],
)
def test_a_page_with_more_keys_than_a_cache_remembers_goes_with_every_purge(url, header, fits, is_too_much):
    cache = downstream_of(url, "token")
    tags = [f"story:{number:06}" for number in range(is_too_much)]
    exact, coarse = (dict(cache.labels(some, math.inf)[0])[header] for some in (tags[:fits], tags))

    assert exact.count("story:") == fits
    assert coarse.replace(",", " ") == "everything many"


def test_what_ends_to_be_true_is_not_kept_beyond(time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    cache, now = downstream_of("varnish://localhost:6081"), time.time()
    labels, given_out_until = cache.labels(TAGS, now + 3600)

    assert "max-age=1800," in dict(labels)["Surrogate-Control"]
    assert given_out_until == now + 1800
    # Made anew then, with half the life; in its last minutes it is not kept elsewhere at all.
    assert cache.labels(TAGS, now + 90) == ([], now + 90)
    assert cache.labels(TAGS, now + 30 * LIFE)[1] == now + 29 * LIFE


# --- which answers carry it -----------------------------------------------------------------------


@pytest.fixture
def make_door(tmp_path):
    """Return a function that opens a labelled store before ``view(path)``: status and headers."""

    def make(view):
        versions = Versions(tmp_path / "versions")
        versions.trust_until(math.inf)

        def application(environ, start_response):
            depends_on("story:81")
            status, headers = view(environ["PATH_INFO"])
            start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers])
            return [b"<p>News</p>"]

        site = Site(application, lambda _host, _path: (), lambda _tags: [])
        labels = downstream_of("varnish://127.0.0.1:6081").labels
        store = PageStore(tmp_path / "pages", versions)
        return Door(Delivery(store, Flights(tmp_path / "flights"), lambda: site, labels=labels)), versions

    return make


def test_pages_and_their_304_carry_keys_and_life(make_door):
    door, _ = make_door(lambda _path: ("200 OK", []))
    for _ in range(2):
        sent = door.get("/", accept_encoding="br")
        again = door.get("/", accept_encoding="br", if_none_match=sent.headers["etag"])
        for one in (sent, again):
            assert one.headers["xkey"] == "everything story:81"
            assert one.headers["surrogate-control"] == LASTING
            assert one.headers["cache-control"].startswith("public, max-age=0, ")
    assert again.status == 304


def test_what_a_machine_does_not_trust_carries_nothing(make_door):
    door, versions = make_door(lambda _path: ("200 OK", []))
    door.get("/")
    versions.trust_until(0)

    assert _kept_by_nobody(door.get("/"))


def test_a_page_that_changed_while_it_was_rendered_carries_nothing(make_door):
    door, versions = make_door(lambda _path: (versions.touch(["story:81"]), ("200 OK", []))[1])

    assert _kept_by_nobody(door.get("/"))


def test_what_is_served_because_rendering_failed_carries_nothing(make_door):
    answers = [("200 OK", []), ("500 Internal Server Error", [])]
    door, versions = make_door(lambda _path: answers.pop(0))
    door.get("/")
    versions.touch(["story:81"])
    sent = door.get("/")

    assert (sent.status, sent.headers["cache-control"]) == (200, "no-store")
    assert not {"xkey", "surrogate-control"} & sent.headers.keys()


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        ("404 Not Found", [], "public, max-age=0, must-revalidate"),
        ("410 Gone", [], "public, max-age=0, must-revalidate"),
        ("301 Moved Permanently", [("Location", "/elsewhere/")], "public, max-age=0, must-revalidate"),
        ("500 Internal Server Error", [], "no-store"),
        ("404 Not Found", [("Cache-Control", "private")], "private"),
    ],
)
def test_no_cache_keeps_what_is_missing_moved_or_broken(make_door, status, headers, said):
    door, _ = make_door(lambda _path: (status, headers))
    sent = door.get("/")

    assert sent.headers["cache-control"] == said
    assert not {"xkey", "surrogate-control"} & sent.headers.keys()


def _kept_by_nobody(sent):
    said = sent.headers["cache-control"] == "public, max-age=0, must-revalidate"
    return sent.status == 200 and said and not {"xkey", "surrogate-control"} & sent.headers.keys()


# --- what is asked of each cache -----------------------------------------------------------------


def test_varnish_is_asked_softly_and_for_what_was_withdrawn_hard(cache):
    # vmod_xkey(3): keys separated by spaces; how they are handed over is ours, in varnish.vcl.
    downstream_of(f"varnish://127.0.0.1:{cache.port}").purge(TAGS, ["story:81"])

    assert [(asked.method, asked.path) for asked in cache.asked] == [("PURGE", "/")] * 2
    assert cache.asked[0].headers["xkey-purge"] == "many story:81"
    assert cache.asked[1].headers["xkey-softpurge"] == "many story:81 list:edition:1"


def test_every_varnish_is_asked_even_where_one_does_not_answer(cache):
    silent = _closed_port()
    with pytest.raises(NotPurgedError, match=f"127.0.0.1:{silent}: Varnish does not answer"):
        downstream_of(f"varnish://127.0.0.1:{silent},127.0.0.1:{cache.port}").purge(TAGS)

    assert len(cache.asked) == 1


def test_fastly_is_asked_as_its_reference_says(cache):
    # fastly.com/documentation/reference/api/purging: POST /service/{service_id}/purge, up to 256 keys.
    tags = [f"story:{number}" for number in range(300)]
    downstream_of(f"fastly://SU1Z0?endpoint={cache.address}", "secret").purge(tags, ["story:7"])
    hard, *soft = cache.asked

    assert {(asked.method, asked.path) for asked in cache.asked} == {("POST", "/service/SU1Z0/purge")}
    assert hard.headers["fastly-key"] == "secret"
    assert "fastly-soft-purge" not in hard.headers
    assert json.loads(hard.body) == {"surrogate_keys": ["many", "story:7"]}
    assert [asked.headers["fastly-soft-purge"] for asked in soft] == ["1", "1"]
    assert [len(json.loads(asked.body)["surrogate_keys"]) for asked in soft] == [256, 45]


def test_cloudflare_is_asked_as_its_reference_says(cache):
    # developers.cloudflare.com/api/resources/cache/methods/purge: POST /zones/{zone_id}/purge_cache,
    # {"tags": [...]}, 100 at most.
    cache.body = b'{"success": true, "errors": [], "messages": [], "result": {"id": "z"}}'
    tags = [f"story:{number}" for number in range(120)]
    downstream_of(f"cloudflare://023e?endpoint={cache.address}/client/v4", "secret").purge(tags)

    assert [asked.path for asked in cache.asked] == ["/client/v4/zones/023e/purge_cache"] * 2
    assert {asked.headers["authorization"] for asked in cache.asked} == {"Bearer secret"}
    assert [json.loads(asked.body)["tags"][0] for asked in cache.asked] == ["many", "story:99"]
    assert [len(json.loads(asked.body)["tags"]) for asked in cache.asked] == [100, 21]


def test_cloudflare_may_refuse_with_200(cache):
    cache.body = b'{"success": false, "errors": [{"code": 7003, "message": "No route"}]}'
    with pytest.raises(RefusedError, match="No route"):
        downstream_of(f"cloudflare://023e?endpoint={cache.address}", "secret").purge(TAGS)


def test_cloudfront_is_asked_as_its_reference_says(cache, monkeypatch):
    # docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html, keys as “#key” by
    # …/DeveloperGuide/invalidation-specifying-tags.html.
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    cache.answers.append((201, _INVALIDATION))
    downstream_of(f"cloudfront://EDFD?endpoint={cache.address}").purge(TAGS, ["story:81"])
    (asked,) = cache.asked
    names = {"c": "http://cloudfront.amazonaws.com/doc/2020-05-31/"}
    batch = ET.fromstring(asked.body)  # noqa: S314  (what we sent)

    assert (asked.method, asked.path) == ("POST", "/2020-05-31/distribution/EDFD/invalidation")
    assert asked.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
    paths = [path.text for path in batch.findall("c:Paths/c:Items/c:Path", names)]
    assert paths == ["#many", "#story:81", "#list:edition:1"]
    assert batch.findtext("c:Paths/c:Quantity", namespaces=names) == "3"


def test_cloudfront_that_is_busy_is_asked_later(cache, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    cache.answers.append((400, _ERROR % b"TooManyInvalidationsInProgress"))
    cache.answers.append((403, _ERROR % b"AccessDenied"))
    front = downstream_of(f"cloudfront://BUSY?endpoint={cache.address}")

    with pytest.raises(NotPurgedError, match="TooMany"):
        front.purge(TAGS)
    with pytest.raises(RefusedError, match="AccessDenied"):
        front.purge(TAGS)


def test_a_tag_that_no_header_could_carry_is_hashed(cache):
    odd = ["topic:with space, and comma", "topic:naïf"]
    labels, _ = downstream_of("varnish://localhost:6081").labels(odd, math.inf)
    downstream_of(f"varnish://127.0.0.1:{cache.port}").purge(odd)

    keys = dict(labels)["xkey"].split(" ")
    assert len(keys) == 3
    assert set(keys) - {"everything"} == set(cache.asked[0].headers["xkey-softpurge"].split(" ")) - {"many"}


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_what_may_pass_is_tried_again(cache, status):
    cache.answers.append((status, b"busy"))
    with pytest.raises(NotPurgedError, match=f"{status}: busy"):
        ask("The cache", Question("POST", cache.address, {}))


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404])
def test_what_will_not_pass_is_not(cache, status):
    cache.answers.append((status, b"no"))
    with pytest.raises(RefusedError, match="DOWNSTREAM_TOKEN"):
        ask("The cache", Question("POST", cache.address, {}))


def test_a_cache_that_answers_drop_by_drop_is_left():
    with socket.create_server(("127.0.0.1", 0)) as server:
        begun = time.monotonic()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(NotPurgedError):
            ask("The cache", Question("POST", address, {}), seconds=0.2)
        assert time.monotonic() - begun < 5


# --- after a change -------------------------------------------------------------------------------


def test_a_change_is_purged_at_once_and_again_once_all_machines_have_heard(varnish, edition):
    story = factories.published(factories.section(edition))
    Reaction.objects.all().delete()
    story.headline = "The pier stays shut"
    story.save_revision().publish()
    row = Reaction.objects.get(event="PagesDropped")
    react(row)
    (later,) = DBTaskResult.objects.filter(task_path__endswith="announce_heard")

    assert f"story:{story.pk}" in varnish.asked[-1].headers["xkey-softpurge"].split(" ")
    assert timedelta(seconds=5) < later.run_after - timezone.now() < timedelta(seconds=9)

    announce_heard.func(*later.args_kwargs["args"])
    react(Reaction.objects.get(event="DropHeardEverywhere"))

    assert varnish.asked[-1].headers == varnish.asked[-2].headers


def test_what_is_taken_down_is_removed_hard(varnish, edition):
    story = factories.published(factories.section(edition))
    Reaction.objects.all().delete()
    take_down(story, by=None, reason="Ordered by a court")
    for row in Reaction.objects.filter(event="PagesDropped"):
        react(row)

    assert f"many story:{story.pk}" in [asked.headers.get("xkey-purge") for asked in varnish.asked]


def test_a_purge_that_fails_waits_and_one_that_is_refused_is_shown_at_the_desk(varnish, edition):
    varnish.answers += [(503, b"busy"), (403, b"Not from here")]
    purge_everything()
    row = Reaction.objects.latest("pk")
    react(row)
    assert (row.state, row.attempts) == ("waiting", 1)

    react(row)
    assert row.state == "failed"
    assert "Varnish refused the purge with 403: Not from here" in row.error


def test_what_piled_up_is_purged_in_one_go(varnish, edition, time_machine):
    Reaction.objects.all().delete()
    varnish.answers += [(429, b"too often")]
    for number in range(3):
        announce(PagesDropped(tags=(f"story:{number}",), withdrawn=(f"photo:{number}",)))
    first, *_, last = rows = list(Reaction.objects.order_by("pk"))
    react(first)
    assert first.state == "waiting"
    time_machine.move_to(timezone.now() + timedelta(seconds=20))
    react(last)
    asked = varnish.asked[1:]

    assert [one.headers.get("xkey-purge") for one in asked] == ["many photo:0 photo:1 photo:2", None]
    assert asked[1].headers["xkey-softpurge"] == "many story:0 story:1 story:2"
    assert {Reaction.objects.get(pk=row.pk).state for row in rows} == {"done"}
    assert DBTaskResult.objects.get(task_path__endswith="announce_heard").args_kwargs["args"][0] == [
        f"story:{number}" for number in range(3)
    ]


def test_another_program_has_everything_asked_for_again(varnish, db):
    purge_everything()
    react(Reaction.objects.get(event="PagesDropped"))

    assert varnish.asked[0].headers["xkey-softpurge"] == "everything"


def test_without_a_cache_nothing_is_noted(edition):
    factories.published(factories.section(edition))

    assert not Reaction.objects.filter(event="PagesDropped").exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("varnish://", "must name a server"),
        ("fastly://SU1Z0", "needs DOWNSTREAM_TOKEN"),
        ("squid://localhost", "must begin with null://"),
    ],
)
def test_an_operator_is_told_what_is_wrong(url, said, tmp_path):
    variables = {"STANDFIRST_DATA": str(tmp_path), "DOWNSTREAM_URL": url}
    with pytest.raises(Exception, match=said):
        read_environment(variables)


def react(row: Reaction) -> None:
    run_reaction.func(row.pk)
    row.refresh_from_db()


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


_INVALIDATION = (
    b'<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I2J0</Id>'
    b"<Status>InProgress</Status><CreateTime>2026-11-22T10:00:00Z</CreateTime></Invalidation>"
)
_ERROR = (
    b'<?xml version="1.0"?><ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error>'
    b"<Type>Sender</Type><Code>%s</Code><Message>No</Message></Error><RequestId>r</RequestId></ErrorResponse>"
)
