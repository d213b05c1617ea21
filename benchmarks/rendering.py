"""What it costs to render a page that is not kept: ``python -m benchmarks.rendering [--data DIR]``.

The page is a story with 26 cards: 8 in the rail, 5 to read next, 13 in related boxes. It is measured twice:
*warm*, when it was itself changed and the parts that it shares with other pages are known, and *cold*, when
nothing is. Exit status 1 when a bound is missed: 2.5 ms warm, 8 queries cold.
"""

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.archives import environment_on_sqlite, machine, run_python

ROUNDS = 300
MOST_MS, MOST_QUERIES = 2.5, 8
_DATABASE = "standfirst_bench_rendering"
_SENTENCE = "The ferry left the harbour at dawn with forty passengers, a band and the mayor’s two dogs. "


def main() -> int:
    """Prepare and measure both databases; with ``--measure`` the one that the environment names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rendering", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/benchmarks"), help="where data is kept")
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1", help="PostgreSQL")
    parser.add_argument("--only", action="append", choices=("sqlite", "postgresql"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure, options.rounds, profile=options.profile)
    print("\n".join(machine()))
    print("| database | page | warm, ms | queries | cold, ms | queries | bytes |")
    print("|---|---|--:|--:|--:|--:|--:|")
    missed = False
    for vendor in options.only or ("sqlite", "postgresql"):
        for found in _measured(vendor, options):
            figures = (f"{found['warm_ms']:.2f}", found["warm_queries"], f"{found['cold_ms']:.2f}")
            cells = (vendor, found["page"], *figures, found["cold_queries"], found["bytes"])
            print(f"| {' | '.join(map(str, cells))} |")
            missed |= found["page"] == "story" and (
                found["warm_ms"] > MOST_MS or found["cold_queries"] > MOST_QUERIES
            )
    return 1 if missed else 0


def _measured(vendor: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    directory = (options.data / f"rendering-{vendor}").absolute()
    directory.mkdir(parents=True, exist_ok=True)
    environment = environment_on_sqlite(directory)
    if vendor == "postgresql":
        environment["DATABASE_URL"] = f"{options.server}/{_DATABASE}"
        _ensure_database(options.server)
    manage = ("-m", "standfirst.config.cli", "manage")
    if not (directory / "made").exists():
        run_python(environment, *manage, "migrate", "--verbosity=0")
        run_python(environment, *manage, "collectstatic", "--noinput", "--verbosity=0")
    result = directory / "rendering.json"
    extra = ["--profile"] if options.profile else []
    run_python(
        environment, "-m", "benchmarks.rendering", f"--measure={result}", f"--rounds={options.rounds}", *extra
    )
    found: list[dict[str, Any]] = json.loads(result.read_text())
    return found


def _ensure_database(server: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{_DATABASE}"')  # type: ignore[call-overload]


# --- measuring ----------------------------------------------------------------------------------


def measure(result: Path, rounds: int, *, profile: bool = False) -> int:
    """Measure the pages of the world in the environment's database, made where it is missing."""
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application

    from standfirst.editions.models import Edition

    if not Edition.objects.filter(code="bench").exists():
        make_world()
    (result.parent / "made").touch()
    site = get_wsgi_application()
    found = [_measure_page(site, name, rounds, profile=profile) for name in _addresses()]
    result.write_text(json.dumps(found))
    return 0


def _addresses() -> dict[str, str]:
    from standfirst.editions.models import Edition
    from standfirst.newsroom.models import Story

    edition = Edition.objects.get(code="bench")
    story = Story.objects.get(edition=edition, slug="the-measured-story")
    return {
        "story": story.address,
        "front": edition.path("/"),
        "section": story.section.address,
        "latest": edition.path("/latest/"),
    }


