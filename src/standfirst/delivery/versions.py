"""Versions of everything that pages depend on: counters in memory that all processes of a machine share.

One file, mapped into each process, holds a clock and a table of slots; a tag is hashed to a slot. A change
writes the next tick of the clock into the slots of what it touches. A page knows the clock as it was before
its rendering began (its stamp) and its slots: it is true as long as none of them is later than its stamp.
Two tags in one slot cost a needless rendering, never a stale page.
"""

import fcntl
import mmap
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Self

SLOTS = 1 << 18
FOR_EVER = 2**63 - 1  # microseconds; a machine that shares its database with no other trusts what it holds

_WORD = 8
_HEADER = 512  # words; the rest of the first page of the file
_SIZE = (_HEADER + 2 * SLOTS) * _WORD
_FORMAT = 1

# Places in the header.
_FORMAT_AT, _CLOCK, _FLOOR, _TRUSTED_UNTIL, _HORIZON, _READ_AT, _RING_NEXT = range(7)
# Format, identity (four words), boot (two words).
_KNOWN = (_FORMAT_AT, *range(8, 14))
_HEARD_FLOOR = 14
_RING, _RING_SIZE = 64, 256
_NOTHING_APPLIED = memoryview(bytes(_RING_SIZE * _WORD)).cast("Q")


