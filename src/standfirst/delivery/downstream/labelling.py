"""By which words caches downstream know what a page depends on, and how long they may keep it.

Tags become keys as they stand (``story:81``): every cache takes visible ASCII without commas. Each page
has the key ``everything`` as well; one that depends on more than a cache remembers for a page has
``everything`` and ``many``, and every purge names ``many``: purged too often, never too seldom.
"""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from standfirst.delivery.pages import Headers

EVERYTHING, MANY = "everything", "many"

# How long a cache keeps what it is not told to drop, in seconds.
LIFE = 86_400
# With less than this left to be true, a page is not worth keeping elsewhere.
_SHORTEST_LIFE = 60
_ANSWERS_ON_FAILURE = 86_400

_PLAIN = re.compile(r"[!-+\--~]{1,100}")
# Whatever says to a cache, and to it alone, how long and by which keys it keeps an answer.
_FOR_CACHES = frozenset(
    {"surrogate-control", "cdn-cache-control", "cloudflare-cdn-cache-control"}
    | {"xkey", "surrogate-key", "cache-tag"}
)
# For what cannot be purged: caches and browsers ask again each time.
ASK_AGAIN = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Labelling:
    """How one kind of cache is told: the header of the keys, its limits, and the headers of a life.

    ``longest`` bounds the header's value in bytes, ``most`` the number of keys in it.
    """

    header: str
    separator: str
    longest: int
    most: int
    life: Callable[[int], Headers]

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """Return the headers of a page that depends on ``tags``, and until when it may be given out.

        A cache counts its life from when it gets the page. So what ends to be true at ``until`` is given
        out until a whole life before, then made anew with a shorter life.
        """
        left = until - time.time()
        life = int(min(LIFE, left / 2))
        if life < _SHORTEST_LIFE:
            return [], until
        return [(self.header, self.separator.join(self.keys(tags))), *self.life(life)], until - life

    def keys(self, tags: Iterable[str]) -> list[str]:
        """Return the keys of a page that depends on ``tags``."""
        keys = [EVERYTHING, *sorted({key_of(tag) for tag in tags})]
        length = sum(map(len, keys)) + len(self.separator) * len(keys)
        return keys if len(keys) <= self.most and length <= self.longest else [EVERYTHING, MANY]


def keys_to_purge(tags: Iterable[str], at_once: int) -> list[list[str]]:
    """Return the keys of every page that may depend on one of ``tags``, so many in each request."""
    keys = list(dict.fromkeys((MANY, *map(key_of, tags))))
    if EVERYTHING in keys:
        return [[EVERYTHING]]
    return [keys[first : first + at_once] for first in range(0, len(keys), at_once)]


def key_of(tag: str) -> str:
    """Return the key of a tag: the same, or its hash where a cache would not take it as it stands."""
    if _PLAIN.fullmatch(tag):
        return tag
    return "h-" + blake2b(tag.encode(), digest_size=10).hexdigest()


def surrogate_control(life: int) -> Headers:
    """Return the header by which Varnish (by our VCL) and Fastly are told how long they may keep a page.

    Nothing is served while it is renewed (a purge would be seen one reader late), but a day where the
    newsroom's machine does not answer.
    """
    return [("Surrogate-Control", lasting(life))]


def lasting(life: int) -> str:
    """Return the directives of a life (RFC 9111, 5.2; RFC 5861)."""
    return f"max-age={life}, stale-while-revalidate=0, stale-if-error={_ANSWERS_ON_FAILURE}"


def with_labels(headers: Headers, labels: Headers) -> Headers:
    """Return ``headers`` with ``labels``, which replace those of the same name."""
    said = {name.lower() for name, _ in labels}
    return [*(pair for pair in headers if pair[0].lower() not in said), *labels]


def without_labels(headers: Headers) -> Headers:
    """Return ``headers`` for an answer that no cache may keep, since it could not be purged."""
    left_out = _FOR_CACHES | {"cache-control"}
    return [*(pair for pair in headers if pair[0].lower() not in left_out), ("Cache-Control", ASK_AGAIN)]
