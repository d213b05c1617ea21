"""What of the libraries is left out, because nobody here asks for it.

Wagtail's own packages register themselves with its API as they become ready, whether its addresses are
served or not. That loads ninja, pydantic, REST framework and psycopg: 30 MiB, and a third of a start.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from django.apps import AppConfig, apps

_WITH_AN_API = ("wagtailredirects", "wagtailimages", "wagtaildocs", "wagtailsnippets")
_API = "wagtail.api.v3.api"
_PARTS_OF_A_PACKAGE = ("api.v3", "api.v3.registry", "api.v3.router")


def leave_the_api_out() -> None:
    """Let Wagtail's packages become ready without its API; to be called before any of them does."""
    for label in _WITH_AN_API:
        config = apps.get_app_config(label)
        setattr(config, "ready", _without_api(config, config.ready))  # noqa: B010  (mypy minds the other way)


def _without_api(config: AppConfig, ready: Callable[[], None]) -> Callable[[], None]:
    def become_ready() -> None:
        with _nothing_in_place_of(_API, *(f"{config.name}.{part}" for part in _PARTS_OF_A_PACKAGE)):
            ready()

    return become_ready


@contextmanager
def _nothing_in_place_of(*names: str) -> Iterator[None]:
    """Let modules that are not loaded yet be found as empty ones, as long as the block lasts."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _Nothing(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _Nothing(ModuleType):
    """A module in which everything is found, does nothing and returns nothing."""

    def __getattr__(self, name: str) -> "_Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_given: object) -> None:
        """Do nothing."""
