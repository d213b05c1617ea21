"""The demo editions: an invented harbour city's paper in three languages, with everything a paper has."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from rich.progress import Progress
from wagtail.models import Page

from standfirst.editions.models import Disclaimer, Edition, LegalText
from standfirst.interchange.blocks import blocks_of
from standfirst.interchange.formats.demo import DemoStory, Earlier, read
from standfirst.interchange.records import SHARED_FIELDS, Block, PhotoRecord
from standfirst.media.adding import add_photo
from standfirst.media.models import Photo
from standfirst.newsroom.history import paragraphs_of, record_version
from standfirst.newsroom.listing import relist
from standfirst.newsroom.models import (
    Author,
    Correction,
    FrontPage,
    FrontSlot,
    ProjectPage,
    ProjectStory,
    Section,
    Story,
    StoryByline,
    StorySection,
    StoryTopic,
    StoryVersion,
    Topic,
)

FOLDER = Path(__file__).with_name("demo")
LANGUAGES = ("en", "fr", "ar")

Step = Callable[[], None]


class _Paper:
    """One edition while it is loaded: what its keys stand for."""

    def __init__(self, edition: Edition, photos: dict[str, Photo]) -> None:
        self.edition = edition
        self.photos = photos
        self.sections: dict[str, Section] = {}
        self.topics: dict[str, Topic] = {}
        self.authors: dict[str, Author] = {}
        self.stories: dict[str, Story] = {}


def load_demo(*, progress: bool = False, now: datetime | None = None) -> list[Edition]:
    """Load the demo editions into a site that has none, all or nothing; return them.

    Stories are dated back from ``now``. Each photo has its first rendition at once; the worker makes the
    others. Raises RuntimeError where an edition exists already.
    """
    if Edition.objects.exists():
        raise RuntimeError("There is an edition already; the demo is for an empty site.")
    with _steps(progress) as step, transaction.atomic():
        photos = _load_photos(step)
        papers = [_load_paper(language, photos, now or timezone.now(), step) for language in LANGUAGES]
    return [paper.edition for paper in papers]


def _load_photos(step: Step) -> dict[str, Photo]:
    described = tomllib.loads((FOLDER / "pictures" / "pictures.toml").read_text(encoding="utf-8"))
    return {key: _load_photo(key, facts, step) for key, facts in described.items()}


def _load_photo(key: str, facts: dict[str, Any], step: Step) -> Photo:
    path = FOLDER / "pictures" / f"{key}.jpg"
    with path.open("rb") as picture:
        photo, _ = add_photo(
            File(picture, path.name),
            title=facts["title"],
            caption=facts.get("caption", ""),
            alt_text=facts["alt"]["en"],
            alt_texts={language: words for language, words in facts["alt"].items() if language != "en"},
            credit=facts["credit"],
            creator=facts.get("creator", ""),
            copyright_notice=facts.get("copyright", ""),
            place=facts.get("place", ""),
        )
    if "focus" in facts:
        across, down = facts["focus"]
        side = min(photo.width, photo.height) // 3
        photo.focal_point_x, photo.focal_point_y = int(across * photo.width), int(down * photo.height)
        photo.focal_point_width = photo.focal_point_height = side
        photo.save()
    step()
    return photo


def _load_paper(language: str, photos: dict[str, Photo], now: datetime, step: Step) -> _Paper:
    told = tomllib.loads((FOLDER / language / "edition.toml").read_text(encoding="utf-8"))
    paper = _Paper(_load_edition(told, LANGUAGES.index(language)), photos)
    _load_policies(paper, told, now)
    _load_sections(paper, told["sections"])
    _load_topics(paper, told["topics"])
    _load_authors(paper, told["authors"])
    demo_stories = list(read(FOLDER / language, language, paper.edition.zone, now))
    for one in demo_stories:
        paper.stories[one.record.source_id] = _load_story(paper, one)
    for one in demo_stories:
        _publish(paper, one)
        step()
    project = _load_project(paper, told.get("project"))
    _arrange_front(paper, demo_stories, project)
    return paper


def _load_edition(told: dict[str, Any], position: int) -> Edition:
    facts = told["edition"]
    contact = facts["contact"]
    edition = Edition(
        **{
            name: facts[name]
            for name in ("code", "name", "tagline", "language", "numbering", "prefix", "accent")
        },
        time_zone=facts["zone"],
        slug_style=facts["slug_style"],
        publisher=facts.get("publisher", ""),
        position=position,
        **{f"{role}_email": contact[role] for role in ("editor", "moderators", "privacy", "corrections")},
    )
    edition.full_clean()
    edition.save()
    return edition


def _load_policies(paper: _Paper, told: dict[str, Any], now: datetime) -> None:
    for kind, text in told["disclaimers"].items():
        Disclaimer.objects.create(edition=paper.edition, kind=kind, text=text)
    for text in told["legal"]:
        facts = {name: text[name] for name in ("kind", "version", "title", "body")}
        LegalText.objects.create(edition=paper.edition, effective_at=now, **facts)


def _load_sections(paper: _Paper, sections: list[dict[str, Any]]) -> None:
    for position, facts in enumerate(sections):
        section = Section(
            edition=paper.edition,
            parent=paper.sections.get(facts.get("parent", "")),
            position=position,
            **{name: facts[name] for name in ("slug", "name", "description")},
        )
        section.full_clean()
        section.save()
        paper.sections[facts["slug"]] = section


def _load_topics(paper: _Paper, topics: list[dict[str, Any]]) -> None:
    for facts in topics:
        paper.topics[facts["key"]] = Topic.objects.create(
            edition=paper.edition,
            slug=facts.get("slug", facts["key"]),
            **{name: facts[name] for name in ("kind", "name", "other_names", "description")},
        )


def _load_authors(paper: _Paper, authors: list[dict[str, Any]]) -> None:
    for facts in authors:
        paper.authors[facts["key"]] = Author.objects.create(
            edition=paper.edition,
            slug=facts["key"],
            name=facts["name"],
            kind=facts["kind"],
            role=facts.get("role", ""),
            biography=facts.get("bio", ""),
            portrait=paper.photos.get(facts.get("portrait", "")),
        )


def _load_story(paper: _Paper, one: DemoStory) -> Story:
    """Store a story without its body: bodies link to each other, so all stories have to be there first."""
    record = one.record
    story = Story(
        edition=paper.edition,
        section=paper.sections[record.sections[0].slug],
        lead_photo=paper.photos[record.lead_photo.source_id] if record.lead_photo else None,
        live=True,
        desk_state=Story.DeskState.PUBLISHED,
        first_published_at=record.published_at,
        last_published_at=record.updated_at or record.published_at,
        updated_at=record.updated_at,
        last_edited_at=record.updated_at or record.published_at,
        slug=record.slug,
        **{name: getattr(record, name) for name in SHARED_FIELDS},
    )
    if one.translation_of:
        story.translation_key = Story.objects.get(slug=one.translation_of, edition__code="en").translation_key
    story.bylines = [
        StoryByline(author=paper.authors[author.source_id], sort_order=place)
        for place, author in enumerate(record.authors)
    ]
    story.topic_links = [
        StoryTopic(topic=paper.topics[topic.source_id], sort_order=place)
        for place, topic in enumerate(record.topics)
    ]
    story.other_sections = [
        StorySection(section=paper.sections[section.slug], sort_order=place)
        for place, section in enumerate(record.sections[1:])
    ]
    story.save()
    return story


def _publish(paper: _Paper, one: DemoStory) -> None:
    """Give a story its body, its versions, its corrections and its place in the lists."""
    record, story = one.record, paper.stories[one.record.source_id]
    story.body = _resolved(paper, record.body)
    story.save()
    if one.earlier:
        _keep_earlier(paper, story, one.earlier)
    record_version(story, story.last_published_at)
    for correction in one.corrections:
        Correction.objects.create(
            story=story,
            edition=story.edition,
            kind=correction.kind,
            at=correction.at,
            text=correction.text,
        )
    relist(story)


def _keep_earlier(paper: _Paper, story: Story, earlier: Earlier) -> None:
    StoryVersion.objects.create(
        story=story,
        number=1,
        published_at=story.first_published_at,
        headline=earlier.headline,
        standfirst=earlier.standfirst,
        paragraphs=paragraphs_of(_resolved(paper, earlier.body)),
    )


def _load_project(paper: _Paper, told: dict[str, Any] | None) -> ProjectPage | None:
    if not told:
        return None
    introduction, _ = blocks_of(told["intro"])
    page = ProjectPage(
        edition=paper.edition,
        title=told["title"],
        slug=told["slug"],
        standfirst=told["standfirst"],
        banner=paper.photos[told["banner"]],
        introduction=_resolved(paper, introduction),
    )
    page.project_stories = [
        ProjectStory(story=paper.stories[key], sort_order=place) for place, key in enumerate(told["stories"])
    ]
    Page.objects.get(depth=2).add_child(instance=page)
    return page


def _arrange_front(paper: _Paper, demo_stories: list[DemoStory], project: ProjectPage | None) -> None:
    front = FrontPage(edition=paper.edition, project=project)
    front.slots = [
        FrontSlot(area=one.slot, story=paper.stories[one.record.source_id], sort_order=place)
        for place, one in enumerate(demo_stories)
        if one.slot
    ]
    front.save()


def _resolved(paper: _Paper, value: Any) -> Any:
    """Return blocks with keys turned into what they stand for: photos, stories, addresses."""
    if isinstance(value, PhotoRecord):
        return paper.photos[value.source_id].pk
    if isinstance(value, str):
        return _with_addresses(paper, value)
    if isinstance(value, dict):
        resolved = {name: _resolved(paper, part) for name, part in value.items()}
        return _related(paper, resolved) if set(value) == {"heading", "stories"} else resolved
    if isinstance(value, (list, tuple)):
        return [_resolved(paper, part) for part in value]
    return value


def _related(paper: _Paper, value: Block) -> Block:
    return {**value, "stories": [paper.stories[key].pk for key in value["stories"] if key in paper.stories]}


def _with_addresses(paper: _Paper, text: str) -> str:
    """Return rich text whose ``story:key`` links are addresses."""
    before, *linked = text.split('href="story:')
    for part in linked:
        key, quote, rest = part.partition('"')
        before += f'href="{paper.stories[key].address}{quote}{rest}'
    return before


@contextmanager
def _steps(shown: bool) -> Iterator[Step]:
    stories = sum(1 for language in LANGUAGES for _ in (FOLDER / language).glob("*.html"))
    pictures = sum(1 for _ in (FOLDER / "pictures").glob("*.jpg"))
    with Progress(disable=not shown, transient=True) as bars:
        bar = bars.add_task("Demo", total=stories + pictures)
        yield lambda: bars.advance(bar)
