"""Bring the site's translations up to its words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from standfirst.website.catalogues import ROOMS, languages, renew


class Command(BaseCommand):
    """Renew and compile the catalogues."""

    help = "Finds the site's words in templates and code, renews locale/*/django.po and compiles them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew every catalogue; fail when one leaves words in English."""
        pairs = [(room, language) for room in ROOMS for language in languages()]
        missing = {pair: words for pair in pairs if (words := renew(pair[1], pair[0]))}
        for (room, language), words in missing.items():
            self.stderr.write(f"{room}, {language}: {len(words)} to translate\n  " + "\n  ".join(words))
        if missing:
            raise CommandError("Some words are not translated yet; write them into the .po files.")
