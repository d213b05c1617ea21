"""A small world that has one of everything that reader pages show, and the addresses of all its pages."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any, Self

import time_machine
from django.core.files.base import ContentFile
from django.db.models import Count
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from standfirst.editions.models import Disclaimer, Edition, LegalText
from standfirst.events.models import Reaction
from standfirst.events.reacting import run_reaction
from standfirst.media.models import Photo
from standfirst.newsroom.models import (
    Author,
    EmbedAnswer,
    EmbedProvider,
    FrontPage,
    FrontSection,
    FrontSlot,
    ProjectPage,
    ProjectStory,
    Section,
    Story,
    Topic,
)
from standfirst.newsroom.publishing import correct
from tests import factories

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
# Two pages of every list, of few stories: what a list is cut to is patched to this.
PER_PAGE = 3
FILM, OTHER_FILM = "https://films.courier.example/watch/7", "https://films.courier.example/watch/8"

# Host and path with its query, as a reader types them (not percent-encoded).
Address = tuple[str, str]

# More of what there is enough of: stories whose own pages need not be looked at, so that a look costs little.
_ASKED_FOR_BY_NOBODY = {f"Filler {place}" for place in range(3, 9)}

_OLDER = re.compile(rb'href="(\?[^"]*before=[^"]*)"')


@dataclass
class Clock:
    """The world's clock: it stands still unless somebody moves it on."""

    traveller: Any = None

    def __enter__(self) -> Self:
        self._travel = time_machine.travel(START, tick=False)
        self.traveller = self._travel.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._travel.stop()

    def on(self, by: timedelta) -> None:
        self.traveller.shift(by)

    def at(self, moment: datetime) -> None:
        self.traveller.move_to(moment, tick=False)


@dataclass
class World:
    """All that there is, made once; ``words`` gives a sentence that stands nowhere else yet."""

    clock: Clock
    numbers: Any = field(default_factory=lambda: count(1))
    # Every address that ever was one: readers keep links.
    known: dict[Address, None] = field(default_factory=dict)
    # What readers saw, by what it belongs to: words and addresses that may have to go.
    seen: dict[tuple[type, int], bytes] = field(default_factory=dict)

    def words(self, of: str = "Words") -> str:
        return f"{of} no. {next(self.numbers):04}"

    def edition(self, code: str = "en") -> Edition:
        return Edition.objects.get(code=code)

    def story(self, headline: str) -> Story:
        return Story.objects.get(headline=headline)

    def withdrawn(self) -> list[bytes]:
        """Return what readers once saw and may see no longer; what merely changed is not among it."""
        shown = {(Story, pk): line for pk, line in _live(Story).values_list("pk", "headline")}
        shown |= {(ProjectPage, pk): line for pk, line in _live(ProjectPage).values_list("pk", "title")}
        shown |= {(Photo, one.pk): f"/photos/{one.pk}/" for one in Photo.objects.all() if one.may_be_shown}
        self.seen |= {key: words.encode() for key, words in shown.items()}
        return [words for key, words in self.seen.items() if key not in shown]

    def react(self) -> None:
        """Let the worker do what waits."""
        for pk in list(Reaction.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True)):
            run_reaction.func(pk)
        assert not Reaction.objects.exclude(state="done").values_list("error", flat=True).first()

    def addresses(self) -> list[Address]:
        """Return every address that has, had or may get a page."""
        for edition in Edition.objects.all():
            for path in _paths_of(edition):
                self.known[edition.host or "testserver", path] = None
        return list(self.known)


def _live(model: Any) -> Any:
    return model.objects.filter(live=True)


def older_pages(address: Address, body: bytes) -> list[Address]:
    """Return the addresses of the older pages that a page leads to."""
    host, path = address
    bare = path.partition("?")[0]
    return [(host, f"{bare}{unescape(query.decode())}") for query in _OLDER.findall(body)]


def photo(**given: Any) -> Photo:
    """Make a picture so small that its files cost nothing."""
    return factories.photo(file=ContentFile(picture(), "small.jpg"), **given)


def picture(shade: int = 90) -> bytes:
    import io

    written = io.BytesIO()
    Image.new("RGB", (48, 32), (shade, 90, 120)).save(written, "JPEG")
    return written.getvalue()


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "value": f"<p>{words}</p>"}


def related(*stories: Story) -> dict[str, Any]:
    return {"type": "related", "value": {"heading": "", "stories": [story.pk for story in stories]}}


def embed(address: str) -> dict[str, Any]:
    return {"type": "embed", "value": {"url": address, "caption": ""}}


