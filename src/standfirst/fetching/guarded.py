"""Fetching from a stranger's address without being made to fetch anything else.

Every server-side request to an address that came from outside goes through `fetch`: http and https on
their own ports only, to addresses that are public. The name is resolved once, every address that it has
must be public, and the connection is made to the very address that was checked, so that a name that
changes its mind (DNS rebinding) gains nothing. Redirects are followed by hand and checked like the first
address. Size and time are bounded.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_AGENT = "Standfirst/1.0"
_SAFE = "/?%:@!$&'()*+,;=~-._"
_CHUNK = 64 * 1024
_OK, _REDIRECTS = 200, frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """An address that is not fetched, or that gave nothing that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved and connections made; another one in tests, where there is no network."""

    resolve: Callable[..., Any] = socket.getaddrinfo
    connect: Callable[..., socket.socket] = socket.create_connection


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long."""

    size: int = 25 * 1024 * 1024
    seconds: float = 30
    redirects: int = 5
    types: tuple[str, ...] = ("image/", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to a stranger's address: a body and the headers that go with it."""

    content: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, from where in the end."""

    content: bytes
    address: str
    content_type: str = field(default="")


def fetch(address: str, limits: Limits | None = None, network: Network | None = None) -> Fetched:
    """Return what stands at an address; raise `RefusedError` with the reason otherwise."""
    limits, network = limits or Limits(), network or Network()
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked(address)
        host = _checked_host(parts, network)
        try:
            answer = _asked(parts, host, deadline, limits, network)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise RefusedError(f"It could not be fetched: {_words(error)}") from error
        if isinstance(answer, Fetched):
            return answer
        address = urljoin(address, answer)
    raise RefusedError(f"More than {limits.redirects} redirects")


def send(address: str, letter: Letter, seconds: float = 10, network: Network | None = None) -> int:
    """POST ``letter`` to an address and return the status that it was answered with; nothing else is read.

    Guarded as `fetch` is; a redirect is not followed. Raises `RefusedError` where nothing answers.
    """
    network = network or Network()
    deadline = time.monotonic() + seconds
    parts = _checked(address)
    host = _checked_host(parts, network)
    try:
        with _asking(parts, host, deadline, network) as connection:
            headers = {"User-Agent": _AGENT, **letter.headers}
            connection.request("POST", _target(parts), body=letter.content, headers=headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise RefusedError(f"It could not be sent: {_words(error)}") from error


def _checked(address: str) -> SplitResult:
    """Return the parts of an address that may be asked for, as far as its text can tell."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise RefusedError("This is not an address") from error
    if parts.scheme not in _PORTS:
        raise RefusedError(f"“{parts.scheme or address}” is not http or https")
    if not parts.hostname:
        raise RefusedError("The address names no host")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("The address carries a name or a password")
    if port not in {None, _PORTS[parts.scheme]}:
        raise RefusedError(f"Port {port} is not asked")
    return parts


def _checked_host(parts: SplitResult, network: Network) -> str:
    """Return the one numeric address to connect to, if all that the name stands for are public."""
    name = parts.hostname or ""
    try:
        found = network.resolve(_ascii(name), _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"The name {name} is not known") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise RefusedError(f"The name {name} is not known")
    for one in addresses:
        if not is_public(one):
            raise RefusedError(f"{name} is not on the public network")
    return addresses[0]


def is_public(address: str) -> bool:
    """Return whether a numeric address is one of the public network, also when it wraps another."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if found.teredo is not None:
            return False
        if inner is not None and not is_public(str(inner)):
            return False
    special = found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    return found.is_global and not special and not found.is_private and not found.is_link_local


def _ascii(name: str) -> str:
    return name if name.isascii() else name.encode("idna").decode("ascii")


def _asked(parts: SplitResult, host: str, deadline: float, limits: Limits, network: Network) -> Fetched | str:
    """Return what came, or the address of a redirect."""
    headers = {
        "User-Agent": _AGENT,
        "Accept": ", ".join(_asked_for(limits)),
        "Accept-Encoding": "identity",
    }
    with _asking(parts, host, deadline, network) as connection:
        connection.request("GET", _target(parts), headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS and (target := response.getheader("Location")):
            return target
        return _content(response, parts.geturl(), deadline, limits)


@contextlib.contextmanager
def _asking(parts: SplitResult, host: str, deadline: float, network: Network) -> Iterator[_Pinned]:
    """Give a connection that is ended at ``deadline``, whoever reads from it."""
    connection = _Pinned(parts, host, deadline, network)
    # Time limits of sockets begin anew with each byte: this one does not.
    watch = threading.Timer(max(deadline - time.monotonic(), 0.1), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        yield connection
    finally:
        watch.cancel()
        connection.close()


def _target(parts: SplitResult) -> str:
    query = "?" + quote(parts.query, safe=_SAFE) if parts.query else ""
    return quote(parts.path or "/", safe=_SAFE) + query


def _asked_for(limits: Limits) -> list[str]:
    return [kind + "*" if kind.endswith("/") else kind for kind in limits.types]


def _content(response: http.client.HTTPResponse, address: str, deadline: float, limits: Limits) -> Fetched:
    if response.status != _OK:
        raise RefusedError(f"The server answered {response.status}")
    kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if kind and not kind.startswith(limits.types):
        raise RefusedError(f"It is {kind}, which was not asked for")
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise RefusedError("It is packed, which was not asked for")
    if (response.length or 0) > limits.size:
        raise RefusedError(f"It is larger than {limits.size // 1024 // 1024} MB")
    return Fetched(_read(response, deadline, limits.size), address, kind)


def _read(response: http.client.HTTPResponse, deadline: float, size: int) -> bytes:
    """Return the whole content; a server that sends for ever or drop by drop is left."""
    pieces: list[bytes] = []
    total = 0
    while piece := response.read1(_CHUNK):
        pieces.append(piece)
        total += len(piece)
        if total > size:
            raise RefusedError(f"It is larger than {size // 1024 // 1024} MB")
        if time.monotonic() > deadline:
            raise RefusedError("It took too long")
    # A connection that was cut looks like one that has ended.
    if time.monotonic() > deadline:
        raise RefusedError("It took too long")
    if response.length or not pieces:
        raise RefusedError("It broke off before its end")
    return b"".join(pieces)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


class _Pinned(http.client.HTTPConnection):
    """A connection to one numeric address, whatever the name has come to mean since."""

    def __init__(self, parts: SplitResult, host: str, deadline: float, network: Network) -> None:
        name = _ascii(parts.hostname or "")
        super().__init__(name, _PORTS[parts.scheme], timeout=max(deadline - time.monotonic(), 0.1))
        self._numeric = host
        self._secure = parts.scheme == "https"
        self._network = network

    def connect(self) -> None:
        """Connect to the address that was checked, and for https ask for the name that was meant."""
        plain = self._network.connect((self._numeric, self.port), timeout=min(self.timeout or 10, 10))
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain

    def cut(self) -> None:
        """End the connection under whoever is reading from it."""
        with contextlib.suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
