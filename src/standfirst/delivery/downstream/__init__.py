"""Caches in front of the site, and how each is told what a page depends on and which pages changed."""

from collections.abc import Iterable
from functools import cache
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from standfirst.delivery.downstream import cloudflare, fastly
from standfirst.delivery.downstream.cloudflare import Cloudflare
from standfirst.delivery.downstream.cloudfront import CloudFront
from standfirst.delivery.downstream.fastly import Fastly
from standfirst.delivery.downstream.null import NoCache
from standfirst.delivery.downstream.varnish import Varnish
from standfirst.delivery.pages import Headers


class Downstream(Protocol):
    """A cache in front of the site."""

    is_there: bool

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """Return the headers of a page that depends on ``tags`` and is true until ``until``.

        Also until when the page may be given out with them.
        """

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Let the cache ask again for what depends on ``tags``; never show again what shows ``withdrawn``.

        Raises NotPurgedError where another try may help, RefusedError where none does.
        """


@cache
def downstream_of(url: str, token: str = "") -> Downstream:
    """Return the cache that DOWNSTREAM_URL and DOWNSTREAM_TOKEN name.

    ``?endpoint=`` names another address of the vendor's API. Raises ValueError with a sentence.
    """
    parts = urlsplit(url)
    endpoint = parse_qs(parts.query).get("endpoint", [""])[0]
    if parts.scheme == "null":
        return NoCache()
    if not parts.netloc:
        raise ValueError(
            f"DOWNSTREAM_URL must name a server, service, zone or distribution: “{url}” does not."
        )
    if parts.scheme == "varnish":
        return Varnish(parts.netloc.split(","))
    if parts.scheme == "cloudfront":
        return CloudFront(parts.netloc, endpoint)
    if parts.scheme in {"fastly", "cloudflare"} and not token:
        raise ValueError(f"DOWNSTREAM_URL={url} needs DOWNSTREAM_TOKEN.")
    if parts.scheme == "fastly":
        return Fastly(parts.netloc, token, endpoint or fastly.ADDRESS)
    if parts.scheme == "cloudflare":
        return Cloudflare(parts.netloc, token, endpoint or cloudflare.ADDRESS)
    raise ValueError(
        "DOWNSTREAM_URL must begin with null://, varnish://, fastly://, cloudflare:// or cloudfront://,"
        f" not “{url}”."
    )
