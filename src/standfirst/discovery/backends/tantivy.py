"""An index of each edition in files of the data directory, by tantivy: fast, for one machine."""

import contextlib
import fcntl
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import tantivy

from standfirst.discovery.asking import FACETS, AlreadyRebuildingError, Clause, Found, Narrowing, Wanted
from standfirst.discovery.backends._layout import (
    LAYOUT,
    MARK,
    WEEK,
    document_of,
    everything_of,
    having,
    made_at,
    opened_at,
    schema,
    term,
)
from standfirst.discovery.documents import Document, key_of
from standfirst.discovery.languages import Analysis, analysis_of
from standfirst.editions.models import Edition

# A younger story is worth so much more, beside words that are worth 2 (everywhere) to 12 (rare) each.
_FRESH_WEEKS = ((2, 0.8), (8, 0.6), (26, 0.5), (104, 0.6))
_IN_HEADLINE, _IN_LEAD, _IN_NAMES, _TOGETHER = 2.0, 0.7, 1.2, 2.0
# For stories about the same: words in more than a fiftieth of all stories tell nothing.
_TOO_COMMON, _MOST_WEIGHED, _MOST_TELLING, _TOPIC_IN_COMMON = 0.02, 80, 8, 1.5
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 128_000_000
_LIKELY, _MANY = 60, 100
_LONG_WORD = 6


