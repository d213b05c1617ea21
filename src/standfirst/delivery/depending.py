"""What a page depends on, declared while it is rendered."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Dependencies:
    """The tags that a page depends on, and the moment (POSIX seconds) at which it ends to be true anyway.

    ``since`` is the clock (``versions``) as it was before anything was read for the page; 0: not known.
    """

    tags: set[str] = field(default_factory=set)
    until: float = math.inf
    since: int = 0

    def include(self, other: "Dependencies") -> None:
        """Depend on all that ``other`` depends on."""
        self.tags |= other.tags
        self.until = min(self.until, other.until)


_current: ContextVar[Dependencies | None] = ContextVar("dependencies", default=None)


def depends_on(*tags: str) -> None:
    """Say that what is being rendered is no longer true once one of ``tags`` is touched by a change.

    The tags are listed in ``docs/decisions/0010``. Outside of a rendering for the store nothing happens.
    """
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.tags.update(tags)


def true_until(moment: datetime | None) -> None:
    """Say that what is being rendered must not be shown from ``moment`` on; None says nothing."""
    dependencies = _current.get()
    if dependencies is not None and moment is not None:
        dependencies.until = min(dependencies.until, moment.timestamp())


def dependencies_so_far() -> Dependencies | None:
    """Return what the present rendering has declared; None outside of one."""
    return _current.get()


@contextmanager
def collecting(since: int = 0) -> Iterator[Dependencies]:
    """Collect what is declared within; a collection within another is handed to the outer by its owner.

    ``since`` is the clock before anything was read; within another collection it is that one's. Where
    nobody knows it, parts that others made are used, and none is kept.
    """
    outer = _current.get()
    dependencies = Dependencies(since=outer.since if outer else since)
    token = _current.set(dependencies)
    try:
        yield dependencies
    finally:
        _current.reset(token)
