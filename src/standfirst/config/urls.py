"""Addresses, all in one place; an edition's prefix is taken off before this table is asked."""

from django.urls import include, path
from wagtail.admin import urls as desk_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("desk/", include(desk_urls)),
    path("documents/", include(document_urls)),
    path("", include("standfirst.website.urls")),
]

handler404 = "standfirst.website.errors.not_found"
handler500 = "standfirst.website.errors.server_error"
