"""Sitemaps (sitemaps.org 0.9): an index over buckets of story ids that never shift, and the last two days.

A bucket holds the stories of a span of ids, so an old one changes only when a story in it does, and none
can outgrow what the protocol allows. What a bucket says is kept as a digest: only where that changes is its
page dropped and the date in the index moved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from standfirst.delivery.depending import depends_on, true_until
from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.events.announcing import announce
from standfirst.newsroom.listing import edition_list
from standfirst.newsroom.models import Correction, ListedStory, Story
from standfirst.newsroom.models.story import story_address
from standfirst.newsroom.reading import sections_of
from standfirst.syndication.characters import fit
from standfirst.syndication.events import SitemapChanged
from standfirst.syndication.models import SitemapBucket

# Ids in a bucket: small enough to be written anew at once, a tenth of what the protocol allows (50,000).
SPAN = 5_000
NEWS_FOR = timedelta(days=2)  # and at most so many: Google's limits for news
MOST_NEWS = 1_000

_CHUNK = 1_000
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One address and when what stands there last changed; None: not known."""

    address: str
    changed: datetime | None


def bucket_of(story_id: int) -> int:
    """Return the number of the bucket that a story is in, for ever."""
    return story_id // SPAN


def bucket_tag(edition_id: int, number: int) -> str:
    """Return what the page of a bucket depends on."""
    return f"sitemap:{edition_id}:{number}"


def index_tag(edition_id: int) -> str:
    """Return what an edition's index depends on."""
    return f"sitemap:{edition_id}"


# --- what readers get -------------------------------------------------------------------------------


def index_document(edition: Edition) -> Iterator[str]:
    """Yield an edition's index: its own pages, then the buckets that hold a story."""
    depends_on(index_tag(edition.pk), "editions")
    buckets = SitemapBucket.objects.filter(edition=edition, stories__gt=0).order_by("number")
    files: list[tuple[str, datetime | None]] = [("/sitemap-pages.xml", None)]
    files += [(f"/sitemap-stories-{one.number}.xml", one.changed_at) for one in buckets]
    yield f"{_XML}<sitemapindex {_SITEMAP}>\n"
    for path, changed in files:
        yield _element("sitemap", Entry(absolute(edition, edition.path(path)), changed), edition)
    yield "</sitemapindex>\n"


def bucket_document(edition: Edition, number: int) -> Iterator[str] | None:
    """Return the file of a bucket, piece by piece; None where it holds no story."""
    depends_on(bucket_tag(edition.pk, number), "editions")
    entries = entries_of(edition, number)
    first = next(entries, None)
    return None if first is None else _urlset(chain([first], entries), edition)


def pages_document(edition: Edition) -> Iterator[str]:
    """Yield the file of the pages that are not stories: front, all news, sections, corrections."""
    depends_on("editions")
    paths = ["/", "/latest/", "/corrections/"]
    addresses = [*map(edition.path, paths), *(section.address for section in sections_of(edition))]
    return _urlset((Entry(absolute(edition, path), None) for path in addresses), edition)


def news_document(edition: Edition) -> Iterator[str]:
    """Yield the stories of the last two days, as news search asks for them (Google News sitemaps)."""
    depends_on(f"list:{edition_list(edition)}", "editions", f"sections:{edition.pk}")
    since = timezone.now() - NEWS_FOR
    listed = ListedStory.objects.filter(list=edition_list(edition), published_at__gt=since)
    ids = list(listed.order_by("-published_at", "-story_id").values_list("story_id", flat=True)[:MOST_NEWS])
    depends_on(*(f"story:{pk}" for pk in ids))
    rows = Story.objects.filter(pk__in=ids, live=True, first_published_at__isnull=False).order_by(
        "-first_published_at", "-pk"
    )
    yield f"{_XML}<urlset {_SITEMAP} {_NEWS}>\n"
    for pk, section, slug, at, headline in rows.values_list(
        "pk", "section__slug", "slug", "first_published_at", "headline"
    ):
        true_until(at + NEWS_FOR)
        yield (
            f"<url><loc>{_escaped(absolute(edition, story_address(edition, section, at, pk, slug)))}</loc>"
            f"<news:news><news:publication><news:name>{_escaped(edition.name)}</news:name>"
            f"<news:language>{_language(edition)}</news:language></news:publication>"
            f"<news:publication_date>{_moment(at, edition)}</news:publication_date>"
            f"<news:title>{_escaped(headline)}</news:title></news:news></url>\n"
        )
    yield "</urlset>\n"


