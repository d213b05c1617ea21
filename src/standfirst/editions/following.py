"""What a change of an edition or of its texts touches (docs/decisions/0010)."""

from standfirst.editions.events import DisclaimerChanged, EditionChanged, LegalTextChanged
from standfirst.editions.models import Disclaimer, Edition, LegalText
from standfirst.events.announcing import announce
from standfirst.events.following import Change, follow


def connect() -> None:
    """Begin to listen; called once, when the program is loaded."""
    follow(Edition, _edition_changed)
    follow(Disclaimer, _disclaimer_changed)
    follow(LegalText, _legal_text_changed)


def _edition_changed(change: Change[Edition]) -> None:
    announce(EditionChanged(edition=change.row.pk, touches=("editions",)))


def _disclaimer_changed(change: Change[Disclaimer]) -> None:
    touched = change.tags(lambda one: f"disclaimers:{one.edition_id}")
    announce(DisclaimerChanged(disclaimer=change.row.pk, touches=touched))


def _legal_text_changed(change: Change[LegalText]) -> None:
    touched = change.tags(lambda one: f"legal:{one.edition_id}:{one.kind}")
    announce(LegalTextChanged(text=change.row.pk, touches=touched))
