"""The website package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    """Website."""

    name = "standfirst.website"
    label = "website"
    verbose_name = _("Website")
