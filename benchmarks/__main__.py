"""Measure lists and pages on SQLite and PostgreSQL: ``python -m benchmarks [--data DIR]``.

``python -m benchmarks delivery`` measures the page store instead; see ``benchmarks.delivery``.

Exit status 1 when a bound is missed: 12 queries a page, page 500 within 1.5 of page 1, no plan that reads or
sorts a whole table.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.archives import environment_on_sqlite, machine, prepare_archive, run_python

HERE = Path(__file__).resolve().parent
_BOUNDS = "12 queries a page; page 500 within 1.5 of page 1; no plan that reads or sorts a growing table"

_UNITS = (
    "- ms: processor time of this process and of the database server's; median of up to 15, both pages "
    "in turn. Work: instructions of SQLite's virtual machine, rows that PostgreSQL reads."
)


def main() -> int:
    """Prepare, measure and report each database asked for."""
    if sys.argv[1:2] == ["delivery"]:
        from benchmarks.delivery.command import main as delivery

        return delivery(sys.argv[2:])
    options = _options()
    missed = False
    report = [
        f"# Lists and pages at {options.stories:,} stories",
        "",
        *machine(),
        _UNITS,
        f"- Bounds: {_BOUNDS}.",
        "",
    ]
    for vendor in options.only or ("sqlite", "postgresql"):
        found = _measured(vendor, options)
        tables = list(_tables(found))
        print("\n".join(tables))
        report += tables
        missed |= any(one["misses"] for one in found["results"])
    results = HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}.md"
    results.parent.mkdir(exist_ok=True)
    results.write_text("\n".join(report))
    print(f"Written to {results.relative_to(Path.cwd()) if results.is_relative_to(Path.cwd()) else results}.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/benchmarks"), help="where archives are kept")
    parser.add_argument("--stories", type=int, default=200_000, help="how many (default: 200,000)")
    parser.add_argument("--only", action="append", choices=("sqlite", "postgresql"), help="one database only")
    parser.add_argument(
        "--server", default="postgres://postgres@127.0.0.1", help="PostgreSQL, without a database's name"
    )
    parser.add_argument("--keep", action="store_true", help="leave the PostgreSQL database for the next run")
    return parser.parse_args()


def _measured(vendor: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return what ``benchmarks.measuring`` finds on ``vendor``; the archive is made where it is missing."""
    directory = (options.data / f"{vendor}-{options.stories}").absolute()
    directory.mkdir(parents=True, exist_ok=True)
    environment = _environment(vendor, directory, options)
    result = directory / "measured.json"
    try:
        prepare_archive(environment, directory, options.stories)
        print(f"… measuring {vendor}", flush=True)
        run_python(environment, "-m", "benchmarks.measuring", str(result))
    finally:
        if vendor == "postgresql" and not options.keep:
            _on_server(options.server, f'DROP DATABASE IF EXISTS "{_name(options)}"')
            (directory / "generated").unlink(missing_ok=True)
    found: dict[str, Any] = json.loads(result.read_text())
    return found


def _environment(vendor: str, directory: Path, options: argparse.Namespace) -> dict[str, str]:
    environment = environment_on_sqlite(directory)
    if vendor == "postgresql":
        environment["DATABASE_URL"] = f"{options.server}/{_name(options)}"
        if not (directory / "generated").exists():
            _on_server(options.server, f'DROP DATABASE IF EXISTS "{_name(options)}"')
            _on_server(options.server, f'CREATE DATABASE "{_name(options)}"')
    return environment


def _name(options: argparse.Namespace) -> str:
    return f"standfirst_bench_{options.stories}"


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _tables(found: dict[str, Any]) -> Iterator[str]:
    """Return one database's table and its misses, as Markdown."""
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[found["vendor"]]
    yield f"## {name} {found['version']}: {found['stories']:,} stories, {found['listed']:,} rows of lists"
    yield ""
    yield "| level | page | queries | page 1, ms | far page | ms | ratio | work, page 1 | far | bounds |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for one in found["results"]:
        deep = ("", "", "", "")
        if one["deep_ms"] is not None:
            deep = (one["deep_page"], f"{one['deep_ms']:.1f}", f"{one['ratio']:.2f}", one["deep_work"])
        state = "**missed**" if one["misses"] else "held"
        cells = (one["level"], one["name"], one["queries"], f"{one['first_ms']:.1f}", *deep[:3])
        yield f"| {' | '.join(map(str, (*cells, one['work'], deep[3], state)))} |"
    yield ""
    misses = [(one, miss) for one in found["results"] for miss in one["misses"]]
    yield "Missed:" if misses else "Nothing missed."
    yield ""
    yield from (f"- {one['level']}, {one['name']}: {miss}" for one, miss in misses)
    yield ""


if __name__ == "__main__":
    sys.exit(main())
