"""What editions announce."""

from dataclasses import dataclass

from standfirst.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanged(Event):
    """An edition was made, changed or deleted, or all that stands in it was."""

    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclaimerChanged(Event):
    """The sentence under the stories of a kind was added, changed or deleted."""

    disclaimer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTextChanged(Event):
    """A version of a legal text was added, changed or deleted."""

    text: int
