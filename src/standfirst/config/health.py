"""Whether this process lives, and whether it can serve."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers

from standfirst.delivery.machine import versions_in


class HealthMiddleware:
    """Answers ``/livez`` and ``/readyz`` before anything asks for a host: probes come by IP address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap ``get_response``."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe; leave every other request to the site."""
        probe = _PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        answer = probe()
        add_never_cache_headers(answer)
        return answer


def livez() -> HttpResponse:
    """Answer that the process runs; asks nothing of anyone else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> HttpResponse:
    """Answer 200 when database, migrations, cache and storage are in order, 503 otherwise."""
    faults = {name: fault for name, check in _CHECKS.items() if (fault := _fault(check))}
    return JsonResponse({name: faults.get(name, "ok") for name in _CHECKS}, status=503 if faults else 200)


def _fault(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  (whatever is wrong with a neighbour, say that it is)
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "not applied" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""


def _cache() -> str:
    cache.set("readyz", "ok", 10)
    return "" if cache.get("readyz") == "ok" else "does not keep what it is given"


def _storage() -> str:
    storages["public"].exists("readyz")
    return ""


def _delivery() -> str:
    directory = Path(settings.DELIVERY_DIRECTORY)
    heard = versions_in(directory).trusted() or not (directory / "pages").exists()
    return "" if heard else "does not hear what other machines change"


_CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "delivery": _delivery,
}

_PROBES: dict[str, Callable[[], HttpResponse]] = {"/livez": livez, "/readyz": readyz}
