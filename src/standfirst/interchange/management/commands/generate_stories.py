"""``standfirst manage generate_stories 200000``: an archive to measure on."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from standfirst.editions.models import Edition
from standfirst.interchange.generating import generate_stories


class Command(BaseCommand):
    """Writes invented stories into an edition, in bulk."""

    help = (
        "Write invented stories of the last fifteen years into an edition, with sections, topics, authors, "
        "versions, corrections and lists, to measure the site on. Not for a database that readers see."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask how many, where, and which."""
        parser.add_argument("count", type=int, help="how many stories")
        parser.add_argument("--edition", default="en", help="code of the edition; made when there is none")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other stories")

    def handle(self, *_args: Any, count: int, edition: str, seed: int, **_options: Any) -> None:
        """Generate, with a progress bar, and say how fast it went."""
        if count < 1:
            raise CommandError("Ask for one story at least.")
        paper = Edition.objects.filter(code=edition).first() or _made(edition)
        started = time.monotonic()
        columns = (TextColumn("Stories"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("", total=count)
            for written in generate_stories(paper, count, seed=seed):
                progress.advance(task, written)
        took = time.monotonic() - started
        self.stdout.write(f"{count} stories in {took:.1f} s: {count / took:.0f} a second.")


def _made(code: str) -> Edition:
    """Make an edition for the stories: the one at the root, or beside it under its code."""
    prefix = code if Edition.objects.filter(host="", prefix="").exists() else ""
    return Edition.objects.create(code=code, name=f"The Courier ({code})", language="en", prefix=prefix)
