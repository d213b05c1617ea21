"""Addresses with host, for whoever reads them elsewhere: machines, feeds, other editions."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from standfirst.editions.models import Edition


def absolute(edition: Edition, path: str) -> str:
    """Return ``path`` with the edition's scheme and host, percent-encoded; whole addresses stay."""
    if path.startswith(("http://", "https://")):
        return iri_to_uri(path)
    base = urlsplit(settings.BASE_URL)
    host = base.netloc if not edition.host else f"{edition.host}{f':{base.port}' if base.port else ''}"
    return iri_to_uri(f"{base.scheme}://{host}{path}")


def address_in(here: Edition, there: Edition, path: str) -> str:
    """Return ``path`` of edition ``there`` as pages of edition ``here`` link to it."""
    return path if here.host == there.host else absolute(there, path)
