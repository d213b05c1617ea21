"""An index in PostgreSQL, beside the stories: slower, and the same for every machine that shares it.

Words are read as for the index in files, in this process: the database compares stems and knows no language.
Nothing is needed of it that not every installation may have.
"""

import contextlib
import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from standfirst.discovery.asking import (
    FACETS,
    AlreadyRebuildingError,
    Clause,
    Found,
    Narrowing,
    Wanted,
    Words,
)
from standfirst.discovery.documents import Document, key_of, keys_of
from standfirst.discovery.languages import LONGEST_WORD, Analysis, analysis_of
from standfirst.editions.models import Edition

# ruff: noqa: S608  (the only names in these statements are our own)
_STORIES, _KEYS, _WORDS = "discovery_indexed_story", "discovery_key", "discovery_word"
_IN_USE, _BUILDING = 0, 1
_WRITERS, _REBUILDERS = 0x5EA2C4, 0x5EA2C5  # the advisory locks of those who write, and rebuild
# PostgreSQL's own bounds: positions in a text, and what stands in one place.
_FARTHEST = 16_383
_HEADLINE, _NAMES, _LEAD, _BODY = "A", "B", "C", "D"
_WORTH = "{0.1, 0.25, 0.5, 1.0}"  # of D, C, B and A
_FRESHNESS = "1 / (1 + greatest(0, %s - published) / 31557600.0)"  # one half after a year
_ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةئؤ",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "el": "αβγδεζηθικλμνξοπρστυφχψω",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MOST_TELLING = 12
_SHORTEST_KNOWN, _LIKELY, _FAR, _LONG_WORD = 3, 40, 2, 6
_TABLES = f"""
CREATE TABLE IF NOT EXISTS {_STORIES} (
    edition integer NOT NULL, build smallint NOT NULL, id bigint NOT NULL,
    published bigint NOT NULL, year integer NOT NULL, kind text NOT NULL,
    section bigint[] NOT NULL, topic bigint[] NOT NULL, author bigint[] NOT NULL,
    words tsvector NOT NULL, title tsvector NOT NULL, PRIMARY KEY (edition, build, id));
CREATE INDEX IF NOT EXISTS discovery_story_words ON {_STORIES} USING gin (words);
CREATE INDEX IF NOT EXISTS discovery_story_title ON {_STORIES} USING gin (title);
CREATE INDEX IF NOT EXISTS discovery_story_topics ON {_STORIES} USING gin (topic);
CREATE INDEX IF NOT EXISTS discovery_story_newest ON {_STORIES} (edition, build, published DESC);
CREATE TABLE IF NOT EXISTS {_KEYS} (
    edition integer NOT NULL, build smallint NOT NULL, id bigint NOT NULL,
    key text COLLATE "C" NOT NULL, tag text NOT NULL);
CREATE INDEX IF NOT EXISTS discovery_key_beginning ON {_KEYS} (edition, build, key, tag);
CREATE INDEX IF NOT EXISTS discovery_key_of_story ON {_KEYS} (edition, build, id);
CREATE TABLE IF NOT EXISTS {_WORDS} (
    edition integer NOT NULL, build smallint NOT NULL, word text COLLATE "C" NOT NULL,
    stories integer NOT NULL DEFAULT 0, PRIMARY KEY (edition, build, word));
"""


