"""Importing: records of any format become stories of an edition, by the batch, whole or not at all.

For each record it is decided first what is to happen (`_fate_of`), which a dry run does as well; then
a batch is written in one transaction. A batch that fails is tried again one record at a time, so that
one bad record costs one record. Killed at any moment, the next run finds whole batches and goes on.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from standfirst.editions.models import Edition
from standfirst.interchange._bulk import bulk_load
from standfirst.interchange.fitting import fitted
from standfirst.interchange.models import ImportedStory
from standfirst.interchange.naming import Names
from standfirst.interchange.pictures import Pictures, pictures_of
from standfirst.interchange.records import Item, Skipped, StoryRecord, Unreadable, fingerprint, is_older
from standfirst.interchange.reporting import Left, Report, Told
from standfirst.interchange.writing import Writer, Written, add_related, known_stories
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import restore, take_down

BATCH = 200
_LOG_PAGES = 16_000
_LONGEST_ID, _LONGEST_VERSION = 500, 80
_FACTS = (
    "source",
    "source_id",
    "version",
    "changed_at",
    "digest",
    "cancelled",
    "edited_at",
    "story_id",
    "story__last_edited_at",
    "story__taken_down_at",
)

Action = Literal["create", "update", "cancel", "withhold", "unchanged", "skip"]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import."""

    dry_run: bool = False
    media: Path | None = None
    fetch_media: bool = False
    default_section: str = ""


@dataclass(slots=True)
class _Held:
    """What is remembered of a story that was imported before."""

    version: str
    changed_at: datetime | None
    digest: str
    cancelled: bool
    story: int | None
    touched: bool
    taken_down: bool


@dataclass(slots=True)
class _Run:
    """One import while it runs."""

    edition: Edition
    options: Options
    report: Report
    names: Names
    writer: Writer
    pictures: dict[str, Pictures] = field(default_factory=dict)
    # What a dry run would have remembered.
    pretended: dict[Key, _Held] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One record and what is to happen with it."""

    record: StoryRecord
    action: Action
    reason: str = ""
    story: int | None = None


def import_stories(
    items: Iterable[Item],
    edition: Edition,
    options: Options | None = None,
    told: Callable[[Report], None] = lambda _report: None,
) -> Report:
    """Bring items into an edition; return the account. `told` hears of it after every batch."""
    options = options or Options()
    begun = time.monotonic()
    report = Report(dry_run=options.dry_run)
    names = Names(edition, options.default_section)
    pictures: dict[str, Pictures] = {}
    run = _Run(edition, options, report, names, Writer(edition, names, pictures), pictures)
    with _seldom_settling() if not options.dry_run else nullcontext():
        for batch in _batches(_sorted_out(items, report)):
            _import_batch(run, batch)
            told(report)
        if not options.dry_run:
            _relate(run)
    _account(run)
    report.seconds = time.monotonic() - begun
    told(report)
    return report


@contextmanager
def _seldom_settling() -> Iterator[None]:
    """Let SQLite move its write-ahead log into the database rarely, and once at the end."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    try:
        with bulk_load():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {usual}")


# Deciding


def _sorted_out(items: Iterable[Item], report: Report) -> Iterator[StoryRecord]:
    """Yield the stories; what is none goes into the report."""
    for item in items:
        if isinstance(item, Skipped):
            report.skipped.append(Left(item.source_id, item.title, item.reason))
        elif isinstance(item, Unreadable):
            report.failed.append(Left(item.where, item.title, item.reason))
        else:
            try:
                yield fitted(item)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                report.failed.append(_failure(item, error))


def _batches(records: Iterator[StoryRecord]) -> Iterator[list[StoryRecord]]:
    """Yield records by the batch; two versions of one story never stand in the same."""
    batch: list[StoryRecord] = []
    keys: set[Key] = set()
    for record in records:
        if len(batch) == BATCH or _key(record) in keys:
            yield batch
            batch, keys = [], set()
        batch.append(record)
        keys.add(_key(record))
    if batch:
        yield batch


def _import_batch(run: _Run, records: Sequence[StoryRecord]) -> None:
    for source in {record.source for record in records} - set(run.pictures):
        run.pictures[source] = Pictures(
            source, run.options.media, fetching=run.options.fetch_media, dry_run=run.options.dry_run
        )
    for source, pictures in run.pictures.items():
        of_source = [record for record in records if record.source == source]
        pictures.look_up(of_source)
        pictures.fetch_all(of_source)
    if run.options.dry_run:
        _pretend(run, records)
    else:
        _write_or_part(run, records)
    for pictures in run.pictures.values():
        pictures.end_batch()


def _plans(run: _Run, records: Sequence[StoryRecord]) -> list[_Plan]:
    held = _held(run, records)
    return [_fate_of(run, record, held.get(_key(record))) for record in records]


