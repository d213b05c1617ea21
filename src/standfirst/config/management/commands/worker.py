"""``standfirst manage worker``: does slow reactions and tasks, and what the clock asks for."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from standfirst.events.reacting import forget_done, resume_interrupted
from standfirst.media.expiring import remove_expired
from standfirst.newsroom.publishing import run_due

logger = logging.getLogger("standfirst.worker")

KEEP_TASKS_FOR = timedelta(days=7)
# No task of ours takes nearly as long: who runs one since then was killed.
_KILLED_AFTER = timedelta(hours=1)


class Command(BaseCommand):
    """Runs until it is told to stop; any number may run side by side."""

    help = "Do slow reactions, publish what is scheduled, withdraw what has expired."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--once``: do what is due, then end."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        """Work."""
        if once:
            run_due()
        else:
            threading.Thread(target=_keep_time, daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def resume_killed() -> int:
    """Let tasks that a killed worker left running be taken up again; return how many it was."""
    running = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - _KILLED_AFTER)
    return running.update(status=TaskResultStatus.READY, started_at=None)


# What the clock asks for, and how often in seconds.
_TIMETABLE: tuple[tuple[int, Callable[[], object]], ...] = (
    (5, run_due),
    (60, resume_interrupted),
    (600, resume_killed),
    (3600, remove_expired),
    (3600, forget_done),
    (
        3600,
        lambda: (
            DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_TASKS_FOR).delete()
        ),
    ),
)


def _keep_time() -> None:
    pause = threading.Event()
    tick = 0
    while True:
        for seconds, act in _TIMETABLE:
            if tick % seconds == 0:
                _do(act)
        pause.wait(1)
        tick += 1


def _do(act: Callable[[], object]) -> None:
    close_old_connections()
    try:
        act()
    except Exception:
        logger.exception("timetable")
    finally:
        close_old_connections()
