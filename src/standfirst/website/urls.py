"""The reader's addresses, within an edition; templates and models write them by ``edition.path``."""

from django.urls import URLPattern, path, re_path

from standfirst.website.views import edges, lists, pages, stories

# PostgreSQL knows no text with a NUL in it.
_WORDS = r"[^/\x00]"
_STORY = rf"^(?P<section>{_WORDS}+)/(?P<ymd>\d{{8}})(?P<public_id>\d{{1,18}})(?:-(?P<slug>{_WORDS}*))?/"

urlpatterns: list[URLPattern] = [
    path("", pages.front),
    path("accent.css", edges.accent),
    path("userbar/", edges.userbar),
    path("latest/", lists.latest),
    path("corrections/", pages.corrections),
    path("privacy/", pages.legal, {"kind": "privacy"}),
    path("standards/", pages.legal, {"kind": "standards"}),
    re_path(rf"^topics/(?P<slug>{_WORDS}+)/$", lists.topic),
    re_path(rf"^authors/(?P<slug>{_WORDS}+)/$", lists.author),
    re_path(rf"^projects/(?P<slug>{_WORDS}+)/$", pages.project),
    path("archive/<int:year>/<int:month>/<int:day>/", lists.archive),
    re_path(rf"{_STORY}$", stories.story),
    re_path(rf"{_STORY}changes/$", stories.changes),
    re_path(rf"^(?P<slug>{_WORDS}+)/$", lists.section),
]
