"""`standfirst import` and `standfirst export`: what they take, what they show, how they end."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from standfirst.editions.models import Edition
from standfirst.interchange.formats import ninjs, wordpress
from standfirst.interchange.importing import Options, import_stories
from standfirst.interchange.naming import Names
from standfirst.interchange.records import Item, NotThisFormat
from standfirst.interchange.records import Progress as Tell
from standfirst.interchange.reporting import Report

_DONE, _FAILED, _NOT_THIS = 0, 1, 2

_IMPORT_ABOUT = """\
Bring stories in from another system.

Nothing that was a draft, private or withheld becomes public. What cannot be turned into a block of ours is
kept with its story, for the desk, and named in the report. Old addresses become redirects. The same file can
be imported again at any time, also after an interruption: what is unchanged stays as it is, and what
the desk has edited since is left alone."""

_IMPORT_EXAMPLES = """\
examples:
  standfirst import wordpress export.xml --dry-run
      what an export would bring, and what an editor should look at; nothing is written
  standfirst import wordpress export.xml --media uploads/ --report report.json
      with the pictures of a copied wp-content/uploads folder, and a report for a machine
  standfirst import wordpress export.xml --fetch-media
      with the pictures fetched from the old site while it still stands
  standfirst import ninjs wire/ --edition fr
      an agency's items, ninjs 1.x to 3.x: a file, a folder, an array or one object a line