def prepare_tables() -> None:
    """Make the tables where they are absent; there is nothing in them that could not be built again."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)


class DatabaseIndex:
    """The backend: three tables, in which rows of an index that is being built stand apart."""

    _building = threading.local()

    def ready(self, edition: Edition) -> bool:
        """Whether a story of ``edition`` is indexed."""
        rows = _rows(f"SELECT 1 FROM {_STORIES} WHERE edition = %s AND build = 0 LIMIT 1", [edition.pk])
        return bool(rows)

    def find(self, edition: Edition, wanted: Wanted) -> Found:
        """Return what is wanted."""
        asked = _Asked(edition, wanted)
        matching = f"SELECT * FROM {_STORIES} WHERE {asked.condition}"
        order, values = asked.order()
        ids = _rows(
            f"SELECT id FROM ({matching}) AS found ORDER BY {order} LIMIT %s OFFSET %s",
            [*asked.values, *values, wanted.limit, wanted.offset],
        )
        facets = FACETS if wanted.with_facets else {"kind": FACETS["kind"]}
        spread = _spread(matching, asked.values, facets)
        return Found([pk for (pk,) in ids], sum(count for _kind, count in spread["kind"]), spread)

    def stories_with(self, edition: Edition, clauses: Sequence[Clause]) -> int:
        """Return how many stories have all ``clauses``; a thousand are as good as more."""
        asked = _Asked(edition, Wanted(clauses=tuple(clauses)))
        counted = f"SELECT 1 FROM {_STORIES} WHERE {asked.condition} LIMIT 1000"
        return int(_rows(f"SELECT count(*) FROM ({counted}) AS found", asked.values)[0][0])

    def words_like(self, edition: Edition, word: str) -> list[tuple[str, int]]:
        """Return words that differ by one typing error, or, where none does, two; the commonest first."""
        near = _one_error_from(word, _ALPHABETS.get(edition.language.split("-")[0], _LATIN))
        found = _rows(
            f"SELECT word, stories FROM {_WORDS} WHERE edition = %s AND build = 0 AND word = ANY(%s)"
            " AND stories > 0 AND word <> %s ORDER BY stories DESC LIMIT %s",
            [edition.pk, list(near), word, _LIKELY],
        )
        if not found and len(word) >= _LONG_WORD:
            found = self._two_errors_from(edition, word)
        return [(str(one), int(count)) for one, count in found]

    def names_beginning(self, edition: Edition, key: str, limit: int) -> list[tuple[str, int]]:
        """Return tags of topics and authors with a name that begins so, and how many stories they have."""
        if not key:
            return []
        found = _rows(
            f"SELECT tag, count(DISTINCT id) AS stories FROM {_KEYS} WHERE edition = %s AND build = 0"
            " AND key >= %s AND key < %s GROUP BY tag ORDER BY stories DESC, tag LIMIT %s",
            [edition.pk, key, f"{key}\U0010ffff", limit],
        )
        return [(str(tag), int(count)) for tag, count in found]

    def has_name(self, edition: Edition, tag: str, name: str) -> bool:
        """Whether stories are indexed under this name."""
        found = _rows(
            f"SELECT 1 FROM {_KEYS} WHERE edition = %s AND build = 0 AND key = %s AND tag = %s LIMIT 1",
            [edition.pk, key_of(name), tag],
        )
        return bool(found)

    def headlines_beginning(self, edition: Edition, words: Sequence[str], limit: int) -> list[int]:
        """Return stories, newest first, whose headline has these words, the last one perhaps unfinished."""
        if not words:
            return []
        asked = " & ".join([*(_quoted(word) for word in words[:-1]), f"{_quoted(words[-1])}:*"])
        found = _rows(
            f"SELECT id FROM {_STORIES} WHERE edition = %s AND build = 0 AND title @@ %s::tsquery"
            " ORDER BY published DESC, id DESC LIMIT %s",
            [edition.pk, asked, limit],
        )
        return [pk for (pk,) in found]

    def like(self, edition: Edition, one: Document, now: int, limit: int) -> list[int]:
        """Return stories about the same: by rare topics and rare words in common, and young ones first."""
        counted = analysis_of(edition.language).counted(one.headline, one.headline, one.headline, one.lead)
        words = " | ".join(_quoted(stem) for stem, _times in counted.most_common(_MOST_TELLING)) or "''"
        rarity = (
            "(SELECT coalesce(sum(1 / (1 + ln(1 + all_with))), 0) FROM rare"
            " WHERE rare.topic = ANY(found.topic))"
        )
        found = _rows(
            f"WITH rare AS (SELECT value AS topic, (SELECT count(*) FROM {_STORIES}"
            " WHERE edition = %s AND build = 0 AND topic @> ARRAY[value]) AS all_with"
            " FROM unnest(%s::bigint[]) AS value),"
            f" found AS (SELECT id, topic, words, published FROM {_STORIES} WHERE edition = %s AND build = 0"
            " AND id <> %s AND (topic && %s::bigint[] OR words @@ %s::tsquery))"
            f" SELECT id FROM found ORDER BY ({rarity} + ts_rank('{_WORTH}', words, %s::tsquery))"
            f" * (1 + {_FRESHNESS}) DESC, published DESC, id DESC LIMIT %s",
            [edition.pk, list(one.topics), edition.pk, one.pk, list(one.topics), words, words, now, limit],
        )
        return [pk for (pk,) in found]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from writing, and let all that is written in the block appear together."""
        with transaction.atomic():
            _run("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])
            yield

    def write(self, edition: Edition, documents: Sequence[Document], gone: Collection[int]) -> None:
        """Put ``documents`` in the place of what is there, and remove ``gone``."""
        build = _BUILDING if edition.pk in self._built() else _IN_USE
        ids = [*{*gone, *(one.pk for one in documents)}]
        with transaction.atomic():
            for table in (_STORIES, _KEYS):
                _run(
                    f"DELETE FROM {table} WHERE edition = %s AND build = %s AND id = ANY(%s)",
                    [edition.pk, build, ids],
                )
            _insert(edition, build, documents)

    @contextlib.contextmanager
    def rebuild(
        self, edition: Edition, batches: Iterable[Sequence[Document]], catch_up: Callable[[], None]
    ) -> Iterator[Iterator[int]]:
        """Build another index beside the one in use; it takes its place when the block ends well."""
        if not _rows("SELECT pg_try_advisory_lock(%s, %s)", [_REBUILDERS, edition.pk])[0][0]:
            raise AlreadyRebuildingError(edition)
        try:
            self._forget(edition, _BUILDING)
            self._built().add(edition.pk)
            yield _write_all(edition, batches)
            with self.alone():
                catch_up()
                self._forget(edition, _IN_USE)
                for table in (_STORIES, _KEYS, _WORDS):
                    _run(f"UPDATE {table} SET build = 0 WHERE edition = %s AND build = 1", [edition.pk])
        except BaseException:
            self._forget(edition, _BUILDING)
            raise
        finally:
            self._built().discard(edition.pk)
            _run("SELECT pg_advisory_unlock(%s, %s)", [_REBUILDERS, edition.pk])

    def _built(self) -> set[int]:
        """Return the editions whose index this thread is building."""
        if not hasattr(self._building, "editions"):
            self._building.editions = set()
        editions: set[int] = self._building.editions
        return editions

    def _two_errors_from(self, edition: Edition, word: str) -> list[tuple[Any, ...]]:
        """Return words that begin or end as ``word`` does and differ in two places at most."""
        half = len(word) // 2
        rows = _rows(
            f"SELECT word, stories FROM {_WORDS} WHERE edition = %s AND build = 0 AND stories > 0"
            " AND word >= %s AND word < %s AND length(word) BETWEEN %s AND %s",
            [edition.pk, word[:half], f"{word[:half]}\U0010ffff", len(word) - _FAR, len(word) + _FAR],
        )
        near = [row for row in rows if _distance(word, str(row[0])) <= _FAR]
        return sorted(near, key=lambda row: -row[1])[:_LIKELY]

    def _forget(self, edition: Edition, build: int) -> None:
        for table in (_STORIES, _KEYS, _WORDS):
            _run(f"DELETE FROM {table} WHERE edition = %s AND build = %s", [edition.pk, build])


class _Asked:
    """A question in SQL: the condition on a story, and what makes one better than another."""

    def __init__(self, edition: Edition, wanted: Wanted) -> None:
        self.wanted = wanted
        parts = ["edition = %s AND build = 0"]
        self.values: list[Any] = [edition.pk]
        question = _question(wanted)
        if question:
            parts.append("words @@ %s::tsquery")
            self.values.append(question)
        for one in wanted.narrowings:
            self._narrow(parts, one)
        for moment, comparison in ((wanted.since, ">="), (wanted.until, "<")):
            if moment is not None:
                parts.append(f"published {comparison} %s")
                self.values.append(max(-(2**62), min(moment, 2**62)))
        self.condition = " AND ".join(parts)

    def order(self) -> tuple[str, list[Any]]:
        """Return by what matches are sorted, and the values in it."""
        if self.wanted.newest_first or not self.wanted.clauses:
            return "published DESC, id DESC", []
        any_word = " | ".join(_clause(one, only_headlines=False) for one in self.wanted.clauses)
        rank = f"ts_rank('{_WORTH}', words, %s::tsquery, 1) * (1 + {_FRESHNESS})"
        return f"{rank} DESC, published DESC, id DESC", [any_word, self.wanted.now]

    def _narrow(self, parts: list[str], one: Narrowing) -> None:
        held = "kind = ANY(%s)" if one.fact == "kind" else f"{one.fact} && %s::bigint[]"
        held = "year = ANY(%s)" if one.fact == "year" else held
        parts.append(f"NOT ({held})" if one.excluded else held)
        self.values.append(list(one.values))


def _question(wanted: Wanted) -> str:
    """Return the words of a question as a tsquery; empty when it has none."""
    clauses = [_clause(one, only_headlines=wanted.only_headlines) for one in wanted.clauses]
    if wanted.at_least is not None and len(clauses) > 1:
        enough = " | ".join(f"({' & '.join(some)})" for some in _choices(clauses, wanted.at_least))
        clauses = [f"({enough})"]
    clauses += [f"!{_clause(one, only_headlines=False)}" for one in wanted.excluded]
    return " & ".join(clauses)


def _choices(clauses: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """Yield every choice of ``count`` neighbours of ``clauses``, the first following the last."""
    for start in range(len(clauses)):
        yield [clauses[(start + step) % len(clauses)] for step in range(count)]


def _clause(clause: Clause, *, only_headlines: bool) -> str:
    where = (":" if clause.begins or only_headlines else "") + ("*" if clause.begins else "")
    where += _HEADLINE if only_headlines else ""
    found = [_phrase(words, where) for words, _worth in clause.alternatives]
    return f"({' | '.join(found)})"


def _phrase(words: Words, where: str) -> str:
    made, last = "", 0
    for place, stem in words:
        made += f" <{place - last}> " if made else ""
        made += f"{_quoted(stem)}{where}"
        last = place
    return made


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _spread(matching: str, values: Sequence[Any], facets: Any) -> dict[str, list[tuple[int | str, int]]]:
    """Return how the matches are spread, in one pass over them."""
    parts = []
    for fact, size in facets.items():
        source = f"found, unnest({fact}) AS value" if fact in {"section", "topic", "author"} else "found"
        value = "value" if "unnest" in source else fact
        parts.append(
            f"(SELECT '{fact}', {value}::text, count(*) FROM {source}"
            f" GROUP BY {value} ORDER BY count(*) DESC, {value} LIMIT {size})"
        )
    spread: dict[str, list[tuple[int | str, int]]] = {fact: [] for fact in facets}
    facts = "kind, year, section, topic, author"
    found = f"WITH found AS MATERIALIZED (SELECT {facts} FROM ({matching}) AS all_of_them) "
    for fact, value, count in _rows(found + " UNION ALL ".join(parts), values):
        spread[fact].append((value if fact == "kind" else int(value), int(count)))
    return spread


def _write_all(edition: Edition, batches: Iterable[Sequence[Document]]) -> Iterator[int]:
    for documents in batches:
        with transaction.atomic():
            _insert(edition, _BUILDING, documents)
        yield len(documents)


def _insert(edition: Edition, build: int, documents: Sequence[Document]) -> None:
    if not documents:
        return
    analysis = analysis_of(edition.language)
    place = (edition.pk, build)
    stories, keys, words = [], [], dict[str, int]()
    for one in documents:
        facts = (one.pk, int(one.published_at.timestamp()), one.year, one.kind)
        lists = (list(one.sections), list(one.topics), list(one.authors))
        title = " ".join(_quoted(word) for word in dict.fromkeys(analysis.words(one.headline)))
        stories.append((*place, *facts, *lists, _vector(one, analysis), title))
        keys += [(*place, one.pk, key, tag) for tag, name in one.keys for key in keys_of(name)]
        for word in {*analysis.words(f"{one.headline} {one.lead} {' '.join(one.names)} {one.body}")}:
            if _SHORTEST_KNOWN <= len(word) <= LONGEST_WORD and not re.search(r"\d", word):
                words[word] = words.get(word, 0) + 1
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_STORIES} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector)",
            stories,
        )
        cursor.executemany(f"INSERT INTO {_KEYS} VALUES (%s, %s, %s, %s, %s)", keys)
        cursor.execute(
            f"INSERT INTO {_WORDS} SELECT %s, %s, unnest(%s::text[]), unnest(%s::integer[])"
            " ON CONFLICT (edition, build, word)"
            f" DO UPDATE SET stories = {_WORDS}.stories + excluded.stories",
            [*place, list(words), list(words.values())],
        )


