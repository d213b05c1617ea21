"""Keeping the index true: what changed is noted with the change, and looked at again in batches."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone

from standfirst.discovery.asking import AlreadyRebuildingError, Backend
from standfirst.discovery.backends.choosing import backend
from standfirst.discovery.documents import BATCH, Document, Reader
from standfirst.discovery.models import ChangedStory
from standfirst.editions.models import Edition
from standfirst.newsroom.models import ListedStory, Story

# So many notes are done together: fewer cost more each, and more keep what was just published waiting.
_AT_ONCE = 1_000
# Longer than any rebuild takes.
_KEPT_FOR = timedelta(days=2)


def note_changed(ids: Iterable[int]) -> None:
    """Note that stories changed for readers, in the transaction that changed them."""
    ChangedStory.objects.bulk_create((ChangedStory(story_id=pk) for pk in ids), batch_size=BATCH)


def note_listed(name: str) -> None:
    """Note every story of a list such as ``topic:3``: something that all of them show changed."""
    last = 0
    listed = ListedStory.objects.filter(list=name).order_by("story_id")
    while ids := list(listed.filter(story_id__gt=last).values_list("story_id", flat=True)[: 10 * BATCH]):
        note_changed(ids)
        last = ids[-1]


def index_changed(index: Backend | None = None) -> int:
    """Bring the index up to date with what was noted; return how many notes it was.

    Any process may do it at any time: one at a time does. The newest notes come first: what is published
    while a large import waits does not wait for it. A note is done once the index has it on disk, so a crash
    in between costs nothing but doing it again.
    """
    index, done = index or backend(), 0
    waiting = ChangedStory.objects.filter(done_at=None).order_by("-pk")
    while waiting.exists():
        with index.alone():
            rows = dict(waiting.values_list("pk", "story_id")[:_AT_ONCE])
            index_stories(set(rows.values()), index)
            ChangedStory.objects.filter(pk__in=rows).update(done_at=timezone.now())
        done += len(rows)
    if done:
        ChangedStory.objects.filter(done_at__lt=timezone.now() - _KEPT_FOR).delete()
    return done


def index_stories(ids: Collection[int], index: Backend) -> None:
    """Look at the stories of ``ids`` again: what is live is indexed, what is not is removed."""
    for edition in Edition.objects.all():
        documents = _documents(edition, ids)
        index.write(edition, documents, set(ids) - {one.pk for one in documents})


def remove(ids: Collection[int], index: Backend | None = None) -> None:
    """Take stories out of the index at once, whatever the database says of them."""
    index = index or backend()
    with index.alone():
        for edition in Edition.objects.all():
            index.write(edition, [], set(ids))


@contextmanager
def rebuilt(edition: Edition, index: Backend | None = None) -> Iterator[Iterator[int]]:
    """Build the index of ``edition`` anew; what is in use goes on answering, and is replaced at the end.

    The block gets how many stories were written, batch by batch, and reads it to the end. What changes
    meanwhile is in the new index too. After a crash the old index is as it was.
    """
    index, begun = index or backend(), timezone.now() - timedelta(minutes=1)
    catch_up = partial(_catch_up, edition, index, begun)
    with index.rebuild(edition, Reader(edition).all_documents(), catch_up) as written:
        yield written


def missing(index: Backend | None = None) -> list[Edition]:
    """Return the editions that have stories and no index."""
    index = index or backend()
    return [
        edition
        for edition in Edition.objects.all()
        if not index.ready(edition) and Story.objects.filter(edition=edition, live=True).exists()
    ]


def keep_up() -> None:
    """Index what was left undone, and editions that have no index yet; asked for by the clock."""
    for edition in missing():
        with suppress(AlreadyRebuildingError), rebuilt(edition) as written:
            for _count in written:
                pass
    index_changed()


def _catch_up(edition: Edition, index: Backend, since: datetime) -> None:
    """Bring what changed since a rebuild began into the index that it made, which is not in use yet."""
    rows = ChangedStory.objects.filter(Q(done_at=None) | Q(done_at__gte=since))
    ids = sorted(set(rows.values_list("story_id", flat=True)))
    for start in range(0, len(ids), 10 * _AT_ONCE):
        part = ids[start : start + 10 * _AT_ONCE]
        documents = _documents(edition, part)
        index.write(edition, documents, set(part) - {one.pk for one in documents})


def _documents(edition: Edition, ids: Collection[int]) -> Sequence[Document]:
    """Return those of the stories of ``ids`` that are live in ``edition``, read some hundreds at a time."""
    reader, remaining, found = Reader(edition), sorted(ids), list[Document]()
    for start in range(0, len(remaining), BATCH):
        found += reader.documents(remaining[start : start + BATCH])
    return found
