"""Reactions that this process sees to right after commit, in a thread that lasts as long as they do."""

import logging
import threading
from collections import deque
from datetime import timedelta

from django.db import connections

from standfirst.events.reacting import run_reaction

logger = logging.getLogger("standfirst.events")

# When the worker looks after a prompt reaction; by then it is usually done.
LEFT_TO_THE_WORKER_AFTER = timedelta(seconds=5)


class _Hand:
    """Does waiting reactions one by one; its thread begins with the first and ends with the last."""

    def __init__(self) -> None:
        self._waiting: deque[int] = deque()
        self._busy = False
        self._lock = threading.Lock()

    def take(self, reaction_id: int) -> None:
        """Do a reaction as soon as those before it are done; returns at once."""
        with self._lock:
            self._waiting.append(reaction_id)
            if self._busy:
                return
            self._busy = True
        # Not a daemon: a program that ends finishes what it has begun, and leaves the rest to the worker.
        threading.Thread(target=self._work, name="prompt reactions", daemon=False).start()

    def _work(self) -> None:
        try:
            while (reaction_id := self._next()) is not None:
                _try(reaction_id)
        finally:
            connections.close_all()

    def _next(self) -> int | None:
        with self._lock:
            if not threading.main_thread().is_alive():
                self._waiting.clear()
            self._busy = bool(self._waiting)
            return self._waiting.popleft() if self._busy else None


_hand = _Hand()


def hurry(reaction_id: int) -> None:
    """Try a reaction now, in the background; one whose row is not committed is the worker's."""
    if not connections["default"].in_atomic_block:
        _hand.take(reaction_id)


def _try(reaction_id: int) -> None:
    try:
        run_reaction.func(reaction_id)
    except Exception:  # the database itself failed: the row waits for the worker
        logger.exception("prompt reaction failed", extra={"id": reaction_id})
        connections.close_all()
