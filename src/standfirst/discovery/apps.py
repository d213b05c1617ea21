"""The discovery package as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class DiscoveryConfig(AppConfig):
    """Search and what leads from story to story."""

    name = "standfirst.discovery"
    label = "discovery"

    def ready(self) -> None:
        """Have the tables of the index in PostgreSQL, where that is the database."""
        post_migrate.connect(_prepare, sender=self, dispatch_uid="discovery.prepare")


def _prepare(using: str = "default", **_signal: Any) -> None:
    if connections[using].vendor == "postgresql":
        from standfirst.discovery.backends.postgres import prepare_tables

        prepare_tables()
