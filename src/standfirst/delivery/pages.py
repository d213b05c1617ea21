"""A page as it is kept: ready bytes for every encoding, and what they depend on."""

import gzip
import json
import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, Literal, Self

import brotli

from standfirst.delivery.versions import slots_of

Encoding = Literal["br", "gzip", "identity"]
Headers = list[tuple[str, str]]

# The browser asks again each time (an answer of a few bytes where nothing changed); a cache between may
# answer a burst while it asks, and for a day where the newsroom's machine does not answer (RFC 5861).
REVALIDATE = "public, max-age=0, stale-while-revalidate=2, stale-if-error=86400"

# What a 304 says (RFC 9110, 15.4.5); caches take the keys and the life of what they keep from it as well.
_OF_UNCHANGED = frozenset(
    {"cache-control", "etag", "vary", "expires", "xkey", "surrogate-key", "cache-tag"}
    | {"surrogate-control", "cloudflare-cdn-cache-control"}
)

_ETAG_SUFFIX: dict[Encoding, str] = {"br": "-br", "gzip": "-gz", "identity": ""}
_QUICK, _THOROUGH = {"br": 3, "gzip": 4}, {"br": 5, "gzip": 6}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, ready to be sent: status line, headers, body."""

    status: str
    headers: Headers
    body: bytes


@dataclass(slots=True)
class StoredPage:
    """One page as rendered at ``stamp``; true while nothing in ``slots`` is later, at most until ``until``.

    ``headers`` are those that the view gave, without what depends on the encoding; ``parameters`` are the
    query parameters that count for the address.
    """

    key: str
    headers: Headers
    etag: str
    tags: tuple[str, ...]
    stamp: int
    until: float
    parameters: tuple[str, ...]
    bodies: dict[Encoding, bytes]
    slots: tuple[int, ...] = ()
    # The clock when it was last found true, so that most look-ups compare one number.
    checked: int = 0
    used: bool = False
    marked_at: float = 0.0
    _ready: dict[Encoding, Answer] = field(default_factory=dict)
    _unchanged: dict[Encoding, Answer] = field(default_factory=dict)

    @classmethod
    def made(  # noqa: PLR0913
        cls,
        key: str,
        headers: Headers,
        body: bytes,
        *,
        tags: set[str],
        stamp: int,
        until: float,
        parameters: Sequence[str],
        encodings: Sequence[Encoding],
        thorough: bool = False,
    ) -> Self:
        """Return the page of a rendered ``body``, packed for ``encodings``."""
        etag = blake2b(body, digest_size=12).hexdigest()
        bodies = {encoding: packed(body, encoding, thorough=thorough) for encoding in encodings}
        slots = slots_of(tags)
        return cls(
            key, headers, etag, tuple(sorted(tags)), stamp, until, tuple(parameters), bodies, slots, stamp
        )

    @property
    def size(self) -> int:
        """Bytes of its bodies, with something for the rest."""
        return sum(map(len, self.bodies.values())) + 2048

    def answer(self, encoding: Encoding) -> Answer:
        """Return the answer to a reader who takes ``encoding``: one of ``bodies``, or identity."""
        found = self._ready.get(encoding)
        if found is None:
            found = self._answer(encoding)
            if encoding != "identity":  # readers without any compression are few: not worth the memory
                self._ready[encoding] = found
        return found

    def unchanged(self, encoding: Encoding) -> Answer:
        """Return the answer to a reader who has it already (RFC 9110, 15.4.5)."""
        found = self._unchanged.get(encoding)
        if found is None:
            headers = [pair for pair in self.answer(encoding).headers if pair[0].lower() in _OF_UNCHANGED]
            found = self._unchanged[encoding] = Answer("304 Not Modified", headers, b"")
        return found

    def entity_tag(self, encoding: Encoding) -> str:
        """Return the strong ETag of these bytes (RFC 9110, 8.8.3)."""
        return f'"{self.etag}{_ETAG_SUFFIX[encoding]}"'

    def plain(self) -> bytes:
        """Return the body without compression."""
        if "br" in self.bodies:
            return bytes(brotli.decompress(self.bodies["br"]))
        return gzip.decompress(self.bodies["gzip"])

    def packed_for(self, encoding: Encoding) -> Self:
        """Return the page with a body for ``encoding`` as well; this one is being read by others."""
        bodies = {**self.bodies, encoding: packed(self.plain(), encoding)}
        return replace(self, bodies=bodies, _ready={}, _unchanged={})

    def _answer(self, encoding: Encoding) -> Answer:
        body = self.plain() if encoding == "identity" else self.bodies[encoding]
        headers = [
            *self.headers,
            ("ETag", self.entity_tag(encoding)),
            ("Vary", "Accept-Encoding"),
            ("Content-Length", str(len(body))),
        ]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        return Answer("200 OK", headers, body)

    # --- on disk --------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """Return the page as a file: lengths and check sum, a header as JSON, the bodies."""
        parts = {encoding: len(body) for encoding, body in self.bodies.items()}
        header = json.dumps(
            {
                "key": self.key,
                "headers": self.headers,
                "etag": self.etag,
                "tags": self.tags,
                "stamp": self.stamp,
                "until": None if self.until == math.inf else self.until,
                "parameters": self.parameters,
                "parts": parts,
            }
        ).encode()
        rest = header + b"".join(self.bodies.values())
        return _LINE % (len(header), zlib.crc32(rest)) + rest

    @classmethod
    def from_bytes(cls, content: bytes, key: str) -> Self | None:
        """Return the page that a file holds; None where it is damaged, or another page's."""
        try:
            line, rest = content[:_LINE_LENGTH], content[_LINE_LENGTH:]
            length, check = int(line[:8], 16), int(line[9:17], 16)
            if zlib.crc32(rest) != check:
                return None
            header: dict[str, Any] = json.loads(rest[:length])
        except ValueError:
            return None
        if header["key"] != key:
            return None
        bodies: dict[Encoding, bytes] = {}
        for encoding, size in header["parts"].items():
            bodies[encoding] = rest[length : length + size]
            length += size
        return cls(
            key=key,
            headers=[(name, value) for name, value in header["headers"]],
            etag=header["etag"],
            tags=tuple(header["tags"]),
            stamp=header["stamp"],
            until=math.inf if header["until"] is None else header["until"],
            parameters=tuple(header["parameters"]),
            bodies=bodies,
            slots=slots_of(header["tags"]),
        )


_LINE = b"%08x %08x\n"
_LINE_LENGTH = 18


def packed(body: bytes, encoding: Encoding, *, thorough: bool = False) -> bytes:
    """Return ``body`` in ``encoding``: quickly while a reader waits, or as small as is worth its time."""
    level = (_THOROUGH if thorough else _QUICK).get(encoding, 0)
    return _PACKERS[encoding](body, level)


def _brotli(body: bytes, level: int) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=level))


def _gzip(body: bytes, level: int) -> bytes:
    return gzip.compress(body, compresslevel=level, mtime=0)


_PACKERS: dict[Encoding, Callable[[bytes, int], bytes]] = {
    "br": _brotli,
    "gzip": _gzip,
    "identity": lambda body, _level: body,
}


def chosen_encoding(accepted: str) -> Encoding:
    """Return the best encoding that an Accept-Encoding header allows (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip().lower()] = _weight(parameter)
    anything = weights.get("*", 0.0)
    br, zipped = weights.get("br", anything), weights.get("gzip", weights.get("x-gzip", anything))
    if br > 0 and br >= zipped:
        return "br"
    return "gzip" if zipped > 0 else "identity"


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