def _fate_of(run: _Run, record: StoryRecord, held: _Held | None) -> _Plan:
    """Decide what is to happen with a record, given what is remembered of it."""
    if reason := _refusal(record, held):
        return _Plan(record, "skip", reason)
    if held is None:
        return _Plan(record, "create")
    if record.state == "cancelled":
        return _Plan(record, "unchanged" if held.cancelled else "cancel", story=held.story)
    if held.digest == _digest(run, record) and not held.cancelled and not _more_pictures(run, record):
        return _Plan(record, "unchanged")
    if reason := _desk_first(held, record):
        return _Plan(record, "skip", reason)
    return _Plan(record, "withhold" if held.touched else "update", story=held.story)


def _refusal(record: StoryRecord, held: _Held | None) -> str:
    """Return why a record cannot come in at all."""
    if held is None:
        missed = record.state == "cancelled"
        return "cancelled by its source before it was ever imported" if missed else ""
    if held.story is None:
        return "deleted at the desk since it was imported"
    if is_older(record.version, record.updated_at, held.version, held.changed_at):
        return f"older than what is here: version {held.version or held.changed_at}"
    same_version = record.version == held.version and record.updated_at == held.changed_at
    return (
        "cancelled by its source" if held.cancelled and same_version and record.state != "cancelled" else ""
    )


def _desk_first(held: _Held, record: StoryRecord) -> str:
    """Return what the desk has done with a story since, which an import does not undo.

    What its source holds back leaves the site all the same, with the desk's words as they are.
    """
    if held.taken_down and not held.cancelled:
        return "taken down at the desk since it was imported"
    return "edited at the desk since it was imported" if held.touched and record.state != "withheld" else ""


def _more_pictures(run: _Run, record: StoryRecord) -> bool:
    return run.pictures[record.source].can_be_had(record)


def _held(run: _Run, records: Sequence[StoryRecord]) -> dict[Key, _Held]:
    """Return what is remembered of these stories."""
    found: dict[Key, _Held] = {}
    for source in {record.source for record in records}:
        ids = _ids_of(source, records)
        rows = ImportedStory.objects.filter(edition=run.edition, source=source, source_id__in=ids)
        for row in rows.values(*_FACTS):
            found[row["source"], row["source_id"]] = _Held(
                row["version"],
                row["changed_at"],
                row["digest"],
                row["cancelled"],
                row["story_id"],
                row["story__last_edited_at"] != row["edited_at"],
                row["story__taken_down_at"] is not None,
            )
    keys = map(_key, records)
    return found | {key: run.pretended[key] for key in keys if key in run.pretended}


def _ids_of(source: str, records: Sequence[StoryRecord]) -> set[str]:
    return {_key(record)[1] for record in records if record.source == source}


def _digest(run: _Run, record: StoryRecord) -> str:
    """Return a hash of the record and of which photos its pictures have become."""
    pictures = run.pictures[record.source]
    photos = [pictures.known(picture) for picture in pictures_of(record)]
    return hashlib.blake2b(f"{fingerprint(record)}{photos}".encode(), digest_size=16).hexdigest()


def _key(record: StoryRecord) -> Key:
    """Return how a story is remembered; an id that is too long is told apart by its hash."""
    name = record.source_id
    if len(name) > _LONGEST_ID:
        name = name[: _LONGEST_ID - 33] + "#" + hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
    return record.source[:200], name


# Doing


def _pretend(run: _Run, records: Sequence[StoryRecord]) -> None:
    """Count as if, and remember what would have been written, for later versions in the same file."""
    for plan in _plans(run, records):
        record = plan.record
        run.names.learn(record)
        run.pictures[record.source].store(record)
        _count(run.report, plan)
        if plan.action in {"create", "update", "cancel"}:
            run.pretended[_key(record)] = _Held(
                record.version,
                record.updated_at,
                _digest(run, record),
                plan.action == "cancel",
                plan.story or 0,
                False,
                False,
            )
            _tell(run.report, record, record.problems)
    run.names.settle()


def _write_or_part(run: _Run, records: Sequence[StoryRecord]) -> None:
    """Write a batch; where that fails, each record by itself, and what fails then is told."""
    try:
        counted = _write(run, records)
    except Exception as error:  # noqa: BLE001  (whatever it is, one record must not cost the others)
        for pictures in run.pictures.values():
            pictures.forget()
            pictures.look_up([record for record in records if record.source == pictures.source])
        run.names.forget()
        if len(records) == 1:
            (record,) = records
            run.report.failed.append(_failure(record, error))
            return
        for record in records:
            _write_or_part(run, [record])
        return
    run.names.settle()
    for plan, problems in counted:
        _count(run.report, plan)
        _tell(run.report, plan.record, problems)


