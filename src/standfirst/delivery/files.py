"""Pages beside: ready ``.br`` and ``.gz`` files that a web server in front sends without asking us.

``DIR/<host>/<path>/index.html.br`` and ``.gz`` are there only while the page is true. Whoever writes one and
whoever drops pages holds one lock. A change first makes its tags untrue, then removes files: so who writes
later sees that the page is true no longer, and what was written before is in the index and removed.
"""

import contextlib
import fcntl
import logging
import os
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from standfirst.delivery.addresses import Addresses, Found
from standfirst.delivery.machine import versions_in
from standfirst.delivery.pages import Encoding, StoredPage
from standfirst.delivery.versions import Versions, slots_of

logger = logging.getLogger("standfirst.delivery")

_SUFFIX: dict[Encoding, str] = {"br": ".br", "gzip": ".gz"}
_NAME = "index.html"
_TYPE = ("Content-Type", "text/html; charset=utf-8")
# What a web server says of every page (docs/operations/nginx.conf): a page that says more has no file.
_SAID_OF_ALL = frozenset(
    {"content-type", "cache-control", "content-security-policy", "strict-transport-security"}
    | {"x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy"}
    | {"xkey", "surrogate-key", "cache-tag", "surrogate-control", "cloudflare-cdn-cache-control"}
)
_HOST = re.compile(r"(?!.*\.\.)[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")
_LONGEST_PART, _LONGEST_PATH = 200, 1_000  # bytes; file systems take 255 and 4,096
# Removing more files than this one by one takes longer than moving all of them out of the way.
_MANY = 400
_ROOM_IS_MADE_EVERY = 64
# A page is removed that long before it ends to be true, in seconds: the time between two looks.
_AHEAD = 2.0
_LOOK_EVERY = 0.25
_UNSEEN = ".standfirst-"  # no host begins so


