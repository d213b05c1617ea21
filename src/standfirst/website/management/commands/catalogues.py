"""Bring the site's translations up to its words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from standfirst.website.catalogues import languages, renew


class Command(BaseCommand):
    """Renew and compile the catalogues."""

    help = "Finds the site's words in templates and code, renews locale/*/django.po and compiles them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew every catalogue; fail when one leaves words in English."""
        missing = {language: words for language in languages() if (words := renew(language))}
        for language, words in missing.items():
            self.stderr.write(f"{language}: {len(words)} to translate\n  " + "\n  ".join(words))
        if missing:
            raise CommandError("Some words are not translated yet; write them into the .po files.")
