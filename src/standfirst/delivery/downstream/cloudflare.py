"""Cloudflare: keys in ``Cache-Tag``, purged by its API; on every plan since April 2025.

Keys are separated by commas; the header has at most 16 KB, about 1,000 keys, a key in a purge at most
1,024 characters (developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags). A purge names up to
100 keys, and the free plan takes five purges a minute (developers.cloudflare.com/cache/how-to/purge-cache).
There is no soft purge. ``Cloudflare-CDN-Cache-Control`` is for it alone and taken off
(developers.cloudflare.com/cache/concepts/cdn-cache-control).
"""

import json
from collections.abc import Iterable
from urllib.parse import quote

from standfirst.delivery.downstream.asking import Question, ask, check
from standfirst.delivery.downstream.labelling import Labelling, keys_to_purge, lasting
from standfirst.delivery.pages import Headers

ADDRESS = "https://api.cloudflare.com/client/v4"

_AT_ONCE = 100
_REFUSED = 400


def _life(life: int) -> Headers:
    return [("Cloudflare-CDN-Cache-Control", lasting(life))]


_LABELLING = Labelling("Cache-Tag", ",", longest=16_000, most=900, life=_life)


class Cloudflare:
    """One Cloudflare zone."""

    is_there = True

    def __init__(self, zone: str, token: str, address: str = ADDRESS) -> None:
        """Purge ``zone`` (its id) with ``token``, which needs the permission “Cache Purge”."""
        self._purging = f"{address}/zones/{quote(zone, safe='')}/purge_cache"
        self._token = token

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """See ``Labelling``."""
        return _LABELLING.labels(tags, until)

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Remove pages of ``tags`` and ``withdrawn``."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        for keys in keys_to_purge((*tags, *withdrawn), _AT_ONCE):
            body = json.dumps({"tags": keys}).encode()
            answer = ask("Cloudflare", Question("POST", self._purging, headers, body))
            if not json.loads(answer or b"{}").get("success"):
                check("Cloudflare", _REFUSED, answer.decode(errors="replace"))
