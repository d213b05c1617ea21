"""Which files show what: the reverse index of the pages that are kept as files, in SQLite.

A row is written before its file, and goes after it: so there may be rows without a file, never the other
way round, whenever a process is killed. What a machine that is switched off leaves is distrusted anyway.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, file TEXT UNIQUE, stamp INTEGER, until REAL);
CREATE INDEX IF NOT EXISTS page_until ON page (until);
CREATE TABLE IF NOT EXISTS shows (slot INTEGER, page INTEGER, PRIMARY KEY (slot, page)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shows_page ON shows (page);
"""
_FORMAT = 1
# As many as fit into one statement.
_AT_ONCE = 500

Found = tuple[int, str]


class Addresses:
    """The index in one file; its methods raise sqlite3.Error, and are called by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``, made anew when it is absent or of another format."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=OFF")
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        self.is_new = version != _FORMAT
        if self.is_new:
            self._connection.executescript(f"DROP TABLE IF EXISTS page; DROP TABLE IF EXISTS shows;{_TABLES}")

    def accept(self) -> None:
        """Say that the files are what the index says: from now on it is not new any more."""
        self._connection.execute(f"PRAGMA user_version={_FORMAT}")
        self.is_new = False

    def add(self, file: str, stamp: int, until: float, slots: Sequence[int]) -> int:
        """Note that ``file`` shows ``slots``, besides what was noted of it before; return its number."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            number: int = execute(
                "INSERT INTO page (file, stamp, until) VALUES (?, ?, ?) ON CONFLICT (file) DO UPDATE"
                " SET stamp = min(stamp, excluded.stamp), until = min(until, excluded.until) RETURNING id",
                (file, stamp, until),
            ).fetchone()[0]
            self._connection.executemany(
                "INSERT OR IGNORE INTO shows (slot, page) VALUES (?, ?)",
                ((slot, number) for slot in slots),
            )
        except BaseException:
            execute("ROLLBACK")
            raise
        execute("COMMIT")
        return number

    def showing(self, slots: Sequence[int]) -> list[Found]:
        """Return the files that show one of ``slots``."""
        found: set[Found] = set()
        for some in _parts(slots):
            marks = ",".join("?" * len(some))
            found.update(
                self._connection.execute(
                    f"SELECT id, file FROM page WHERE id IN (SELECT page FROM shows WHERE slot IN ({marks}))",  # noqa: S608
                    some,
                )
            )
        return sorted(found)

    def ended(self, moment: float) -> list[Found]:
        """Return the files that are not true at ``moment`` any more."""
        return list(self._connection.execute("SELECT id, file FROM page WHERE until <= ?", (moment,)))

    def oldest(self, beyond: int) -> list[Found]:
        """Return the oldest files where there are more than ``beyond``, an eighth more than need be."""
        count = self._connection.execute("SELECT count(*) FROM page").fetchone()[0]
        surplus = count - beyond + beyond // 8 if count > beyond else 0
        return list(self._connection.execute("SELECT id, file FROM page ORDER BY id LIMIT ?", (surplus,)))

    def first_stamp(self) -> int | None:
        """Return the earliest stamp of any file; None where there is no file."""
        stamp: int | None = self._connection.execute("SELECT min(stamp) FROM page").fetchone()[0]
        return stamp

    def forget(self, pages: Iterable[Found]) -> None:
        """Forget files that are gone."""
        for some in _parts([number for number, _ in pages]):
            marks = ",".join("?" * len(some))
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(f"DELETE FROM shows WHERE page IN ({marks})", some)  # noqa: S608
            self._connection.execute(f"DELETE FROM page WHERE id IN ({marks})", some)  # noqa: S608
            self._connection.execute("COMMIT")

    def forget_all(self) -> None:
        """Forget all files: they are gone."""
        self._connection.executescript("BEGIN IMMEDIATE; DELETE FROM shows; DELETE FROM page; COMMIT;")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _parts(values: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(values), _AT_ONCE):
        yield list(values[first : first + _AT_ONCE])
