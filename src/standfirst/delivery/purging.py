"""Telling the cache in front of the site what to drop: once at once, and once more some seconds later.

Why twice is written in ``docs/decisions/0011``.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from standfirst.delivery.downstream import Downstream, downstream_of
from standfirst.delivery.downstream.asking import RefusedError
from standfirst.delivery.downstream.labelling import EVERYTHING
from standfirst.events.announcing import announce
from standfirst.events.event import Event
from standfirst.events.reacting import GiveUp

# Longer than any machine trusts what it holds without hearing (``hearing.TRUST_FOR``), and an answer's way.
AGAIN_AFTER = timedelta(seconds=8)
# A change of more tags than this (an import) lets everything be asked for again.
_MOST_TAGS = 1_000


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
        tags = event.touches if len(event.touches) <= _MOST_TAGS else (EVERYTHING,)
        announce(PagesDropped(tags=tags, withdrawn=event.withdraws))


@transaction.atomic
def purge_everything() -> None:
    """Have the cache purged of every page: the program or its settings are other ones."""
    announce(PagesDropped(tags=(EVERYTHING,)))


def purge(event: PagesDropped) -> None:
    """Purge the cache, and have it purged once more."""
    purge_again(event)
    again = announce_heard.using(run_after=timezone.now() + AGAIN_AFTER)
    again.enqueue(list(event.tags), list(event.withdrawn))


def purge_again(event: PagesDropped) -> None:
    """Purge the cache."""
    try:
        _downstream().purge(event.tags, event.withdrawn)
    except RefusedError as reason:
        raise GiveUp(str(reason)) from reason


@task()
def announce_heard(tags: list[str], withdrawn: list[str]) -> None:
    """Announce that the drop of ``tags`` was heard everywhere."""
    with transaction.atomic():
        announce(DropHeardEverywhere(tags=tuple(tags), withdrawn=tuple(withdrawn)))


def _downstream() -> Downstream:
    return downstream_of(settings.DOWNSTREAM_URL, settings.DOWNSTREAM_TOKEN)
