"""Announcing what happened; consequences run after the transaction commits."""

import logging
from functools import partial

from django.db import transaction

from standfirst.events.event import Event
from standfirst.events.models import Reaction
from standfirst.events.reacting import Consequence, consequences_of, run_reaction

logger = logging.getLogger("standfirst.events")


def announce(event: Event) -> None:
    """Tell everyone wired to ``event`` (see ``config/wiring.py``), in that order.

    Quick reactions run in this process right after commit; slow ones become rows in the caller's
    transaction and are done by the worker. Nothing happens when the transaction is rolled back.
    """
    for consequence in consequences_of(type(event)):
        if consequence.slow:
            _queue(event, consequence)
        else:
            transaction.on_commit(partial(_react_now, event, consequence))


def _queue(event: Event, consequence: Consequence) -> None:
    row = Reaction.objects.create(
        event=type(event).__name__, reaction=consequence.name, payload=event.payload()
    )
    run_reaction.enqueue(row.pk)


def _react_now(event: Event, consequence: Consequence) -> None:
    """Run a quick reaction; one that fails never hides the others, and is kept for the desk to see."""
    try:
        consequence.react(event)
    except Exception as error:
        logger.exception("reaction failed", extra={"reaction": consequence.name})
        Reaction.objects.create(
            event=type(event).__name__,
            reaction=consequence.name,
            payload=event.payload(),
            state=Reaction.State.FAILED,
            attempts=1,
            error=repr(error),
        )
