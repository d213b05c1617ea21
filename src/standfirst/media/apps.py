"""The media package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Media."""

    name = "standfirst.media"
    label = "media"
    verbose_name = _("Media")
