"""The media package as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Media."""

    name = "standfirst.media"
    label = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Limit pixels everywhere, and hear of photos that go with their collection or in bulk."""
        from standfirst.media.models import Photo
        from standfirst.media.uploads import limit_pixels

        limit_pixels()
        post_delete.connect(_announce_removal, sender=Photo, dispatch_uid="photo_removed")


def _announce_removal(instance: Any, **_signal: Any) -> None:
    from standfirst.events.announcing import announce
    from standfirst.media.events import PhotoRemoved

    announce(PhotoRemoved(photo=instance.pk, touches=(instance.tag,), withdraws=(instance.tag,)))
