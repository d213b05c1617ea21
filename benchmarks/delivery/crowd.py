"""The readers, in a process of their own: ``python -m benchmarks.delivery.crowd ORDER``, ORDER being JSON.

Prints “ready” once all are connected, and what they found at the end. A page is stale when it carries an
older number than the newest publication that had returned before it was asked for.
"""

import gzip
import heapq
import json
import random
import resource
import select
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.delivery.asking import Answer, request_for, take_answer
from benchmarks.delivery.editing import Floor, number_on

_PIECE = 1 << 18
_CONNECTED_WITHIN = 30.0
_LAST_WITHIN = 10.0
_LONGEST_NAP = 0.05
_SPARE_FILES = 100
_EXAMPLES = 5


@dataclass(slots=True)
class Reader:
    """One reader: the connection, when it is used next, what was asked when if an answer is waited for."""

    connection: socket.socket
    due: float = 0.0
    page: int = 0
    floor: int = 0
    asked: float = 0.0
    received: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Findings:
    """What all readers together found; times in seconds."""

    answers: int = 0
    stale: int = 0
    idle_closed: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    versions: set[int] = field(default_factory=set)

    def summed_up(self, seconds: float) -> dict[str, Any]:
        """Return the findings as JSON knows them."""
        return {
            "answers": self.answers,
            "seconds": seconds,
            "stale": self.stale,
            "idle_closed": self.idle_closed,
            "errors": dict(self.errors),
            "examples": self.examples,
            "versions": len(self.versions),
            "p50": _part(self.taken, 0.5),
            "p99": _part(self.taken, 0.99),
            "most": _part(self.taken, 1.0),
            "late": _part(self.late, 0.99),
        }


class Crowd:
    """So many readers; each reads for a while, up to twice the mean, then asks for a page again."""

    def __init__(  # noqa: PLR0913
        self, port: int, readers: int, rate: float, floor: Floor, pages: list[str], story: int
    ) -> None:
        """Connect them all; raises OSError where that cannot be."""
        self._story = story
        self.findings = Findings()
        self._floor = floor
        self._mean = readers / rate
        self._pages = pages
        self._requests = [request_for(port, page) for page in pages]
        self._known: dict[bytes, int] = {}
        self._port = port
        self._poll = select.epoll()
        self._readers: dict[int, Reader] = {}
        self._due: list[tuple[float, int]] = []
        _allow_files(readers)
        for _ in range(readers):
            self._connect()

    def __enter__(self) -> Self:
        """Return the crowd, connected."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Let all go."""
        for reader in self._readers.values():
            reader.connection.close()
        self._poll.close()

    def read(self, seconds: float) -> None:
        """Ask, and check what is answered, for so many seconds."""
        begun = time.monotonic()
        # As if they had been reading for long: what is left of a pause in which one is met.
        left = (2 * self._mean * (1 - random.random() ** 0.5) for _ in self._readers)
        for pause, reader in zip(left, self._readers.values(), strict=True):
            self._plan(reader, begun + pause)
        while (now := time.monotonic()) < begun + seconds:
            while self._due and self._due[0][0] <= now:
                self._ask(*heapq.heappop(self._due))
            self._listen(min(_LONGEST_NAP, max(0.0, self._due[0][0] - now)) if self._due else _LONGEST_NAP)
        self._await_the_last(time.monotonic() + _LAST_WITHIN)

    def _await_the_last(self, deadline: float) -> None:
        """Wait for what is still to come; who is not answered then never was."""
        while (
            waiting := sum(one.asked > 0 for one in self._readers.values())
        ) and time.monotonic() < deadline:
            self._listen(_LONGEST_NAP)
        if waiting:
            self.findings.errors["no answer"] += waiting

    def _listen(self, seconds: float) -> None:
        for number, _event in self._poll.poll(seconds):
            self._receive(self._readers[number])

    def _connect(self) -> Reader:
        connection = socket.create_connection(("127.0.0.1", self._port), _CONNECTED_WITHIN)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = self._readers[connection.fileno()] = Reader(connection)
        self._poll.register(connection.fileno(), select.EPOLLIN)
        return reader

    def _plan(self, reader: Reader, due: float) -> None:
        reader.due = due
        heapq.heappush(self._due, (due, reader.connection.fileno()))

    def _ask(self, due: float, number: int) -> None:
        reader = self._readers.get(number)
        if reader is None or reader.due != due:  # planned for a connection that has been lost since
            return
        reader.page = random.randrange(len(self._pages))
        reader.floor = self._floor.number
        reader.asked = time.monotonic()
        self.findings.late.append(reader.asked - due)
        try:
            reader.connection.sendall(self._requests[reader.page])
        except OSError as error:
            self._lose(reader, f"not sent: {type(error).__name__}")

    def _receive(self, reader: Reader) -> None:
        try:
            piece = reader.connection.recv(_PIECE)
        except OSError as error:
            self._lose(reader, f"not received: {type(error).__name__}")
            return
        if not piece:
            self._lose(reader, "connection closed by the server")
            return
        reader.received += piece
        if answer := take_answer(reader.received):
            now = time.monotonic()
            self.findings.taken.append(now - reader.asked)
            self._check(reader, answer)
            reader.asked = 0.0
            self._plan(reader, now + random.uniform(0, 2 * self._mean))

    def _check(self, reader: Reader, answer: Answer) -> None:
        self.findings.answers += 1
        if answer.status != 200:  # noqa: PLR2004
            self.findings.errors[f"status {answer.status}"] += 1
            return
        number = self._number(answer)
        self.findings.versions.add(number)
        if number < reader.floor:
            self.findings.stale += 1
            if len(self.findings.examples) < _EXAMPLES:
                page = self._pages[reader.page]
                self.findings.examples.append(f"{page}: {number} though {reader.floor} was published")

    def _number(self, answer: Answer) -> int:
        """Return the number on the page; the same bytes are unpacked once."""
        if answer.body not in self._known:
            packed = answer.headers.get("content-encoding") == "gzip"
            if len(self._known) > 10 * len(self._pages):
                self._known.clear()
            self._known[answer.body] = number_on(
                gzip.decompress(answer.body) if packed else answer.body, self._story
            )
        return self._known[answer.body]

    def _lose(self, reader: Reader, reason: str) -> None:
        """Connect again as a browser does; it is an error only where an answer was waited for.

        A server may close a connection on which nothing is asked (RFC 9112, 9.3).
        """
        if reader.asked:
            self.findings.errors[reason] += 1
        else:
            self.findings.idle_closed += 1
        number = reader.connection.fileno()
        self._poll.unregister(number)
        del self._readers[number]
        reader.connection.close()
        try:
            self._plan(self._connect(), time.monotonic() + self._mean)
        except OSError as error:
            self.findings.errors[f"not connected: {type(error).__name__}"] += 1


def _allow_files(readers: int) -> None:
    """Raise this process's limit on open files to what so many connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = readers + _SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, max(hard, needed) if hard >= 0 else hard))


def _part(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def main(order: dict[str, Any]) -> int:
    """Connect, read, tell."""
    floor = Floor(Path(order["floor"]))
    crowd = Crowd(order["port"], order["readers"], order["rate"], floor, order["pages"], order["story"])
    with crowd:
        print("ready", flush=True)
        crowd.read(order["seconds"])
        print(json.dumps(crowd.findings.summed_up(order["seconds"])))
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
