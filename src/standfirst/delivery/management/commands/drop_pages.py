"""``standfirst manage drop_pages``: lets every page be rendered anew, on all machines."""

from typing import Any

from django.core.management.base import BaseCommand

from standfirst.delivery.dropping import drop_everything


class Command(BaseCommand):
    """For when something changed that the program could not see: rows edited by hand, files put back."""

    help = "Drop every ready page, here, on all other machines and in the cache in front."

    def handle(self, **_options: Any) -> None:
        """Drop."""
        drop_everything()
        self.stdout.write("Every page is rendered anew when it is next asked for.")