class Files:
    """The files under one directory; every method may be called by any thread of any process."""

    def __init__(self, root: Path, index: Path, versions: Versions, *, most: int = 10_000) -> None:
        """Keep files of about ``most`` pages under ``root``; what shows what is noted in ``index``."""
        self._root = root
        self._index_at = index
        self._versions = versions
        self.most = most
        self._threads = threading.Lock()
        self._added = 0
        root.mkdir(parents=True, exist_ok=True)
        index.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(index.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._index: Addresses
        self._opened_as: tuple[int, int] | None = None
        with self._locked():  # opens the index
            pass

    # --- what a web process does ------------------------------------------------------------------

    def keep(self, page: StoredPage) -> None:
        """Write the files of ``page`` that are missing, if it is true; a disk that is full is logged."""
        file = self._file_of(page)
        if file is None:
            return
        missing = [one for one in page.bodies if one in _SUFFIX and not os.path.exists(file + _SUFFIX[one])]  # noqa: PTH110  (asked for each request)
        if not missing:
            return
        try:
            with self._locked():
                if self._is_true(page):
                    self._index.add(file, page.stamp, page.until, page.slots)
                    for encoding in missing:
                        self._write(file + _SUFFIX[encoding], page.bodies[encoding], page.etag)
                    self._make_room()
        except (OSError, sqlite3.Error) as error:
            logger.warning("page not kept as a file: %s", error)

    def watch(self) -> None:
        """Remove, for ever, what ends to be true by itself, and everything while nothing can be trusted."""
        while True:
            time.sleep(_LOOK_EVERY)
            try:
                if self._versions.trusted():
                    self.remove_ended()
                elif self._hosts():
                    self.empty()
            except Exception:
                logger.exception("files beside not looked after")

    def start(self) -> None:
        """Watch in a thread of this process."""
        threading.Thread(target=self.watch, name="files beside", daemon=True).start()

    # --- what every process does that drops -------------------------------------------------------

    def remove(self, tags: Iterable[str]) -> None:
        """Remove what shows one of ``tags``; they were touched before. Returns when it is gone."""
        slots = slots_of(tags)
        self._remove(lambda: self._index.showing(slots))

    def remove_ended(self) -> None:
        """Remove what is about to end to be true."""
        self._remove(lambda: self._index.ended(time.time() + _AHEAD))

    def empty(self) -> None:
        """Remove everything."""
        with self._locked():
            self._empty()

    # --- within the lock --------------------------------------------------------------------------

    def _is_true(self, page: StoredPage) -> bool:
        still = page.until - time.time() > 2 * _AHEAD and self._versions.is_adopted()
        return still and self._versions.trusted() and self._versions.holds(page.stamp, page.slots)

    def _remove(self, find: Callable[[], list[Found]]) -> None:
        with self._locked():
            try:
                found = find()
                if len(found) > _MANY:
                    self._empty()
                elif found:
                    self._unlink(found)
            except (OSError, sqlite3.Error) as error:
                logger.warning("all files beside removed, since some could not be: %s", error)
                self._empty()

    def _unlink(self, pages: list[Found]) -> None:
        for _, file in pages:
            for suffix in _SUFFIX.values():
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(file + suffix)  # noqa: PTH108  (many at once)
            with contextlib.suppress(OSError):  # others are below it
                Path(file).parent.rmdir()
        self._index.forget(pages)

    def _empty(self) -> None:
        """Move everything out of sight, which takes no time, and delete it in the background."""
        unseen = self._root / f"{_UNSEEN}{os.getpid()}-{time.monotonic_ns()}"
        for host in self._hosts():
            unseen.mkdir(exist_ok=True)
            host.rename(unseen / host.name)
        try:
            self._index.forget_all()
        except sqlite3.Error as error:
            logger.warning("index of files beside made anew: %s", error)
            with contextlib.suppress(sqlite3.Error):
                self._index.close()
            self._opened_as = None  # opened again by whoever comes next
            self._index = self._made_anew()
        # Those that are there now: into others that come, somebody may still be moving.
        left = [path for path in self._root.glob(f"{_UNSEEN}*") if path.is_dir()]
        threading.Thread(target=_delete, args=(left,), name="files removed", daemon=True).start()

    def _hosts(self) -> list[Path]:
        return [path for path in self._root.iterdir() if not path.name.startswith(_UNSEEN)]

    def _write(self, file: str, body: bytes, etag: str) -> None:
        """Write a file whole or not at all.

        Its time is made of the content: web servers make an ETag of time and size, and two versions of a
        page may have one size and be of one second.
        """
        path = Path(file)
        part = self._root / f"{_UNSEEN}part-{os.getpid()}"
        try:
            part.write_bytes(body)
            moment = int(etag[:8], 16) & 0x7FFFFFFF
            os.utime(part, (moment, moment))
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise

    def _make_room(self) -> None:
        self._added += 1
        if self._added % _ROOM_IS_MADE_EVERY == 0 and (oldest := self._index.oldest(self.most)):
            self._unlink(oldest)

    def _file_of(self, page: StoredPage) -> str | None:
        """Return where ``page`` is kept, without the suffix; None where it has no file.

        The path is one that every web server understands alike: no empty, hidden or dotted part, valid
        UTF-8, and no part that is named as our files are.
        """
        host, _, path = page.key.partition(" ")
        if not (path[:1] == path[-1:] == "/") or not _HOST.fullmatch(host) or _TYPE not in page.headers:
            return None
        if any(name.lower() not in _SAID_OF_ALL for name, _ in page.headers):
            return None
        if len(path) > _LONGEST_PATH or "?" in path or "\0" in path:
            return None
        parts = path[1:-1].split("/") if path != "/" else []
        if any(not 0 < len(part) <= _LONGEST_PART or part.startswith((".", _NAME)) for part in parts):
            return None
        try:
            name = path.encode("latin-1").decode()  # PEP 3333
        except UnicodeError:
            return None
        return f"{self._root}/{host}{name}{_NAME}"

    # --- opening ----------------------------------------------------------------------------------

    def _open(self) -> None:
        """Open the index; where it does not say what is there, or nothing is true any more, all goes."""
        try:
            self._index = Addresses(self._index_at)
            first = self._index.first_stamp()
        except sqlite3.Error:
            self._index = self._made_anew()
            first = None
        if self._index.is_new or (first is not None and not self._versions.holds(first, ())):
            self._empty()
            self._index.accept()
        self._opened_as = self._identity()

    def _made_anew(self) -> Addresses:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._index_at}{suffix}").unlink(missing_ok=True)
        return Addresses(self._index_at)

    def _identity(self) -> tuple[int, int] | None:
        try:
            facts = self._index_at.stat()
        except FileNotFoundError:
            return None
        return facts.st_dev, facts.st_ino

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            try:
                # Another process may have made the index anew: ours would be one that nobody reads.
                if self._opened_as is None or self._opened_as != self._identity():
                    self._open()
                yield
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_UN)


def _delete(directories: Iterable[Path]) -> None:
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)


@cache
def files_in(directory: str, delivery: Path) -> Files | None:
    """Return the files of DELIVERY_FILES for the pages in ``delivery``; None where there are none."""
    if not directory:
        return None
    return Files(Path(directory), delivery / "files.sqlite3", versions_in(delivery))
