"""The syndication package as Django sees it."""

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    """Feeds, sitemaps, short links and the hub."""

    name = "standfirst.syndication"
    label = "syndication"
