"""Which index this site has."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from standfirst.discovery.asking import Backend


def backend() -> Backend:
    """Return the index that ``SEARCH_INDEX`` names: ``files`` beside the database, or ``postgresql`` in it.

    Files suit one machine. Several, without a disk in common, share the index with the database.
    """
    wanted = getattr(settings, "SEARCH_INDEX", "files")
    if wanted == "postgresql" and connection.vendor == "postgresql":
        from standfirst.discovery.backends.postgres import DatabaseIndex

        return DatabaseIndex()
    directory = getattr(settings, "SEARCH_DIRECTORY", settings.ENVIRONMENT.data / "search")
    return _in_files(Path(directory))


@lru_cache(maxsize=8)
def _in_files(directory: Path) -> Backend:
    # Only who searches or indexes pays for the library.
    from standfirst.discovery.backends.tantivy import FileIndex

    return FileIndex(directory)
