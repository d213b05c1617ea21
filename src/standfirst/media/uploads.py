"""What may be uploaded as a photo: looked at before it is decoded, judged by content and not by name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image

from standfirst.media.encoding import upright_size

_NAMES = {"jpeg": "JPEG", "png": "PNG", "webp": "WebP", "avif": "AVIF", "heic": "HEIC", "gif": "GIF"}
_EXTENSIONS = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
    "png": "png",
    "webp": "webp",
    "avif": "avif",
    "heic": "heic",
    "heif": "heic",
    "gif": "gif",
}
MIME_TYPES = {name: f"image/{name}" for name in _NAMES}
_PILLOW = {"jpeg": ("JPEG", "MPO"), "heic": ("HEIF",)}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_HEAD = 4096


class UnfitFileError(ValidationError):
    """A file that cannot become a photo; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file turned out to be."""

    format: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The extension that its name should have."""
        return "jpg" if self.format == "jpeg" else self.format


def check_upload(file: File[Any]) -> Checked:
    """Return what ``file`` is, or raise UnfitFileError with a sentence that says why it cannot be used.

    In this order: how large, which format by its first bytes, whether its name claims another, how many
    pixels (before any is decoded), and whether it is all there. SVG is refused: it is a program.
    """
    _check_size(file)
    _check_name(file.name or "", format_of(file))
    return check_content(file)


def check_content(file: File[Any]) -> Checked:
    """Return what ``file`` is, whatever its name says; for files whose names mean nothing, as in imports.

    A file that was looked at before is not decoded again. Raises UnfitFileError with a sentence.
    """
    earlier = getattr(file, "checked", None)
    if isinstance(earlier, Checked):
        return earlier
    _check_size(file)
    checked = _check_picture(file, format_of(file))
    file.checked = checked  # type: ignore[attr-defined]
    file.seek(0)
    return checked


def limit_pixels() -> None:
    """Make Pillow refuse, wherever a picture is opened, more pixels than an upload may have."""
    Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS


def _check_size(file: File[Any]) -> None:
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not file.size:
        raise UnfitFileError(_("This file is empty."), code="empty")
    if file.size > limit:
        raise UnfitFileError(
            _("This file has %(size)s; %(limit)s is the most that can be uploaded."),
            code="too_large",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )


def format_of(file: IO[bytes] | File[Any]) -> str:
    """Return the format that the first bytes of ``file`` show; raises UnfitFileError for any other."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    found = next((name for name, is_it in _SIGNATURES if is_it(head)), "")
    if found == "svg":
        raise UnfitFileError(
            _("SVG drawings cannot be uploaded, because they can carry programs. Save it as PNG."), code="svg"
        )
    if not found:
        raise UnfitFileError(
            _("This is not a picture that can be used. Upload a JPEG, PNG, WebP, AVIF, HEIC or GIF file."),
            code="unknown_format",
        )
    return found


def _check_name(name: str, found: str) -> None:
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension and _EXTENSIONS.get(extension) != found:
        raise UnfitFileError(
            _(
                "This file is called “.%(extension)s” but is a %(format)s picture. "
                "Save it again under its own name."
            ),
            code="false_name",
            params={"extension": extension, "format": _NAMES[found]},
        )


def _check_picture(file: File[Any], found: str) -> Checked:
    """Open and decode: a JPEG at an eighth of its size, which reads it to the end all the same."""
    try:
        picture = Image.open(file, formats=_PILLOW.get(found, (found.upper(),)))
        width, height = upright_size(picture)
        _check_pixels(width, height)
        picture.draft(None, (picture.width // 8, picture.height // 8))
        picture.load()
    except UnfitFileError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _check_pixels(0, 0, too_many=True)
        raise
    except Exception as error:
        raise UnfitFileError(
            _(
                "This file is damaged or not complete: it begins as a %(format)s picture, "
                "but cannot be read to its end."
            ),
            code="damaged",
            params={"format": _NAMES[found]},
        ) from error
    return Checked(found, width, height)


def _check_pixels(width: int, height: int, *, too_many: bool = False) -> None:
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if too_many or width * height > limit:
        raise UnfitFileError(
            _("This picture has too many pixels; %(limit)s million is the most that can be uploaded."),
            code="too_many_pixels",
            params={"limit": number_format(limit // 1_000_000)},
        )


def _is_svg(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return text.startswith(b"<") and b"<svg" in text


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and (head[8:12] in _HEIC_BRANDS) and not _is_avif(head)


def _is_avif(head: bytes) -> bool:
    box = head[: int.from_bytes(head[:4], "big")] if head[4:8] == b"ftyp" else b""
    return b"avif" in (box[8:12], *(box[at : at + 4] for at in range(16, len(box), 4)))


_SIGNATURES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("gif", lambda head: head[:6] in (b"GIF87a", b"GIF89a")),
    ("webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("avif", _is_avif),
    ("heic", _is_heic),
    ("svg", _is_svg),
)
