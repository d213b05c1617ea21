"""What an event is."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as plain data that survives a queue.

    ``touches`` names what changed (``story:81``, ``section:7``, ``front:en``): pages that said they
    depend on one of these are no longer true. ``withdraws`` names those of them that readers may no
    longer see at all, not even in a page that is kept for when everything else fails.
    """

    touches: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()

    def payload(self) -> dict[str, Any]:
        """Return the event's fields as JSON-ready data."""
        return asdict(self)
