"""One rendering of a page at a time, whichever thread of whichever process asks."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

PATIENCE = 10.0  # seconds that a reader waits for another's rendering
_PLACES = 1 << 24
_LOOK_AGAIN = 0.004


class Flights:
    """Turns at rendering, by key: among threads by locks, among processes by locked bytes of one file.

    The system gives a killed process's bytes back at once.
    """

    def __init__(self, path: Path) -> None:
        """Lock bytes of the file at ``path``, which is made when absent."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Never closed: closing any descriptor of the file would free all of the process's locks (POSIX).
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._turns: dict[int, _Turn] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, key: str) -> Iterator[bool]:
        """Wait for the turn at ``key`` and hold it; says False where another's took too long.

        Two keys may share a turn, one in millions.
        """
        place = int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "little") % _PLACES
        deadline = time.monotonic() + PATIENCE
        turn = self._join(place)
        try:
            if not turn.lock.acquire(timeout=PATIENCE):
                yield False
                return
            try:
                if not self._lock_byte(place, deadline):
                    yield False
                    return
                try:
                    yield True
                finally:
                    fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
            finally:
                turn.lock.release()
        finally:
            self._leave(place, turn)

    def _join(self, place: int) -> "_Turn":
        with self._lock:
            turn = self._turns.setdefault(place, _Turn())
            turn.waiting += 1
            return turn

    def _leave(self, place: int, turn: "_Turn") -> None:
        with self._lock:
            turn.waiting -= 1
            if not turn.waiting:
                del self._turns[place]

    def _lock_byte(self, place: int, deadline: float) -> bool:
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except (BlockingIOError, PermissionError):
                if time.monotonic() > deadline:
                    return False
                time.sleep(_LOOK_AGAIN)
            else:
                return True


class _Turn:
    __slots__ = ("lock", "waiting")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = 0
