"""The editions package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    """Editions."""

    name = "standfirst.editions"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        """Hear of every change to an edition and its texts."""
        from standfirst.editions import following

        following.connect()
