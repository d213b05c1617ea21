"""Pictures for machines: one JPEG of a known size, with the words and the credit that go with it."""

from dataclasses import dataclass

from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.media.encoding import JPEG
from standfirst.media.models import Photo
from standfirst.media.renditions import address
from standfirst.media.showing import credit_of
from standfirst.syndication.characters import fit

# Open Graph and feed readers show large pictures from 1200 pixels on; more is bytes for nobody.
WANTED_WIDTH = 1280


@dataclass(frozen=True, slots=True)
class Image:
    """A picture under its public address."""

    address: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    mime_type: str = "image/jpeg"


def image_of(
    photo: Photo | None, edition: Edition, *, caption: str = "", width: int = WANTED_WIDTH
) -> Image | None:
    """Return ``photo`` about ``width`` wide; None where there is none or readers may not see it (yet).

    The caption given stands in for the photo's own.
    """
    if photo is None or not photo.rendition_widths or not photo.may_be_shown:
        return None
    chosen = _nearest(photo.rendition_widths, width)
    return Image(
        address=absolute(edition, address(photo, chosen, JPEG)),
        width=chosen,
        height=max(1, round(photo.height * chosen / photo.width)),
        alt=fit(photo.alt_in(edition.language)),
        caption=fit(caption or str(photo.caption)),
        credit=fit(credit_of(photo)),
    )


def _nearest(widths: list[int], wanted: int) -> int:
    ordered = sorted(widths)
    return next((width for width in ordered if width >= wanted), ordered[-1])