class Versions:
    """The counters of one machine; see the module. All methods may be called by any thread of any process."""

    _adopted: Sequence[int] = ()

    def __init__(self, path: Path) -> None:
        """Open the counters in ``path``, made when absent. Raises OSError where the disk has no room."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._threads = threading.Lock()
        with self._locked():
            if os.fstat(self._file).st_size < _SIZE:
                _give_room(self._file)
        self._words = memoryview(mmap.mmap(self._file, _SIZE)).cast("Q")
        if not self._words[_CLOCK]:
            self.distrust()

    @classmethod
    def in_memory(cls) -> Self:
        """Return counters of this process alone, for what needs no store."""
        counters = cls.__new__(cls)
        counters._file = -1  # noqa: SLF001
        counters._threads = threading.Lock()  # noqa: SLF001
        counters._words = memoryview(mmap.mmap(-1, _SIZE)).cast("Q")  # noqa: SLF001
        counters.distrust()
        return counters

    # --- reading --------------------------------------------------------------------------------

    def stamp(self) -> int:
        """Return the clock: the stamp of what is read from the database from now on."""
        return self._words[_CLOCK]

    def holds(self, stamp: int, slots: Sequence[int]) -> bool:
        """Return whether nothing in ``slots`` was touched since ``stamp``, which these counters gave."""
        words = self._words
        if not words[_FLOOR] <= stamp <= words[_CLOCK]:
            return False
        return all(words[slot] <= stamp for slot in slots)

    def may_be_shown_stale(self, stamp: int, slots: Sequence[int]) -> bool:
        """Return whether nothing in ``slots`` was withdrawn since ``stamp``.

        What is older than a time of which nothing was heard may have been withdrawn in it.
        """
        words = self._words
        return stamp >= words[_HEARD_FLOOR] and all(words[slot + SLOTS] <= stamp for slot in slots)

    def trusted(self) -> bool:
        """Return whether this machine hears what others change, or shares its database with none."""
        until = self._words[_TRUSTED_UNTIL]
        return until == FOR_EVER or time.monotonic() * 1_000_000 < until

    def horizon(self) -> int:
        """Return up to where the log of drops was read (see ``hearing``); -1 where it never was."""
        return self._words[_HORIZON] - 1

    def unheard_for(self) -> float:
        """Return how many seconds ago the log of drops was last read."""
        return time.time() - self._words[_READ_AT] / 1_000_000

    def was_applied(self, drop: int) -> bool:
        """Return whether the drop of this id was applied here, as far back as is remembered."""
        return drop in self._words[_RING : _RING + _RING_SIZE].tolist()

    # --- writing --------------------------------------------------------------------------------

    def touch(self, tags: Iterable[str], withdrawn: Iterable[str] = (), drop: int = 0) -> None:
        """Make everything that depends on one of ``tags`` untrue; ``drop`` is the id of its row in the log.

        What depends on ``withdrawn`` is not even shown where a rendering fails.
        """
        slots = slots_of(tags)
        gone = [slot + SLOTS for slot in slots_of(withdrawn)]
        with self._locked():
            tick = self._words[_CLOCK] + 1
            for slot in (*slots, *gone):
                self._words[slot] = tick
            if drop:
                place = self._words[_RING_NEXT] % _RING_SIZE
                self._words[_RING + place] = drop
                self._words[_RING_NEXT] = place + 1
            # Last: whoever sees the new tick sees the slots.
            self._words[_CLOCK] = tick

    def distrust(self, *, unheard: bool = False) -> None:
        """Make everything untrue that is held; ``unheard``: changes were missed, withdrawals among them."""
        with self._locked():
            self._distrust()
            if unheard:
                self._words[_HEARD_FLOOR] = self._words[_CLOCK]

    def trust_until(self, moment: float) -> None:
        """Trust what is held until ``moment`` on the monotonic clock; infinity: there is no other machine."""
        self._words[_TRUSTED_UNTIL] = (
            FOR_EVER if moment == float("inf") else max(0, min(FOR_EVER - 1, int(moment * 1_000_000)))
        )

    def read_up_to(self, horizon: int) -> None:
        """Remember up to where the log of drops was read, and that it was read now."""
        self._words[_HORIZON] = horizon + 1
        self._words[_READ_AT] = int(time.time() * 1_000_000)

    def adopt(self, identity: str) -> None:
        """Distrust what is held when ``identity`` (of program and settings) is another one than last time.

        Also when the machine was switched off since: what was changed then may not have reached the disk.
        """
        known = self._adopted = [_FORMAT, *_hashed(identity, 4), *_hashed(_boot(), 2)]
        words = self._words
        with self._locked():
            if [words[place] for place in _KNOWN] == known:
                return
            self._distrust()
            words[_HORIZON] = words[_TRUSTED_UNTIL] = 0
            for place, word in zip(_KNOWN, known, strict=True):
                words[place] = word

    def is_adopted(self) -> bool:
        """Return whether no process of another program adopted them since this one did."""
        return not self._adopted or [self._words[place] for place in _KNOWN] == self._adopted

    def _distrust(self) -> None:
        # By the wall clock: counters made anew never repeat a tick that a page on disk may carry.
        tick = max(self._words[_CLOCK] + 1, int(time.time() * 1_000_000))
        self._words[_FLOOR] = tick
        # A database that was laid back gives the same ids to other drops.
        self._words[_RING : _RING + _RING_SIZE] = _NOTHING_APPLIED
        self._words[_CLOCK] = tick

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            if self._file < 0:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _give_room(file: int) -> None:
    """Give a new file all of its blocks: who writes into a hole while the disk is full is killed (SIGBUS)."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, _SIZE)
    else:
        os.ftruncate(file, _SIZE)


def slots_of(tags: Iterable[str]) -> tuple[int, ...]:
    """Return the places of ``tags`` in the table, each once, in order."""
    return tuple(sorted({_slot(tag) for tag in tags}))


def _slot(tag: str) -> int:
    return _HEADER + _number(tag) % SLOTS


@lru_cache(maxsize=16_384)
def _number(tag: str) -> int:
    return int.from_bytes(blake2b(tag.encode(), digest_size=4).digest(), "little")


def _hashed(text: str, words: int) -> list[int]:
    digest = blake2b(text.encode(), digest_size=words * _WORD).digest()
    return [int.from_bytes(digest[at : at + _WORD], "little") for at in range(0, len(digest), _WORD)]


def _boot() -> str:
    """Return what is another text after each start of the machine; empty where the system tells none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text()
    except OSError:
        return ""
