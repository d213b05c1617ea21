"""The events package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events and their reactions."""

    name = "standfirst.events"
    label = "events"
    verbose_name = _("Events")
