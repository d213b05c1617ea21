"""What delivery announces."""

from dataclasses import dataclass

from standfirst.events.event import Event

# Every page names the editions.
EVERYTHING = "editions"


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingDropped(Event):
    """An operator asked for every page anew."""