@transaction.atomic
def _write(run: _Run, records: Sequence[StoryRecord]) -> list[tuple[_Plan, Sequence[str]]]:
    """Write what is to be written; return each plan with what an editor should look at."""
    _hold(run, records)
    plans = _plans(run, records)
    for plan in plans:
        if plan.action in {"create", "update"}:
            run.names.learn(plan.record)
            run.pictures[plan.record.source].store(plan.record)
    run.names.save()
    created = run.writer.create([plan.record for plan in plans if plan.action == "create"])
    updated = run.writer.update([_with_story(plan) for plan in plans if plan.action == "update"])
    for plan in plans:
        if plan.action == "cancel":
            _cancel(run, plan)
        elif plan.action == "withhold":
            _withhold(run, plan)
    _remember(run, [*created, *updated])
    problems = {_key(one.record): one.problems for one in (*created, *updated)}
    return [(plan, problems.get(_key(plan.record), ())) for plan in plans]


def _hold(run: _Run, records: Sequence[StoryRecord]) -> None:
    """Lock the batch's stories before anything is decided: what the desk does now waits, and stays.

    SQLite has no such lock and needs none: there the whole batch is alone in the database.
    """
    stories: set[int] = set()
    for source in {record.source for record in records}:
        stories |= set(known_stories(run.edition, source, _ids_of(source, records)).values())
    list(Story.objects.select_for_update().filter(pk__in=stories).order_by("pk").values_list("pk"))


def _with_story(plan: _Plan) -> tuple[StoryRecord, Story]:
    """Return the story that is written anew; one that its source had cancelled comes back first."""
    story = Story.objects.select_related("edition", "section").get(pk=plan.story)
    if story.taken_down_at:
        restore(story, by=None)
    return plan.record, story


def _cancel(run: _Run, plan: _Plan) -> None:
    story = Story.objects.get(pk=plan.story)
    if not story.taken_down_at:
        take_down(story, by=None, reason="Cancelled by its source")
    _row(run, plan).update(
        cancelled=True,
        version=plan.record.version[:_LONGEST_VERSION],
        changed_at=plan.record.updated_at,
        edited_at=Story.objects.values_list("last_edited_at", flat=True).get(pk=plan.story),
    )


def _withhold(run: _Run, plan: _Plan) -> None:
    """Take a story off the site that its source holds back, and leave the desk's words as they are."""
    story = Story.objects.get(pk=plan.story)
    story.revisions.update(approved_go_live_at=None)
    if story.live:
        story.unpublish()
    _row(run, plan).update(version=plan.record.version[:_LONGEST_VERSION], changed_at=plan.record.updated_at)


def _row(run: _Run, plan: _Plan) -> QuerySet[ImportedStory]:
    source, source_id = _key(plan.record)
    return ImportedStory.objects.filter(edition=run.edition, source=source, source_id=source_id)


def _remember(run: _Run, written: Sequence[Written]) -> None:
    rows = []
    for one in written:
        source, source_id = _key(one.record)
        rows.append(
            ImportedStory(
                edition=run.edition,
                source=source,
                source_id=source_id,
                story=one.story,
                version=one.record.version[:_LONGEST_VERSION],
                changed_at=one.record.updated_at,
                digest=_digest(run, one.record),
                edited_at=one.story.last_edited_at,
                imported_at=timezone.now(),
            )
        )
    ImportedStory.objects.bulk_create(
        rows,
        batch_size=100,
        update_conflicts=True,
        unique_fields=["edition", "source", "source_id"],
        update_fields=["story", "version", "changed_at", "digest", "cancelled", "edited_at", "imported_at"],
    )


def _relate(run: _Run) -> None:
    """Add the boxes of related stories that came after the stories that point to them."""
    for source, expected in run.writer.expected.items():
        numbers = known_stories(run.edition, source, {one for box in expected for one in box.stories})
        for box in expected:
            found = [numbers[one] for one in box.stories if one in numbers]
            if found:
                add_related(box, found)
            for one in box.stories:
                if one not in numbers:
                    run.report.problems.append(
                        Told(box.source_id, box.headline, (f"A related story has not been imported: {one}",))
                    )


# Counting


def _failure(record: StoryRecord, error: Exception) -> Left:
    return Left(record.source_id, record.headline, f"{type(error).__name__}: {error}")


def _count(report: Report, plan: _Plan) -> None:
    if plan.action == "create":
        report.created += 1
    elif plan.action in {"update", "cancel", "withhold"}:
        report.updated += 1
    elif plan.action == "unchanged":
        report.unchanged += 1
    else:
        report.skipped.append(Left(plan.record.source_id, plan.record.headline, plan.reason))


def _tell(report: Report, record: StoryRecord, problems: Sequence[str]) -> None:
    if problems:
        report.problems.append(Told(record.source_id, record.headline, tuple(dict.fromkeys(problems))))


def _account(run: _Run) -> None:
    report = run.report
    report.made += run.names.made
    for pictures in run.pictures.values():
        report.made["photos"] += pictures.stored
        report.missing |= pictures.missing
    report.made["redirects"] += run.writer.redirects
    report.made = +report.made
