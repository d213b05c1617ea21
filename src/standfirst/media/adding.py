"""Photos that come from elsewhere than the desk's forms: imports, the demo editions."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from wagtail.utils.file import hash_filelike

from standfirst.media.models import Photo
from standfirst.media.uploads import check_content


def add_photo(file: File[Any], **given: Any) -> tuple[Photo, bool]:
    """Return the photo with the content of ``file``, and whether it had to be stored: never twice.

    ``given`` are the photo's fields; those left out are filled from the file's own IPTC fields. The name's
    extension is set right by the content. Raises ``uploads.UnfitFileError`` with a sentence.
    """
    checked = check_content(file)
    file.seek(0)
    known = Photo.objects.filter(file_hash=hash_filelike(file)).order_by("pk").first()
    file.seek(0)
    if known is not None:
        return known, False
    stem = PurePath(file.name or "").stem or "photo"
    file.name = f"{stem}.{checked.extension}"
    return Photo.objects.create(file=file, **{"title": stem[:255], **given}), True
