"""The reader's addresses, within an edition."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