def _measure_page(site: Any, name: str, rounds: int, *, profile: bool) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from standfirst.delivery import fragments
    from standfirst.delivery.rendering import OK, render
    from standfirst.delivery.versions import Versions

    versions = Versions.in_memory()
    address = _addresses()[name]
    own = f"story:{address.rsplit('/', 2)[1].partition('-')[0][8:]}" if name == "story" else "list:edition:0"

    def ask() -> bytes:
        answer = render(site, versions, "localhost", address, "", secure=False)
        assert answer.code == OK, answer.status
        return answer.body

    def known() -> bytes:
        versions.touch([own])
        return ask()

    def unknown() -> bytes:
        versions.distrust()
        return ask()

    fragments.use(versions)
    versions.trust_until(float("inf"))
    for _ in range(20):
        known()
    queries = []
    for way in (known, unknown):
        with CaptureQueriesContext(connection) as captured:
            body = way()
        queries.append(len(captured))
    if profile and name == "story":
        _print_profile(known)
        for query in captured.captured_queries:
            print(query["time"], query["sql"][:230])
    cold = _times(unknown, max(20, rounds // 5))
    known()
    warm = _times(known, rounds)
    return {
        "page": name,
        "warm_ms": warm,
        "warm_queries": queries[0],
        "cold_ms": cold,
        "cold_queries": queries[1],
        "bytes": len(body),
    }


def _times(way: Callable[[], bytes], rounds: int) -> float:
    """Return the median of milliseconds of this process's processor time."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time_ns()
        way()
        taken.append((time.process_time_ns() - begun) / 1_000_000)
    return statistics.median(taken)


def _print_profile(way: Callable[[], bytes]) -> None:
    import cProfile
    import pstats

    with cProfile.Profile() as profiler:
        for _ in range(100):
            way()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


# --- the world ----------------------------------------------------------------------------------


def make_world() -> None:
    """Make an edition with 80 stories, two more with a translation each, and the story that is measured."""
    from django.db import transaction

    from standfirst.editions.kinds import StoryKind
    from standfirst.editions.models import Disclaimer, Edition, LegalText

    with transaction.atomic():
        fields = {
            "time_zone": "Europe/Athens",
            "publisher": "The Strait Press",
            "editor_email": "desk@strait.example",
        }
        edition = Edition.objects.create(
            code="bench", name="The Strait", language="en", tagline="News", **fields
        )
        french = Edition.objects.create(code="fr", name="Le Détroit", language="fr", prefix="fr", **fields)
        arabic = Edition.objects.create(code="ar", name="المضيق", language="ar", prefix="ar", **fields)
        LegalText.objects.create(
            edition=edition, kind="privacy", version="1", title="Privacy", body="<p>Yes.</p>"
        )
        Disclaimer.objects.create(edition=edition, kind=StoryKind.NEWS, text="Written by our newsroom.")
        world = _World(edition)
        stories = [world.story(number) for number in range(80)]
    shown = [story.pk for story in stories[20:33]]
    measured = world.measured(shown)
    for other, slug in ((french, "monde"), (arabic, "world")):
        world.translated(measured, other, slug)
    world.change(measured)


class _World:
    """Sections, topics, authors and photos of an edition, and what is made of them."""

    def __init__(self, edition: Any) -> None:
        from standfirst.newsroom.models import Author, Section, Topic

        self.edition = edition
        tops = [
            Section.objects.create(edition=edition, name=name, slug=name.lower(), position=place)
            for place, name in enumerate(
                ["World", "City", "Business", "Culture", "Sport", "Science", "Opinion"]
            )
        ]
        under = [
            Section.objects.create(
                edition=edition, name=f"Part {n}", slug=f"part-{n}", parent=tops[n % 5], position=n
            )
            for n in range(10)
        ]
        self.sections = [*tops, *under]
        self.topics = [
            Topic.objects.create(edition=edition, name=f"Topic {n}", slug=f"topic-{n}") for n in range(12)
        ]
        self.photos = [self._photo(n) for n in range(24)]
        self.authors = [
            Author.objects.create(
                edition=edition,
                name=f"Author {n}",
                slug=f"author-{n}",
                role="Reporter",
                portrait=self.photos[n],
            )
            for n in range(6)
        ]
        self.begun = datetime.now(UTC) - timedelta(days=30)

    def story(self, number: int, **given: Any) -> Any:
        """Publish one of many stories."""
        from standfirst.editions.kinds import StoryKind
        from standfirst.newsroom.models import Story, StoryByline, StoryTopic

        kinds = [StoryKind.NEWS] * 6 + [
            StoryKind.OPINION,
            StoryKind.GALLERY,
            StoryKind.ANALYSIS,
            StoryKind.VIDEO,
        ]
        fields: dict[str, Any] = {
            "edition": self.edition,
            "kind": kinds[number % len(kinds)],
            "section": self.sections[number % len(self.sections)],
            "headline": f"The harbour of the strait opens pier number {number} to its first ferries",
            "short_headline": f"Pier {number} opens" if number % 3 else "",
            "kicker": "Harbour" if number % 2 else "",
            "standfirst": _SENTENCE * 2,
            "lead_photo": self.photos[number % len(self.photos)] if number % 8 else None,
            "body": [{"type": "text", "value": f"<p>{_SENTENCE * 4}</p>"}] * 5,
        }
        story = Story(**{**fields, **given})
        if story.edition == self.edition:
            story.bylines = [StoryByline(author=self.authors[number % 6], sort_order=0)]
            story.topic_links = [
                StoryTopic(topic=self.topics[(number + step) % 12], sort_order=step) for step in range(3)
            ]
        story.save()
        story.first_published_at = self.begun + timedelta(minutes=37 * number)
        story.save(update_fields=["first_published_at"])
        story.save_revision().publish()
        return story

    def measured(self, shown: list[int]) -> Any:
        """Publish the story that is measured: ``shown`` are the stories of its related boxes."""
        paragraph = {
            "type": "text",
            "value": f'<p>{_SENTENCE * 4}<a href="https://strait.example/x">More</a>.</p>',
        }
        body = [
            *[paragraph] * 4,
            {"type": "heading", "value": {"text": "What comes next", "level": "2"}},
            *[paragraph] * 3,
            {"type": "related", "value": {"heading": "", "stories": shown[:7]}},
            {
                "type": "photo",
                "value": {"photo": self.photos[12].pk, "caption": "The pier.", "width": "wide"},
            },
            {"type": "quote", "value": {"text": _SENTENCE, "attribution": "Ines Calloway"}},
            *[paragraph] * 3,
            {
                "type": "embed",
                "value": {"url": "https://www.youtube.com/watch?v=abcdefghijk", "caption": "Film"},
            },
            {"type": "factbox", "value": {"title": "The pier", "body": f"<p>{_SENTENCE}</p>"}},
            {"type": "list", "value": {"style": "bulleted", "items": ["<b>One</b>", "Two", "Three"]}},
            {"type": "related", "value": {"heading": "", "stories": shown[7:]}},
            *[paragraph] * 2,
        ]
        return self.story(
            1, slug="the-measured-story", body=body, section=self.sections[7], dateline="The Strait"
        )

    def translated(self, story: Any, edition: Any, slug: str) -> None:
        """Publish a translation of ``story``."""
        from standfirst.newsroom.models import Section

        section = Section.objects.create(edition=edition, name=slug, slug=slug)
        self.story(1, edition=edition, section=section, translation_key=story.translation_key)

    def change(self, story: Any) -> None:
        """Publish ``story`` with other words, and correct it."""
        from standfirst.newsroom.publishing import correct

        story.refresh_from_db()
        story.standfirst = _SENTENCE
        story.save_revision().publish()
        correct(story, kind="correction", text="The band had four members, not five.", by=None)

    def _photo(self, number: int) -> Any:
        from django.core.files.base import ContentFile
        from PIL import Image

        from standfirst.media.models import Photo

        content = io.BytesIO()
        Image.new("RGB", (2000, 1333), (number * 10, 90, 120)).save(content, "JPEG", quality=20)
        photo = Photo.objects.create(
            title=f"Photo {number}", credit="Strait News Agency", alt_text="A ferry", caption="A ferry.",
            file=ContentFile(content.getvalue(), f"photo-{number}.jpg"),
            focal_point_x=900, focal_point_y=500, focal_point_width=10, focal_point_height=10,
        )  # fmt: skip
        Photo.objects.filter(pk=photo.pk).update(
            rendition_widths=[320, 480, 640, 960, 1280, 1920], rendition_formats=["avif", "webp", "jpeg"]
        )
        return photo


if __name__ == "__main__":
    sys.exit(main())
