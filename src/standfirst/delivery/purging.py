"""Telling the cache in front of the site what to drop: once at once, and once more some seconds later.

Why twice is written in ``docs/decisions/0011``.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY

from standfirst.delivery.downstream import Downstream, downstream_of
from standfirst.delivery.downstream.asking import RefusedError
from standfirst.delivery.downstream.labelling import EVERYTHING
from standfirst.events.announcing import announce
from standfirst.events.event import Event
from standfirst.events.models import Reaction
from standfirst.events.reacting import GiveUp

# Longer than any machine trusts what it holds without hearing (``hearing.TRUST_FOR``), and an answer's way.
AGAIN_AFTER = timedelta(seconds=8)
# A change of more tags than this (an import) lets everything be asked for again.
_MOST_TAGS = 1_000
_PILED_UP_AFTER = timedelta(seconds=2)
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesDropped(Event):
    """Pages that depend on ``tags`` are no longer true; what shows ``withdrawn`` may not be seen any more."""

    tags: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DropHeardEverywhere(PagesDropped):
    """Some seconds after pages were dropped: no machine gives them out any more."""


def purge_touched(event: Event) -> None:
    """Have the cache purged of what ``event`` touches, where there is a cache; the reaction to all events."""
    if event.touches and _downstream().is_there:
        announce(PagesDropped(tags=_bounded(event.touches), withdrawn=event.withdraws))


@transaction.atomic
def purge_everything() -> None:
    """Have the cache purged of every page: the program or its settings are other ones."""
    announce(PagesDropped(tags=(EVERYTHING,)))


def purge(event: PagesDropped) -> None:
    """Purge the cache, and have it purged once more."""
    done = _purge_with_waiting(event)
    # Before whatever else waits for the worker, which may be hours of pictures.
    again = announce_heard.using(run_after=timezone.now() + AGAIN_AFTER, priority=TASK_MAX_PRIORITY)
    again.enqueue(list(done.tags), list(done.withdrawn))


def purge_again(event: DropHeardEverywhere) -> None:
    """Purge the cache."""
    _purge_with_waiting(event)


@task()
def announce_heard(tags: list[str], withdrawn: list[str]) -> None:
    """Announce that the drop of ``tags`` was heard everywhere."""
    with transaction.atomic():
        announce(DropHeardEverywhere(tags=tuple(tags), withdrawn=tuple(withdrawn)))


def _purge_with_waiting(event: PagesDropped) -> PagesDropped:
    """Purge what ``event`` names, and what was to be purged for a while, in one go; return all of it.

    Caches limit how often they are asked: what was refused, or piled up, does not ask one by one.
    """
    rows = Reaction.objects.filter(event=type(event).__name__, state=Reaction.State.WAITING)
    # A row may be seen before its own process has dropped the pages: not one that is so old.
    rows = rows.filter(created_at__lt=timezone.now() - _PILED_UP_AFTER)
    waiting = dict(rows.values_list("pk", "payload")[:_MOST_AT_ONCE])
    tags = {*event.tags}.union(*(payload["tags"] for payload in waiting.values()))
    withdrawn = {*event.withdrawn}.union(*(payload["withdrawn"] for payload in waiting.values()))
    done = type(event)(tags=_bounded(tuple(sorted(tags))), withdrawn=tuple(sorted(withdrawn)))
    try:
        _downstream().purge(done.tags, done.withdrawn)
    except RefusedError as reason:
        raise GiveUp(str(reason)) from reason
    rows.filter(pk__in=waiting).update(state=Reaction.State.DONE, error="", finished_at=timezone.now())
    return done


def _bounded(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tags if len(tags) <= _MOST_TAGS else (EVERYTHING,)


def _downstream() -> Downstream:
    return downstream_of(settings.DOWNSTREAM_URL, settings.DOWNSTREAM_TOKEN)
