"""Dates and numbers as an edition writes them: its language, its zone, its digits."""

import zoneinfo
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

import babel
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.numbers import format_decimal
from markupsafe import Markup

from standfirst.editions.models import Edition

Style = Literal["full", "date", "day", "time", "stamp"]

# The first digit of each CLDR numbering system; Babel itself always writes Latin digits in dates.
_ZERO = {"latn": "0", "arab": "٠", "arabext": "۰", "deva": "०", "beng": "০"}


def moment(value: datetime, edition: Edition, style: Style = "full") -> Markup:
    """Return ``value`` as a ``<time>`` on the edition's clock; never relative, for pages are stored."""
    local = edition.local(value)
    clock = (str(local.tzinfo), local.utcoffset())
    return _moment(local, clock, edition.language, edition.numbering, style)


@lru_cache(maxsize=8192)
def _moment(local: datetime, _clock: object, language: str, numbering: str, style: Style) -> Markup:
    """Return ``local``; Python finds it equal on another clock, and in the hour that autumn repeats."""
    return Markup('<time datetime="{}">{}</time>').format(
        local.isoformat(timespec="minutes"), _in_words(local, language, numbering, style)
    )


def moment_in_words(value: datetime, edition: Edition, style: Style = "full") -> str:
    """Return ``value`` on the edition's clock: ``full`` is “22 November 2026, 05:17”."""
    return _in_words(edition.local(value), edition.language, edition.numbering, style)


def day_in_words(day: date, edition: Edition, style: Literal["long", "full"] = "long") -> str:
    """Return ``day`` as “22 November 2026”; with ``full`` the weekday stands before it."""
    return _day(day, edition.language, edition.numbering, style)


def number(value: float, edition: Edition) -> str:
    """Return ``value`` with the edition's separators and digits."""
    return _number(value, edition.language, edition.numbering)


def in_digits(text: str, numbering: str) -> str:
    """Return ``text`` with its Latin digits written in ``numbering`` (CLDR)."""
    zero = ord(_ZERO[numbering])
    return text.translate({ord("0") + digit: chr(zero + digit) for digit in range(10)})


@cache
def locale_of(language: str) -> babel.Locale:
    """Return the locale that dates follow: English of no country is written day first."""
    return babel.Locale("en", "GB") if language == "en" else babel.Locale.parse(language, sep="-")


def clock_locale(edition: Edition) -> str:
    """Return the locale for the browser's ``Intl``, numbering included, such as ``ar-u-nu-arab``."""
    return f"{str(locale_of(edition.language)).replace('_', '-')}-u-nu-{edition.numbering}"


def zone_name(edition: Edition) -> str:
    """Return the edition's time zone by name, which holds all year round."""
    return _zone_name(edition.time_zone, edition.language)


@cache
def _zone_name(zone: str, language: str) -> str:
    return str(get_timezone_name(zoneinfo.ZoneInfo(zone), locale=locale_of(language)))


@lru_cache(maxsize=1024)
def _number(value: float, language: str, numbering: str) -> str:
    written = format_decimal(value, locale=locale_of(language), numbering_system=numbering)
    return in_digits(written, numbering)


def _in_words(local: datetime, language: str, numbering: str, style: Style) -> str:
    if style == "date":
        return _day(local.date(), language, numbering)
    locale = locale_of(language)
    clock = in_digits(format_time(local, "short", locale=locale), numbering)
    if style == "time":
        return clock
    if style == "day":
        return in_digits(format_skeleton("MMMMd", local, locale=locale), numbering)
    day = (
        in_digits(format_skeleton("MMMd", local, locale=locale), numbering)
        if style == "stamp"
        else _day(local.date(), language, numbering)
    )
    return f"{day}{'، ' if locale.text_direction == 'rtl' else ', '}{clock}"


def _day(day: date, language: str, numbering: str, style: Literal["long", "full"] = "long") -> str:
    return in_digits(format_date(day, style, locale=locale_of(language)), numbering)
