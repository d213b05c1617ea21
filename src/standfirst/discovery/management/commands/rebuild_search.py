"""``standfirst manage rebuild_search``: the search index anew, while the old one answers."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from standfirst.discovery.asking import AlreadyRebuildingError
from standfirst.discovery.indexing import index_changed, rebuilt
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Story


class Command(BaseCommand):
    """Builds the index of one edition or of all."""

    help = "Build the search index anew. Readers go on searching the old one until the new one is complete."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask which edition."""
        parser.add_argument("--edition", help="code of the edition; every edition when not given")

    def handle(self, *_args: Any, edition: str | None, **_options: Any) -> None:
        """Rebuild, with a progress bar, and say how fast it went."""
        editions = list(Edition.objects.filter(code=edition) if edition else Edition.objects.all())
        if not editions:
            raise CommandError("There is no such edition." if edition else "There is no edition.")
        for one in editions:
            try:
                self._rebuild(one)
            except AlreadyRebuildingError:
                raise CommandError(f"The index of {one.code} is being rebuilt already.") from None
        index_changed()

    def _rebuild(self, edition: Edition) -> None:
        started, total = time.monotonic(), 0
        columns = (TextColumn(edition.code), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        stories = Story.objects.filter(edition=edition, live=True).count()
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("", total=stories)
            with rebuilt(edition) as written:
                for count in written:
                    total += count
                    progress.advance(task, count)
        took = time.monotonic() - started
        self.stdout.write(f"{edition.code}: {total} stories in {took:.1f} s: {total / took:.0f} a second.")
