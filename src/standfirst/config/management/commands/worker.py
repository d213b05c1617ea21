"""``standfirst manage worker``: does slow reactions and tasks, and what the clock asks for."""

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker
from wagtail.hooks import search_for_hooks

from standfirst.config.timetable import keep_time
from standfirst.newsroom.publishing import run_due


class Command(BaseCommand):
    """Runs until it is told to stop; any number may run side by side."""

    help = "Do slow reactions, publish what is scheduled, withdraw what has expired."
    # They would load the desk, each time that there is something to do.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--once``: do what is due, then end; and ``--idle``, as ``standfirst up`` starts it."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--idle",
            type=int,
            metavar="SECONDS",
            help="end after so long without work; leave what the clock asks for to the web process",
        )

    def handle(self, *, once: bool, idle: int | None, **_options: Any) -> None:
        """Work."""
        search_for_hooks()  # before anything is published: they say who may, and what is logged
        if once:
            run_due()
        elif idle is None:
            threading.Thread(target=keep_time, daemon=True).start()
        worker = _worker(until_empty=once or idle is not None)
        if idle is None:
            worker.run()
        else:
            work_until_idle(worker, idle)


def work_until_idle(worker: Worker, seconds: float) -> None:
    """Let ``worker`` work until there was nothing to do for so long, or it was told to stop."""
    last = time.monotonic()

    def note(**_signal: Any) -> None:
        nonlocal last
        last = time.monotonic()

    task_finished.connect(note)
    try:
        while worker.running and time.monotonic() - last < seconds:
            worker.run()
            if worker.running:
                time.sleep(worker.interval)
    finally:
        task_finished.disconnect(note)


def _worker(*, until_empty: bool) -> Worker:
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    return worker
