"""The newsroom package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Newsroom."""

    name = "standfirst.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
