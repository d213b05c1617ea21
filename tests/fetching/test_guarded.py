"""Fetching asks nobody who is not on the public network, and never more or longer than it should."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from standfirst.fetching.guarded import Limits, Network, RefusedError, fetch, is_public

PUBLIC = "93.184.216.34"
PICTURE = b"\xff\xd8\xff" + b"p" * 1000


class World:
    """A little internet: every public name leads to one server on this machine."""

    def __init__(self, port: int, names: dict[str, list[list[str]]] | None = None) -> None:
        self.port = port
        self.names = names or {}
        self.asked: list[str] = []
        self.connected: list[str] = []

    def resolve(self, name: str, port: int, **_how: Any) -> list[tuple[Any, ...]]:
        self.asked.append(name)
        answers = self.names.get(name, [[PUBLIC]])
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        if not addresses:
            raise socket.gaierror("unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def connect(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.connected.append(address[0])
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    @property
    def network(self) -> Network:
        return Network(self.resolve, self.connect)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[World]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield World(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    content: bytes = PICTURE, status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {"Content-Type": "image/jpeg", "Content-Length": str(len(content))}
        for name, value in {
            **given,
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def test_a_picture_comes():
    with serving(reply()) as world:
        got = fetch("http://pictures.example/a b.jpg?x=1", network=world.network)
    assert (got.content, got.content_type) == (PICTURE, "image/jpeg")
    assert world.connected == [PUBLIC]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://pictures.example/a",
        "gopher://x",
        "//pictures.example/a",
        "a.jpg",
        "http://",
        "http://user:secret@pictures.example/",
        "http://pictures.example:22/",
        "http://pictures.example:99999/",
        "https://pictures.example:80/",
        "http://[::1",
        "",
    ],
)
def test_such_addresses_are_not_even_looked_up(address):
    world = World(1)
    with pytest.raises(RefusedError):
        fetch(address, network=world.network)
    assert world.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:1::1",
        "not an address", "",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address):
    assert not is_public(address)
    world = World(1, {"pictures.example": [[address]]})
    with pytest.raises(RefusedError, match="public"):
        fetch("http://pictures.example/", network=world.network)
    assert world.connected == []


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111"])
def test_what_is_public_is_asked(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "literal", ["127.0.0.1", "[::1]", "169.254.169.254", "2130706433", "0x7f.1", "0177.0.0.1"]
)
def test_numbers_in_the_address_are_judged_by_what_they_resolve_to(literal):
    with pytest.raises(RefusedError):
        fetch(f"http://{literal}/", network=Network(connect=World(1).connect))


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    world = World(1, {"pictures.example": [[PUBLIC, "10.0.0.1"]]})
    with pytest.raises(RefusedError, match="public"):
        fetch("http://pictures.example/", network=world.network)


def test_a_name_that_changes_its_mind_gains_nothing():
    """DNS rebinding: public when it is checked, private when asked again. It is not asked again."""
    with serving(reply()) as world:
        world.names["pictures.example"] = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
        fetch("http://pictures.example/", network=world.network)
    assert world.asked == ["pictures.example"]
    assert world.connected == [PUBLIC]


def test_redirects_are_followed_and_each_is_checked():
    def answer(handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        if handler.path == "/1":
            return reply(b"", 302, Location="/2")(handler)
        if handler.path == "/2":
            return reply(b"", 301, Location="http://other.example/3")(handler)
        assert (host, handler.path) == ("other.example", "/3")
        return reply()(handler)

    with serving(answer) as world:
        assert fetch("http://pictures.example/1", network=world.network).address == "http://other.example/3"
        assert world.asked == ["pictures.example", "pictures.example", "other.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://inside.example/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://pictures.example:6379/",
    ],
)
def test_a_redirect_into_the_house_is_refused(target):
    with serving(reply(b"", 302, Location=target)) as world:
        world.names.update({"inside.example": [["10.0.0.1"]], "169.254.169.254": [["169.254.169.254"]]})
        with pytest.raises(RefusedError):
            fetch("http://pictures.example/", network=world.network)
        assert world.connected == [PUBLIC]


def test_redirects_end():
    with serving(reply(b"", 302, Location="/")) as world, pytest.raises(RefusedError, match="redirects"):
        fetch("http://pictures.example/", network=world.network)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(status=404), "404"),
        (reply(status=500), "500"),
        (reply(b"<html>", Content_Type="text/html"), "text/html"),
        (reply(Content_Encoding="gzip"), "packed"),
        (reply(b"x" * 3000), "larger"),
        (reply(b"x" * 3000, Content_Length=""), "larger"),
        (reply(b"x", Content_Length="500"), "could not be fetched|broke off"),
    ],
)
def test_answers_that_are_no_picture(answer, reason):
    with serving(answer) as world, pytest.raises(RefusedError, match=reason):
        fetch("http://pictures.example/", Limits(size=2000, seconds=5), world.network)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"])
def test_a_server_that_sends_drop_by_drop_is_left(head):
    done = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def drip() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(1000)
                try:
                    peer.sendall(head or b"HTTP/1.1 200 OK\r\nX-Slow: ")
                    while not done.wait(0.02):
                        peer.sendall(b"x")
                except OSError:
                    pass

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(RefusedError):
            fetch("http://pictures.example/", Limits(seconds=0.4), World(server.getsockname()[1]).network)
        assert time.monotonic() - begun < 5
        done.set()
        thread.join()


def test_an_unknown_name():
    with pytest.raises(RefusedError, match="not known"):
        fetch("http://nowhere.example/", network=World(1, {"nowhere.example": [[]]}).network)


def test_a_certificate_must_be_for_the_name():
    """A server that cannot prove to be the name that was meant is not listened to."""
    with serving(reply()) as world, pytest.raises(RefusedError, match="could not be fetched"):
        fetch("https://pictures.example/", Limits(seconds=3), world.network)
