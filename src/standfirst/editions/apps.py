"""The editions package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    """Editions."""

    name = "standfirst.editions"
    label = "editions"
    verbose_name = _("Editions")
