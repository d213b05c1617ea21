"""Time to the first story page, and what that page weighs: ``python -m benchmarks.starting``.

A first start makes the database and the demo editions; the others are those that are promised: to a page
that was ready before in half a second, to one that must be rendered in 1.6 s (best of three each: other
programs of the machine can only make it slower). Exit status 1 when that, 30 KB of script, or one host
alone is not kept.
"""

import argparse
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
MOST_TO_READY, MOST_TO_RENDERED, MOST_SCRIPT = 0.5, 1.6, 30_000
_STARTS = 3
_PATIENCE = 300
_STORY = re.compile(r'href="((?:/\w{2})?/[^/"]+/\d{8}\d+-[^/"]*/)"')
_TAGS = re.compile(r"<(link|script|img|source|iframe)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FONT = re.compile(r"url\([\"']?([^)\"']+\.woff2)")


@dataclass(slots=True)
class Weight:
    """Bytes of one story page by sort, plain and as sent to a browser that takes Brotli."""

    path: str
    plain: dict[str, int] = field(default_factory=dict)
    packed: dict[str, int] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def add(self, sort: str, plain: bytes, sent: bytes) -> None:
        """Count one file."""
        self.plain[sort] = self.plain.get(sort, 0) + len(plain)
        self.packed[sort] = self.packed.get(sort, 0) + len(sent)


def main() -> int:
    """Start again and again, weigh the story pages of every edition, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starting", description=__doc__)
    parser.add_argument("--port", type=int, default=8105)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="standfirst-start-") as data:
        with _started(port, data) as begun:
            ready, *others = _stories_on(port, "/")
            _await(port, ready)
            first = time.monotonic() - begun
        to_ready = [_seconds_to(port, data, ready) for _ in range(_STARTS)]
        to_rendered = [_seconds_to(port, data, story) for story in others[:_STARTS]]
        with _started(port, data):
            _await(port, ready)
            weights = [_weigh(port, path) for path in _stories(port)]
    report = "\n".join(_report(first, to_ready, to_rendered, weights))
    print(report)
    results = ROOT / "benchmarks" / "results" / f"{datetime.now(UTC):%Y-%m-%d}-starting.md"
    results.parent.mkdir(exist_ok=True)
    results.write_text(report + "\n")
    kept = min(to_ready) <= MOST_TO_READY and min(to_rendered) <= MOST_TO_RENDERED
    kept = kept and all(one.plain.get("script", 0) <= MOST_SCRIPT and not one.elsewhere for one in weights)
    return 0 if kept else 1


@contextmanager
def _started(port: int, data: str) -> Iterator[float]:
    """Run ``bin/run`` for as long as the block lasts; give the moment it was typed."""
    begun = time.monotonic()
    server = subprocess.Popen(
        [ROOT / "bin" / "run", "--port", str(port), "--data", data], stdout=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        yield begun
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _seconds_to(port: int, data: str, path: str) -> float:
    """Start, and return the seconds until ``path`` was answered."""
    with _started(port, data) as begun:
        _await(port, path)
        return time.monotonic() - begun


def _get(port: int, path: str, accepted: str = "identity") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", quote(path, safe="/?=&%"), headers={"Accept-Encoding": accepted})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _await(port: int, path: str) -> bytes:
    """Ask for ``path`` until it is answered."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            status, content = _get(port, path)
        except (OSError, http.client.HTTPException):
            status, content = 0, b""
        if status == http.HTTPStatus.OK:
            return content
        time.sleep(0.01)
    raise TimeoutError(f"{path} was not answered within {_PATIENCE} seconds")


def _stories_on(port: int, front: str) -> list[str]:
    """Return the addresses of the stories on ``front``, each once, in order."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if found := _STORY.findall(_await(port, front).decode()):
            return list(dict.fromkeys(found))
        time.sleep(0.05)
    raise TimeoutError(f"{front} shows no story")


def _stories(port: int) -> list[str]:
    """Return one story of each demo edition."""
    fronts = [front for front in ("/", "/fr/", "/ar/") if _get(port, front)[0] == http.HTTPStatus.OK]
    return [_stories_on(port, front)[0] for front in fronts]


def _weigh(port: int, path: str) -> Weight:
    """Return what a reader's browser fetches for the story at ``path``, pictures left out."""
    weight = Weight(path)
    html = _await(port, path)
    weight.add("html", html, _get(port, path, "br")[1])
    for tag, written in _TAGS.findall(html.decode()):
        attributes = dict(_ATTRIBUTE.findall(written))
        address = attributes.get("src") or attributes.get("href", "")
        loaded = tag != "link" or attributes.get("rel") in {"stylesheet", "preload", "icon", "manifest"}
        if loaded and urlsplit(address).netloc not in {"", f"localhost:{port}"}:
            weight.elsewhere.append(address)
        elif sort := _sort_of(tag, attributes):
            _add_file(weight, port, sort, urljoin(path, address))
    return weight


def _sort_of(tag: str, attributes: dict[str, str]) -> str:
    if tag == "script" and "src" in attributes:
        return "script"
    if tag != "link":
        return ""
    if attributes.get("rel") == "stylesheet":
        return "css"
    return "fonts preloaded" if attributes.get("as") == "font" else ""


def _add_file(weight: Weight, port: int, sort: str, path: str) -> None:
    content = _await(port, path)
    weight.add(sort, content, _get(port, path, "br")[1])
    if sort == "css":
        for name in sorted(set(_FONT.findall(content.decode()))):
            font = _await(port, urljoin(path, name))
            weight.add("fonts", font, font)


def _report(
    first: float, to_ready: list[float], to_rendered: list[float], weights: list[Weight]
) -> Iterator[str]:
    yield "# From bin/run to the first story page, and what it weighs"
    yield ""
    yield f"- First start, with database and demo editions: {first:.1f} s."
    yield f"- To a page that was ready before: {_each(to_ready)} s (bound {MOST_TO_READY} s)."
    yield f"- To a page that must be rendered: {_each(to_rendered)} s (bound {MOST_TO_RENDERED} s)."
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"- Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {load}."
    yield "- Bytes plain (in brackets: as sent). Fonts: all that the style sheets name; preloaded: at once."
    yield ""
    sorts = sorted({sort for one in weights for sort in one.plain})
    yield f"| story page | {' | '.join(sorts)} | other hosts |"
    yield f"|---|{'--:|' * len(sorts)}---|"
    for one in weights:
        cells = [f"{one.plain.get(sort, 0):,} ({one.packed.get(sort, 0):,})" for sort in sorts]
        yield f"| {one.path} | {' | '.join(cells)} | {', '.join(one.elsewhere) or 'none'} |"


def _each(seconds: list[float]) -> str:
    return ", ".join(f"{one:.2f}" for one in sorted(seconds))


if __name__ == "__main__":
    sys.exit(main())
