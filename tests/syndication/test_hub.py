"""The hub: who asked and confirmed is told, signed, again where it failed; nobody else is bothered."""

import hashlib
import hmac
import socket
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from standfirst.events import reacting
from standfirst.events.models import Reaction
from standfirst.fetching.guarded import Network, fetch, send
from standfirst.newsroom.events import CorrectionAdded, StoryPublished, StoryWithdrawn
from standfirst.newsroom.publishing import correct, take_down
from standfirst.syndication import reactions, websub
from standfirst.syndication.events import FeedChanged, SubscriptionAsked
from standfirst.syndication.models import Subscription
from tests import factories

TOPIC = "http://testserver/feeds/atom.xml"


class Reader:
    """A subscriber with a server of its own, reached under any public name."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.confirms, self.status = True, 204
        reader = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query)
                reader.asked.append(asked)
                words = asked["hub.challenge"][0] if reader.confirms else "no"
                self.send_response(200)
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words.encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                reader.told.append((dict(self.headers), body))
                self.send_response(reader.status)
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def network(self) -> Network:
        def resolve(_name, port, **_how):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

        def connect(_address, timeout):
            return socket.create_connection(("127.0.0.1", self.server.server_port), timeout=timeout)

        return Network(resolve, connect)


@pytest.fixture
def reader(monkeypatch) -> Iterator[Reader]:
    reader = Reader()
    thread = Thread(target=reader.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setattr(websub, "fetch", partial(fetch, network=reader.network))
    monkeypatch.setattr(websub, "send", partial(send, network=reader.network))
    yield reader
    reader.server.shutdown()
    reader.server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def wired(monkeypatch):
    told = (reacting.slowly(reactions.tell_subscribers),)
    table = {
        SubscriptionAsked: (reacting.slowly(websub.confirm),),
        FeedChanged: (reacting.slowly(websub.deliver),),
        StoryPublished: told,
        StoryWithdrawn: told,
        CorrectionAdded: told,
    }
    monkeypatch.setattr(reacting, "_wiring", table)


@pytest.fixture
def work(run_reactions):
    def until_done() -> None:
        while run_reactions():
            pass

    return until_done


@pytest.fixture
def ask(client):
    def ask(mode="subscribe", topic=TOPIC, callback="http://reader.example/back?me=1", **more) -> int:
        form = {"hub.mode": mode, "hub.topic": topic, "hub.callback": callback}
        return client.post(
            "/feeds/hub/", form | {f"hub.{name}": value for name, value in more.items()}
        ).status_code

    return ask


@pytest.fixture
def section(edition):
    return factories.section(edition, slug="city")


def test_a_feed_names_its_hub_and_itself(client, edition):
    answer = client.get("/feeds/atom.xml")
    assert answer["Link"] == f'<http://testserver/feeds/hub/>; rel="hub", <{TOPIC}>; rel="self"'


def test_who_confirms_is_told_of_what_is_published(client, section, reader, ask, work):
    assert ask(secret="between us", lease_seconds="172800") == 202
    work()
    (asked,) = reader.asked
    assert asked["me"] == ["1"]
    assert (asked["hub.mode"], asked["hub.topic"]) == (["subscribe"], [TOPIC])
    assert asked["hub.lease_seconds"] == ["172800"]
    row = Subscription.objects.get()
    assert timedelta(days=1.9) < row.lease_until - timezone.now() < timedelta(days=2)
    factories.published(section, headline="News of the pier")
    work()
    ((headers, body),) = reader.told
    assert body == client.get("/feeds/atom.xml").content
    assert b"News of the pier" in body
    expected = hmac.new(b"between us", body, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature"] == f"sha256={expected}"
    assert headers["Content-Type"] == "application/atom+xml"
    assert 'rel="hub"' in headers["Link"]
    assert f'<{TOPIC}>; rel="self"' in headers["Link"]


def test_a_burst_is_one_message_and_every_change_is_told(section, reader, ask, work):
    ask()
    work()
    first, second = (factories.published(section) for _ in range(2))
    work()
    assert len(reader.told) == 1
    correct(first, kind="correction", text="It was ten.", by=None)
    work()
    assert b"It was ten." in reader.told[-1][1]
    take_down(second, by=None, reason="Wrong.")
    work()
    assert len(reader.told) == 3
    assert second.headline.encode() not in reader.told[-1][1]


def test_only_feeds_that_changed_are_told(section, reader, ask, work):
    other = factories.section(section.edition, slug="sport")
    ask(topic="http://testserver/feeds/sections/sport/rss.xml")
    work()
    factories.published(section)
    work()
    assert reader.told == []
    factories.published(other)
    work()
    assert len(reader.told) == 1


def test_who_does_not_confirm_is_forgotten(section, reader, ask, work):
    reader.confirms = False
    assert ask() == 202
    work()
    assert not Subscription.objects.exists()
    factories.published(section)
    work()
    assert reader.told == []


def test_nobody_can_end_another_ones_subscription(reader, ask, work, edition):
    ask(secret="mine")
    work()
    reader.confirms = False
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    assert ask("unsubscribe") == 202
    assert ask("subscribe", secret="theirs") == 503  # one question at a time
    work()
    row = Subscription.objects.get()
    assert (row.secret, row.asked_mode) == ("mine", "")
    reader.confirms = True
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    ask("unsubscribe")
    work()
    assert not Subscription.objects.exists()
    assert "hub.lease_seconds" not in reader.asked[-1]


def test_who_fails_is_tried_again_and_in_the_end_forgotten(section, reader, ask, work):
    ask()
    work()
    reader.status = 500
    factories.published(section)
    work()
    assert len(reader.told) == websub.GIVES_UP_AFTER
    assert not Subscription.objects.exists()
    assert set(Reaction.objects.values_list("state", flat=True)) == {"done"}


def test_who_recovers_gets_what_it_missed(section, reader, ask, run_reactions, work):
    ask()
    work()
    reader.status = 503
    factories.published(section, headline="While away")
    run_reactions()
    run_reactions()
    assert (len(reader.told), Subscription.objects.get().failures) == (1, 1)
    reader.status = 200
    work()
    assert len(reader.told) == 2
    assert b"While away" in reader.told[-1][1]
    assert Subscription.objects.get().failures == 0


def test_who_is_gone_is_not_asked_twice(section, reader, ask, work):
    ask()
    work()
    reader.status = 410
    factories.published(section)
    work()
    assert len(reader.told) == 1
    assert not Subscription.objects.exists()


def test_a_lease_ends(section, reader, ask, work):
    ask()
    work()
    Subscription.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    factories.published(section)
    work()
    assert reader.told == []
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"mode": "publish"},
        {"callback": ""},
        {"callback": "ftp://reader.example/"},
        {"callback": "http://reader.example/ü"},
        {"callback": f"http://reader.example/{'x' * 1000}"},
        {"secret": "x" * 200},
        {"topic": "http://elsewhere.example/feeds/atom.xml"},
        {"topic": "http://testserver/"},
        {"topic": "http://testserver/feeds/sections/none/atom.xml"},
        {"topic": "http://testserver/feeds/atom.xml?x=1"},
    ],
)
def test_what_cannot_be_is_refused(edition, ask, given):
    assert ask(**given) == 400
    assert not Subscription.objects.exists()


def test_callbacks_inside_are_never_reached(ask, work, edition):
    ask(callback="http://127.0.0.1/back")
    work()
    assert not Subscription.objects.exists()


def test_the_hub_cannot_be_made_to_bother_anyone(edition, ask, monkeypatch):
    monkeypatch.setattr(websub, "MOST_WAITING_OF_A_HOST", 2)
    victim = ("http://victim.example/", "http://victim.example?1", "HTTP://VICTIM.example?2")
    assert [ask(callback=address) for address in victim] == [202, 202, 503]
    monkeypatch.setattr(websub, "MOST_WAITING", 3)
    assert ask(callback="http://one.example/") == 202
    assert ask(callback="http://two.example/") == 503
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    assert ask(callback="http://two.example/") == 202
    Subscription.objects.update(lease_until=timezone.now() + timedelta(days=1))
    monkeypatch.setattr(websub, "MOST_OF_A_HOST", 1)
    assert ask(callback="http://two.example/again") == 503
    monkeypatch.setattr(websub, "MOST", 1)
    assert ask(callback="http://three.example/") == 503


def test_an_address_that_changed_ends_the_subscription(section, reader, ask, work):
    ask(topic="http://testserver/feeds/sections/city/rss.xml")
    work()
    section.slug = "town"
    section.save()
    factories.published(section)
    work()
    assert reader.told == []
    assert not Subscription.objects.exists()
