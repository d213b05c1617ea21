"""The addresses of what leaves the site, within an edition; they stand before the reader's own."""

from django.urls import URLPattern, path, re_path

from standfirst.syndication import views
from standfirst.syndication.subjects import ADDRESS

_WORDS = r"[^/\x00]"

urlpatterns: list[URLPattern] = [
    path("feeds/hub/", views.hub),
    re_path(rf"^{ADDRESS}$", views.feed),
    path("sitemap.xml", views.sitemap),
    path("sitemap-pages.xml", views.sitemap_of_pages),
    re_path(r"^sitemap-stories-(?P<number>0|[1-9]\d{0,8})\.xml$", views.sitemap_of_stories),
    path("news-sitemap.xml", views.news_sitemap),
    path("robots.txt", views.robots),
    re_path(r"^s/(?P<code>[A-Za-z0-9]{5,20})\.svg$", views.qr_code),
    re_path(r"^s/(?P<code>[A-Za-z0-9]{5,20})$", views.short_link),
    path("api/oembed", views.oembed),
    re_path(rf"^{_WORDS}+/\d{{8}}(?P<public_id>\d{{1,18}})(?:-{_WORDS}*)?/card/$", views.card),
]
