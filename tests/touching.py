"""What changes touch, as tables say it: tags with the names of what stands in the test's paper."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from standfirst.events.event import Event

# A change, what it touches, and what it withdraws where that is anything.
Table = Mapping[str, tuple[Callable[[Any], object], str] | tuple[Callable[[Any], object], str, str]]


def said(tags: str, paper: Any) -> set[str]:
    """Return the tags of a line such as ``story:{story.pk} list:section:{docks.pk}``."""
    return set(tags.format(**vars(paper)).split())


def touches(events: Iterable[Event]) -> set[str]:
    return {tag for event in events for tag in event.touches}


def withdraws(events: Iterable[Event]) -> set[str]:
    return {tag for event in events for tag in event.withdraws}


def check(table: Table, paper: Any, announced: list[Event]) -> None:
    """Make each change of ``table`` in the same paper and undo it; compare what was announced."""
    expected, found = {}, {}
    for change, (act, touched, *withdrawn) in table.items():
        expected[change] = (said(touched, paper), said(" ".join(withdrawn), paper))
        with transaction.atomic():
            announced.clear()
            act(paper)
            found[change] = (touches(announced), withdraws(announced))
            transaction.set_rollback(True)
    assert found == expected
