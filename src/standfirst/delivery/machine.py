"""What the processes of this machine share: the counters, and whoever wants to hear of drops at once."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path

from standfirst.delivery.versions import Versions

logger = logging.getLogger("standfirst.delivery")

Heard = Callable[[tuple[str, ...]], None]

_listeners: list[Heard] = []


@cache
def versions_in(directory: Path) -> Versions:
    """Return the counters that all processes with this directory share."""
    return Versions(directory / "versions")


def renews_here() -> bool:
    """Return whether this process renders hot pages again itself: whether anyone listens."""
    return bool(_listeners)


def on_drop(listener: Heard) -> None:
    """Let ``listener`` be told the tags of every drop that is applied in this process, right then."""
    _listeners.append(listener)


def apply_drop(
    versions: Versions, tags: tuple[str, ...], withdrawn: tuple[str, ...] = (), drop: int = 0
) -> None:
    """Make every page that depends on ``tags`` untrue, on this machine, now."""
    versions.touch(tags, withdrawn, drop)
    for listener in _listeners:
        try:
            listener(tags)
        except Exception:  # what else follows from the change goes on
            logger.exception("not told of a drop")
