"""The discovery package as Django sees it."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Search and what leads from story to story."""

    name = "standfirst.discovery"
    label = "discovery"
