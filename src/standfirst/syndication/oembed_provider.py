"""Our stories on other people's pages: what oEmbed (oembed.com) answers, and the card that it frames."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from standfirst.delivery.depending import depends_on
from standfirst.editions.addresses import absolute
from standfirst.editions.choosing import edition_of, path_within
from standfirst.editions.models import Edition
from standfirst.newsroom.cards import Card, cards
from standfirst.syndication.characters import fit
from standfirst.syndication.images import Image, image_of

ENDPOINT = "/api/oembed"
WIDEST = 640
# How long a consumer may keep an answer, in seconds; what was taken down is gone from its card at once.
CACHE_AGE = 3600

_STORY = re.compile(r"/[^/]+/\d{8}(\d{1,18})(?:-[^/]*)?/(?:card/)?")
_WORDS_HEIGHT = 150

STYLE = (
    ":root{color-scheme:light dark;font:16px/1.4 Georgia,'Noto Naskh Arabic',serif}"
    "body{margin:0}"
    "a{display:flex;flex-direction:column;box-sizing:border-box;height:100vh;overflow:hidden;"
    "border:1px solid #8886;border-radius:4px;"
    "color:CanvasText;background:Canvas;text-decoration:none}"
    "a:hover h1,a:focus h1{text-decoration:underline}"
    "img{flex:1 1 0;min-height:0;width:100%;object-fit:cover}"
    "div{flex:none;padding:12px 14px}"
    "p{margin:0;font:13px/1.4 system-ui,sans-serif;color:color-mix(in srgb,CanvasText 75%,Canvas)}"
    "h1{margin:4px 0;font-size:19px;line-height:1.25;display:-webkit-box;-webkit-line-clamp:3;"
    "-webkit-box-orient:vertical;overflow:hidden}"
)
# The card's one style, by its content (CSP 3, 6.7.3): nothing else may be in it.
STYLE_SOURCE = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a frame in CSS pixels."""

    width: int
    height: int


def story_at(address: str, editions: Sequence[Edition]) -> Card | None:
    """Return the live story that an address of this site leads to, whatever words are in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    edition = edition_of(editions, parts.netloc, parts.path)
    if parts.scheme not in {"http", "https"} or edition is None:
        return None
    if parts.netloc.lower() != urlsplit(absolute(edition, "/")).netloc.lower():
        return None
    found = _STORY.fullmatch(path_within(edition, parts.path))
    return card_of(edition, int(found[1])) if found else None


def card_of(edition: Edition, story_id: int) -> Card | None:
    """Return a live story of an edition; None for any other."""
    if story_id >= 2**63:
        return None
    return cards([story_id], edition).get(story_id)


def answer(story: Card, width: int | None = None, height: int | None = None) -> dict[str, Any]:
    """Return the oEmbed answer for a story: a frame with its card, no larger than asked for (2.2)."""
    edition = story.edition
    image = image_of(story.photo, edition)
    size = size_of(image, width, height)
    said: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": fit(story.headline),
        "author_name": fit(", ".join(story.authors)),
        "provider_name": fit(edition.name),
        "provider_url": absolute(edition, edition.path("/")),
        "cache_age": CACHE_AGE,
        "html": frame(story, size),
        "width": size.width,
        "height": size.height,
    }
    thumbnail = _fitting(story, edition, width, height)
    if thumbnail:
        said |= {
            "thumbnail_url": thumbnail.address,
            "thumbnail_width": thumbnail.width,
            "thumbnail_height": thumbnail.height,
        }
    return {name: value for name, value in said.items() if value != ""}


def endpoint_for(edition: Edition, address: str) -> str:
    """Return the address that answers for a story's, for ``<link type="application/json+oembed">``."""
    asked = urlencode({"url": absolute(edition, address), "format": "json"})
    return f"{absolute(edition, edition.path(ENDPOINT))}?{asked}"


def frame(story: Card, size: Size) -> str:
    """Return the frame as HTML: it may open the story in a new tab, and nothing else."""
    source = absolute(story.edition, f"{story.address}card/")
    return (
        f'<iframe src="{escape(source)}" width="{size.width}" height="{size.height}"'
        f' title="{escape(fit(story.headline))}" loading="lazy" style="border:0;max-width:100%"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )


def size_of(image: Image | None, width: int | None, height: int | None) -> Size:
    """Return the size of a card within ``width`` and ``height`` (None: any)."""
    wide = max(1, min(WIDEST, width or WIDEST))
    tall = _WORDS_HEIGHT + (wide * 9 // 16 if image else 0)
    return Size(wide, max(1, min(tall, height or tall)))


def card_document(story: Card) -> Markup:
    """Return the card as a whole page: picture, paper, headline; all of it one link."""
    depends_on("editions")
    edition = story.edition
    image = image_of(story.photo, edition, width=640)
    picture = (
        Markup('<img src="{}" width="{}" height="{}" alt="{}">').format(
            image.address, image.width, image.height, image.alt
        )
        if image
        else ""
    )
    credit = Markup("<p>{}</p>").format(image.credit) if image and image.credit else ""
    return Markup(
        '<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        '<link rel="canonical" href="{}"><style>{}</style></head><body><main>'
        '<a href="{}" target="_blank" rel="noopener">{}<div><p>{}</p><h1>{}</h1>{}</div></a>'
        "</main></body></html>"
    ).format(
        edition.language,
        edition.direction,
        fit(story.headline),
        absolute(edition, story.address),
        Markup(STYLE),  # noqa: S704
        absolute(edition, story.address),
        picture,
        fit(edition.name),
        fit(story.headline),
        credit,
    )


def _fitting(story: Card, edition: Edition, width: int | None, height: int | None) -> Image | None:
    """Return the largest picture within what was asked for; none where even the smallest is too large."""
    widths = sorted(story.photo.rendition_widths, reverse=True) if story.photo else []
    for one in widths:
        image = image_of(story.photo, edition, width=one)
        if image and image.width <= (width or 1280) and image.height <= (height or 1280):
            return image
    return None
