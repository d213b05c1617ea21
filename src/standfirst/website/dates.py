"""Dates and numbers as an edition writes them: its language, its zone, its digits."""

import zoneinfo
from datetime import date, datetime
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
    return Markup('<time datetime="{}">{}</time>').format(
        local.isoformat(timespec="minutes"), moment_in_words(value, edition, style)
    )


def moment_in_words(value: datetime, edition: Edition, style: Style = "full") -> str:
    """Return ``value`` on the edition's clock: ``full`` is “22 November 2026, 05:17”."""
    local, locale = edition.local(value), locale_of(edition)
    if style == "date":
        return day_in_words(local.date(), edition)
    clock = in_digits(format_time(local, "short", locale=locale), edition)
    if style == "time":
        return clock
    if style == "day":
        return in_digits(format_skeleton("MMMMd", local, locale=locale), edition)
    if style == "stamp":
        return _joined(in_digits(format_skeleton("MMMd", local, locale=locale), edition), clock, edition)
    return _joined(day_in_words(local.date(), edition), clock, edition)


def day_in_words(day: date, edition: Edition, style: Literal["long", "full"] = "long") -> str:
    """Return ``day`` as “22 November 2026”; with ``full`` the weekday stands before it."""
    return in_digits(format_date(day, style, locale=locale_of(edition)), edition)


def number(value: float, edition: Edition) -> str:
    """Return ``value`` with the edition's separators and digits."""
    written = format_decimal(value, locale=locale_of(edition), numbering_system=edition.numbering)
    return in_digits(written, edition)


def in_digits(text: str, edition: Edition) -> str:
    """Return ``text`` with its Latin digits written as the edition writes them."""
    zero = ord(_ZERO[edition.numbering])
    return text.translate({ord("0") + digit: chr(zero + digit) for digit in range(10)})


def locale_of(edition: Edition) -> babel.Locale:
    """Return the locale that dates follow: English of no country is written day first."""
    return babel.Locale("en", "GB") if edition.language == "en" else edition.locale


def clock_locale(edition: Edition) -> str:
    """Return the locale for the browser's ``Intl``, numbering included, such as ``ar-u-nu-arab``."""
    return f"{str(locale_of(edition)).replace('_', '-')}-u-nu-{edition.numbering}"


def zone_name(edition: Edition) -> str:
    """Return the edition's time zone by name, which holds all year round."""
    zone = zoneinfo.ZoneInfo(edition.time_zone)
    return str(get_timezone_name(zone, locale=locale_of(edition)))


def _joined(day: str, clock: str, edition: Edition) -> str:
    return f"{day}{'، ' if edition.direction == 'rtl' else ', '}{clock}"
