"""A world on a stage: each deed is played on it as if it were the first, and then undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.test import TestCase

from standfirst.newsroom import reading
from standfirst.website.views import pages
from tests.delivery.deeds import QUIET, steps_of
from tests.delivery.readers import Readers
from tests.delivery.world import PER_PAGE, START, Clock, build


@contextmanager
def short_lists() -> Iterator[None]:
    """Let every list have a second page, though there are few stories."""
    with (
        mock.patch.dict(reading.stories_in.__kwdefaults__, limit=PER_PAGE),
        mock.patch.dict(reading.corrections_of.__kwdefaults__, limit=PER_PAGE),
        mock.patch.object(pages, "PER_PAGE", PER_PAGE),
    ):
        yield


@contextmanager
def stage(directory: Path) -> Iterator["Stage"]:
    """Build a world in an empty database, within a transaction of the caller's, and give it back."""
    # What is undone in the database is to find its files again.
    with short_lists(), mock.patch.object(FileSystemStorage, "delete"), Clock() as clock:
        built = Stage(clock, directory)
        try:
            yield built
        finally:
            built.readers.leave()


class Stage:
    """A world with its readers, as it was before each deed."""

    def __init__(self, clock: Clock, directory: Path) -> None:
        """Build the world and let every page be stored."""
        self.world = build(clock)
        self.readers = Readers(self.world, directory)
        at_first = self.readers.wrong()
        assert at_first == []
        assert any("before=" in path for _, path in self.world.known)
        self._seen = dict(self.world.seen)
        self._known = dict(self.world.known)
        self._pages, self._fragments = self.readers.keep()

    def begin_anew(self) -> None:
        """Forget every page, and let each be stored as the program makes it now."""
        self.readers.lay_back({}, {})
        self.readers.ask()
        self._pages, self._fragments = self.readers.keep()

    def play(self, name: str, choice: int) -> list[str]:
        """Do a deed, in the ``choice``-th of its ways, and say what readers then see that is not so."""
        found: list[str] = []
        with self._undone():
            before = self.readers.versions.stamp()
            steps = steps_of(name, self.world, lambda things: things[choice % len(things)])
            going_on = True
            while going_on and not found:
                with committed():
                    going_on = next(steps, "ended") != "ended"
                found = self.readers.wrong()
            if name in QUIET and self.readers.versions.stamp() != before:
                found.append("something was dropped, though nothing changed for readers")
        return found

    @contextmanager
    def _undone(self) -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            self.world.clock.at(START)
            self.world.known, self.world.seen = dict(self._known), dict(self._seen)
            self.readers.lay_back(self._pages, self._fragments)


@contextmanager
def committed() -> Iterator[None]:
    """Let what is to happen after commit happen at the end of the block."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield
