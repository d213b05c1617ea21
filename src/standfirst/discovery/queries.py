"""What a reader asks, read from what was typed: words, phrases, what to leave out, and filters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from standfirst.editions.models import Edition

# What is typed beyond is not looked at: no reader's question is longer, and each word costs time.
MOST_SIGNS, MOST_TERMS = 300, 12
_MOST_VALUE = 120


class By(Enum):
    """What stories can be narrowed by; the value is the word before the colon."""

    SECTION = "section"
    TOPIC = "topic"
    AUTHOR = "author"
    KIND = "kind"
    FROM = "from"
    TO = "to"


# The words before a colon, in the languages of the reader's site besides English.
_ALSO = {
    "rubrique": By.SECTION,
    "sujet": By.TOPIC,
    "auteur": By.AUTHOR,
    "genre": By.KIND,
    "depuis": By.FROM,
    "jusque": By.TO,
    "قسم": By.SECTION,
    "موضوع": By.TOPIC,
    "كاتب": By.AUTHOR,
    "نوع": By.KIND,
    "منذ": By.FROM,
    "حتى": By.TO,
}
_FIELDS = {**{one.value: one for one in By}, **_ALSO}
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))
_PIECE = re.compile(
    r"(?P<minus>(?<!\S)[-−–])?"
    r"(?:(?P<field>[^\W\d_]+):(?=[^\s:/]))?"
    r'(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in one order; ``excluded`` ones are not in what is found."""

    text: str
    phrase: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        """Return the term as a reader types it."""
        return f"{'-' if self.excluded else ''}{_quoted(self.text) if self.phrase else self.text}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact that stories have, or, ``excluded``, have not."""

    by: By
    value: str
    excluded: bool = False

    def __str__(self) -> str:
        """Return the filter as a reader types it."""
        value = _quoted(self.value) if re.search(r"\s", self.value) else self.value
        return f"{'-' if self.excluded else ''}{self.by.value}:{value}"


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks; ``cut`` when more was typed than is looked at."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    cut: bool = False

    def __str__(self) -> str:
        """Return the query as a reader would type it."""
        return " ".join(map(str, (*self.terms, *self.filters)))

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.filters) or any(not term.excluded for term in self.terms)

    def with_filter(self, one: Filter) -> "Query":
        """Return the query narrowed by one filter more."""
        return self if one in self.filters else Query(self.terms, (*self.filters, one))

    def without_filter(self, one: Filter) -> "Query":
        """Return the query without one of its filters."""
        return Query(self.terms, tuple(other for other in self.filters if other != one))


def parse(text: str) -> Query:
    """Return what ``text``, anything that a reader or a machine may send, asks for; never fails."""
    typed = " ".join(printable(text[: MOST_SIGNS + 1]).split())
    cut = len(typed) > MOST_SIGNS or len(text) > MOST_SIGNS
    terms: list[Term] = []
    filters: list[Filter] = []
    for found in _PIECE.finditer(typed[:MOST_SIGNS].translate(_QUOTES)):
        for piece in _read(found):
            if len(terms) + len(filters) >= MOST_TERMS:
                cut = True
            elif isinstance(piece, Filter):
                filters.append(piece)
            else:
                terms.append(piece)
    return Query(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(filters)), cut)


def moments_of(value: str, edition: Edition) -> tuple[datetime, datetime] | None:
    """Return the first moment of a year, month or day in ``edition``, and of the next; None: no date."""
    found = _DAY.match(value)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        after = first + timedelta(days=1) if day else _next_month(first) if month else date(year + 1, 1, 1)
        return _moment(first, edition), _moment(after, edition)
    except (ValueError, OverflowError):
        return None


def _read(found: re.Match[str]) -> Iterator[Term | Filter]:
    excluded = bool(found["minus"])
    value = found["phrase"] if found["phrase"] is not None else found["word"]
    name = found["field"]
    by = _FIELDS.get(name.lower()) if name else None
    if by:
        if value.strip():
            yield Filter(by, value.strip()[:_MOST_VALUE], excluded)
        return
    if name and re.search(r"\w", name):  # a word with a colon behind it is two words
        yield Term(name, excluded=excluded)
    if re.search(r"\w", value):
        several = len(value.split()) > 1
        yield Term(value.strip(), phrase=several and found["phrase"] is not None, excluded=excluded)


def printable(text: str) -> str:
    """Return ``text`` with a space for each sign that says nothing: nulls, controls, half surrogates."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Co"} else sign for sign in text)


def _quoted(text: str) -> str:
    return f'"{text}"'


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _moment(day: date, edition: Edition) -> datetime:
    return datetime.combine(day, time.min, edition.zone)
