"""Which addresses have a page that is the same for every reader, and what of their query counts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.handlers.wsgi import get_path_info
from django.db import close_old_connections
from django.urls import Resolver404, resolve

from standfirst.delivery.depending import collecting
from standfirst.editions.choosing import belongs_to_no_edition, edition_of, editions_to_read, path_within


def stored_parameters(host: str, path: str) -> tuple[str, ...] | None:
    """Return the query parameters that change the page at an address; None where it is not to be stored.

    ``host`` and ``path`` are as WSGI carries them (PEP 3333). Whether there is such a page is another
    question: what is answered with 404 or leads elsewhere has parameters all the same.
    """
    asked = get_path_info({"PATH_INFO": path})
    if belongs_to_no_edition(asked):
        return None
    with between_requests(), collecting():  # so that the editions of the last page are known still
        edition = edition_of(editions_to_read(), host, asked)
    try:
        view = resolve(path_within(edition, asked) if edition else asked).func
    except Resolver404:
        return None
    return getattr(view, "stored_by", None)


@contextmanager
def between_requests() -> Iterator[None]:
    """Ask the database where no request has begun: a connection that breaks is let go, as at a request's end.

    This thread would keep it otherwise, and fail for ever.
    """
    try:
        yield
    except Exception:
        close_old_connections()
        raise
