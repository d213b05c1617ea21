"""Asking over HTTP/1.1: one connection, or many for as long as it takes to tell what an answer costs.

``python -m benchmarks.delivery.asking PORT PATH SECONDS CONNECTIONS [HEADER …]`` asks without a pause and
prints what it found as JSON; it stands in for wrk where that is missing.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import quote

GZIP: Mapping[str, str] = {"Accept-Encoding": "gzip"}
_BODILESS = (204, 304)
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Load:
    """What came of asking for some seconds; latencies in seconds."""

    requests: int = 0
    seconds: float = 0.0
    median: float = 0.0
    p99: float = 0.0
    errors: int = 0

    @property
    def rate(self) -> float:
        """Return answers a second."""
        return self.requests / self.seconds if self.seconds else 0.0


def request_for(port: int, path: str, headers: Mapping[str, str] = GZIP) -> bytes:
    """Return a GET request for ``path``, which may be written with any letters."""
    lines = [f"GET {quote(path, safe='/?=&%')} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in {"Host": f"localhost:{port}", **headers}.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def take_answer(received: bytearray) -> Answer | None:
    """Return the first answer in ``received`` and take it away; None while it is not whole."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = received[:end].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split(" ", 2)[1])
    begin = end + 4
    if status in _BODILESS:
        body, after = b"", begin
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        body, after = _chunks(received, begin)
    else:
        after = begin + int(headers.get("content-length", 0))
        body = bytes(received[begin:after])
    if not 0 <= after <= len(received):
        return None
    del received[:after]
    return Answer(status, headers, body)


class Connection:
    """One kept-alive connection to a server on this machine; a context that closes it."""

    def __init__(self, port: int, timeout: float = 60) -> None:
        """Connect; raises OSError when nobody listens."""
        self.port = port
        self._received = bytearray()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        """Return the connection, open."""
        return self

    def __exit__(
        self, _sort: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._socket.close()

    def ask(self, path: str, headers: Mapping[str, str] = GZIP) -> Answer:
        """Return the answer for ``path``; raises OSError when the connection ends before it is whole."""
        self._socket.sendall(request_for(self.port, path, headers))
        while (answer := take_answer(self._received)) is None:
            piece = self._socket.recv(_PIECE)
            if not piece:
                raise ConnectionError("the server closed the connection")
            self._received += piece
        return answer


@dataclass(slots=True)
class _Asker:
    connection: socket.socket
    asked: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def ask_for(port: int, request: bytes, seconds: float, connections: int) -> Load:
    """Ask ``request`` over and over on so many connections; return what it came to."""
    load, taken = Load(), list[float]()
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        asker = _Asker(socket.create_connection(("127.0.0.1", port)))
        asker.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(asker.connection, selectors.EVENT_READ, asker)
    begun = time.perf_counter()
    for key in list(selector.get_map().values()):
        _send(key.data, request)
    while selector.get_map() and time.perf_counter() - begun < seconds:
        for key, _ready in selector.select(timeout=1):
            if not _receive(key.data, request, load, taken):
                selector.unregister(key.fileobj)
    load.seconds = time.perf_counter() - begun
    for key in list(selector.get_map().values()):
        key.data.connection.close()
    taken.sort()
    if taken:
        load.median, load.p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return load


def _send(asker: _Asker, request: bytes) -> None:
    asker.asked = time.perf_counter()
    asker.connection.sendall(request)


def _receive(asker: _Asker, request: bytes, load: Load, taken: list[float]) -> bool:
    """Take what has come, ask again after a whole answer; return whether the connection is still of use."""
    piece = asker.connection.recv(_PIECE)
    asker.received += piece
    answer = take_answer(asker.received) if piece else None
    if answer:
        taken.append(time.perf_counter() - asker.asked)
        load.requests += 1
        load.errors += answer.status not in {200, 304}
        _send(asker, request)
    elif not piece:
        load.errors += 1
        asker.connection.close()
    return bool(piece)


def _chunks(received: bytearray, begin: int) -> tuple[bytes, int]:
    """Return a body sent in chunks and where it ends; -1 while it is not whole."""
    body = bytearray()
    while (line := received.find(b"\r\n", begin)) >= 0:
        size = int(received[begin:line].split(b";")[0], 16)
        begin = line + 2 + size + 2
        if begin > len(received):
            break
        if not size:
            return bytes(body), begin
        body += received[line + 2 : line + 2 + size]
    return b"", -1


def main(arguments: list[str]) -> int:
    """Ask as the arguments say; print a Load as JSON."""
    port, path, seconds, connections, *headers = arguments
    pairs = (header.partition(":") for header in headers)
    request = request_for(int(port), path, {name: value.strip() for name, _, value in pairs})
    print(json.dumps(asdict(ask_for(int(port), request, float(seconds), int(connections)))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
