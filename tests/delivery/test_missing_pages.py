"""Pages that are not there yet: rendered once whoever asks, and kept for when rendering fails."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.utils import timezone

from standfirst.delivery import flights, serving
from standfirst.delivery.machine import apply_drop
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def story(edition):
    return factories.published(factories.section(edition, slug="city"), headline="The pier opens")


def plain(environ, start_response):
    """A site of one page, which says who asked."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]


def test_many_readers_of_a_missing_page_wait_for_one_rendering(make_door, story):
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        assert go_on.wait(10)
        return plain(environ, start_response)

    door = make_door(slow)
    with ThreadPoolExecutor(24) as readers:
        sent = [readers.submit(door.get_elsewhere, story.address) for _ in range(24)]
        assert begun.wait(10)
        go_on.set()
        bodies = {one.result().body for one in sent}

    assert bodies == {story.address.encode()}
    assert door.rendered == [story.address]


def test_who_waited_is_not_given_what_a_change_made_untrue(make_door, versions, story):
    begun, go_on = threading.Event(), threading.Event()
    words = ["before", "after"]

    def site(environ, start_response):
        from standfirst.delivery.depending import depends_on

        depends_on("story:1")
        word = words.pop(0)
        if word == "before":
            begun.set()
            assert go_on.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [word.encode()]

    door = make_door(site)
    with ThreadPoolExecutor(1) as readers:
        early = readers.submit(door.get_elsewhere, story.address)
        assert begun.wait(10)
        apply_drop(versions, ("story:1",))
        go_on.set()
        early.result()

    assert door.get(story.address).body == b"after"


def test_a_rendering_that_fails_is_bridged_by_the_last_good_page(make_door, versions, story, caplog):
    working = WSGIHandler()
    broken = threading.Event()

    def site(environ, start_response):
        if broken.is_set():
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"oh"]
        return working(environ, start_response)

    door = make_door(site)
    good = door.get(story.address)
    broken.set()
    apply_drop(versions, (story.tag,))
    stale = door.get(story.address)

    assert (stale.status, stale.body) == (200, good.body)
    assert stale.headers["cache-control"] == "no-store"
    assert "stale" in stale.headers["cache-status"]
    assert "as it was last" in caplog.text
    assert door.get("/latest/").status == 500


def test_a_page_that_was_withdrawn_is_not_even_served_stale(make_door, versions, story):
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [b"oh"]

    make_door().get(story.address)
    door = make_door(broken)
    assert door.get(story.address).status == 200
    apply_drop(versions, (story.tag,), (story.tag,))

    assert door.get(story.address).status == 500


def test_a_page_ends_when_the_rights_to_its_photo_do(door, edition):
    now = timezone.now()
    photo = factories.photo(rights_expire_at=now + timezone.timedelta(hours=1), credit="Strait Pictures")
    story = factories.published(factories.section(edition), lead_photo=photo)

    with time_machine.travel(now, tick=False) as clock:
        assert b"Strait Pictures" in door.get(story.address).body
        clock.shift(3601)
        assert b"Strait Pictures" not in door.get(story.address).body


