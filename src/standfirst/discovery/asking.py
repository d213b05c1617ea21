"""What is asked of an index, and what it answers: plain data that every backend understands."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from standfirst.discovery.documents import Document
from standfirst.editions.models import Edition

# A stem and how far behind the first it stands.
Words = tuple[tuple[int, str], ...]

FACETS: Mapping[str, int] = {"section": 40, "topic": 12, "author": 12, "kind": 12, "year": 40}


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of which one alternative is to be in a story; each with what it is worth."""

    alternatives: tuple[tuple[Words, float], ...]
    begins: bool = False  # the word is the beginning of one

    @classmethod
    def of(cls, words: Words) -> "Clause":
        """Return the clause that asks for ``words`` and nothing else."""
        return cls(((words, 1.0),))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Stories of which a fact has one of ``values``; ``excluded``: none of them."""

    fact: str
    values: tuple[int | str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What stories are wanted, which part of them, and in what order."""

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    at_least: int | None = None  # so many clauses are enough; None: all
    only_headlines: bool = False
    narrowings: tuple[Narrowing, ...] = ()
    since: int | None = None  # seconds since 1970
    until: int | None = None  # the first second that is too late
    newest_first: bool = False
    now: int = 0
    offset: int = 0
    limit: int = 20
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of stories in the order asked for, how many there are in all, and how they are spread."""

    ids: Sequence[int] = ()
    total: int = 0
    facets: Mapping[str, Sequence[tuple[int | str, int]]] = field(default_factory=dict)


class AlreadyRebuildingError(RuntimeError):
    """Raised where an edition's index is being rebuilt by someone else."""


class Backend(Protocol):
    """Where the index is kept. All stems and keys are folded by the caller."""

    def ready(self, edition: Edition) -> bool:
        """Whether there is an index of ``edition``; without one nothing is found."""

    def find(self, edition: Edition, wanted: Wanted) -> Found:
        """Return what is wanted."""

    def stories_with(self, edition: Edition, clauses: Sequence[Clause]) -> int:
        """Return about how many stories have all ``clauses``."""

    def words_like(self, edition: Edition, word: str) -> list[tuple[str, int]]:
        """Return words that differ from ``word`` by one typing error, or, where none does, two if they can.

        With each about how many stories have it, the commonest first.
        """

    def names_beginning(self, edition: Edition, key: str, limit: int) -> list[tuple[str, int]]:
        """Return tags of topics and authors with a name that begins so, and how many stories they have."""

    def has_name(self, edition: Edition, tag: str, name: str) -> bool:
        """Whether stories are indexed under this name of a topic or an author."""

    def headlines_beginning(self, edition: Edition, words: Sequence[str], limit: int) -> list[int]:
        """Return stories, newest first, whose headline has ``words``; the last one may be unfinished."""

    def like(self, edition: Edition, one: Document, now: int, limit: int) -> list[int]:
        """Return stories about the same: by rare topics and rare words in common, and young ones first."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from writing; waits for the one that does."""

    def write(self, edition: Edition, documents: Sequence[Document], gone: Collection[int]) -> None:
        """Put ``documents`` in the place of what is there, and remove ``gone``; visible on return."""

    def rebuild(
        self, edition: Edition, batches: Iterable[Sequence[Document]], catch_up: Callable[[], None]
    ) -> AbstractContextManager[Iterator[int]]:
        """Build another index beside the one in use; it takes its place when the block ends without an error.

        The block gets the number of documents written, batch by batch. When it ends, ``catch_up`` writes to
        the new index what changed meanwhile, while nobody else writes. Raises AlreadyRebuildingError.
        """
