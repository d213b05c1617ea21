"""Announcing what happened; most consequences run after the transaction commits."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

from standfirst.events.event import Event
from standfirst.events.hurrying import LEFT_TO_THE_WORKER_AFTER, hurry
from standfirst.events.models import Reaction
from standfirst.events.reacting import Consequence, Manner, consequences_of, run_reaction

logger = logging.getLogger("standfirst.events")


def announce(event: Event) -> None:
    """Tell everyone wired to ``event`` (see ``config/wiring.py``), in that order.

    What belongs to the change itself runs here and now, and fails with it. Quick reactions run in this
    process right after commit; slow and prompt ones become rows in the caller's transaction and are done
    by the worker, or before it by a thread of this process. Nothing happens when the transaction is
    rolled back.
    """
    for consequence in consequences_of(type(event)):
        match consequence.manner:
            case Manner.WITHIN:
                consequence.react(event)
            case Manner.AT_ONCE:
                transaction.on_commit(partial(_react_now, event, consequence))
            case Manner.SLOWLY:
                run_reaction.enqueue(_kept(event, consequence).pk)
            case Manner.PROMPTLY:
                row = _kept(event, consequence)
                run_reaction.using(run_after=timezone.now() + LEFT_TO_THE_WORKER_AFTER).enqueue(row.pk)
                transaction.on_commit(partial(hurry, row.pk))


def _kept(event: Event, consequence: Consequence) -> Reaction:
    return Reaction.objects.create(
        event=type(event).__name__, reaction=consequence.name, payload=event.payload()
    )


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
