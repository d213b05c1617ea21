"""What media announces."""

from dataclasses import dataclass

from standfirst.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAdded(Event):
    """A photo was uploaded, or its file replaced: its renditions are to be made."""

    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoChanged(Event):
    """A photo's words, rights or focal point changed; ``in_files``: also what its renditions carry."""

    photo: int
    in_files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionsMade(Event):
    """A photo has other renditions than before."""

    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRemoved(Event):
    """A photo was deleted: its files are to go."""

    photo: int
