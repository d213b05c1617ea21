"""What changes touch, as tables say it: tags with the names of what stands in the test's paper."""

from collections.abc import Iterable
from typing import Any

from standfirst.events.event import Event


def said(tags: str, paper: Any) -> set[str]:
    """Return the tags of a line such as ``story:{story.pk} list:section:{docks.pk}``."""
    return set(tags.format(**vars(paper)).split())


def touches(events: Iterable[Event]) -> set[str]:
    return {tag for event in events for tag in event.touches}


def withdraws(events: Iterable[Event]) -> set[str]:
    return {tag for event in events for tag in event.withdraws}
