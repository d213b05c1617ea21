"""``manage make_renditions``: make the files of photos again, in several processes."""

from argparse import ArgumentParser
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from standfirst.media.models import Photo
from standfirst.media.renditions import make_many


class Command(BaseCommand):
    """Make the renditions of photos that lack some, or of all."""

    help = (
        "Make the public files of photos that lack some (after a restore without them, or a crash), "
        "or with --all those of every photo (after a change of widths, formats or quality)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--all`` and ``--processes``."""
        parser.add_argument("--all", action="store_true", help="every photo, not only those that lack files")
        parser.add_argument("--processes", type=int, help="processes to encode in; default: one a processor")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make them; exit status 1 when some could not be made, each named with its reason."""
        photos = _photos(everything=options["all"])
        console = Console(file=cast(IO[str], self.stdout._out), no_color=options["no_color"])  # noqa: SLF001
        with _progress(console) as bar:
            task = bar.add_task("Renditions", total=photos.count())
            failures = make_many(
                photos.iterator(chunk_size=100), lambda: bar.advance(task), processes=options["processes"]
            )
        if failures:
            raise CommandError(
                "\n".join(f"Photo {failure.photo}: {failure.reason}" for failure in failures), returncode=1
            )


def _photos(*, everything: bool) -> QuerySet[Photo]:
    photos = Photo.objects.order_by("pk")
    return photos if everything else photos.lacking_files()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )
