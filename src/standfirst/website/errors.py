"""Error pages, in the edition's language and frame."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standfirst.website.frame import page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: there is no such page."""
    return _framed(request, HTTPStatus.NOT_FOUND)


def gone(request: HttpRequest) -> HttpResponse:
    """Answer 410: the story was here, and was taken down."""
    return _framed(request, HTTPStatus.GONE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, without asking the database for anything."""
    return render(
        request,
        "website/plain.html",
        {"edition": getattr(request, "edition", None), "problem": "broken"},
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def no_edition(request: HttpRequest) -> HttpResponse:
    """Answer 404 at the front page of a site that has no edition yet."""
    return render(
        request, "website/plain.html", {"edition": None, "problem": "empty"}, status=HTTPStatus.NOT_FOUND
    )


def _framed(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    if not hasattr(request, "edition"):
        return render(request, "website/plain.html", {"edition": None, "problem": "missing"}, status=status)
    return page(request, "error.html", status=status, gone=status == HTTPStatus.GONE)
