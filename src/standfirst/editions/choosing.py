"""Which edition a request is for: by host first, then by the first part of its path."""

from collections.abc import Callable, Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from standfirst.editions.models import Edition

# Addresses of the program as a whole; they belong to no edition.
_SHARED = ("/desk/", "/static/", "/media/", "/livez", "/readyz", "/metrics")


class EditionRequest(HttpRequest):
    """A reader's request: its edition is known, and its path is that within the edition."""

    edition: Edition
    editions: Sequence[Edition]


class EditionMiddleware:
    """Answers within the edition that a request is for.

    Sets ``request.edition`` and ``request.editions``, takes the prefix off the path that is resolved, and
    speaks the edition's language on the edition's clock.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap ``get_response``."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the edition; without any edition, or outside all, answer as it stands."""
        if request.path_info.startswith(_SHARED):
            return self.get_response(request)
        editions = list(Edition.objects.all())
        edition = edition_of(editions, request.get_host().partition(":")[0], request.path_info)
        if edition is None:
            return self.get_response(request)
        reader = cast(EditionRequest, request)
        reader.edition, reader.editions = edition, editions
        if edition.prefix:
            request.path_info = request.path_info[len(edition.prefix) + 1 :] or "/"
        with translation.override(edition.language), timezone.override(edition.zone):
            return self.get_response(request)


def edition_of(editions: Sequence[Edition], host: str, path: str) -> Edition | None:
    """Return the edition that answers for ``host`` and ``path``; None when there is none.

    An edition with a host of its own answers there only; a prefix goes before no prefix.
    """
    own = [edition for edition in editions if edition.host == host]
    candidates = own or [edition for edition in editions if not edition.host]
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    for edition in candidates:
        if edition.prefix and edition.prefix == first:
            return edition
    return next((edition for edition in candidates if not edition.prefix), None)