def rich_body(first: Photo, left: Photo, right: Photo, *stories: Story) -> list[dict[str, Any]]:
    side = {"caption": ""}
    return [
        text("The pier opened on time."),
        {"type": "photo", "value": {"photo": first.pk, "caption": "", "width": "column"}},
        {"type": "pair", "value": {"left": {"photo": left.pk, **side}, "right": {"photo": right.pk, **side}}},
        related(*stories),
        embed("https://vimeo.com/1"),
        embed(FILM),
        embed(OTHER_FILM),
    ]


def build(clock: Clock) -> World:
    """Make the world in an empty database."""
    world = World(clock)
    en = factories.edition(code="en", position=1)
    fr = factories.edition(code="fr", name="Le Courrier", language="fr", prefix="fr", position=2)
    ar = factories.edition(
        code="ar", name="البريد", language="ar", host="localhost", position=3, numbering="arab"
    )
    ar.slug_style = Edition.SlugStyle.UNICODE
    ar.save()
    city = factories.section(en, name="City", slug="city", position=1)
    harbour = factories.section(en, name="Harbour", slug="harbour", parent=city, position=2)
    sport = factories.section(en, name="Sport", slug="sport", position=3)
    culture = factories.section(en, name="Culture", slug="culture", position=4)
    factories.section(en, name="Empty", slug="empty", position=5)
    ville = factories.section(fr, name="Ville", slug="ville", position=1)
    madina = factories.section(ar, name="مدينة", slug="مدينة", position=1)
    pier, ferries = (factories.topic(en, name=name, slug=name.lower()) for name in ("Pier", "Ferries"))
    tram, quai = factories.topic(en, name="Tram", slug="tram"), factories.topic(fr, name="Quai", slug="quai")
    factories.topic(en, name="Tramway", slug="tramway", merged_into=tram)
    in_a_week = timezone.now() + timedelta(days=7)
    lead, block, left, right, banner, ends, portrait = (
        photo(title=title, **given)
        for title, given in (
            ("Lead", {}),
            ("Block", {}),
            ("Left", {}),
            ("Right", {"rights_expire_at": in_a_week + timedelta(days=3)}),
            ("Banner", {"rights_expire_at": in_a_week + timedelta(days=1)}),
            ("Ends", {"rights_expire_at": in_a_week}),
            ("Portrait", {"rights_expire_at": in_a_week + timedelta(days=2)}),
        )
    )
    ada = factories.author(en, name="Ada Prell", slug="ada", portrait=portrait)
    ben = factories.author(en, name="Ben Ostrow", slug="ben")
    factories.author(en, name="Idle Hand", slug="idle")
    claire = factories.author(fr, name="Claire Nodier", slug="claire")

    def published(of: Section, headline: str, hours: int, **given: Any) -> Story:
        story = factories.draft(of, headline=headline, **given)
        story.first_published_at = timezone.now() - timedelta(hours=hours)
        story.save(update_fields=["first_published_at"])
        story.save_revision().publish()
        return story

    pont = _projects(en, fr)
    waiting = factories.draft(city, headline="Waiting draft", authors=[ada], topics=[pier], lead_photo=lead)
    waiting.save_revision()
    second = published(sport, "Second best", 30, kind="video", lead_photo=ends, authors=[ben], topics=[pier])
    for place in range(9):
        published(
            (culture, sport, harbour)[place % 3],
            f"Filler {place}",
            70 + place,
            kind=("news", "news", "audio")[place % 3],
            topics=[(tram, ferries)[place % 2]],
        )
    hub = published(
        city,
        "Hub of all",
        5,
        authors=[ada, ben],
        topics=[pier, ferries],
        sections=[sport],
        lead_photo=lead,
        body=rich_body(block, left, right, second, waiting),
    )
    published(
        harbour,
        "Opinion here",
        3,
        kind="opinion",
        authors=[ada],
        topics=[ferries],
        lead_photo=block,
        body=[text(f'As in <a linktype="page" id="{pont.pk}">the bridge</a>.')],
    )
    for of, headline, given in (
        (ville, "Carrefour", {"authors": [claire], "topics": [quai]}),
        (madina, "محور", {}),
    ):
        published(of, headline, 4, translation_key=hub.translation_key, **given)
    published(ville, "Autre chose", 28)
    _twice_worded(hub)
    correct(hub, kind="correction", text="It opened at six.", by=None)
    for story in Story.objects.filter(headline__startswith="Filler", edition=en).order_by("pk")[:3]:
        correct(story, kind="update", text=f"More of {story}.", by=None)
    _texts(en, fr)
    _project_and_front(en, banner, block, (hub, second, waiting), (sport, city))
    provider = EmbedProvider.objects.create(
        name="Courier Films", host="courier.example", endpoint="https://courier.example/oembed"
    )
    frame = "https://films.courier.example/e/7"
    EmbedAnswer.objects.create(provider=provider, address=FILM, title="The tide", frame_address=frame)
    Redirect.objects.create(old_path=Redirect.normalise_path("/?p=12"), redirect_link=hub.address)
    Reaction.objects.all().delete()
    return world