class FileIndex:
    """The backend: ``<directory>/<edition id>/current`` leads to the files in use."""

    def __init__(self, directory: Path) -> None:
        """Keep indexes under ``directory``."""
        self.directory = directory
        self._opened: dict[int, _Opened] = {}
        # By thread: others of this process go on writing to the index in use.
        self._building: dict[tuple[int, int], Path] = {}
        self._lock = threading.Lock()

    def ready(self, edition: Edition) -> bool:
        """Whether there is an index of ``edition``."""
        return self._searcher(edition) is not None

    def find(self, edition: Edition, wanted: Wanted) -> Found:
        """Return what is wanted."""
        searcher = self._searcher(edition)
        if searcher is None:
            return Found()
        asked = _Asked(wanted)
        if wanted.newest_first:
            result = searcher.search(
                asked.matching, wanted.limit, count=False, order_by_field="published", offset=wanted.offset
            )
        else:
            result = searcher.search(asked.ranked(), wanted.limit, count=False, offset=wanted.offset)
        ids = searcher.fast_field_values("id", [address for _score, address in result.hits])
        facets = FACETS if wanted.with_facets else {"kind": FACETS["kind"]}
        spread = _spread(searcher, asked.matching, facets)
        total = sum(count for _kind, count in spread["kind"])
        return Found(list(map(int, ids)), total, spread)

    def stories_with(self, edition: Edition, clauses: Sequence[Clause]) -> int:
        """Return how many stories have all ``clauses``."""
        searcher = self._searcher(edition)
        if searcher is None:
            return 0
        asked = _Asked(Wanted(clauses=tuple(clauses)))
        counted = searcher.search(asked.matching, 1)
        return int(counted.count or 0)

    def words_like(self, edition: Edition, word: str) -> list[tuple[str, int]]:
        """Return words that differ by one typing error, or, where none does, two; the commonest first."""
        searcher = self._searcher(edition)
        if searcher is None:
            return []
        for distance in (1, 2) if len(word) >= _LONG_WORD else (1,):
            near = tantivy.Query.fuzzy_term_query(schema(), "word", word, distance)
            hits = searcher.search(near, _LIKELY * distance, count=False).hits
            near_words = {str(searcher.doc(address).get_first("word")) for _score, address in hits}
            counted = [(one, int(searcher.doc_freq("plain", one))) for one in near_words if one != word]
            if found := sorted((one for one in counted if one[1]), key=lambda one: -one[1]):
                return found
        return []

    def names_beginning(self, edition: Edition, key: str, limit: int) -> list[tuple[str, int]]:
        """Return tags of topics and authors with a name that begins so, and how many stories they have."""
        searcher = self._searcher(edition)
        if searcher is None or not key:
            return []
        tags: dict[str, int] = {}
        for name, _count in searcher.terms_with_prefix("keys", key, limit=4 * limit):
            # Counted again: the list of terms still knows those of stories that are gone.
            if stories := _stories_with(searcher, "keys", name):
                tag = name.rpartition(MARK)[2]
                tags[tag] = max(stories, tags.get(tag, 0))
        return sorted(tags.items(), key=lambda one: -one[1])[:limit]

    def has_name(self, edition: Edition, tag: str, name: str) -> bool:
        """Whether stories are indexed under this name."""
        searcher = self._searcher(edition)
        return searcher is not None and _stories_with(searcher, "keys", f"{key_of(name)}{MARK}{tag}") > 0

    def headlines_beginning(self, edition: Edition, words: Sequence[str], limit: int) -> list[int]:
        """Return stories, newest first, whose headline has these words, the last one perhaps unfinished."""
        searcher = self._searcher(edition)
        if searcher is None or not words:
            return []
        parts = [
            *(term("title", word) for word in words[:-1]),
            tantivy.Query.regex_query(schema(), "title", f"{re.escape(words[-1])}.*"),
        ]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
        hits = searcher.search(asked, limit, count=False, order_by_field="published").hits
        return list(map(int, searcher.fast_field_values("id", [address for _at, address in hits])))

    def like(self, edition: Edition, one: Document, now: int, limit: int) -> list[int]:
        """Return stories about the same: by rare topics and rare words in common, and young ones first."""
        searcher = self._searcher(edition)
        if searcher is None:
            return []
        should, query = tantivy.Occur.Should, tantivy.Query
        common = [
            query.boost_query(term("words", stem), worth)
            for stem, worth in _telling(searcher, one, analysis_of(edition.language))
        ]
        common += [query.boost_query(term("topic", topic), _TOPIC_IN_COMMON) for topic in one.topics]
        if not common:
            return []
        about = query.boolean_query([(should, part) for part in common], min(2, len(common)))
        parts = [(tantivy.Occur.Must, about), *((should, fresh) for fresh in _fresh(now))]
        hits = searcher.search(query.boolean_query(parts), limit + 1, count=False).hits
        ids = map(int, searcher.fast_field_values("id", [address for _score, address in hits]))
        return [pk for pk in ids if pk != one.pk][:limit]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from writing; the lock falls with the process that holds it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        held = os.open(self.directory / "writing", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

    def write(self, edition: Edition, documents: Sequence[Document], gone: Collection[int]) -> None:
        """Put ``documents`` in the place of what is there, and remove ``gone``; visible on return."""
        building = self._building.get((threading.get_ident(), edition.pk))
        index = opened_at(building, edition.language) if building else self._index(edition)
        if index is None or not (documents or _any_of(index, gone)):
            return
        many = len(documents) > _MANY
        writer = index.writer(_LARGE_HEAP if many else _SMALL_HEAP, _processors() if many else 1)
        old = [*{*gone, *(one.pk for one in documents)}]
        # By a query: deletion by a term looks for signed numbers, and finds none.
        writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), "id", old))
        plain, words = analysis_of(edition.language).plain, set[str]()
        for one in documents:
            everything = everything_of(one)
            writer.add_document(document_of(one, everything))
            words.update(plain.analyze(everything))
        _add_words(writer, index.searcher(), words)
        writer.commit()
        writer.wait_merging_threads()

    @contextlib.contextmanager
    def rebuild(
        self, edition: Edition, batches: Iterable[Sequence[Document]], catch_up: Callable[[], None]
    ) -> Iterator[Iterator[int]]:
        """Build another index beside the one in use; it takes its place when the block ends well."""
        folder, built_here = self._folder(edition), (threading.get_ident(), edition.pk)
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder / "rebuilding"):
            _clear(folder)
            path = folder / f"{LAYOUT}-{time.time_ns():x}"
            path.mkdir()
            try:
                index = made_at(path, edition.language)
                self._building[built_here] = path
                yield _write_all(index, batches)
                with self.alone():
                    catch_up()
                    _lead_to(folder, path)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            finally:
                self._building.pop(built_here, None)
            _clear(folder)

    def _folder(self, edition: Edition) -> Path:
        return self.directory / str(edition.pk)

    def _searcher(self, edition: Edition) -> Any | None:
        """Return what sees the last commit, whoever made it."""
        index = self._index(edition)
        return index.searcher() if index else None

    def _index(self, edition: Edition) -> Any | None:
        """Return the index in use, opened once and looked at again when its files have changed."""
        for _try in range(3):  # it may be replaced just now
            try:
                return self._current(edition)
            except (OSError, ValueError):
                with self._lock:
                    self._opened.pop(edition.pk, None)
        return None

    def _current(self, edition: Edition) -> Any:
        current = self._folder(edition) / "current"
        opened = self._opened.get(edition.pk)
        seen = _seen(current)
        if opened and opened.seen == seen and opened.language == edition.language:
            return opened.index
        with self._lock:
            path = current.resolve(strict=True)
            if opened and opened.path == path and opened.language == edition.language:
                opened.index.reload()
                opened.seen = seen
                return opened.index
            if not path.name.startswith(f"{LAYOUT}-"):
                raise ValueError("an index of another layout")
            self._opened[edition.pk] = _Opened(
                opened_at(path, edition.language), path, edition.language, seen
            )
        return self._opened[edition.pk].index


