"""The interchange package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterchangeConfig(AppConfig):
    """Imports and exports."""

    name = "standfirst.interchange"
    label = "interchange"
    verbose_name = _("Interchange")
