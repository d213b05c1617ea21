"""Parts of pages that many pages share, rendered once and kept while they are true."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from time import time
from typing import Any, TypeVar

from standfirst.delivery.depending import Dependencies, collecting, dependencies_so_far
from standfirst.delivery.versions import Versions, slots_of

MOST = 8_192

Key = TypeVar("Key", bound=Hashable)
Read = TypeVar("Read")
Made = TypeVar("Made")


@dataclass(slots=True)
class _Fragment:
    made: Any
    stamp: int
    slots: tuple[int, ...]
    dependencies: Dependencies


class Fragments:
    """What this process has made and may use again, bounded by number, the longest unused first to go."""

    def __init__(self, versions: Versions) -> None:
        """Keep fragments as long as ``versions`` says that they are true."""
        self.versions = versions
        self._kept: OrderedDict[Hashable, _Fragment] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> Any | None:
        """Return what is kept for ``key`` and still true, and depend on it; None when there is nothing."""
        fragment = self._true(key)
        return None if fragment is None else fragment.made

    def take_each(
        self, keys: Iterable[Key], read: Callable[[list[Key]], Read], make: Callable[[Key, Read], Made]
    ) -> dict[Key, Made]:
        """Return what is kept for ``keys``; what is not is read together and then made one by one."""
        found: dict[Key, Made] = {}
        missing: list[Key] = []
        for key in dict.fromkeys(keys):
            fragment = self._true(key)
            if fragment is None:
                missing.append(key)
            else:
                found[key] = fragment.made
        if missing:
            rows = read(missing)
            for key in missing:
                found[key] = self.make(key, lambda key=key: make(key, rows))  # type: ignore[misc]
        return found

    def _true(self, key: Hashable) -> _Fragment | None:
        """Return what is kept for ``key`` and still true, and depend on it."""
        outer = dependencies_so_far()
        fragment = self._kept.get(key)
        if outer is None or fragment is None:
            return None
        if fragment.dependencies.until <= time() or not self.versions.holds(fragment.stamp, fragment.slots):
            return None
        if not self.versions.trusted():  # others may have changed what it shows
            return None
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
        outer.include(fragment.dependencies)
        return fragment

    def make(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` returns, keep it under ``key``, and depend on what it depends on.

        It is as old as the page that it is first made for: ``make`` may look at what that page had read
        before, such as its edition.
        """
        outer = dependencies_so_far()
        if outer is None:
            return make()
        with collecting() as dependencies:
            made = make()
        outer.include(dependencies)
        if outer.since:
            self._keep(key, _Fragment(made, outer.since, slots_of(dependencies.tags), dependencies))
        return made

    def _keep(self, key: Hashable, fragment: _Fragment) -> None:
        with self._lock:
            self._kept[key] = fragment
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


_fragments = Fragments(Versions.in_memory())


def use(versions: Versions) -> None:
    """Let the fragments of this process be true as ``versions`` says; called once, when it starts."""
    global _fragments  # noqa: PLW0603  (one process, one table)
    _fragments = Fragments(versions)


def fragment(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what ``make`` returns for ``key``, made once and used again as long as it is true.

    ``key`` names all that ``make`` looks at besides what it declares with ``depends_on``: edition, which
    thing, which shape. What is returned is shared: never change it. Outside of a rendering for the store
    nothing is kept.
    """
    kept = _fragments.take(key)
    return _fragments.make(key, make) if kept is None else kept


def fragments_of(
    keys: Iterable[Key], read: Callable[[list[Key]], Read], make: Callable[[Key, Read], Made]
) -> dict[Key, Made]:
    """Return a fragment for each of ``keys``, in their order or another; see ``fragment``.

    Those that are not known are read together: ``read`` gets their keys and declares nothing; ``make`` gets
    a key and all that was read, and declares what this one depends on.
    """
    return _fragments.take_each(keys, read, make)
