"""How far a person's roles reach: the sections in which they write, and those that they edit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Q

from standfirst.editions.models import Edition
from standfirst.newsroom.models.desk import DeskRole

_REMEMBERED = "_desk_reach"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole editions and single sections; ``everything`` is the superuser's."""

    everything: bool = False
    editions: frozenset[int] = field(default_factory=frozenset)
    sections: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self.everything or bool(self.editions or self.sections)

    def covers(self, edition_id: int | None, section_id: int | None) -> bool:
        """Whether a story of this edition and section lies within."""
        return self.everything or edition_id in self.editions or section_id in self.sections

    def stories(self) -> Q:
        """Return the condition on stories that lie within."""
        if self.everything:
            return Q()
        return Q(edition_id__in=self.editions) | Q(section_id__in=self.sections)

    def of_sections(self) -> Q:
        """Return the condition on sections that lie within."""
        if self.everything:
            return Q()
        return Q(edition_id__in=self.editions) | Q(pk__in=self.sections)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one person writes, and where they edit; who edits also writes."""

    writes: Span = field(default_factory=Span)
    edits: Span = field(default_factory=Span)
    edition_ids: frozenset[int] = field(default_factory=frozenset)
    time_zone: str = ""  # of the first edition in which the person holds a role; empty: of none

    @classmethod
    def of(cls, account: Any) -> Self:
        """Return the reach of ``account``, read once for each account object (that is, each request)."""
        known: Self | None = getattr(account, _REMEMBERED, None)
        if known is None:
            known = cls._read(account)
            setattr(account, _REMEMBERED, known)
        return known

    @classmethod
    def _read(cls, account: Any) -> Self:
        if not account.is_active or account.pk is None:
            return cls()
        if account.is_superuser:
            first = Edition.objects.values_list("time_zone", flat=True).first()
            return cls(writes=Span(everything=True), edits=Span(everything=True), time_zone=first or "")
        held = DeskRole.objects.filter(account=account).order_by("edition__position", "edition_id")
        read = list(
            held.values_list(
                "edition__time_zone", "role", "edition_id", "section_id", "section__children__pk"
            )
        )
        roles = [row[1:] for row in read]
        return cls(
            writes=_span(roles),
            edits=_span([row for row in roles if row[0] == DeskRole.Role.EDITOR]),
            edition_ids=frozenset(edition for _role, edition, _section, _below in roles),
            time_zone=read[0][0] if read else "",
        )


def _span(roles: Sequence[tuple[str, int, int | None, int | None]]) -> Span:
    """Return what ``roles`` cover; a first-level section comes once for each section below it."""
    return Span(
        editions=frozenset(edition for _role, edition, section, _below in roles if section is None),
        sections=frozenset(pk for row in roles for pk in row[2:] if pk is not None),
    )
