"""Queries that are composed once: for what readers ask most."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand in for the values while a query is composed; no row has such an id.
_STAND_IN = 4_611_686_018_427_000_000


class Prepared:
    """A query whose SQL is made the first time; afterwards it is only given its values.

    Django takes several times as long to compose a query as a database to answer it. ``query`` gets whole
    numbers, as many as ``rows`` gets, and returns rows (``values_list``); it must not look at them.
    """

    def __init__(self, query: Callable[..., QuerySet[Any, Any]]) -> None:
        """Prepare ``query``, for whichever database is asked."""
        self._query = query
        self._composed: dict[str, tuple[str, list[Any], dict[int, Any]]] = {}

    def rows(self, *values: int) -> list[list[Any]]:
        """Return the rows for ``values``, each column as its field gives it."""
        composed = self._composed.get(connection.vendor)
        if composed is None:
            composed = self._composed[connection.vendor] = self._compose(len(values))
        sql, places, converters = composed
        given = dict(zip(range(_STAND_IN, _STAND_IN + len(values)), values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(value, value) for value in places])
            found = [list(row) for row in cursor.fetchall()]
        for row in found:
            for place, (converts, column) in converters.items():
                for convert in converts:
                    row[place] = convert(row[place], column, connection)
        return found

    def _compose(self, count: int) -> tuple[str, list[Any], dict[int, Any]]:
        query = self._query(*range(_STAND_IN, _STAND_IN + count))
        compiler = query.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        return sql, list(values), converters
