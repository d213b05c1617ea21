"""What an import did, in counts that add up, with a reason for everything that did not come in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Fate = Literal["created", "updated", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Left:
    """One item that did not come in: skipped on purpose, or failed."""

    where: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an editor should look at in one story that did come in."""

    source_id: str
    headline: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """The account of one import. `read` is always the sum of the five fates."""

    dry_run: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Left] = field(default_factory=list)
    failed: list[Left] = field(default_factory=list)
    problems: list[Told] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    missing: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def read(self) -> int:
        """How many items there were."""
        return self.created + self.updated + self.unchanged + len(self.skipped) + len(self.failed)

    @property
    def status(self) -> int:
        """The exit status: 0 when nothing failed, 1 when something did."""
        return 1 if self.failed else 0

    def as_json(self) -> dict[str, Any]:
        """Return everything, for a machine."""
        return {
            "dry_run": self.dry_run,
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": len(self.skipped),
            "failed": len(self.failed),
            "seconds": round(self.seconds, 3),
            "made": dict(sorted(self.made.items())),
            "skipped_items": [_left(one) for one in self.skipped],
            "failed_items": [_left(one) for one in self.failed],
            "problems": [
                {"source_id": one.source_id, "headline": one.headline, "problems": list(one.problems)}
                for one in self.problems
            ],
            "missing_media": [{"address": address, "reason": why} for address, why in self.missing.items()],
        }

    def lines(self) -> Iterator[str]:
        """Yield the report for a person: the sum first, then why, like with like."""
        would = " (dry run: nothing was written)" if self.dry_run else ""
        yield (
            f"{self.read} read = {self.created} created + {self.updated} updated"
            f" + {self.unchanged} unchanged + {len(self.skipped)} skipped + {len(self.failed)} failed{would}"
        )
        if self.made:
            yield "Made: " + ", ".join(f"{count} {name}" for name, count in sorted(self.made.items()))
        yield from _grouped("Skipped", [one.reason for one in self.skipped])
        if self.failed:
            yield "Failed:"
            yield from _few(
                [f"  {one.where}: {one.title or 'without a title'}: {one.reason}" for one in self.failed]
            )
        told = [problem for one in self.problems for problem in one.problems]
        yield from _grouped(f"To look at, in {len(self.problems)} stories", told)
        yield from _grouped("Pictures that are missing", list(self.missing.values()))


def _left(one: Left) -> dict[str, str]:
    return {"where": one.where, "title": one.title, "reason": one.reason}


def _grouped(title: str, reasons: list[str]) -> Iterator[str]:
    """Yield each kind of reason once with its count; what differs from story to story is left out."""
    if not reasons:
        return
    yield f"{title}:"
    kinds = Counter(_kind(reason) for reason in reasons)
    yield from _few([f"  {count} × {kind}" for kind, count in kinds.most_common()])


def _kind(reason: str) -> str:
    return re.sub(r": .*", "", reason, flags=re.DOTALL)


def _few(lines: list[str], most: int = 20) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"  … and {len(lines) - most} more, all of them in the report file (--report)"