def _twice_worded(story: Story) -> None:
    """Give a story a second version, so that readers can see what changed."""
    again = Story.objects.get(pk=story.pk)
    again.standfirst = "The pier is open, and full."
    again.save_revision().publish()


def _texts(en: Edition, fr: Edition) -> None:
    now = timezone.now()
    for edition, kind, version, days in (
        (en, "privacy", "1", -9),
        (en, "privacy", "2", 2),
        (en, "standards", "1", -9),
        (fr, "privacy", "1", -9),
    ):
        LegalText.objects.create(
            edition=edition,
            kind=kind,
            version=version,
            title=f"{kind.title()} {version}",
            body=f"<p>Of {kind}, {version}.</p>",
            effective_at=now + timedelta(days=days),
        )
    Disclaimer.objects.create(edition=en, kind="opinion", text="The author's own.")


def _projects(en: Edition, fr: Edition) -> ProjectPage:
    root = Page.objects.get(depth=2)
    root.add_child(instance=ProjectPage(title="The tunnel", slug="tunnel", edition=en, live=False))
    pont = ProjectPage(title="Le pont", slug="pont", edition=fr)
    root.add_child(instance=pont)
    return pont


def _project_and_front(
    en: Edition, banner: Photo, block: Photo, stories: tuple[Story, ...], rows: tuple[Section, ...]
) -> None:
    hub, second, waiting = stories
    introduction = rich_body(block, block, block, second)[1:4]
    project = ProjectPage(
        title="The bridge", slug="bridge", edition=en, banner=banner, introduction=introduction
    )
    Page.objects.get(depth=2).add_child(instance=project)
    project.project_stories = [
        ProjectStory(story=story, sort_order=place) for place, story in enumerate(stories)
    ]
    project.save()
    front = FrontPage(edition=en, project=project)
    areas = FrontSlot.Area
    chosen = ((areas.LEAD, hub), (areas.SECONDARY, second), (areas.SECONDARY, waiting))
    front.slots = [
        FrontSlot(area=area, story=story, sort_order=place) for place, (area, story) in enumerate(chosen)
    ]
    front.section_rows = [
        FrontSection(section=section, sort_order=place) for place, section in enumerate(rows)
    ]
    front.save()


def _paths_of(edition: Edition) -> Iterable[str]:
    """Yield what may be asked for within an edition: all that readers can read, and what lies about it."""
    path = edition.path
    yield from (path(f"/{rest}") for rest in ("", "latest/", "corrections/"))
    if edition.code == "en":
        yield path("/accent.css")
        kinds = Story.objects.filter(edition=edition).values_list("kind", flat=True)
        yield from (path(f"/latest/?kind={kind}") for kind in {*kinds, "opinion"})
        yield from (path("/?p=12"), path("/?p=13"))
    for kind in LegalText.Kind:
        yield path(f"/{kind}/")
        versions = LegalText.objects.filter(edition=edition, kind=kind).values_list("version", flat=True)
        yield from (path(f"/{kind}/?version={version}") for version in versions)
    for model in (Section, Topic, Author, ProjectPage):
        for one in model.objects.filter(edition=edition):
            one.edition = edition
            yield one.address
    yield from _paths_of_stories(edition)


def _paths_of_stories(edition: Edition) -> Iterable[str]:
    days = {edition.local(timezone.now()).date()}
    stories = (
        Story.objects.filter(edition=edition).annotate(count=Count("versions")).select_related("section")
    )
    for story in stories.defer("body"):
        story.edition = edition
        if story.first_published_at:
            days.add(story.dated.date())
        if story.live and story.headline not in _ASKED_FOR_BY_NOBODY:
            yield story.address
        if story.count > 1:
            yield f"{story.address}changes/"
            yield f"{story.address}changes/?version={story.count}"
    yield from (edition.path(f"/archive/{day.year}/{day.month}/{day.day}/") for day in sorted(days))


def answering(answers: dict[str, Any]) -> Any:
    """Return what fetches in the place of the network: a host's answer about an embed."""
    from standfirst.fetching.guarded import Fetched

    return lambda address, _limits: Fetched(json.dumps(answers).encode(), address, "application/json")
