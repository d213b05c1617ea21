"""Photos as reader pages show them: only while their rights last, and read only where they changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from standfirst.delivery.depending import depends_on, true_until
from standfirst.delivery.fragments import fragments_of
from standfirst.media.models import Photo

_SHOWN = {
    "id",
    "file_hash",
    "width",
    "height",
    "rendition_widths",
    "rendition_formats",
    *Photo.focal_fields,
    "alt_text",
    "alt_texts",
    "caption",
    "credit",
    "creator",
    "copyright_notice",
    "web_statement",
    "licensor_url",
    "rights_expire_at",
}
# The columns that a page needs of a photo, in the model's order.
COLUMNS = tuple(field.attname for field in Photo._meta.concrete_fields if field.attname in _SHOWN)  # noqa: SLF001


def photo_of(values: Iterable[Any]) -> Photo:
    """Return the photo of which ``values`` are the ``COLUMNS``."""
    return Photo.from_db(None, COLUMNS, tuple(values))


def photo_to_show(photo: Photo | None) -> Photo | None:
    """Return ``photo`` when readers may see it: none whose rights have ended."""
    if photo is None:
        return None
    depends_on(photo.tag)
    if not photo.may_be_shown:
        return None
    true_until(photo.rights_expire_at)
    return photo


def photos_to_show(ids: Iterable[int]) -> dict[int, Photo]:
    """Return those of the photos of ``ids`` that readers may see; pages share them, so change none."""

    def read(keys: list[tuple[str, int]]) -> dict[int, Photo]:
        rows = Photo.objects.filter(pk__in=[pk for _, pk in keys]).values_list(*COLUMNS)
        return {photo.pk: photo for photo in map(photo_of, rows)}

    def make(key: tuple[str, int], rows: Mapping[int, Photo]) -> Photo | None:
        return photo_to_show(rows.get(key[1]))

    found = fragments_of([("photo", pk) for pk in ids], read, make)
    return {key[1]: photo for key, photo in found.items() if photo is not None}


def credit_of(photo: Photo) -> str:
    """Return the line that must stand with ``photo`` wherever it is shown."""
    return str(photo.credit or photo.creator or photo.copyright_notice)
