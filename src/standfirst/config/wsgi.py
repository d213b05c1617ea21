"""What the web server serves: ready pages and assets at once, everything else once Django is loaded."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from standfirst.config.assets import ROUTE, Assets
from standfirst.config.calling import started_by_up
from standfirst.config.delivering import open_delivery
from standfirst.config.ending import end_with
from standfirst.config.environment import read_environment
from standfirst.config.loading import Loading, give_up
from standfirst.delivery.serving import Delivery, Site

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "standfirst.config.settings")


def _load() -> Site:
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    django = get_wsgi_application()
    from standfirst.config.timetable import keep_time_for_up
    from standfirst.website.addressing import stored_parameters
    from standfirst.website.hot import hot_addresses

    _ = get_resolver().url_patterns  # loads the views, so that no reader waits for it
    keep_time_for_up()
    return Site(django, stored_parameters, hot_addresses)


def _doors() -> tuple[Assets, Delivery]:
    if started_by_up():
        end_with(os.getppid())
    try:
        environment = read_environment()
        return Assets(environment.data / "static"), open_delivery(environment, Loading(_load))
    except Exception as error:
        give_up(error)
        raise


_assets, _delivery = _doors()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request."""
    if environ["PATH_INFO"].startswith(ROUTE):
        return _assets(environ, start_response)
    return _delivery(environ, start_response)
