"""Rows by the hundred thousand: COPY on PostgreSQL, one prepared statement on SQLite."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

_CACHE_KIB = 256 * 1024


def new_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return ``count`` ids that no row of ``model`` has or ever had, rising.

    To be called in the transaction that uses them.
    """
    table = model._meta.db_table  # noqa: SLF001  (Django's public way to a model's table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return range(first, first + count)


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert ``rows``, each the values of the columns ``names``.

    Values stand as the database keeps them: see ``kept``; JSON is text. No signal is sent.
    """
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(map(quote, names))  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(insert, rows)


def defaults_of(model: type[models.Model]) -> dict[str, Any]:
    """Return what a new row of ``model`` has in each column but its key, as ``insert_rows`` takes it."""
    fresh = model()
    return {
        field.get_attname(): kept(field.get_prep_value(getattr(fresh, field.attname)))
        for field in model._meta.concrete_fields  # noqa: SLF001
        if not field.primary_key
    }


def kept(value: Any) -> Any:
    """Return a moment or a UUID as this database keeps it; anything else as it is."""
    if connection.vendor == "postgresql":
        return value
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    return value.hex if isinstance(value, uuid.UUID) else value


@contextmanager
def bulk_load() -> Iterator[None]:
    """Load within this block: SQLite keeps the ends of all its indexes in memory; after it, ``settle``."""
    if connection.vendor != "sqlite":
        yield
        settle()
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
        yield
        cursor.execute(f"PRAGMA cache_size = {usual}")
    settle()


def settle() -> None:
    """Let the database catch up with a bulk load.

    Its planner counts what is there (SQLite: by samples); SQLite's write-ahead log is emptied, for which the
    next commit would otherwise pay.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
