"""What media announces."""

from dataclasses import dataclass

from standfirst.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAdded(Event):
    """A photo was uploaded, or its file replaced: its renditions are to be made."""

    photo: int
