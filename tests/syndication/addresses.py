"""The program's addresses with those of syndication; they stand before the reader's own."""

from django.urls import include, path

from standfirst.config.urls import handler404, handler500, urlpatterns
from standfirst.website.views import feeds

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("", include("standfirst.syndication.urls")),
    path("feeds/", feeds.feeds),
    *urlpatterns,
]