def _vector(one: Document, analysis: Analysis) -> str:
    """Return a story's stems as a tsvector, each with its places and what it is worth there.

    Headlines keep the words that say nothing: they are found where nothing else is asked for.
    """
    places: dict[str, list[str]] = {}
    start = 1
    whole = [(place, stem) for place, stem in enumerate(analysis.all_stems(one.headline))]
    parts = [(_HEADLINE, whole)]
    for worth, text in ((_NAMES, " . ".join(one.names)), (_LEAD, one.lead), (_BODY, one.body)):
        parts.append((worth, [(token.place, token.stem) for token in analysis.tokens(text)]))
    for worth, tokens in parts:
        for place, stem in tokens:
            if start + place < _FARTHEST:
                places.setdefault(stem, []).append(f"{start + place}{worth}")
        start += tokens[-1][0] + 3 if tokens else 0
    return " ".join(f"{_quoted(stem)}:{','.join(found[:255])}" for stem, found in places.items())


def _one_error_from(word: str, letters: str) -> set[str]:
    """Return everything that ``word`` is when one sign is left out, swapped, replaced or added."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    less = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    other = {a + letter + b[1:] for a, b in halves if b for letter in letters}
    more = {a + letter + b for a, b in halves for letter in letters}
    return less | swapped | other | more


def _distance(one: str, other: str) -> int:
    """Return in how many places two words differ (Levenshtein; a swap counts as two)."""
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        line = [row]
        for column, another in enumerate(other, 1):
            line.append(min(before[column] + 1, line[-1] + 1, before[column - 1] + (sign != another)))
        before = line
    return before[-1]


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _run(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
