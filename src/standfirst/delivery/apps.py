"""The delivery package as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """The page store and what drops its pages."""

    name = "standfirst.delivery"
    label = "delivery"
    verbose_name = _("Delivery")
