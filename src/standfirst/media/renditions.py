"""The files that readers fetch: fixed widths and formats, made ahead of time, never in a reader's request.

Names are public and made of the photo and its content, ``photos/<pk>/<hash>-<width>.<ext>``: a page can be
written without asking the storage, and a replaced file gets new addresses. Crops are the page's business
(CSS, around the focal point). Why ahead of time, and what it costs: docs/decisions/0005.
"""

import multiprocessing
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction

from standfirst.events.announcing import announce
from standfirst.media import encoding
from standfirst.media.encoding import AVIF, JPEG, WEBP
from standfirst.media.events import RenditionsMade
from standfirst.media.rights import Credited, packets_of

WIDTHS = (320, 480, 640, 960, 1280, 1920)
FORMATS = (AVIF, WEBP, JPEG)  # best first, as a page offers them
FIRST_WIDTH = 960

_EXTENSIONS = {AVIF: "avif", WEBP: "webp", JPEG: "jpg"}
_MIME_TYPES = {AVIF: "image/avif", WEBP: "image/webp", JPEG: "image/jpeg"}


class Pictured(Credited, Protocol):
    """A photo, as far as its renditions are concerned."""

    pk: Any
    file: Any
    file_hash: Any
    width: Any
    height: Any
    rendition_widths: Any
    rendition_formats: Any

    def open_file(self) -> Any:
        """Open the original."""


