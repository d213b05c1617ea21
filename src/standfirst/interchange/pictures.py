"""Foreign pictures found, in a folder or on the network, and stored once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile, File

from standfirst.fetching.guarded import Fetched, RefusedError, fetch
from standfirst.interchange.blocks import pictures_in
from standfirst.interchange.models import ImportedPhoto
from standfirst.interchange.records import PhotoRecord, StoryRecord
from standfirst.media.adding import add_photo
from standfirst.media.uploads import UnfitFileError

_AT_ONCE = 6
_LONGEST_ID = 500
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".heif"})


class Pictures:
    """The photos of one source: which are here already, which can be had, which are missing and why."""

    def __init__(self, source: str, folder: Path | None, *, fetching: bool, dry_run: bool) -> None:
        """Begin with the pictures of one source, and those that lie in a folder."""
        self.source = source
        self.missing: dict[str, str] = {}
        self.stored = 0
        self._unsure = 0
        self._folder = folder.resolve() if folder else None
        self._fetching = fetching
        self._dry_run = dry_run
        self._known: dict[str, int] = {}
        self._fetched: dict[str, Fetched] = {}
        self._by_name = _files_by_name(self._folder) if self._folder else {}

    def known(self, record: PhotoRecord) -> int | None:
        """Return the photo that a picture has become, if it has."""
        return self._known.get(_identity(record))

    def look_up(self, records: Sequence[StoryRecord]) -> None:
        """Recall which pictures of these stories are here already."""
        wanted = {_identity(picture) for record in records for picture in pictures_of(record)}
        wanted -= set(self._known)
        found = ImportedPhoto.objects.filter(source=self.source, source_id__in=wanted)
        self._known.update(found.values_list("source_id", "photo_id"))

    def fetch_all(self, records: Sequence[StoryRecord]) -> None:
        """Fetch what is neither here nor in the folder; outside of any transaction, for it takes its time."""
        if not self._fetching or self._dry_run:
            return
        wanted: dict[str, str] = {}
        for picture in (picture for record in records for picture in pictures_of(record)):
            if not self.known(picture) and not self._file(picture) and picture.address not in self.missing:
                wanted[picture.address] = _identity(picture)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for address, got in zip(wanted, pool.map(_fetched_or_reason, wanted), strict=True):
                if isinstance(got, Fetched):
                    self._fetched[address] = got
                else:
                    self.missing[address] = got

    def store(self, record: StoryRecord) -> None:
        """Store the pictures of a story that can be had."""
        for picture in pictures_of(record):
            if self.known(picture) is None:
                self._store(picture)

    def can_be_had(self, record: StoryRecord) -> bool:
        """Return whether a picture that is not here yet lies in the folder or has been fetched."""
        return any(
            self.known(picture) is None and bool(self._file(picture) or picture.address in self._fetched)
            for picture in pictures_of(record)
        )

    def forget(self) -> None:
        """Recall nothing: what was stored in a transaction that failed is gone."""
        self._known.clear()
        self._unsure = 0

    def end_batch(self) -> None:
        """Count what was stored for good, and let go of the contents that were fetched."""
        self.stored += self._unsure
        self._unsure = 0
        self._fetched.clear()

    def _store(self, picture: PhotoRecord) -> None:
        if self._dry_run and self._file(picture):
            return
        file = self._content(picture)
        if file is None:
            self.missing.setdefault(picture.address, self._why_missing(picture))
            return
        try:
            photo, new = add_photo(file, **_facts(picture))
        except UnfitFileError as error:
            self.missing[picture.address] = " ".join(error.messages)
            return
        finally:
            file.close()
        self._unsure += int(new)
        ImportedPhoto.objects.create(source=self.source, source_id=_identity(picture), photo=photo)
        self._known[_identity(picture)] = photo.pk

    def _content(self, picture: PhotoRecord) -> File[Any] | None:
        if path := self._file(picture):
            return File(path.open("rb"), path.name)
        if got := self._fetched.get(picture.address):
            return ContentFile(got.content, _name(picture.address))
        return None

    def _why_missing(self, picture: PhotoRecord) -> str:
        if not picture.address.startswith(("http://", "https://", "//")):
            return (
                "Not in the folder of pictures"
                if self._folder
                else "A path, and no folder was given (--media)"
            )
        if self._fetching:
            return "Would be fetched" if self._dry_run else "Could not be fetched"
        return (
            "Not in the folder of pictures" if self._folder else "Neither --media nor --fetch-media was given"
        )

    def _file(self, picture: PhotoRecord) -> Path | None:
        """Return the file in the folder: by its path, by what follows `uploads`, by its name."""
        if self._folder is None or not picture.address:
            return None
        try:
            path = unquote(urlsplit(picture.address).path).lstrip("/")
        except ValueError:
            return None
        for candidate in (path, path.partition("uploads/")[2]):
            file = (self._folder / candidate).resolve()
            if candidate and file.is_relative_to(self._folder) and file.is_file():
                return file
        same = self._by_name.get(Path(path).name, [])
        return same[0] if len(same) == 1 else None


def pictures_of(record: StoryRecord) -> Iterable[PhotoRecord]:
    """Yield every picture that a story shows."""
    if record.lead_photo is not None:
        yield record.lead_photo
    yield from pictures_in(record.body)


def _identity(record: PhotoRecord) -> str:
    return (record.source_id or record.address)[:_LONGEST_ID]


def _facts(picture: PhotoRecord) -> dict[str, str]:
    """Return what the source says of a picture, where it says something; the file itself fills the rest."""
    facts = {
        "caption": picture.caption[:2000],
        "alt_text": picture.alt_text[:500],
        "credit": picture.credit[:255],
        "creator": picture.creator[:255],
        "copyright_notice": picture.copyright[:255],
    }
    return {name: value for name, value in facts.items() if value}


def _fetched_or_reason(address: str) -> Fetched | str:
    try:
        return fetch(f"https:{address}" if address.startswith("//") else address)
    except RefusedError as error:
        return str(error)


def _files_by_name(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for file in folder.rglob("*"):
        if file.suffix.lower() in _PICTURES and file.is_file() and file.resolve().is_relative_to(folder):
            found.setdefault(file.name, []).append(file)
    return found


def _name(address: str) -> str:
    return Path(unquote(urlsplit(address).path)).name[-100:] or "picture"
