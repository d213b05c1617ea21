"""The newsroom package as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Newsroom."""

    name = "standfirst.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Answer Wagtail's questions of permission; let publication and withdrawal lead to our records."""
        from wagtail.signals import published, unpublished

        from standfirst.newsroom import following
        from standfirst.newsroom.models import Story
        from standfirst.newsroom.permissions import register_policies

        register_policies()
        following.connect()
        published.connect(_published, sender=Story, dispatch_uid="newsroom.published")
        unpublished.connect(_unpublished, sender=Story, dispatch_uid="newsroom.unpublished")


def _published(instance: Any, **_signal: Any) -> None:
    from standfirst.newsroom.publishing import record_publication

    record_publication(instance)


def _unpublished(instance: Any, **_signal: Any) -> None:
    from standfirst.newsroom.publishing import record_withdrawal

    record_withdrawal(instance)
