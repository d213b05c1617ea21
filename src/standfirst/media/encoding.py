"""Pixels in, files out: what every rendition goes through. Plain Pillow, no database, safe in any process.

Nothing of the original's metadata survives: the picture is decoded, turned upright, brought to 8-bit sRGB
on white, and written with the packets it is given and no others.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

with suppress(ImportError):
    from pillow_heif import HeifImagePlugin  # noqa: F401  (registers HEIC with Pillow, where it is installed)

JPEG, WEBP, AVIF, PNG = "jpeg", "webp", "avif", "png"

# The figures behind these choices are in docs/decisions/0005-renditions-ahead-of-time.md.
_OPTIONS: dict[str, dict[str, int | bool | str]] = {
    AVIF: {"quality": 55, "speed": 8, "subsampling": "4:2:0", "max_threads": 1},
    WEBP: {"quality": 78, "method": 4},
    JPEG: {"quality": 80, "progressive": True, "optimize": True},
    PNG: {"optimize": True},
}
_BROKEN_EXIF = (ValueError, KeyError, TypeError, SyntaxError, OSError, struct.error, Warning)
_WIDE_GREYS = ("I", "I;16", "I;16L", "I;16B", "I;16N")


@dataclass(frozen=True, slots=True)
class Packets:
    """The metadata that a file carries: XMP, and for JPEG the older IIM beside it; empty for none."""

    xmp: bytes = b""
    iim: bytes = b""


def opened(source: IO[bytes], width: int | None = None) -> Image.Image:
    """Return the picture in ``source`` upright, in 8-bit sRGB on white, without metadata.

    ``width`` says how wide it is needed at most: a large JPEG is then decoded at a fraction of its size.
    Raises OSError (or its kin in Pillow) for what cannot be decoded.
    """
    picture = Image.open(source)
    if width and picture.format == "JPEG":
        picture.draft(None, _needed(picture, width))
    profile = picture.info.get("icc_profile")
    upright = _upright(picture)
    if width and upright.width > width:
        upright = _shrunk(_full_colour(upright), width)
    plain = _in_srgb(_full_colour(upright), profile)
    plain.info.clear()
    return plain


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as they will be once the EXIF orientation is applied; decodes nothing."""
    width, height = picture.size
    try:
        turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except _BROKEN_EXIF:
        turned = False
    return (height, width) if turned else (width, height)


def renditions(
    source: IO[bytes], widths: Iterable[int], formats: Iterable[str], packets: Packets
) -> Iterator[tuple[int, str, bytes]]:
    """Yield ``(width, format, bytes)`` for every width and format, widest first; never enlarges."""
    ordered = sorted(set(widths), reverse=True)
    largest = opened(source, ordered[0])
    for width in ordered:
        picture = largest if width >= largest.width else _shrunk(largest, width)
        for name in formats:
            yield width, name, encoded(picture, name, packets)


def rendered(
    source: bytes | str, widths: tuple[int, ...], formats: tuple[str, ...], packets: Packets
) -> list[tuple[int, str, bytes]]:
    """Return ``renditions`` of a file's content or path as a list: the unit of work of another process."""
    if isinstance(source, bytes):
        return list(renditions(io.BytesIO(source), widths, formats, packets))
    with open(source, "rb") as file:  # noqa: PTH123  (a path as the storage gave it)
        return list(renditions(file, widths, formats, packets))


def encoded(picture: Image.Image, name: str, packets: Packets) -> bytes:
    """Return ``picture`` as a file of format ``name`` that carries ``packets`` and nothing else."""
    options: dict[str, object] = dict(_OPTIONS[name])
    if name == PNG:
        options["pnginfo"] = _png_text(packets.xmp)
    elif packets.xmp:
        options["xmp"] = packets.xmp
    if name == JPEG and packets.iim:
        options["extra"] = _app13(packets.iim)
    output = io.BytesIO()
    picture.save(output, name.upper(), **options)
    return output.getvalue()


def _needed(picture: Image.Image, width: int) -> tuple[int, int]:
    share = min(1.0, width / upright_size(picture)[0])
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))


def _upright(picture: Image.Image) -> Image.Image:
    """Return the first frame with its EXIF orientation applied; a broken EXIF block turns nothing."""
    picture.seek(0)
    picture.load()
    with suppress(*_BROKEN_EXIF):
        ImageOps.exif_transpose(picture, in_place=True)
    return picture


def _full_colour(picture: Image.Image) -> Image.Image:
    """Return palettes and 1-bit as RGB, 16-bit greys as 8-bit, transparency on white; CMYK stays CMYK."""
    if picture.mode in _WIDE_GREYS:
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode == "F":
        return picture.convert("L")
    if picture.mode in ("P", "PA", "LA", "La", "RGBA", "RGBa") or "transparency" in picture.info:
        return _on_white(picture.convert("RGBA"))
    if picture.mode in ("RGB", "L", "CMYK", "LAB"):
        return picture
    return picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return ``picture`` in sRGB; a profile that is broken or of another colour space is left aside."""
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _shrunk(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _png_text(xmp: bytes) -> PngInfo:
    text = PngInfo()
    if xmp:
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return text


def _app13(iim: bytes) -> bytes:
    """Return ``iim`` as a JPEG segment: Photoshop's image resource 0x0404 (IPTC-NAA record)."""
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(iim)) + iim + b"\x00" * (len(iim) % 2)
    content = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content
