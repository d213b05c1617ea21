"""Stories as lists show them: one line, or a card with its picture; kept while they are true."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, cast

from django.db.models import FilteredRelation, Q

from standfirst.delivery.depending import depends_on
from standfirst.delivery.fragments import fragments_of
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.media.showing import COLUMNS, photo_of, photo_to_show
from standfirst.newsroom.models import Story
from standfirst.newsroom.models.story import story_address

# What a card shows; the body, by far the largest column, is never read for a list.
_OWN = (
    "pk",
    "kind",
    "kicker",
    "headline",
    "short_headline",
    "slug",
    "standfirst",
    "first_published_at",
    "section__slug",
    "byline__author_id",
    "byline__author__name",
    "lead_photo_id",
)
_FIELDS = (*_OWN, *(f"lead_photo__{column}" for column in COLUMNS))

_Key = tuple[Literal["line", "card"], int, int]
_Rows = Mapping[int, Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A story as one line of a list; pages share it, so nobody changes it."""

    edition: Edition
    pk: int
    headline: str
    list_headline: str
    address: str
    first_published_at: datetime | None
    # What was worked out from nothing but this and the place where it stands, such as its HTML.
    parts: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Card(Line):
    """A story as a card of a list: with its picture, where readers may see it, and who wrote it."""

    kind: str
    kicker: str
    standfirst: str
    authors: tuple[str, ...]
    photo: Photo | None

    @property
    def without_picture(self) -> "Card":
        """The card for a page that shows its picture already."""
        found = self.parts.get("without picture")
        if found is None:
            found = self.parts["without picture"] = replace(self, photo=None, parts={})
        return cast("Card", found)

    @property
    def kind_label(self) -> str:
        """The kind in words of the reader's language."""
        return str(StoryKind(self.kind).label)


def cards(ids: Iterable[int], edition: Edition) -> dict[int, Card]:
    """Return live stories of ``edition`` by id as cards, in one query however many there are.

    Other editions' stories are left out: their addresses are not of this edition.
    """
    return cards_and_lines(ids, (), edition)[0]


def cards_and_lines(
    card_ids: Iterable[int], line_ids: Iterable[int], edition: Edition
) -> tuple[dict[int, Card], dict[int, Line]]:
    """Return the stories of ``card_ids`` as cards and those of ``line_ids`` as lines; as ``cards``."""
    wanted: list[_Key] = [("card", edition.pk, pk) for pk in card_ids]
    wanted += [("line", edition.pk, pk) for pk in line_ids]
    found = fragments_of(
        wanted, lambda keys: _read(keys, edition), lambda key, rows: _made(key, rows, edition)
    )
    as_cards = {key[2]: one for key, one in found.items() if isinstance(one, Card)}
    return as_cards, {key[2]: one for key, one in found.items() if key[0] == "line" and one}


def _read(keys: list[_Key], edition: Edition) -> _Rows:
    """Return the rows of the stories of ``keys`` by id: one an author, or one where there is none."""
    ids = {pk for _, _, pk in keys}
    # Said twice, so that no planner reads all bylines there are.
    bylines = FilteredRelation("bylines", condition=Q(bylines__story__in=ids))
    rows = (
        Story.objects.filter(pk__in=ids, edition=edition, live=True)
        .alias(byline=bylines)
        .order_by("byline__sort_order")
    )
    found: dict[int, list[Sequence[Any]]] = {}
    for row in rows.values_list(*_FIELDS):
        found.setdefault(row[0], []).append(row)
    return found


def _made(key: _Key, rows: _Rows, edition: Edition) -> Line | None:
    shape, _, pk = key
    # Its address says the edition's prefix and the section's, its date is on the edition's clock.
    depends_on(f"story:{pk}", "editions", f"sections:{edition.pk}")
    if pk not in rows:
        return None
    _, kind, kicker, headline, short, slug, standfirst, published_at, section, *_ = rows[pk][0]
    address = story_address(edition, section, published_at, pk, slug)
    line = (edition, pk, headline, short or headline, address, published_at)
    if shape == "line":
        return Line(*line)
    names = {row[9]: row[10] for row in rows[pk] if row[9]}
    depends_on(*(f"author:{author}" for author in names))
    return Card(
        *line,
        kind=kind,
        kicker=kicker,
        standfirst=standfirst,
        authors=tuple(names.values()),
        photo=photo_to_show(photo_of(rows[pk][0][12:]) if rows[pk][0][11] else None),
    )
