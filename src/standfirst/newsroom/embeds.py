"""What may be embedded, and from whom; nothing here asks the network."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

WIDE = "16x9"
SQUARE = "1x1"
TALL = "9x16"
AUDIO = "audio"
POST = "post"


@dataclass(frozen=True, slots=True)
class Embed:
    """Something on another host: what the cover says, and what a click loads.

    ``shape`` is the class of box that is reserved for it; ``frame_address`` is None when the host
    offers nothing to frame, and the cover is a plain link.
    """

    provider: str
    host: str
    address: str
    frame_address: str | None
    shape: str


@dataclass(frozen=True, slots=True)
class _Provider:
    name: str
    hosts: tuple[str, ...]
    shape: str
    frame: Callable[[str, str, dict[str, list[str]]], str | None]


def embed_of(address: str) -> Embed | None:
    """Return what ``address`` embeds as; None when its host is not on the built-in list."""
    host = web_host(address).removeprefix("www.").removeprefix("m.")
    if not host:
        return None
    parts = urlsplit(address)
    for provider in _PROVIDERS:
        if host in provider.hosts:
            frame = provider.frame(address, parts.path, parse_qs(parts.query))
            framed_by = urlsplit(frame).hostname if frame else host
            return Embed(provider.name, framed_by or host, address, frame, provider.shape)
    return None


def web_host(address: str) -> str:
    """Return the host of a web address; nothing for any other address, such as ``javascript:``."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} else ""


def known_hosts() -> frozenset[str]:
    """Return the hosts of the built-in list."""
    return frozenset(host for provider in _PROVIDERS for host in provider.hosts)


def _by_pattern(pattern: str, frame: str) -> Callable[[str, str, dict[str, list[str]]], str | None]:
    compiled = re.compile(pattern)

    def build(_address: str, path: str, _query: dict[str, list[str]]) -> str | None:
        match = compiled.search(path)
        return frame.format(*match.groups()) if match else None

    return build


def _by_whole_address(frame: str) -> Callable[[str, str, dict[str, list[str]]], str | None]:
    return lambda address, _path, _query: frame.format(quote(address, safe=""))


def _youtube(_address: str, path: str, query: dict[str, list[str]]) -> str | None:
    found = re.fullmatch(r"/(?:embed/|shorts/|live/|v/)?([\w-]{11})/?", path)
    video = query.get("v", [found.group(1) if found else ""])[0]
    if not re.fullmatch(r"[\w-]{11}", video):
        return None
    return f"https://www.youtube-nocookie.com/embed/{video}"


def _vimeo(_address: str, path: str, _query: dict[str, list[str]]) -> str | None:
    match = re.search(r"/(\d+)(?:/([0-9a-f]+))?/?$", path)
    if not match:
        return None
    private = f"&h={match.group(2)}" if match.group(2) else ""
    return f"https://player.vimeo.com/video/{match.group(1)}?dnt=1{private}"


def _facebook(address: str, path: str, _query: dict[str, list[str]]) -> str:
    plugin = "video" if re.search(r"/(?:videos|watch|reel)", path) else "post"
    return f"https://www.facebook.com/plugins/{plugin}.php?href={quote(address, safe='')}"


_PROVIDERS = (
    _Provider("YouTube", ("youtube.com", "youtu.be", "youtube-nocookie.com"), WIDE, _youtube),
    _Provider("Vimeo", ("vimeo.com", "player.vimeo.com"), WIDE, _vimeo),
    _Provider(
        "Spreaker",
        ("spreaker.com",),
        AUDIO,
        _by_pattern(
            r"/(?:episode|user/[^/]+)/(?:.*?--?)?(\d+)/?$",
            "https://widget.spreaker.com/player?episode_id={0}",
        ),
    ),
    _Provider(
        "SoundCloud",
        ("soundcloud.com",),
        AUDIO,
        _by_whole_address("https://w.soundcloud.com/player/?url={0}"),
    ),
    _Provider(
        "X",
        ("x.com", "twitter.com"),
        POST,
        _by_pattern(r"/status(?:es)?/(\d+)", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={0}"),
    ),
    _Provider("Facebook", ("facebook.com", "fb.watch"), POST, _facebook),
    _Provider(
        "Instagram",
        ("instagram.com",),
        POST,
        _by_pattern(r"/(p|reel|tv)/([\w-]+)", "https://www.instagram.com/{0}/{1}/embed/"),
    ),
    _Provider(
        "TikTok", ("tiktok.com",), TALL, _by_pattern(r"/video/(\d+)", "https://www.tiktok.com/embed/v2/{0}")
    ),
    _Provider("Telegram", ("t.me",), POST, _by_pattern(r"^/([\w]+/\d+)/?$", "https://t.me/{0}?embed=1")),
)
