"""Style, script, type and pictures of the program itself: packed when collected, kept by browsers for ever.

Granian's own static files know neither packed siblings nor ETags, nor ``immutable`` (as of 2.8.7), so the
web process sends these itself; a server in front may send the packed files instead (``gzip_static``).
Nothing of Django is needed.
"""

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

from standfirst.delivery.pages import Encoding, Headers, chosen_encoding

ROUTE = "/static/"

_HASHED = re.compile(r"\.([0-9a-f]{12})\.\w+$")  # as Django's manifest storage names them
_SUFFIX: dict[Encoding, str] = {"br": ".br", "gzip": ".gz", "identity": ""}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=0, must-revalidate"
_SORTS = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".css", ".html", ".js", ".json", ".map", ".md", ".svg", ".txt"})
# The best that brotli can do takes a second for each megabyte.
_WORTH_THE_TIME = 48 << 10
# What a process keeps in memory: all that readers fetch is a tenth of it.
_HELD, _LARGEST_HELD = 4 << 20, 512 << 10


def pack(directory: Path) -> int:
    """Write ``.br`` and ``.gz`` beside every text with a hashed name; return how many files were written."""
    written = 0
    for path in sorted(directory.rglob("*")):
        if path.suffix not in _PACKED or not _HASHED.search(path.name):
            continue
        content = path.read_bytes()
        quality = 11 if len(content) <= _WORTH_THE_TIME else 7
        for suffix, make in (
            (".br", lambda: brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)),  # noqa: B023
            (".gz", lambda: gzip.compress(content, compresslevel=9, mtime=0)),  # noqa: B023
        ):
            packed = path.with_name(path.name + suffix)
            if not packed.exists():
                written += _write(packed, make(), len(content))
    return written


def _write(path: Path, packed: bytes, plain: int) -> bool:
    """Write a file that is smaller than what it is made of, whole or not at all."""
    if len(packed) >= plain:
        return False
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(packed)
    part.replace(path)
    return True


@dataclass(frozen=True, slots=True)
class _Asset:
    headers: Headers
    etag: str
    body: bytes


class Assets:
    """The WSGI application of ``/static/``: files of one directory, packed where the browser takes it."""

    def __init__(self, directory: Path) -> None:
        """Send files under ``directory``."""
        self._directory = directory
        self._held: dict[tuple[str, Encoding], _Asset] = {}
        self._size = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        name = environ["PATH_INFO"][len(ROUTE) :]
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        asset = self._held.get((name, encoding)) or self._read(name, encoding)
        if asset is None:
            body = b"There is no such file.\n"
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
            start_response("404 Not Found", headers)
        elif asset.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            body = b""
            start_response("304 Not Modified", asset.headers[:3])
        else:
            body = asset.body
            start_response("200 OK", asset.headers)
        return [body] if body and method == "GET" else []

    def _read(self, name: str, encoding: Encoding) -> _Asset | None:
        path = self._path(name)
        if path is None:
            return None
        asset = _loaded(path, encoding)
        if asset and _HASHED.search(name) and len(asset.body) <= _LARGEST_HELD:
            if self._size + len(asset.body) > _HELD:
                self._held, self._size = {}, 0
            self._held[name, encoding] = asset
            self._size += len(asset.body)
        return asset

    def _path(self, name: str) -> Path | None:
        """Return the file of that name; None for whatever would lead out of the directory."""
        if "\x00" in name or any(part in {"", ".", ".."} for part in name.split("/")):
            return None
        return self._directory / name


def _loaded(path: Path, encoding: Encoding) -> _Asset | None:
    choices: tuple[Encoding, ...] = (encoding, "identity") if path.suffix in _PACKED else ("identity",)
    for chosen in choices:
        try:
            body = path.with_name(path.name + _SUFFIX[chosen]).read_bytes()
            facts = path.stat()
        except OSError:
            continue
        hashed = _HASHED.search(path.name)
        known = hashed[1] if hashed else f"{facts.st_mtime_ns:x}-{facts.st_size:x}"
        etag = f'"{known}{_SUFFIX[chosen]}"'
        # The first three are those of a 304 as well (RFC 9110, 15.4.5).
        headers = [
            ("Cache-Control", _FOR_EVER if hashed else _ASK_AGAIN),
            ("ETag", etag),
            ("Vary", "Accept-Encoding"),
            ("Content-Type", _SORTS.get(path.suffix, "application/octet-stream")),
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if chosen != "identity":
            headers.append(("Content-Encoding", chosen))
        return _Asset(headers, etag, body)
    return None
