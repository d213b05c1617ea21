"""What the worker does about photos."""

from standfirst.events.reacting import GiveUp
from standfirst.media.events import PhotoAdded, PhotoChanged, PhotoRemoved
from standfirst.media.models import Photo
from standfirst.media.renditions import make_renditions, remove_renditions


def make_files(event: PhotoAdded) -> None:
    """Make the renditions of a new photo; nothing when it, or the right to it, is gone already."""
    _make(event.photo)


def renew_files(event: PhotoChanged) -> None:
    """Make the renditions anew when what they carry changed, or when they had gone with the rights."""
    if event.in_files or Photo.objects.filter(pk=event.photo, rendition_formats=[]).exists():
        _make(event.photo)


def remove_files(event: PhotoRemoved) -> None:
    """Delete the renditions of a photo that was deleted."""
    if not Photo.objects.filter(pk=event.photo).exists():
        remove_renditions(event.photo)


def _make(photo_id: int) -> None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None or not photo.may_be_shown:
        return
    try:
        make_renditions(photo)
    except OSError as error:
        if photo.file.storage.exists(photo.file.name):
            raise
        raise GiveUp(f"The original of photo {photo_id} is missing: {photo.file.name}") from error
