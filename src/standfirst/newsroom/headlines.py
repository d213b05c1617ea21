"""Finding stories by words of their headlines: FTS5 on SQLite, a GIN index on PostgreSQL.

The database keeps both up to date by itself, so that imports in bulk are found too.
"""

import re
import unicodedata

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from standfirst.newsroom.models import Story


def _unaccented() -> tuple[str, str]:
    """Return Latin letters with marks and, in the same order, without; marks alone come last and go.

    What FTS5's ``remove_diacritics 2`` folds; not everyone may add PostgreSQL's unaccent to a database.
    """
    bases = {
        letter: unicodedata.normalize("NFD", letter)[0]
        for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
        if len(unicodedata.normalize("NFD", letter)) > 1
    }
    marks = "".join(map(chr, range(0x300, 0x370)))
    return "".join(bases) + marks, "".join(bases.values())


_WORD = re.compile(r"\w+")
_MARKED, _PLAIN = _unaccented()
_FOLD = str.maketrans(_MARKED[: len(_PLAIN)], _PLAIN, _MARKED[len(_PLAIN) :])
_TABLE = "newsroom_headline_words"
# ruff: noqa: S608  (the only names in these statements are our own)
_FOUND_BY_SQLITE = f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s"
_WORDS_IN_POSTGRESQL = f"to_tsvector('simple', translate(headline, '{_MARKED}', '{_PLAIN}'))"
_FOUND_BY_POSTGRESQL = (
    f"SELECT id FROM newsroom_story WHERE {_WORDS_IN_POSTGRESQL} @@ to_tsquery('simple', %s)"
)
_TRIGGERS = {
    f"{_TABLE}_added": (
        "AFTER INSERT ON newsroom_story BEGIN "
        f"INSERT INTO {_TABLE}(rowid, headline) VALUES (new.id, new.headline); END"
    ),
    f"{_TABLE}_gone": (
        "AFTER DELETE ON newsroom_story BEGIN "
        f"INSERT INTO {_TABLE}({_TABLE}, rowid, headline) VALUES ('delete', old.id, old.headline); END"
    ),
    f"{_TABLE}_changed": (
        "AFTER UPDATE OF headline ON newsroom_story WHEN old.headline IS NOT new.headline BEGIN "
        f"INSERT INTO {_TABLE}({_TABLE}, rowid, headline) VALUES ('delete', old.id, old.headline); "
        f"INSERT INTO {_TABLE}(rowid, headline) VALUES (new.id, new.headline); END"
    ),
}


def with_words(stories: QuerySet[Story], text: str, *, up_to: int | None = None) -> QuerySet[Story]:
    """Return those of ``stories`` whose headline has every word of ``text``, or words beginning so.

    ``up_to`` is the highest id wanted: what is newer is not looked at.
    """
    words = _WORD.findall(text.lower().translate(_FOLD))
    if not words:
        return stories.none()
    sqlite = connection.vendor == "sqlite"
    found = _FOUND_BY_SQLITE if sqlite else _FOUND_BY_POSTGRESQL
    values: list[str | int] = [_asked(words, fts5=sqlite)]
    if up_to is not None:
        found, values = f"{found} AND {'rowid' if sqlite else 'id'} <= %s", [*values, up_to]
    if not sqlite:
        # Kept apart, or the planner walks the whole table by id in the hope of an early match.
        found = f"WITH found AS MATERIALIZED ({found}) SELECT id FROM found"
    return stories.filter(pk__in=RawSQL(found, values))  # noqa: S611  (what is asked is a parameter)


def prepare_headline_search() -> None:
    """Make the index where it is absent; repeat it after a migration that rebuilt the table of stories."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS story_headline_plain_words ON newsroom_story "
                f"USING gin ({_WORDS_IN_POSTGRESQL})"
            )
            cursor.execute("DROP INDEX IF EXISTS story_headline_words")  # knew words only as they are written
            return
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{_TABLE}%"]
        )
        if cursor.fetchone()[0] == len(_TRIGGERS):
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {_TABLE} USING fts5(headline, content='newsroom_story', "
            "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
        )
        for name, action in _TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {action}")
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES ('rebuild')")


def _asked(words: list[str], *, fts5: bool) -> str:
    """Return the question for words that begin so, as FTS5 or as a tsquery."""
    return " ".join(f'"{word}"*' for word in words) if fts5 else " & ".join(f"{word}:*" for word in words)
