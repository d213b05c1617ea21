"""Addresses, all in one place; an edition's prefix is taken off before this table is asked."""

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

# Who may do what must be known before anyone asks, and readers' pages do (the userbar).
from standfirst.newsroom import wagtail_hooks as _newsroom_at_the_desk  # noqa: F401


def _once_asked(route: str, addresses: str) -> URLResolver:
    """Return the addresses of a module under ``route``, loaded when one of them is first asked for."""
    return URLResolver(RoutePattern(route, is_endpoint=False), addresses)


urlpatterns = [
    _once_asked("desk/", "wagtail.admin.urls"),
    _once_asked("documents/", "wagtail.documents.urls"),
    path("", include("standfirst.website.urls")),
]

handler404 = "standfirst.website.errors.not_found"
handler500 = "standfirst.website.errors.server_error"
