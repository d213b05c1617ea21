"""Photos whose rights have ended: their public files go, so that not even their addresses answer."""

from django.db import transaction
from django.utils import timezone

from standfirst.events.announcing import announce
from standfirst.media.events import PhotoChanged
from standfirst.media.models import Photo
from standfirst.media.renditions import remove_renditions


def remove_expired() -> int:
    """Delete the renditions of every photo that readers may no longer see; return how many photos it was.

    The original stays: where its rights are extended, ``PhotoChanged`` leads to new files.
    """
    ended = Photo.objects.filter(rights_expire_at__lte=timezone.now()).exclude(rendition_formats=[])
    return sum(_removed(photo_id) for photo_id in list(ended.values_list("pk", flat=True)))


@transaction.atomic
def _removed(photo_id: int) -> bool:
    """Delete the files first: what is interrupted is done again an hour later."""
    rows = Photo.objects.filter(pk=photo_id, rights_expire_at__lte=timezone.now())
    photo = rows.select_for_update().first()
    if photo is None:  # extended or deleted meanwhile
        return False
    remove_renditions(photo_id)
    rows.update(rendition_widths=[], rendition_formats=[])
    gone = (photo.tag,)
    announce(PhotoChanged(photo=photo_id, in_files=False, touches=gone, withdraws=gone))
    return True
