"""Queries as the database carries them out: how many, along which index, and how much they read."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# Tables that grow with the archive; nothing a reader or an editor waits for may read or sort one whole.
# Wagtail's revisions are not among them: generated stories have so few that a plan may well read them all.
GROWING = frozenset(
    {
        "newsroom_story",
        "newsroom_listedstory",
        "newsroom_storytopic",
        "newsroom_storybyline",
        "newsroom_storysection",
        "newsroom_storyversion",
        "newsroom_correction",
    }
)
# What one query may read to fill a page, most for a pair of rare filters at the desk: a fifth of an archive
# of 200,000. PostgreSQL's rows; SQLite's virtual machine instructions.
ROWS, STEPS = 40_000, 400_000
_ALIAS = re.compile(r'"(\w+)" (?:AS )?"?([A-Z]\d+|\w+)"?')
_STEP = 100


@dataclass(slots=True)
class Query:
    """One statement with its values, and what the database says of it once asked."""

    sql: str
    params: Any
    work: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def recorded() -> Iterator[list[Query]]:
    """Collect the queries that the block makes."""
    queries: list[Query] = []

    def record(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
            queries.append(Query(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield queries


def examine(query: Query) -> Query:
    """Ask the database how it carries ``query`` out; fill in its work and what is wrong with its plan."""
    if query.sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
        ask = _examine_on_postgresql if connection.vendor == "postgresql" else _examine_on_sqlite
        ask(query)
    return query


def _examine_on_sqlite(query: Query) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.params)
        details = [row[3] for row in cursor.fetchall()]
        query.work = _steps(cursor, query)
    names = {alias: table for table, alias in _ALIAS.findall(query.sql)}
    tables = [names.get(detail.split()[1], detail.split()[1]) for detail in details if " " in detail]
    limited = "LIMIT" in query.sql
    for detail, table in zip((one for one in details if " " in one), tables, strict=True):
        scanned = detail.startswith("SCAN") and table in GROWING
        if scanned and not (limited and "USING" in detail):
            query.faults.append(detail)
        if "TEMP B-TREE" in detail and _sorts_growing(query, tables):
            query.faults.append(detail)
    if query.work > STEPS:
        query.faults.append(f"{query.work} steps")


def _sorts_growing(query: Query, tables: list[str]) -> bool:
    """Whether a sort may have a whole list to sort, not just the rows that belong to known ids."""
    bounded = re.search(r'"(?:id|story_id)" IN \([\d%s, ]+\)|"id" = |"story_id" = ', query.sql)
    return not bounded and bool(GROWING & set(tables))


def _steps(cursor: Any, query: Query) -> int:
    """Return how many instructions SQLite's virtual machine needs: the same on every machine."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    connection.connection.set_progress_handler(step, _STEP)
    try:
        cursor.execute(query.sql, query.params)
        cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return count * _STEP


def _examine_on_postgresql(query: Query) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query.sql}", query.params)
        plan = cursor.fetchone()[0][0]["Plan"]
    _walk(query, plan, limited=False)
    if query.work > ROWS:
        query.faults.append(f"{query.work} rows read")


def _walk(query: Query, node: dict[str, Any], *, limited: bool) -> None:
    kind, table = node["Node Type"], node.get("Relation Name", "")
    if "Scan" in kind:
        removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        query.work += round((node["Actual Rows"] + removed) * node["Actual Loops"])
    unbounded = "Index Cond" not in node and not limited
    if table in GROWING and (kind == "Seq Scan" or (kind.startswith("Index") and unbounded)):
        query.faults.append(f"{kind} on {table}")
    # A sort of what words or known ids found is no sort of the table.
    sorted_rows = node["Plans"][0]["Actual Rows"] if "Sort" in kind else 0
    if sorted_rows > ROWS // 2 and GROWING & set(_tables(node)):
        query.faults.append(f"{kind} of {sorted_rows} rows")
    for child in node.get("Plans", ()):
        _walk(query, child, limited=limited or kind == "Limit")


def _tables(node: dict[str, Any]) -> Iterator[str]:
    yield node.get("Relation Name", "")
    for child in node.get("Plans", ()):
        yield from _tables(child)