exit status: 0 nothing failed, 1 something failed (see the report), 2 the file is not what it is said to be"""

_EXPORT_EXAMPLES = """\
examples:
  standfirst export --edition en out/              one ninjs 3.1 file for each published story
  standfirst export --edition en out/ --media      with the original pictures beside them
  standfirst import ninjs out/ --media out/media --edition copy
      reads them back"""


def run_import(arguments: Sequence[str]) -> int:
    """Run `standfirst import` with these arguments; return the exit status."""
    try:
        given = _import_parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    console = Console(stderr=True)
    edition = _edition(given.edition, console)
    if edition is None or not _sound(given, edition, console):
        return _NOT_THIS
    options = Options(given.dry_run, given.media, given.fetch_media, given.section)
    try:
        report = _imported(given, edition, options, console)
    except NotThisFormat as refusal:
        console.print(
            f"[bold red]{given.path.name}[/] is not a {given.format} file: {refusal}", highlight=False
        )
        return _NOT_THIS
    except OSError as error:
        console.print(f"{given.path}: {error.strerror or error}", highlight=False, markup=False)
        return _NOT_THIS
    except KeyboardInterrupt:
        console.print("Interrupted. What has come in is whole; the same command goes on from there.")
        return _FAILED
    _show(report, given.report)
    return report.status


def run_export(arguments: Sequence[str]) -> int:
    """Run `standfirst export` with these arguments; return the exit status."""
    from standfirst.interchange.exporting import export_edition

    try:
        given = _export_parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    console = Console(stderr=True)
    edition = _edition(given.edition, console)
    if edition is None:
        return _NOT_THIS
    try:
        with _bar(console, "Exporting", count=True) as tell:
            written = export_edition(edition, given.folder, media=given.media, told=tell)
    except OSError as error:
        console.print(f"{given.folder}: {error.strerror or error}", highlight=False, markup=False)
        return _FAILED
    sys.stdout.write(f"{written} stories written to {given.folder}\n")
    return _DONE


def _import_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standfirst import",
        description=_IMPORT_ABOUT,
        epilog=_IMPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    formats = parser.add_subparsers(dest="format", required=True, metavar="FORMAT")
    for name, what, shown in (
        ("wordpress", "a WordPress export (WXR 1.0 to 1.2), of any size", "FILE.xml"),
        ("ninjs", "an agency's items (ninjs 1.x, 2.x, 3.x)", "PATH"),
    ):
        one = formats.add_parser(
            name,
            help=what,
            description=f"Import {what}.",
            epilog=_IMPORT_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_argument("path", type=Path, metavar=shown, help="what to import")
        _add_options(one)
        if name == "wordpress":
            one.add_argument(
                "--types",
                default="post",
                metavar="LIST",
                help="post types that are stories, with commas between (default: post)",
            )
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--edition", metavar="CODE", help="the edition to import into (default: the first)")
    parser.add_argument(
        "--section",
        default="",
        metavar="SLUG",
        help="where stories go that name no section of ours (default: the edition's first)",
    )
    parser.add_argument("--dry-run", action="store_true", help="count and report; write nothing")
    parser.add_argument("--media", type=Path, metavar="DIR", help="a folder where the pictures lie")
    parser.add_argument(
        "--fetch-media",
        action="store_true",
        help="fetch pictures that are in no folder from their addresses (public ones only)",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report as JSON")
    _add_data(parser)


def _add_data(parser: argparse.ArgumentParser) -> None:
    # Read before the settings are: see config.cli.
    parser.add_argument("--data", metavar="DIR", help="data directory (default: var, or STANDFIRST_DATA)")


def _export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standfirst export",
        description="Write an edition's published stories out as ninjs 3.1, one file each.",
        epilog=_EXPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where to write; made when it is not there"
    )
    parser.add_argument("--edition", metavar="CODE", help="the edition to export (default: the first)")
    parser.add_argument("--media", action="store_true", help="copy the original pictures to FOLDER/media")
    _add_data(parser)
    return parser


def _edition(code: str | None, console: Console) -> Edition | None:
    found = Edition.objects.filter(code=code).first() if code else Edition.objects.first()
    if found is None:
        known = ", ".join(Edition.objects.values_list("code", flat=True)) or "none yet"
        wanted = f"There is no edition “{code}”" if code else "There is no edition"
        console.print(f"{wanted}; there are: {known}. Editions are made at the desk.", highlight=False)
    return found


def _sound(given: argparse.Namespace, edition: Edition, console: Console) -> bool:
    """Return whether what was asked for can be begun; say so if not."""
    faults = []
    if not given.path.exists():
        faults.append(f"There is no {given.path}")
    if given.media and not given.media.is_dir():
        faults.append(f"{given.media} is not a folder")
    if given.section and not Names(edition).has_section(given.section):
        faults.append(f"The edition {edition.code} has no section “{given.section}”")
    if given.report and not given.report.resolve().parent.is_dir():
        faults.append(f"{given.report.parent} is not a folder")
    for fault in faults:
        console.print(fault, highlight=False, markup=False)
    return not faults


def _imported(given: argparse.Namespace, edition: Edition, options: Options, console: Console) -> Report:
    reader, total = _READERS[given.format](given, edition)
    with _bar(console, "Dry run" if options.dry_run else "Importing", total) as tell:
        return import_stories(reader(tell), edition, options)


_Reader = Callable[[Tell], Iterator[Item]]


def _wordpress(given: argparse.Namespace, edition: Edition) -> tuple[_Reader, int]:
    types = [name.strip() for name in given.types.split(",") if name.strip()]
    # Both passes over the file count.
    return lambda tell: wordpress.read(given.path, edition.zone, types, tell), given.path.stat().st_size * 2


def _ninjs(given: argparse.Namespace, edition: Edition) -> tuple[_Reader, int]:
    return lambda tell: ninjs.read(given.path, edition.zone, tell), ninjs.size_of(given.path)


_READERS = {"wordpress": _wordpress, "ninjs": _ninjs}


@contextmanager
def _bar(console: Console, what: str, total: int | None = None, *, count: bool = False) -> Iterator[Tell]:
    """Show how far it is, on a terminal; nothing where nobody looks."""
    size = TextColumn("{task.completed} stories") if count else DownloadColumn()
    columns = (TextColumn(what), BarColumn(), size, TimeRemainingColumn())
    shown = console.is_terminal and os.environ.get("TERM") != "dumb"
    with Progress(*columns, console=console, transient=True, disable=not shown) as bars:
        bar = bars.add_task(what, total=total)
        yield lambda done: bars.update(bar, completed=done)


def _show(report: Report, file: Path | None) -> None:
    """Write the report for a machine, then for whoever looks; it is no fault when nobody does."""
    if file is not None:
        file.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    rate = report.read / report.seconds if report.seconds else 0
    with contextlib.suppress(BrokenPipeError):
        for line in [*report.lines(), f"{report.seconds:.1f} s, {rate:.0f} a second"]:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
