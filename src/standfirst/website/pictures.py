"""Pictures: the right file for every screen, its room reserved, its focal point kept in view."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from markupsafe import Markup

from standfirst.media.models import Photo
from standfirst.media.renditions import address, sources


def picture(  # noqa: PLR0913
    photo: Photo | None,
    sizes: str,
    *,
    ratio: str = "",
    eager: bool = False,
    alt: str | None = None,
    classes: str = "",
) -> Markup:
    """Return the ``<picture>`` of ``photo``; nothing when there is none or readers may not see it (yet).

    ``sizes`` is the HTML attribute; ``ratio`` (such as ``3x2``) crops around the focal point, empty
    shows the whole picture; ``eager`` is for the one picture that a page opens with; ``alt`` stands in
    for the photo's own alternative text, empty where words beside say the same.
    """
    if photo is None or not photo.rendition_widths or not photo.may_be_shown:
        return Markup()
    # A photo that pages share brings along how it was shown before.
    shown: dict[Any, Markup] = photo.__dict__.setdefault("shown", {})
    place = (sizes, ratio, eager, alt, classes, get_language())
    if place not in shown:
        shown[place] = _picture(photo, sizes, ratio, eager, alt_of(photo) if alt is None else alt, classes)
    return shown[place]


def _picture(  # noqa: PLR0913
    photo: Photo, sizes: str, ratio: str, eager: bool, alt: str, classes: str
) -> Markup:
    *better, last = sources(photo)
    return Markup("<picture{}>{}{}</picture>").format(
        Markup(' class="{}"').format(classes) if classes else "",
        Markup().join(
            Markup('<source type="{}" srcset="{}" sizes="{}">').format(one.mime_type, one.srcset, sizes)
            for one in better
        ),
        _img(photo, last.srcset, sizes, ratio, eager, alt),
    )


def largest_jpeg(photo: Photo | None) -> str:
    """Return the path or address of the largest JPEG of ``photo``, for Open Graph; empty without one."""
    if photo is None or not photo.rendition_widths or not photo.may_be_shown:
        return ""
    return address(photo, max(photo.rendition_widths), "jpeg")


def size_at(photo: Photo, width: int) -> tuple[int, int]:
    """Return width and height of the rendition that is ``width`` wide."""
    return width, max(1, round(photo.height * width / photo.width))


def alt_of(photo: Photo) -> str:
    """Return the alternative text of ``photo`` in the language of the page."""
    return photo.alt_in(get_language() or "")


def focus_classes(photo: Photo) -> str:
    """Return the classes that keep the focal point in view when the picture is cropped."""
    point = photo.get_focal_point()
    if point is None:
        return ""
    across = _step(point.centroid_x / photo.width)
    down = _step(point.centroid_y / photo.height)
    return f"focus-x-{across} focus-y-{down}"


def _img(photo: Photo, srcset: str, sizes: str, ratio: str, eager: bool, alt: str) -> Markup:  # noqa: PLR0913
    width, height = size_at(photo, max(photo.rendition_widths))
    classes = " ".join(
        filter(None, [f"ratio-{ratio}" if ratio else "", focus_classes(photo) if ratio else ""])
    )
    middle = _at_least(photo.rendition_widths, 640)
    return Markup('<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}{}>').format(
        address(photo, middle, "jpeg"),
        srcset,
        sizes,
        width,
        height,
        alt,
        Markup(' class="{}"').format(classes) if classes else "",
        Markup(' fetchpriority="high"') if eager else Markup(' loading="lazy" decoding="async"'),
    )


def _at_least(widths: Iterable[int], wanted: int) -> int:
    ordered = sorted(widths)
    return next((width for width in ordered if width >= wanted), ordered[-1])


def _step(share: float) -> int:
    return min(100, max(0, round(share * 20) * 5))