@dataclass(frozen=True, slots=True)
class Source:
    """One ``<source>`` of a ``<picture>``."""

    mime_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A photo whose renditions could not be made, and why."""

    photo: int
    reason: str


def address(photo: Pictured, width: int, name: str) -> str:
    """Return the public address of one rendition; ``width`` and format ``name`` are of those that exist."""
    return f"{_root(_public())}{photo.pk}/{photo.file_hash[:12]}-{width}.{_EXTENSIONS[name]}"


def sources(photo: Pictured) -> list[Source]:
    """Return what a ``<picture>`` of ``photo`` offers, best format first; the last one is its ``<img>``."""
    widths = sorted(photo.rendition_widths)
    return [
        Source(_MIME_TYPES[name], ", ".join(f"{address(photo, width, name)} {width}w" for width in widths))
        for name in FORMATS
        if name in photo.rendition_formats
    ]


def widths_of(width: int) -> tuple[int, ...]:
    """Return the widths that a picture of this width is made in: never enlarged, its own when smaller."""
    largest = min(width, WIDTHS[-1])
    return (*(fixed for fixed in WIDTHS if fixed < largest), largest)


def first_rendition(photo: Pictured) -> None:
    """Write one JPEG at once, so that a page can show ``photo`` before the worker has made the rest.

    Sets ``rendition_widths`` and ``rendition_formats``; the caller saves them. Raises OSError for a file
    that cannot be decoded.
    """
    width = min(FIRST_WIDTH, photo.width)
    with photo.open_file() as file:
        for _, name, content in encoding.renditions(file, (width,), (JPEG,), packets_of(photo)):
            _write(_name(photo, width, name), content)
    photo.rendition_widths, photo.rendition_formats = [width], [JPEG]


def make_renditions(photo: Pictured) -> None:
    """Make every rendition of ``photo``, anew where there are some; those of an older file are deleted.

    Takes about a second of CPU for a large photo: the worker's business. Raises OSError when the original
    cannot be read.
    """
    with photo.open_file() as file:
        widths = widths_of(photo.width)
        made = encoding.renditions(file, widths, FORMATS, packets_of(photo))
        _keep(photo, [_written(photo, width, name, content) for width, name, content in made])


def make_many(
    photos: Iterable[Pictured],
    progress: Callable[[], None] = lambda: None,
    processes: int | None = None,
) -> list[Failure]:
    """Make the renditions of many photos in several processes; ``progress`` is called after each.

    Only pixels go to the other processes; files and rows are written here, so SQLite sees one writer.
    Returns the photos that could not be made, with the reason; the others are done.
    """
    failures = []
    count = processes or os.cpu_count() or 1
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        for photo, future in _in_flight(pool, photos, at_most=2 * count):
            try:
                _keep(
                    photo, [_written(photo, width, name, content) for width, name, content in future.result()]
                )
            except Exception as error:  # noqa: BLE001  (one bad file must not stop a thousand good ones)
                failures.append(Failure(photo.pk, str(error) or type(error).__name__))
            progress()
    return failures


def remove_renditions(photo_id: int) -> None:
    """Delete every public file of a photo that is gone."""
    _delete_all(photo_id, lambda _: True)


def _public() -> Storage:
    return storages["public"]


@lru_cache(maxsize=4)
def _root(storage: Storage) -> str:
    """Return where ``photos/`` is on ``storage``: asked once, because a front page has 500 addresses."""
    return str(storage.url("photos/"))


def _name(photo: Pictured, width: int, name: str) -> str:
    return f"photos/{photo.pk}/{photo.file_hash[:12]}-{width}.{_EXTENSIONS[name]}"


def _written(photo: Pictured, width: int, name: str, content: bytes) -> str:
    """Write one rendition and return its name."""
    path = _name(photo, width, name)
    _write(path, content)
    return path


def _keep(photo: Pictured, names: list[str]) -> None:
    """Record that ``names`` are all there, and delete what is not among them.

    When the photo's file was replaced or deleted meanwhile, what was just made goes again: whoever did
    that has announced it, and the new file is made in its turn.
    """
    widths, formats = list(widths_of(photo.width)), list(FORMATS)
    if not _recorded(photo, widths, formats):
        made = {Path(name).name for name in names}
        _delete_all(photo.pk, lambda name: name in made)
        return
    photo.rendition_widths, photo.rendition_formats = widths, formats
    wanted = {Path(name).name for name in names}
    _delete_all(photo.pk, lambda name: name not in wanted and not name.startswith("."))


@transaction.atomic
def _recorded(photo: Pictured, widths: list[int], formats: list[str]) -> bool:
    """Record which renditions there are, and announce others than before; False when the file is another."""
    rows = type(photo)._default_manager.filter(pk=photo.pk, file_hash=photo.file_hash)  # type: ignore[attr-defined]  # noqa: SLF001
    before = rows.select_for_update().values_list("rendition_widths", "rendition_formats").first()
    if before is None:
        return False
    if before != (widths, formats):
        rows.update(rendition_widths=widths, rendition_formats=formats)
        announce(RenditionsMade(photo=photo.pk, touches=(f"photo:{photo.pk}",)))
    return True


def _delete_all(photo_id: int, unwanted: Callable[[str], bool]) -> None:
    directory = f"photos/{photo_id}"
    try:
        _, names = _public().listdir(directory)
    except FileNotFoundError:
        return
    for name in filter(unwanted, names):
        _public().delete(f"{directory}/{name}")


def _write(name: str, content: bytes) -> None:
    """Put ``content`` under exactly this name, whole or not at all."""
    storage = _public()
    if isinstance(storage, FileSystemStorage):
        _replace(Path(storage.path(name)), content)
        return
    file = ContentFile(content, name)
    file.content_type = _MIME_TYPES.get(_format_of(name), "application/octet-stream")  # type: ignore[attr-defined]
    storage._save(name, file)  # type: ignore[attr-defined]  # noqa: SLF001  (save() would look for another name)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _format_of(name: str) -> str:
    extension = name.rpartition(".")[2]
    return next((known for known, written in _EXTENSIONS.items() if written == extension), "")


_Work = Future[list[tuple[int, str, bytes]]]


def _in_flight(
    pool: ProcessPoolExecutor, photos: Iterable[Pictured], at_most: int
) -> Iterator[tuple[Pictured, "_Work"]]:
    """Yield each photo with its finished work, never more than ``at_most`` originals in memory."""
    waiting: dict[_Work, Pictured] = {}
    for photo in photos:
        waiting[_submitted(pool, photo)] = photo
        if len(waiting) >= at_most:
            done = next(as_completed(waiting))
            yield waiting.pop(done), done
    for done in as_completed(list(waiting)):
        yield waiting[done], done


def _submitted(pool: ProcessPoolExecutor, photo: Pictured) -> _Work:
    try:
        return pool.submit(
            encoding.rendered, _original(photo), widths_of(photo.width), FORMATS, packets_of(photo)
        )
    except (OSError, ValueError) as error:
        failed: _Work = Future()
        failed.set_exception(error)
        return failed


def _original(photo: Pictured) -> bytes | str:
    """Return the original's path where it has one, else its content: a path is quicker to hand over."""
    if isinstance(photo.file.storage, FileSystemStorage):
        return str(photo.file.path)
    with photo.open_file() as file:
        content: bytes = file.read()
        return content
