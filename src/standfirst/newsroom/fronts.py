"""Front pages as editors arrange them."""

from standfirst.events.announcing import announce
from standfirst.newsroom.events import FrontArranged
from standfirst.newsroom.models import FrontPage


def announce_arrangement(front: FrontPage) -> None:
    """Tell everyone that ``front`` was arranged anew; called in the transaction that saved it."""
    announce(FrontArranged(edition=front.edition_id, touches=(f"front:{front.edition_id}",)))
