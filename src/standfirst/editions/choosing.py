"""Which edition a request is for: by host first, then by the first part of its path."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from standfirst.delivery.depending import depends_on
from standfirst.delivery.fragments import fragment
from standfirst.editions.models import Edition

# First parts of the addresses of the program as a whole; they belong to no edition.
_SHARED = frozenset({"desk", "documents", "static", "media", "livez", "readyz", "metrics"})

View = Callable[[HttpRequest], HttpResponse]


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
        if belongs_to_no_edition(request.path_info):
            return self.get_response(request)
        editions = editions_to_read()
        edition = edition_of(editions, request.get_host(), request.path_info)
        if edition is None:
            return self.get_response(request)
        if edition.prefix and request.path_info == f"/{edition.prefix}":
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        reader = cast(EditionRequest, request)
        reader.edition, reader.editions = edition, editions
        if edition.prefix:
            request.path_info = path_within(edition, request.path_info)
        with translation.override(edition.language), timezone.override(edition.zone):
            return self.get_response(request)


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Answer 404."""
    raise Http404


def stored(
    *parameters: str, without_edition: View = no_such_page
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view be read only, within an edition, and its pages be kept as they are for every reader.

    ``parameters`` are those of the query that change the page, and the only ones that the view may look
    at. It may rely on ``request.edition``; where there is none, ``without_edition`` answers.
    """

    def declared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def within_an_edition(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not hasattr(request, "edition"):
                return without_edition(request)
            return view(request, *args, **kwargs)

        within_an_edition.stored_by = parameters  # type: ignore[attr-defined]
        return within_an_edition

    return declared


def editions_to_read() -> Sequence[Edition]:
    """Return all editions in their own order; not to be changed, for pages share them."""

    def read() -> Sequence[Edition]:
        depends_on("editions")
        return tuple(Edition.objects.all())

    return fragment("editions", read)


def belongs_to_no_edition(path: str) -> bool:
    """Return whether ``path`` is an address of the program as a whole, such as the desk's."""
    return _first_part(path) in _SHARED


def edition_of(editions: Sequence[Edition], host: str, path: str) -> Edition | None:
    """Return the edition that answers for ``host`` (a Host header) and ``path``; None when there is none.

    An edition with a host of its own answers there only; a prefix goes before no prefix.
    """
    host = _name_of(host)
    own = [edition for edition in editions if edition.host and edition.host.lower() == host]
    candidates = own or [edition for edition in editions if not edition.host]
    first = _first_part(path)
    for edition in candidates:
        if edition.prefix and edition.prefix == first:
            return edition
    return next((edition for edition in candidates if not edition.prefix), None)


def path_within(edition: Edition, path: str) -> str:
    """Return what of ``path`` follows the edition's prefix.

    The desk has one address: who guards it there need not guard it under every prefix.
    """
    within = path[len(edition.prefix) + 1 :] or "/" if edition.prefix else path
    return path if belongs_to_no_edition(within) else within


def _first_part(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("/") else ""


def _name_of(host: str) -> str:
    """Return a Host header's name as editions are called: no port, no final dot, small letters (RFC 4343)."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).removesuffix(".").lower()
