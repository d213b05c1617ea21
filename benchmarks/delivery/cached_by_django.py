"""The yardstick “Django's page cache”: one view, the caches per site, in the order of Django's handbook."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

_PAGE = Path(os.environ["READY_PAGE"]).read_text()

settings.configure(
    SECRET_KEY="for-measuring-only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    CACHE_MIDDLEWARE_SECONDS=86_400,
    MIDDLEWARE=[
        "django.middleware.cache.UpdateCacheMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
)
django.setup()


def story(_request: HttpRequest) -> HttpResponse:
    """Answer with the page, as a template would have made it."""
    return HttpResponse(_PAGE)


urlpatterns: list[URLPattern] = [path("story.html", story)]
application = get_wsgi_application()