def robots(edition: Edition, editions: Iterable[Edition]) -> str:
    """Return ``robots.txt`` (RFC 9309) of the host that ``edition`` answers on, with all sitemaps there."""
    depends_on("editions")
    here = [one for one in editions if one.host == edition.host]
    private = (
        "/desk/",
        "/documents/",
        *(one.path(path) for one in here for path in ("/userbar/", "/account/")),
    )
    maps = [absolute(one, one.path(path)) for one in here for path in ("/sitemap.xml", "/news-sitemap.xml")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private), ""]
    return "\n".join([*lines, *(f"Sitemap: {address}" for address in maps), ""])


# --- keeping it true --------------------------------------------------------------------------------


def entries_of(edition: Edition, number: int) -> Iterator[Entry]:
    """Yield the live stories of a bucket in the order of their ids."""
    for pk, section, slug, at, changed in _rows(edition, number):
        yield Entry(absolute(edition, story_address(edition, section, at, pk, slug)), changed)


def _rows(edition: Edition, number: int) -> Iterator[tuple[int, str, str, datetime, datetime]]:
    """Yield id, section, slug, date and last change of the live stories of a bucket."""
    first, end = number * SPAN, (number + 1) * SPAN
    notes = Correction.objects.filter(edition=edition, story_id__gte=first, story_id__lt=end).order_by()
    corrected = dict(notes.values("story").annotate(last=Max("at")).values_list("story", "last"))
    stories = Story.objects.filter(edition=edition, live=True, pk__gte=first, pk__lt=end)
    rows = stories.order_by("pk").values_list(
        "pk", "section__slug", "slug", "first_published_at", "updated_at"
    )
    for pk, section, slug, at, updated in rows.iterator(chunk_size=_CHUNK):
        if at is not None:
            yield pk, section, slug, at, max(filter(None, (at, updated, corrected.get(pk))))


def renew(edition: Edition, numbers: Iterable[int]) -> list[int]:
    """Make the rows of buckets true, and announce those that say something else than before; return these."""
    return [number for number in sorted(set(numbers)) if _renewed(edition, number)]


def renew_all(edition: Edition) -> list[int]:
    """Make every bucket of an edition true: after its address changed, or a section's."""
    last = Story.objects.filter(edition=edition).aggregate(last=Max("pk"))["last"]
    return [] if last is None else renew(edition, range(bucket_of(last) + 1))


def _renewed(edition: Edition, number: int) -> bool:
    rows = SitemapBucket.objects.filter(edition=edition, number=number)
    if _said(edition, number)["digest"] == (rows.values_list("digest", flat=True).first() or ""):
        return False
    with transaction.atomic():
        former = rows.select_for_update().first()
        # Once more, now that nobody else is about it: what is written is never older than what was.
        said = _said(edition, number)
        SitemapBucket.objects.update_or_create(
            edition=edition, number=number, defaults={**said, "changed_at": timezone.now()}
        )
        touched = (bucket_tag(edition.pk, number), index_tag(edition.pk))
        # A story that was withdrawn is not even to be named where rendering fails.
        withdrawn = touched[:1] if former and former.stories > said["stories"] else ()
        announce(SitemapChanged(edition=edition.pk, bucket=number, touches=touched, withdraws=withdrawn))
    return True


def _said(edition: Edition, number: int) -> dict[str, Any]:
    """Return a digest of what a bucket's file says (empty where it holds no story), and how many it holds."""
    digest, count = blake2b(f"{absolute(edition, edition.path())} {edition.zone}".encode(), digest_size=16), 0
    for row in _rows(edition, number):
        digest.update(repr(row).encode())
        count += 1
    return {"digest": digest.hexdigest() if count else "", "stories": count}


# --- writing ----------------------------------------------------------------------------------------


def _urlset(entries: Iterable[Entry], edition: Edition) -> Iterator[str]:
    yield f"{_XML}<urlset {_SITEMAP}>\n"
    for entry in entries:
        yield _element("url", entry, edition)
    yield "</urlset>\n"


def _element(name: str, entry: Entry, edition: Edition) -> str:
    changed = f"<lastmod>{_moment(entry.changed, edition)}</lastmod>" if entry.changed else ""
    return f"<{name}><loc>{_escaped(entry.address)}</loc>{changed}</{name}>\n"


def _moment(moment: datetime, edition: Edition) -> str:
    """Return ``moment`` as W3C's date and time with a zone (NOTE-datetime)."""
    return edition.local(moment).isoformat(timespec="seconds")


def _escaped(text: str) -> str:
    return escape(fit(text))


def _language(edition: Edition) -> str:
    """Return ISO 639's code, as news sitemaps ask for; only Chinese is told by its script."""
    locale = edition.locale
    if locale.language == "zh":
        return "zh-tw" if locale.script == "Hant" or locale.territory in {"TW", "HK", "MO"} else "zh-cn"
    return str(locale.language)
