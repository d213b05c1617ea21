"""Reactions: the table of consequences, and the worker's side of the slow ones."""

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from standfirst.events.event import Event
from standfirst.events.models import Reaction

logger = logging.getLogger("standfirst.events")

# Waits before the second, third ... try; after the last one the reaction has failed.
RETRY_AFTER = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
# How many interrupted reactions are put back in one go.
_AT_ONCE = 500


class GiveUp(Exception):  # noqa: N818  (it is an instruction, not an error of ours)
    """Raised by a reaction that no further try can mend; the message is shown at the desk."""


class Manner(Enum):
    """When a consequence comes about; see the functions of these names."""

    WITHIN = auto()
    AT_ONCE = auto()
    PROMPTLY = auto()
    SLOWLY = auto()


@dataclass(frozen=True, slots=True)
class Consequence:
    """One reaction to one kind of event."""

    react: Callable[[Any], None]
    manner: Manner

    @property
    def name(self) -> str:
        """Where the reaction is found: module and function."""
        return f"{self.react.__module__}.{self.react.__qualname__}"


Wiring = Mapping[type[Event], Sequence[Consequence]]

_wiring: dict[type[Event], tuple[Consequence, ...]] = {}


def wire(wiring: Wiring) -> None:
    """Make ``wiring`` the table of consequences of this process."""
    _wiring.clear()
    _wiring.update({event: tuple(consequences) for event, consequences in wiring.items()})


def consequences_of(event: type[Event]) -> tuple[Consequence, ...]:
    """Return what follows from ``event``, in order: first what follows from every event."""
    return (*_wiring.get(Event, ()), *_wiring.get(event, ()))


def within(react: Callable[[Any], None]) -> Consequence:
    """Return a consequence that belongs to the change itself: in its transaction; its error undoes both."""
    return Consequence(react, Manner.WITHIN)


def at_once(react: Callable[[Any], None]) -> Consequence:
    """Return a consequence that runs right after commit, before the request returns."""
    return Consequence(react, Manner.AT_ONCE)


def promptly(react: Callable[[Any], None]) -> Consequence:
    """Return a consequence that this process tries right after commit while the request goes on.

    It is kept and retried as a slow one: the worker does it where this process could not.
    """
    return Consequence(react, Manner.PROMPTLY)


def slowly(react: Callable[[Any], None]) -> Consequence:
    """Return a consequence that the worker sees to, retried until it is done or has failed for good."""
    return Consequence(react, Manner.SLOWLY)


@task()
def run_reaction(reaction_id: int) -> None:
    """Do one slow reaction; claimed by a conditional update, so that no two workers do it twice."""
    claimed = Reaction.objects.filter(pk=reaction_id, state=Reaction.State.WAITING).update(
        state=Reaction.State.RUNNING, attempts=F("attempts") + 1, due_at=timezone.now()
    )
    if not claimed:
        return
    row = Reaction.objects.get(pk=reaction_id)
    try:
        event, consequence = _found(row)
        consequence.react(event)
    except Exception as error:
        logger.exception("reaction failed", extra={"reaction": row.reaction, "attempts": row.attempts})
        _settle_failure(row, error)
    else:
        row.state, row.error, row.finished_at = Reaction.State.DONE, "", timezone.now()
        row.save(update_fields=["state", "error", "finished_at"])


@transaction.atomic
def retry(row: Reaction) -> None:
    """Try a failed reaction again now; asked for at the desk."""
    again = Reaction.objects.filter(pk=row.pk, state=Reaction.State.FAILED).update(
        state=Reaction.State.WAITING, due_at=timezone.now()
    )
    if again:
        run_reaction.enqueue(row.pk)


def resume_interrupted(older_than: timedelta = timedelta(minutes=30)) -> int:
    """Put reactions back that a killed worker left running, or took and never began; return how many.

    One that has killed its worker as often as it may be tried has failed.
    """
    states = Reaction.State
    overdue = Q(due_at__lt=timezone.now() - older_than)
    Reaction.objects.filter(overdue, state=states.RUNNING, attempts__gt=len(RETRY_AFTER)).update(
        state=states.FAILED, finished_at=timezone.now(), error="The worker did not survive it."
    )
    stuck = Reaction.objects.filter(overdue, state__in=(states.RUNNING, states.WAITING))
    ids = list(stuck.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    return sum(_put_back(reaction_id, overdue) for reaction_id in ids)


def forget_done(older_than: timedelta = timedelta(days=30)) -> int:
    """Delete the rows of reactions done long ago; return how many. Failed ones stay until they are mended."""
    done = Reaction.objects.filter(state=Reaction.State.DONE, finished_at__lt=timezone.now() - older_than)
    return done.delete()[0]


@transaction.atomic
def _put_back(reaction_id: int, overdue: Q) -> bool:
    """Queue a reaction again, unless it was begun or done meanwhile."""
    rows = Reaction.objects.filter(overdue, pk=reaction_id)
    unfinished = rows.filter(state__in=(Reaction.State.RUNNING, Reaction.State.WAITING))
    if not unfinished.update(state=Reaction.State.WAITING, due_at=timezone.now()):
        return False
    run_reaction.enqueue(reaction_id)
    return True


def _found(row: Reaction) -> tuple[Event, Consequence]:
    kinds = {kind.__name__: kind for kind in _kinds(Event)}
    if kind := kinds.get(row.event):
        for consequence in consequences_of(kind):
            if consequence.name == row.reaction:
                return kind(**_as_fields(row.payload)), consequence
    raise GiveUp(f"Nothing called {row.reaction} reacts to {row.event} any more.")


def _kinds(of: type[Event]) -> Iterator[type[Event]]:
    """Yield every kind of event; a dataclass with slots is made twice, and the one in use comes last."""
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _as_fields(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in payload.items()}


@transaction.atomic
def _settle_failure(row: Reaction, error: Exception) -> None:
    row.error = "".join(traceback.format_exception(error))[-4000:]
    final = isinstance(error, GiveUp) or row.attempts > len(RETRY_AFTER)
    if final:
        row.state, row.finished_at = Reaction.State.FAILED, timezone.now()
    else:
        row.state, row.due_at = Reaction.State.WAITING, timezone.now() + RETRY_AFTER[row.attempts - 1]
    row.save(update_fields=["state", "error", "finished_at", "due_at"])
    if not final:
        run_reaction.using(run_after=row.due_at).enqueue(row.pk)
