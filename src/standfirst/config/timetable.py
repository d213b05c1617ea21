"""What the clock asks for: publishing what is scheduled, withdrawing what has expired, tidying up.

A worker that was started by hand keeps time itself. Under ``standfirst up`` one of the web processes does,
so that the worker may sleep: whoever holds the lock of the data directory, which the system takes from a
process that is killed. Any number of clocks may run side by side; one is enough.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks_db.models import DBTaskResult

from standfirst.config.calling import call_worker, started_by_up
from standfirst.delivery.dropping import forget_old
from standfirst.events.reacting import forget_done, resume_interrupted
from standfirst.media.expiring import remove_expired
from standfirst.newsroom.publishing import run_due

logger = logging.getLogger("standfirst.timetable")

KEEP_TASKS_FOR = timedelta(days=7)
# No task of ours takes nearly as long: who runs one since then was killed.
_KILLED_AFTER = timedelta(hours=1)

Timetable = Sequence[tuple[int, Callable[[], object]]]


def resume_killed() -> int:
    """Let tasks that a killed worker left running be taken up again; return how many it was."""
    running = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - _KILLED_AFTER)
    return running.update(status=TaskResultStatus.READY, started_at=None)


def forget_tasks() -> int:
    """Delete tasks that were finished long ago; return how many."""
    finished = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_TASKS_FOR)
    return finished.delete()[0]


def call_where_work_waits() -> bool:
    """Call for a worker where a task is ready to be done; return whether one is."""
    ready = DBTaskResult.objects.ready().exists()
    if ready:
        call_worker()
    return ready


def call_after_commit(task_result: Any, **_signal: Any) -> None:
    """Call for a worker once a task that may begin at once is committed; hears ``task_enqueued``."""
    if task_result.task.run_after is None:
        transaction.on_commit(call_worker)


# How often in seconds, and what.
TIMETABLE: Timetable = (
    (5, run_due),
    (60, resume_interrupted),
    (600, resume_killed),
    (3600, remove_expired),
    (3600, forget_done),
    (3600, forget_tasks),
    (3600, forget_old),
)


def keep_time(timetable: Timetable = TIMETABLE) -> None:
    """Do what ``timetable`` says, for ever, beginning with all of it after a second."""
    pause = threading.Event()
    tick = 0
    while True:
        pause.wait(1)
        for seconds, act in timetable:
            if tick % seconds == 0:
                _do(act)
        tick += 1


def keep_time_for_up() -> None:
    """Keep time in a thread of this process where ``standfirst up`` started it; else do nothing.

    What this process queues is called for as soon as it is committed, what others queue within a second.
    """
    if not started_by_up():
        return
    task_enqueued.connect(call_after_commit)
    lock = Path(settings.ENVIRONMENT.data) / "clock"
    threading.Thread(target=_keep_time_alone, args=(lock,), name="clock", daemon=True).start()


def _keep_time_alone(lock: Path) -> None:
    # Held until this process ends, however it ends.
    held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    keep_time(((1, call_where_work_waits), *TIMETABLE))


def _do(act: Callable[[], object]) -> None:
    close_old_connections()
    try:
        act()
    except Exception:
        logger.exception("timetable")
    finally:
        close_old_connections()
