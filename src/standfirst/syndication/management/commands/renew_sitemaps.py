"""``standfirst manage renew_sitemaps``: makes every bucket of every sitemap true."""

from typing import Any

from django.core.management.base import BaseCommand

from standfirst.editions.models import Edition
from standfirst.syndication.sitemaps import renew_all


class Command(BaseCommand):
    """Needed once where stories were there before sitemaps; harmless at any time."""

    help = "Make the sitemaps of all editions true."

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        """Look at every story once; only what changed is written."""
        for edition in Edition.objects.all():
            changed = renew_all(edition)
            if verbosity:
                self.stdout.write(f"{edition}: {len(changed)}")
