"""Dropping what a change touches: noted in its transaction, done after commit before the request returns."""

import json
import logging
import sqlite3
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from standfirst.delivery.events import EVERYTHING, EverythingDropped
from standfirst.delivery.files import files_in
from standfirst.delivery.hearing import CHANNEL
from standfirst.delivery.machine import apply_drop, renews_here, versions_in
from standfirst.delivery.models import Drop
from standfirst.events.announcing import announce
from standfirst.events.event import Event

logger = logging.getLogger("standfirst.delivery")

KEEP_FOR = timedelta(days=7)


def drop_touched(event: Event) -> None:
    """Drop every page that depends on what ``event`` touches; the reaction to all events.

    The row that is written in the event's transaction tells other machines, and this one should it be
    killed between the commit and the drop.
    """
    if not event.touches:
        return
    drop = _noted(event.touches, event.withdraws)
    transaction.on_commit(partial(_apply, drop, event.touches, event.withdraws))


@transaction.atomic
def drop_everything() -> None:
    """Let every page be rendered anew: for when something changed that the program could not see."""
    announce(EverythingDropped(touches=(EVERYTHING,)))


def forget_old() -> int:
    """Delete drops that every machine has heard of, or is too late for; return how many."""
    return Drop.objects.filter(at__lt=timezone.now() - KEEP_FOR).delete()[0]


def _noted(tags: tuple[str, ...], withdrawn: tuple[str, ...]) -> int:
    columns = "tags, withdrawn, renewed, at, transaction_id"
    values: list[str | bool | datetime] = [
        json.dumps(tags),
        json.dumps(withdrawn),
        renews_here(),
        timezone.now(),
    ]
    on_postgres = connection.vendor == "postgresql"
    number = "pg_current_xact_id()::text::bigint" if on_postgres else "0"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO delivery_drop ({columns}) VALUES (%s, %s, %s, %s, {number}) RETURNING id",  # noqa: S608
            values,
        )
        drop: int = cursor.fetchone()[0]
        if on_postgres:  # heard by other machines when, and only if, this transaction commits
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return drop


def _apply(drop: int, tags: tuple[str, ...], withdrawn: tuple[str, ...]) -> None:
    directory = Path(settings.DELIVERY_DIRECTORY)
    apply_drop(versions_in(directory), tags, withdrawn, drop)
    try:
        if beside := files_in(settings.DELIVERY_FILES, directory):
            beside.remove(tags)
    except (OSError, sqlite3.Error) as error:  # who follows the log removes them too
        logger.error("files beside not removed by this process: %s", error)  # noqa: TRY400
    client: Any = getattr(caches["default"], "client", None)
    if hasattr(client, "get_client"):  # Redis
        try:
            client.get_client(write=True).publish(CHANNEL, "")
        except Exception as error:  # noqa: BLE001  (others look at the log every second anyway)
            logger.warning("other machines not told over Redis: %s", error)
