"""Short links: ``/s/<code>`` leads to a story for good, and how often is counted."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.utils import timezone
from sqids import Sqids

from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Story
from standfirst.syndication.models import ShortLinkUse, SiteKey

logger = logging.getLogger("standfirst.syndication")

SHORTEST = 5
_CODE = re.compile(r"[A-Za-z0-9]{5,20}")
_NO_ID = 2**63
# Uses are written together so many seconds after the first; a process that ends loses those.
KEPT_FOR = 3.0


# --- codes and addresses ----------------------------------------------------------------------------


def code_of(story_id: int) -> str:
    """Return the code of a story: of its id alone, so that it survives every change of its address."""
    return str(_codes().encode([story_id]))


def story_id_of(code: str) -> int | None:
    """Return the id that ``code`` stands for; None for what is no code of this site.

    Only the one way of writing an id is a code (Sqids can read several).
    """
    if not _CODE.fullmatch(code):
        return None
    codes = _codes()
    ids = codes.decode(code)
    if len(ids) != 1 or ids[0] >= _NO_ID or codes.encode(ids) != code:
        return None
    return int(ids[0])


def short_address(story_id: int) -> str:
    """Return a story's short link in full, on the short host where the operator set one."""
    base = getattr(settings, "SHORT_URL", "") or settings.BASE_URL
    return f"{base}/s/{code_of(story_id)}"


def qr_svg(address: str) -> bytes:
    """Return a QR code of ``address`` as SVG, dark on light with the quiet zone that scanners need."""
    import segno  # only whoever asks for a code pays for it

    written = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(written, kind="svg", scale=8, border=4, dark="#000", light="#fff", title=address, xmldecl=False)
    return written.getvalue()


def _codes() -> Sqids:
    return _codes_in(SiteKey.get().alphabet)


@lru_cache(maxsize=4)
def _codes_in(alphabet: str) -> Sqids:
    # It goes through its list of words that no code may spell.
    return Sqids(alphabet=alphabet, min_length=SHORTEST)


# --- the share row ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Network:
    """A network and the plain link that opens its own form; nothing of it is loaded before a click."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the share row of a story offers: ``short`` to copy and for the device's own share sheet."""

    title: str
    short: str
    qr: str  # within the edition, so that a page may show it
    mail: str
    networks: Sequence[Network]


def sharing_of(story_id: int, headline: str, edition: Edition) -> Sharing:
    """Return the share row of a story."""
    short = short_address(story_id)
    letter = {"subject": headline, "body": f"{headline}\n\n{short}"}
    mail = f"mailto:?{urlencode(letter, quote_via=quote)}"
    networks = [Network(name, _filled(pattern, headline, short)) for name, pattern in _NETWORKS]
    return Sharing(headline, short, edition.path(f"/s/{code_of(story_id)}.svg"), mail, networks)


def _filled(pattern: str, headline: str, short: str) -> str:
    both = quote(f"{headline} {short}", safe="")
    return pattern.format(title=quote(headline, safe=""), url=quote(short, safe=""), both=both)


_NETWORKS = (
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("X", "https://x.com/intent/post?text={title}&url={url}"),
    ("WhatsApp", "https://wa.me/?text={both}"),
    ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={both}"),
    ("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
)


# --- where a code leads, and how often --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a code leads; ``gone``: to a story that was taken down."""

    address: str
    gone: bool = False


def destination_of(story_id: int) -> Destination | None:
    """Return where readers are sent; None where there is nothing that they may read."""
    found = Story.objects.filter(pk=story_id).select_related("section", "edition").defer("body").first()
    if found is None or not (found.live or found.taken_down_at):
        return None
    return Destination(absolute(found.edition, found.address), gone=found.taken_down_at is not None)


class Uses:
    """Counts uses in memory and writes them together; nothing about who followed a link is looked at."""

    def __init__(self, later: Callable[[Callable[[], object]], object]) -> None:
        """Write when ``later`` calls back."""
        self._later = later
        self._counts: Counter[int] = Counter()
        self._last = timezone.now()
        self._waiting = False
        self._lock = threading.Lock()

    def add(self, story_id: int) -> None:
        """Count one use."""
        with self._lock:
            first, self._waiting = not self._waiting, True
            self._counts[story_id] += 1
            self._last = timezone.now()
        if first:
            self._later(self.write)

    def write(self) -> None:
        """Write what was counted; what cannot be written is written with the next use."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            last, self._waiting = self._last, False
        try:
            _write(counts, last)
        except Exception:
            logger.exception("uses of short links not written yet")
            with self._lock:
                self._counts.update(counts)


@transaction.atomic
def _write(counts: Counter[int], last: datetime) -> None:
    # In one order, so that two processes never wait for each other; deleted stories are left out.
    known = Story.objects.filter(pk__in=counts).order_by("pk").values_list("pk", flat=True)
    for story_id in known:
        ShortLinkUse.objects.update_or_create(
            story_id=story_id,
            defaults={"count": F("count") + counts[story_id], "last_at": last},
            create_defaults={"count": counts[story_id], "last_at": last},
        )


def _after_a_moment(write: Callable[[], object]) -> None:
    def work() -> None:
        try:
            write()
        finally:
            connections.close_all()

    timer = threading.Timer(KEPT_FOR, work)
    timer.daemon = True
    timer.start()


uses = Uses(_after_a_moment)
