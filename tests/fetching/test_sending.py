"""Sending tells nobody who is not on the public network, and follows nobody elsewhere."""

import pytest

from standfirst.fetching.guarded import Letter, RefusedError, send
from tests.fetching.test_guarded import PUBLIC, World, serving

LETTER = Letter(b"<feed/>", {"Content-Type": "application/atom+xml", "X-Hub-Signature": "sha256=1"})


def test_a_letter_arrives_as_it_is():
    came = {}

    def answer(handler):
        length = int(handler.headers["Content-Length"])
        came.update(path=handler.path, headers=dict(handler.headers), body=handler.rfile.read(length))
        handler.send_response(204)
        handler.end_headers()

    with serving(answer) as world:
        assert send("http://reader.example/back?to=me", LETTER, network=world.network) == 204
        assert world.connected == [PUBLIC]
    assert (came["path"], came["body"]) == ("/back?to=me", b"<feed/>")
    assert came["headers"]["X-Hub-Signature"] == "sha256=1"
    assert came["headers"]["Host"] == "reader.example"


def test_a_redirect_is_an_answer_like_any_other():
    def answer(handler):
        handler.send_response(307)
        handler.send_header("Location", "http://elsewhere.example/")
        handler.end_headers()

    with serving(answer) as world:
        assert send("http://reader.example/", LETTER, network=world.network) == 307
        assert world.asked == ["reader.example"]


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("http://inside.example/", "10.0.0.1"),
        ("http://inside.example/", "127.0.0.1"),
        ("http://inside.example/", "fd00::1"),
        ("http://inside.example:6379/", PUBLIC),
        ("ftp://inside.example/", PUBLIC),
        ("http://me:secret@inside.example/", PUBLIC),
    ],
)
def test_nobody_inside_is_told(address, stands_for):
    world = World(1, {"inside.example": [[stands_for]]})
    with pytest.raises(RefusedError):
        send(address, LETTER, network=world.network)
    assert world.connected == []


def test_who_does_not_answer_is_left(monkeypatch):
    import threading

    asked = threading.Event()

    def never(_handler):
        asked.wait(20)

    with serving(never) as world:
        with pytest.raises(RefusedError, match="could not be sent"):
            send("http://reader.example/", LETTER, seconds=0.3, network=world.network)
        asked.set()
