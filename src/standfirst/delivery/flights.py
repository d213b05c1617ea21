"""One rendering of a page at a time, whichever thread of whichever process asks."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

# Seconds that a reader waits for another's rendering: where the page as it was last can be shown instead,
# and where there is nothing to show.
SOON, PATIENCE = 1.0, 10.0
_PLACES = 1 << 24
# More at once would only take turns at the interpreter, and take them from ready pages.
_RENDERING = 3
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
    def turn(self, key: str, patience: float | None = None) -> Iterator[bool]:
        """Wait for the turn at ``key`` and hold it; says False where another's took longer than ``patience``.

        What counts is how long that one takes already, not since when it is waited for: so however many
        come, they wait no longer in all. Two keys may share a turn, one in millions.
        """
        place = int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "little") % _PLACES
        patience = PATIENCE if patience is None else patience
        turn = self._join(place)
        try:
            if not turn.lock.acquire(timeout=max(0.0, patience - turn.taken_for())):
                yield False
                return
            turn.since = time.monotonic()
            try:
                if not self._lock_byte(place, turn.since + patience):
                    yield False
                    return
                try:
                    yield True
                finally:
                    fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
            finally:
                turn.since = None
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
    __slots__ = ("lock", "since", "waiting")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.since: float | None = None
        self.waiting = 0

    def taken_for(self) -> float:
        """Return how many seconds somebody has held it; 0 where nobody does."""
        since = self.since
        return 0.0 if since is None else time.monotonic() - since


class Places:
    """So many threads may make pages at once that the others are left for readers of pages that are ready."""

    def __init__(self, threads: int) -> None:
        """Give out three places, always fewer than there are ``threads``, at least one."""
        self._most = max(1, min(threads - 1, _RENDERING))
        self._taken: dict[int, float] = {}
        self._given_back = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Wait for a place and hold it; says False where all are held by those who take too long."""
        taken = self._take()
        try:
            yield taken
        finally:
            if taken:
                with self._given_back:
                    del self._taken[threading.get_ident()]
                    self._given_back.notify()

    def _take(self) -> bool:
        with self._given_back:
            while len(self._taken) >= self._most:
                left = max(self._taken.values()) + SOON - time.monotonic()
                if left <= 0:
                    return False
                self._given_back.wait(left)
            self._taken[threading.get_ident()] = time.monotonic()
            return True