@pytest.mark.parametrize(
    "header",
    [("Set-Cookie", "name=reader"), ("Vary", "Cookie"), ("Vary", "Accept-Encoding, Accept-Language")],
)
def test_an_answer_that_would_be_personal_is_not_kept(make_door, story, header, caplog):
    def site(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain"), header])
        return [b"hello"]

    door = make_door(site)
    first, second = door.get(story.address), door.get(story.address)

    assert len(door.rendered) == 2
    assert "set-cookie" not in first.headers | second.headers
    assert "personal" in caplog.text


def test_hot_pages_are_rendered_again_before_anyone_asks(door, story, edition):
    for path in (story.address, "/", story.section.address):
        door.get(path, accept_encoding="br")
    story.headline = "The pier stays shut"
    story.save_revision().publish()
    door.rendered.clear()
    door.delivery.renew({story.tag, f"list:edition:{edition.pk}"})
    renewed = list(door.rendered)

    assert sorted(renewed) == sorted([story.address, "/", story.section.address])
    assert b"stays shut" in door.get("/").body
    assert door.rendered == renewed


def test_what_nobody_read_is_not_rendered_again(door, story):
    story.headline = "The pier stays shut"
    story.save_revision().publish()
    door.delivery.renew({story.tag})

    assert door.rendered == []


@pytest.fixture
def hurried(monkeypatch):
    for module in (flights, serving):
        monkeypatch.setattr(module, "SOON", 0.05)


@dataclass
class Stuck:
    """A site whose pages take for ever, until they may go on."""

    go_on: threading.Event = field(default_factory=threading.Event)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/livez":
            start_response("200 OK", [])
            return [b"ok"]
        self.begun.release()
        assert self.go_on.wait(20)
        return plain(environ, start_response)


def test_readers_of_a_page_that_takes_long_see_it_as_it_was_last(make_door, versions, story, hurried):
    good = make_door(plain).get(story.address)
    versions.distrust()
    stuck = Stuck()
    door = make_door(stuck)
    with ThreadPoolExecutor(1) as reader:
        first = reader.submit(door.get_elsewhere, story.address)
        assert stuck.begun.acquire(timeout=10)
        second = door.get(story.address)
        stuck.go_on.set()

    assert (second.status, second.body) == (200, good.body)
    assert "stale" in second.headers["cache-status"]
    assert "cache-status" not in first.result().headers


def test_however_many_pages_take_long_a_thread_is_left_for_those_that_are_ready(make_door, story, hurried):
    stuck = Stuck()
    door = make_door(stuck)
    with ThreadPoolExecutor(3) as readers:  # one less than there are threads
        waiting = [readers.submit(door.get_elsewhere, path) for path in ("/", "/latest/", "/corrections/")]
        for _ in waiting:
            assert stuck.begun.acquire(timeout=10)
        refused = door.get(story.address)
        head = door.get(story.address, method="HEAD")
        assert door.get("/livez").body == b"ok"
        stuck.go_on.set()

    assert [one.result().status for one in waiting] == [200, 200, 200]
    assert (refused.status, refused.headers["cache-control"]) == (503, "no-store")
    assert int(refused.headers["retry-after"])
    assert (head.headers, head.body) == (refused.headers, b"")
    assert door.get(story.address).status == 200


def test_a_site_that_breaks_is_bridged_too(make_door, versions, story, caplog):
    def broken(environ, start_response):
        raise RuntimeError("out of order")

    good = make_door(plain).get(story.address)
    make_door(plain).get("/latest/")
    versions.distrust()

    assert make_door(broken).get(story.address).body == good.body
    assert "out of order" in caplog.text
    assert make_door(broken).get("/").status == 503


def test_a_page_of_a_list_is_bridged_by_no_other(make_door, versions, story, monkeypatch):
    make_door(plain).get("/latest/")
    make_door().get("/latest/?kind=news")
    versions.distrust()

    def away(_host, _path):
        raise OperationalError

    monkeypatch.setattr("tests.delivery.conftest.stored_parameters", away)
    door = make_door()

    assert b"<html" in door.get("/latest/?kind=news").body
    assert door.get("/latest/?kind=video").status == 503


def test_hot_pages_are_made_for_the_hosts_that_readers_use(door, versions, story):
    door.get("/")
    for number in range(520):
        assert door.get("/", host=f"stranger-{number}.example").status == 400
    versions.touch(["editions"])
    door.rendered.clear()
    door.delivery.renew({"editions"})
    assert door.rendered == ["/"]

    for number in range(1, 30):  # Django takes any port
        door.get("/", host=f"testserver:{number}")
    versions.touch(["editions"])
    door.rendered.clear()
    door.delivery.renew({"editions"})
    assert len(door.rendered) < 10


def test_hot_pages_are_made_again_that_an_earlier_process_kept(make_door, versions, story):
    make_door().get("/")
    door = make_door()
    door.get("/")
    versions.touch(["editions"])
    door.delivery.renew({"editions"})

    assert door.rendered == ["/"]
