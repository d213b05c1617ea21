"""Asking a cache to drop pages: bounded in time, and clear about what is worth another try.

The addresses are the operator's own or the vendor's, never a reader's or a stranger's: so a private one
(Varnish on this machine) is asked like any other. Redirects are not followed.
"""

import contextlib
import http.client
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS = 10.0
_LONGEST_ANSWER = 64 * 1024
_TOO_MANY, _TIMED_OUT = 429, 408
_ERROR, _SERVER_ERROR = 300, 500


class NotPurgedError(Exception):
    """A cache did not do what it was asked, and may do it later; the message says why."""


class RefusedError(Exception):
    """A cache will not do what it was asked, however often; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request to a cache."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: bytes = b""


def ask(cache: str, question: Question, *, seconds: float = SECONDS) -> bytes:
    """Return what ``cache`` (its name, for people) answers.

    Raises NotPurgedError where another try may help (no answer, 408, 429, 5xx), RefusedError where it cannot.
    """
    try:
        status, answer = _asked(question, seconds)
    except (OSError, http.client.HTTPException) as error:
        raise NotPurgedError(f"{cache} does not answer: {error or type(error).__name__}") from error
    check(cache, status, answer.decode(errors="replace"))
    return answer


def check(cache: str, status: int, said: str) -> None:
    """Raise NotPurgedError or RefusedError where ``status`` is no success; ``said`` is shown at the desk."""
    if status < _ERROR:
        return
    said = " ".join(said.split())[:300]
    if status in {_TOO_MANY, _TIMED_OUT} or status >= _SERVER_ERROR:
        raise NotPurgedError(f"{cache} answered {status}: {said}")
    raise RefusedError(
        f"{cache} refused the purge with {status}: {said}. Are DOWNSTREAM_URL and DOWNSTREAM_TOKEN right?"
    )


def _asked(question: Question, seconds: float) -> tuple[int, bytes]:
    parts = urlsplit(question.address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    # The time limits of sockets begin anew with each byte: this one does not.
    watch = threading.Timer(seconds, _cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        path = parts.path or "/"
        connection.request(question.method, path, body=question.body or None, headers=dict(question.headers))
        response = connection.getresponse()
        return response.status, response.read(_LONGEST_ANSWER)
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
