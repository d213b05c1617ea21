"""Which addresses are something that a story can embed, and in which one form they are kept.

Exports hold the same video as a page address, as a short link and as the source of a frame. The
newsroom stores the page address only, so each known frame is led back to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, urlsplit

_HOSTS = (
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "spreaker.com",
    "soundcloud.com",
    "x.com",
    "twitter.com",
    "facebook.com",
    "fb.watch",
    "instagram.com",
    "tiktok.com",
    "t.me",
)


def embed_address(address: str) -> str:
    """Return the page address to embed, or nothing when no known provider stands behind it."""
    try:
        parts = urlsplit(_absolute(address))
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = parts.port
    except ValueError:
        return ""
    provider = next((name for name in _HOSTS if host == name or host.endswith("." + name)), "")
    if not provider or parts.scheme not in {"http", "https"} or port not in {None, 80, 443}:
        return ""
    page = _PAGES[provider](parts)
    return page if page and " " not in page else ""


def youtube_address(key: str) -> str:
    """Return the page of a YouTube video whose key alone is known."""
    return f"https://www.youtube.com/watch?v={key}" if re.fullmatch(r"[\w-]{11}", key) else ""


def vimeo_address(key: str) -> str:
    """Return the page of a Vimeo video whose number alone is known."""
    return f"https://vimeo.com/{key}" if key.isdecimal() else ""


def _absolute(address: str) -> str:
    address = address.strip()
    return f"https:{address}" if address.startswith("//") else address


def _same(parts: SplitResult) -> str:
    if parts.path.strip("/") == "":
        return ""
    return parts._replace(scheme="https", netloc=parts.hostname or "").geturl()


def _query(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _steps(parts: SplitResult) -> list[str]:
    return [step for step in parts.path.split("/") if step]


def _youtube(parts: SplitResult) -> str:
    steps = _steps(parts)
    if steps and steps[0] in {"embed", "v", "shorts", "live"} and len(steps) > 1:
        if steps[1] == "videoseries":
            return _youtube_list(parts)
        return youtube_address(steps[1])
    if steps and steps[0] == "playlist":
        return _youtube_list(parts)
    return youtube_address(_query(parts, "v"))


def _youtube_list(parts: SplitResult) -> str:
    name = _query(parts, "list")
    return f"https://www.youtube.com/playlist?list={name}" if name else ""


def _youtu_be(parts: SplitResult) -> str:
    return youtube_address("".join(_steps(parts)[:1]))


def _vimeo(parts: SplitResult) -> str:
    numbers = [step for step in _steps(parts) if step.isdecimal()]
    return vimeo_address(numbers[0]) if numbers else ""


def _spreaker(parts: SplitResult) -> str:
    if parts.hostname == "widget.spreaker.com":
        for kind in ("episode", "show"):
            if key := _query(parts, f"{kind}_id"):
                return f"https://www.spreaker.com/{kind}/{key}"
        return ""
    return _same(parts)


def _soundcloud(parts: SplitResult) -> str:
    if parts.hostname == "w.soundcloud.com":
        inner = urlsplit(_query(parts, "url"))
        host = inner.hostname or ""
        known = host == "soundcloud.com" or host.endswith(".soundcloud.com")
        return _same(inner) if known else ""
    return _same(parts)


def _x(parts: SplitResult) -> str:
    if "status" not in _steps(parts):
        return ""
    return f"https://x.com{parts.path}"


def _facebook(parts: SplitResult) -> str:
    if parts.path.startswith("/plugins/"):
        href = _query(parts, "href")
        inner = urlsplit(href)
        known = (inner.hostname or "").removeprefix("www.") == "facebook.com"
        return _same(inner) if known else ""
    return _same(parts)


def _instagram(parts: SplitResult) -> str:
    steps = _steps(parts)
    shown = {"p", "reel", "tv"}
    for kind, key in pairwise(steps):
        if kind in shown:
            return f"https://www.instagram.com/{kind}/{key}/"
    return ""


def _tiktok(parts: SplitResult) -> str:
    return _same(parts._replace(query=""))


def _telegram(parts: SplitResult) -> str:
    steps = [step for step in _steps(parts) if step != "s"]
    return "https://t.me/" + "/".join(steps) if len(steps) > 1 else ""


_PAGES: dict[str, Callable[[SplitResult], str]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    "vimeo.com": _vimeo,
    "spreaker.com": _spreaker,
    "soundcloud.com": _soundcloud,
    "x.com": _x,
    "twitter.com": _x,
    "facebook.com": _facebook,
    "fb.watch": _same,
    "instagram.com": _instagram,
    "tiktok.com": _tiktok,
    "t.me": _telegram,
}
