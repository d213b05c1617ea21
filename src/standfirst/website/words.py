"""The words that reader templates speak."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import babel
from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from standfirst.editions.addresses import absolute, address_in
from standfirst.media.showing import credit_of
from standfirst.newsroom.rich_text import as_html
from standfirst.website import dates, pictures
from standfirst.website.keeping import KeptExtension, Macros
from standfirst.website.story_page import page_of

_EXTENSIONS: list[str | type[Extension]] = [
    "jinja2.ext.i18n",
    "wagtail.admin.jinja2tags.userbar",
    KeptExtension,
]
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>")
# Digits of any script with separators, a sign before, a unit or percent sign after; or nothing.
_FIGURE = re.compile(r"[+−–-]?\d[\d.,٫٬\s]*(?:[%٪]|\s?\w{1,2})?|[–—-]?")


def environment(**options: Any) -> Environment:
    """Return Jinja's environment for reader pages."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    words = Environment(extensions=_EXTENSIONS, **options)  # noqa: S701  (Django's backend escapes)
    words.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    words.globals |= {
        "_": spoken,
        "absolute": absolute,
        "address_in": address_in,
        "clock_locale": dates.clock_locale,
        "credit_of": credit_of,
        "day_in_words": dates.day_in_words,
        "figure_columns": figure_columns,
        "language_name": language_name,
        "alt_of": pictures.alt_of,
        "largest_jpeg": pictures.largest_jpeg,
        "page_of": page_of,
        "picture": pictures.picture,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "size_at": pictures.size_at,
        "static": cache(static),
        "zone_name": dates.zone_name,
    }
    # Macros, by the file that they stand in.
    words.globals |= {name: Macros(words, f"website/{name}.html") for name in ("parts", "blocks")}
    words.filters |= {"moment": dates.moment, "number": dates.number, "rich": rich}
    return words


def spoken(message: str, **values: Any) -> Markup:
    """Return ``message`` in the language of the page, with ``values`` (escaped) in their places."""
    return _spoken(message, translation.get_language()) % values


@cache
def _spoken(message: str, _language: str | None) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704  (our own words)


def rich(stored: Any, dateline: str = "") -> Markup:
    """Return rich text, as Wagtail stores it, as HTML; it was cleaned when it was saved.

    ``dateline`` is set at the beginning of the first paragraph.
    """
    html = as_html(stored)
    if dateline:
        opening = Markup('<span class="dateline">{}</span>').format(dateline)
        html = _PARAGRAPH.sub(lambda found: f"{found[0]}{opening}", html, count=1)
    return Markup(html)  # noqa: S704


def figure_columns(rows: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the places of the columns that hold figures only, so that they can be lined up."""
    columns = zip(*(row["values"] for row in rows), strict=False)
    return {
        place
        for place, cells in enumerate(columns)
        if all(_FIGURE.fullmatch(str(cell).strip()) for cell in cells)
    }


@cache
def language_name(code: str) -> str:
    """Return a language's name in that language, such as “Français”."""
    locale = babel.Locale.parse(code, sep="-")
    name = str(locale.get_display_name(locale) or code)
    return name[:1].upper() + name[1:]
