"""Whether this process lives, and whether it can serve."""

from collections.abc import Callable

from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Answer that the process runs; asks nothing of anyone else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
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


_CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
}
