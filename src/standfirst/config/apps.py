"""Composition: who reacts to what is decided here, once the packages are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The program as a whole."""

    name = "standfirst.config"
    label = "config"

    def ready(self) -> None:
        """Wire the events to their reactions; first of all packages, so that it decides for the others."""
        from standfirst.config.libraries import leave_the_api_out
        from standfirst.config.wiring import WIRING
        from standfirst.events.reacting import wire

        leave_the_api_out()
        wire(WIRING)
