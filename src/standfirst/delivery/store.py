"""The page store: ready pages in the memory of each process, over files that a machine's processes share.

On disk the store is 256 shelves, each with room for so many pages; a new page on a full shelf takes the
place of the one that was longest unread, and a page that nobody read yet goes before one that somebody
did. So no number of addresses that are asked for once can push out what readers read.
"""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from standfirst.delivery.pages import StoredPage
from standfirst.delivery.versions import Versions

logger = logging.getLogger("standfirst.delivery")

SHELVES = 256
# A page that nobody read since it was stored counts as if it had been read this long ago.
_PROBATION = 3600
# How often a page that is read is marked so on disk.
_MARK_EVERY = 600
_TEMPORARY = ".part"
_ABANDONED_AFTER = 60


class PageStore:
    """Pages by key; see the module. ``memory`` is bytes for each process, ``pages`` a number for all."""

    def __init__(
        self, directory: Path, versions: Versions, *, memory: int = 32 << 20, pages: int = 10_000
    ) -> None:
        """Keep pages under ``directory``, true as ``versions`` says."""
        self.versions = versions
        self._directory = directory
        self._memory = memory
        self._room = max(1, pages // SHELVES)
        self._held: dict[str, StoredPage] = {}
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> StoredPage | None:
        """Return the page of ``key`` if there is one and it is true; else None."""
        now = time.time()
        if not self.versions.trusted():
            return None
        page = self._held.get(key)
        if page is None or not self._is_true(page, now):
            page = self._read(key)
            if page is None or not self._is_true(page, now):
                return None
            self._hold(page)
        page.used = True
        if now - page.marked_at > _MARK_EVERY:
            self._mark(page, now)
        return page

    def held(self, key: str) -> StoredPage | None:
        """Return the page of ``key`` if this process holds it and it is true: the quick way of ``get``."""
        page = self._held.get(key)
        if page is None or not self.versions.trusted():
            return None
        now = time.time()
        if not self._is_true(page, now):
            return None
        page.used = True
        if now - page.marked_at > _MARK_EVERY:
            self._mark(page, now)
        return page

    def last_good(self, key: str) -> StoredPage | None:
        """Return the page of ``key`` as it was last, true or not; None where it may no longer be seen."""
        for find in (self._held.get, self._read):
            page = find(key)
            if page and page.until > time.time() and self.versions.may_be_shown_stale(page.stamp, page.slots):
                return page
        return None

    def put(self, page: StoredPage) -> None:
        """Keep ``page``, here and on disk; a disk that is full or broken is logged, and costs only time.

        What ended to be true already is not kept, nor what is older than a true page that is held, nor what
        a process says that was left over from before the program was changed.
        """
        now, held = time.time(), self._held.get(page.key)
        if page.until <= now or (held and held.stamp > page.stamp and self._is_true(held, now)):
            return
        if not self.versions.is_adopted():
            return
        self._hold(page)
        path = self._path(page.key)
        part = path.with_name(f"{path.name}-{os.getpid()}-{threading.get_ident()}{_TEMPORARY}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(page.to_bytes())
            unread = now - _PROBATION
            os.utime(part, (unread, unread))
            # Whole or not at all, whoever reads and whoever is killed. Not by replacing: some file systems
            # write the new content through first, which takes ten times as long.
            path.unlink(missing_ok=True)
            part.rename(path)
            self._make_room(path.parent, path)
        except OSError as error:
            logger.warning("page not kept on disk: %s", error)
            with contextlib.suppress(OSError):
                part.unlink()

    def is_still_true(self, page: StoredPage) -> bool:
        """Return whether ``page`` is true at this moment, as far as this machine knows."""
        return self.versions.trusted() and self._is_true(page, time.time())

    def _is_true(self, page: StoredPage, now: float) -> bool:
        clock = self.versions.stamp()
        if page.checked != clock:
            if not self.versions.holds(page.stamp, page.slots):
                return False
            page.checked = clock
        return now < page.until

    def _read(self, key: str) -> StoredPage | None:
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        return StoredPage.from_bytes(content, key)

    def _hold(self, page: StoredPage) -> None:
        """Hold ``page`` in memory; where that is full, the oldest that was not used since it came up goes."""
        with self._lock:
            former = self._held.pop(page.key, None)
            self._size += page.size - (former.size if former else 0)
            self._held[page.key] = page
            while self._size > self._memory and len(self._held) > 1:
                key, oldest = next(iter(self._held.items()))
                del self._held[key]
                if oldest.used and oldest is not page:
                    oldest.used = False
                    self._held[key] = oldest
                else:
                    self._size -= oldest.size

    def _mark(self, page: StoredPage, now: float) -> None:
        page.marked_at = now
        with contextlib.suppress(OSError):
            os.utime(self._path(page.key), (now, now))

    def _path(self, key: str) -> Path:
        digest = blake2b(key.encode(), digest_size=16).hexdigest()
        return self._directory / digest[:2] / digest[2:]

    def _make_room(self, shelf: Path, newest: Path) -> None:
        """Take pages off a shelf that is too full, those that were longest unread."""
        found = list(_read_when(shelf))
        abandoned = time.time() - _PROBATION - _ABANDONED_AFTER
        parts = [name for read, name in found if name.endswith(_TEMPORARY) and read < abandoned]
        pages = sorted(pair for pair in found if not pair[1].endswith(_TEMPORARY) and pair[1] != newest.name)
        surplus = [name for _, name in pages[: max(0, len(pages) + 1 - self._room)]]
        for name in (*parts, *surplus):
            with contextlib.suppress(OSError):
                (shelf / name).unlink()


def _read_when(shelf: Path) -> Iterator[tuple[float, str]]:
    """Yield when each file of a shelf was read last, and its name."""
    with os.scandir(shelf) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # another process made room too
                yield entry.stat().st_mtime, entry.name


def pages_on_disk(directory: Path) -> tuple[int, int]:
    """Return how many pages lie under ``directory``, and their size in bytes."""
    pages = size = 0
    for shelf, _, names in os.walk(directory):
        for name in names:
            with contextlib.suppress(OSError):
                size += (Path(shelf) / name).stat().st_size
                pages += not name.endswith(_TEMPORARY)
    return pages, size
