"""Composition: who reacts to what is decided here, once the packages are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The program as a whole."""

    name = "standfirst.config"
    label = "config"

    def ready(self) -> None:
        """Wire the events to their reactions."""
        from standfirst.config.wiring import WIRING
        from standfirst.events.reacting import wire

        wire(WIRING)
