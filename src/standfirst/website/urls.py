"""The reader's addresses, within an edition; templates and models write them by ``edition.path``."""

from django.urls import URLPattern, path, re_path

from standfirst.website.views import edges, lists, pages, stories

_STORY = r"^(?P<section>[^/]+)/(?P<ymd>\d{8})(?P<public_id>\d{1,18})(?:-(?P<slug>[^/]*))?/"

urlpatterns: list[URLPattern] = [
    path("", pages.front),
    path("accent.css", edges.accent),
    path("userbar/", edges.userbar),
    path("latest/", lists.latest),
    path("corrections/", pages.corrections),
    path("privacy/", pages.legal, {"kind": "privacy"}),
    path("standards/", pages.legal, {"kind": "standards"}),
    re_path(r"^topics/(?P<slug>[^/]+)/$", lists.topic),
    re_path(r"^authors/(?P<slug>[^/]+)/$", lists.author),
    re_path(r"^projects/(?P<slug>[^/]+)/$", pages.project),
    path("archive/<int:year>/<int:month>/<int:day>/", lists.archive),
    re_path(rf"{_STORY}$", stories.story),
    re_path(rf"{_STORY}changes/$", stories.changes),
    re_path(r"^(?P<slug>[^/]+)/$", lists.section),
]