@dataclass(slots=True)
class _Opened:
    """An index that this process reads, and what its files were when it looked last."""

    index: Any
    path: Path
    language: str
    seen: tuple[int, int, int]


class _Asked:
    """A question in tantivy's terms: which stories match, and what each match is worth."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.field = "headline" if wanted.only_headlines else "words"
        self.matching = self._matching()

    def ranked(self) -> Any:
        """Return the matches with what makes one better than another."""
        query, wanted = tantivy.Query, self.wanted
        better = _fresh(wanted.now)
        fields = (("headline", _IN_HEADLINE), ("lead", _IN_LEAD), ("names", _IN_NAMES))
        for clause in wanted.clauses:
            for words, worth in clause.alternatives:
                for field, weight in fields:
                    if not (clause.begins or (field == "headline" and wanted.only_headlines)):
                        better.append(query.boost_query(having(field, words), weight * worth))
        if together := _together(wanted.clauses):
            better.append(query.boost_query(query.phrase_query(schema(), "headline", together, 2), _TOGETHER))
        parts = [(tantivy.Occur.Must, self.matching), *((tantivy.Occur.Should, one) for one in better)]
        return query.boolean_query(parts)

    def _matching(self) -> Any:
        wanted, must, must_not = self.wanted, tantivy.Occur.Must, tantivy.Occur.MustNot
        clauses = [self._clause(one) for one in wanted.clauses]
        if wanted.at_least is not None and len(clauses) > 1:
            should = [(tantivy.Occur.Should, one) for one in clauses]
            parts = [(must, tantivy.Query.boolean_query(should, wanted.at_least))]
        else:
            parts = [(must, one) for one in clauses]
        parts += [(must_not, self._clause(one)) for one in wanted.excluded]
        for one in wanted.narrowings:
            parts.append((must_not if one.excluded else must, self._narrowing(one)))
        if wanted.since is not None or wanted.until is not None:
            parts.append((must, self._worth_nothing(self._published(wanted.since, wanted.until))))
        if all(occur == must_not for occur, _part in parts):
            parts.append((must, self._worth_nothing(self._published(-(2**62), None))))
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def _clause(self, clause: Clause) -> Any:
        query = tantivy.Query
        if clause.begins:
            begins = re.escape(clause.alternatives[0][0][0][1])
            return query.regex_query(schema(), self.field, f"{begins}.*")
        found = [
            having(self.field, words) if worth == 1 else query.boost_query(having(self.field, words), worth)
            for words, worth in clause.alternatives
        ]
        return found[0] if len(found) == 1 else query.disjunction_max_query(found)

    def _narrowing(self, one: Narrowing) -> Any:
        found = [term(one.fact, value) for value in one.values]
        if not found:
            return tantivy.Query.empty_query()
        either = found[0] if len(found) == 1 else tantivy.Query.term_set_query(schema(), one.fact, one.values)
        return self._worth_nothing(either)

    def _worth_nothing(self, query: Any) -> Any:
        return tantivy.Query.const_score_query(query, 0.0)

    def _published(self, since: int | None, until: int | None) -> Any:
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(
            schema(), "published", kind, since, until, include_upper=until is None
        )


def _telling(searcher: Any, one: Document, analysis: Analysis) -> list[tuple[str, float]]:
    """Return the words that tell most what a story is about: often in it, seldom elsewhere."""
    counted = analysis.counted(one.headline, one.headline, one.headline, one.lead, one.body)
    stories = max(1, searcher.num_docs)
    most = max(20, stories * _TOO_COMMON)
    told = []
    for stem, times in counted.most_common(_MOST_WEIGHED):
        with_it = searcher.doc_freq("words", stem)
        if 1 < with_it <= most:
            told.append((stem, times**0.5 * log(stories / with_it)))
    told.sort(key=lambda word: -word[1])
    best = told[0][1] if told else 1
    return [(stem, worth / best) for stem, worth in told[:_MOST_TELLING]]


def _fresh(now: int) -> list[Any]:
    """Return what makes younger stories better, step by step."""
    query, week, kind = tantivy.Query, now // WEEK, tantivy.FieldType.Unsigned
    return [
        query.const_score_query(
            query.range_query(schema(), "week", kind, max(0, week - weeks), None, use_inverted_index=True),
            worth,
        )
        for weeks, worth in _FRESH_WEEKS
    ]


def _together(clauses: Sequence[Clause]) -> list[str] | None:
    """Return the single words of a question of several, for headlines that have them side by side."""
    if any(one.begins for one in clauses):
        return None
    words = [one.alternatives[0][0][0][1] for one in clauses if len(one.alternatives[0][0]) == 1]
    return words if len(words) > 1 else None


def _spread(searcher: Any, matching: Any, facets: Any) -> dict[str, list[tuple[int | str, int]]]:
    """Return how the matches are spread: for each fact its commonest values and how many have them."""
    asked = {fact: {"terms": {"field": fact, "size": size}} for fact, size in facets.items()}
    counted = searcher.aggregate(matching, asked)
    return {
        fact: [
            (one["key"] if isinstance(one["key"], str) else int(one["key"]), one["doc_count"])
            for one in counted[fact]["buckets"]
        ]
        for fact in facets
    }


def _add_words(writer: Any, searcher: Any, words: Iterable[str]) -> None:
    """Add those of ``words`` that the index does not know, each as a document of its own."""
    for word in words:
        if _worth_knowing(word) and not searcher.doc_freq("word", word):
            made = tantivy.Document()
            made.add_text("word", word)
            writer.add_document(made)


def _worth_knowing(word: str) -> bool:
    return len(word) > 2 and not any(sign.isdigit() for sign in word)  # noqa: PLR2004


def _write_all(index: Any, batches: Iterable[Sequence[Document]]) -> Iterator[int]:
    """Write a whole index, yielding how many documents after each batch; then the words that it has."""
    writer = index.writer(_LARGE_HEAP, _processors())
    for documents in batches:
        for one in documents:
            writer.add_document(document_of(one, everything_of(one)))
        yield len(documents)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    words = [word for word, _count in searcher.terms_with_prefix("plain", "")]
    _add_words(writer, searcher, words)
    writer.commit()
    writer.wait_merging_threads()


def _stories_with(searcher: Any, field: str, value: str) -> int:
    return int(searcher.search(term(field, value), 1).count or 0)


def _processors() -> int:
    return min(4, os.cpu_count() or 1)


def _any_of(index: Any, ids: Collection[int]) -> bool:
    searcher = index.searcher()
    return any(searcher.doc_freq("id", pk) for pk in ids)


def _seen(current: Path) -> tuple[int, int, int]:
    facts = os.stat(current / "meta.json")  # noqa: PTH116  (a search must not pay for a Path)
    return facts.st_dev, facts.st_ino, facts.st_mtime_ns


def _lead_to(folder: Path, path: Path) -> None:
    """Let ``current`` lead to ``path`` from one moment to the next."""
    other = folder / "next"
    other.unlink(missing_ok=True)
    other.symlink_to(path.name)
    other.replace(folder / "current")


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the lock at ``path`` as long as this process lives. Raises AlreadyRebuildingError."""
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock_at_once(held)
        yield
    finally:
        os.close(held)


def _lock_at_once(held: int) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyRebuildingError from None


def _clear(folder: Path) -> None:
    """Remove what is not in use: old indexes, and what a killed rebuild left behind."""
    current = (folder / "current").resolve()
    for other in folder.iterdir():
        if other.is_dir() and not other.is_symlink() and other != current:
            shutil.rmtree(other, ignore_errors=True)
