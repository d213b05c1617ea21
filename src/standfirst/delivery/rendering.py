"""Asking the site for a page, as a reader would who brings nothing of their own."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from standfirst.delivery.depending import collecting
from standfirst.delivery.pages import Headers
from standfirst.delivery.versions import Versions

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

OK = 200
# What depends on the encoding or on the connection, and is said anew with each answer.
_SAID_ANEW = frozenset({"content-length", "content-encoding", "etag", "vary", "connection", "date"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the site answered, what it depends on, and the clock as it was before."""

    status: str
    headers: Headers
    body: bytes
    tags: set[str]
    until: float
    stamp: int
    personal: str = ""

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status[:3])


def render(  # noqa: PLR0913
    site: Application, versions: Versions, host: str, path: str, query: str, *, secure: bool
) -> Rendered:
    """Ask ``site`` for a page with nothing personal: no cookies, no language, no address of a reader.

    ``host`` may have a port; ``query`` holds only what counts. ``personal`` of the answer names what would
    forbid to keep it (a cookie that it sets, a header that it varies by); the cookie is left out.
    """
    stamp = versions.stamp()
    started: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _error: Any = None) -> None:
        started.append((status, headers))

    with collecting(stamp) as dependencies:
        answer = site(_environ(host, path, query, secure=secure), start)
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close:
                close()
    status, headers = started[-1]
    personal = [f"{name}: {value}" for name, value in headers if _is_personal(name, value)]
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in _SAID_ANEW and name.lower() != "set-cookie"
    ]
    return Rendered(status, kept, body, dependencies.tags, dependencies.until, stamp, "; ".join(personal))


def _environ(host: str, path: str, query: str, *, secure: bool) -> Environ:
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdecimal():  # no port, or the end of an IPv6 address
        name, port = host, "443" if secure else "80"
    scheme = "https" if secure else "http"
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if secure:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    return environ


def _is_personal(name: str, value: str) -> bool:
    varies = {part.strip().lower() for part in value.split(",")} if name.lower() == "vary" else set()
    return name.lower() == "set-cookie" or bool(varies - {"accept-encoding"})
