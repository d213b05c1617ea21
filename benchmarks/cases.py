"""What is measured: every list that readers or the desk page through, and the pages beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import DatabaseError
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.test import Client
from django.urls import reverse

from standfirst.editions.models import Edition
from standfirst.newsroom.desk.finding import Wanted, desk_stories
from standfirst.newsroom.full_story import story_to_read
from standfirst.newsroom.listing import edition_list, kind_list
from standfirst.newsroom.models import Author, DeskRole, ListedStory, Section, Story, Topic
from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.reading import corrections_of, front_of, stories_in
from standfirst.website.frame import frame_of
from standfirst.website.story_page import StoryPage, story_page

DEEP = 500
_DESK_PAGE = 25
_STRIDE = 20


@dataclass(frozen=True, slots=True)
class Case:
    """One page at one level (``function`` or ``request``), and, of a list, a page far down."""

    level: str
    name: str
    first: Callable[[], Any]
    deep: Callable[[], Any] | None = None
    deep_page: int = 1


@dataclass(frozen=True, slots=True)
class PagedList:
    """A list as a function of where it begins; ``older`` says where a page's next one does."""

    name: str
    path: str
    read: Callable[[Any, int], Any]
    older: Callable[[Any, int], Any]
    page: int


@dataclass(frozen=True, slots=True)
class Archive:
    """The busiest and the quietest of each sort of list in the archive that is measured."""

    edition: Edition
    quiet_edition: Edition
    lists: dict[str, tuple[int, int]]
    story: Story
    day: Any

    @classmethod
    def found(cls) -> "Archive":
        """Look through the database once."""
        edition, quiet = Edition.objects.get(code="en"), Edition.objects.get(code="fr")
        story = next(filter(_has_everything, _updated(edition).iterator(50)))
        days = (
            Story.objects.filter(live=True, edition=edition)
            .annotate(day=TruncDate("first_published_at"))
            .values_list("day")
            .annotate(stories=Count("pk"))
            .order_by("-stories")
        )
        return cls(edition, quiet, _extremes(), story, days[0][0])


def cases() -> Iterator[Case]:
    """Return everything that is measured, functions before requests."""
    archive = Archive.found()
    public, desk = list(_public_lists(archive)), list(_desk_lists())
    yield from _pages(archive)
    deep = {one.name: far_down(one) for one in (*public, *desk)}
    for one in (*public, *desk):
        yield _paged(one, *deep[one.name])
    client = Client(SERVER_NAME="localhost")
    yield from _page_requests(archive, client)
    for one in public:
        yield _paged_request(one, client, *deep[one.name])
    for one in desk:
        yield _paged_request(one, _desk_client(one), *deep[one.name])


def _updated(edition: Edition) -> QuerySet[Story]:
    stories = Story.objects.filter(live=True, edition=edition, updated_at__isnull=False)
    return stories.filter(lead_photo__isnull=False).order_by("-pk")


def _has_everything(story: Story) -> bool:
    """Whether the story's page needs every query that a story's page may need."""
    return {"photo", "related"} <= {block["type"] for block in story.body.get_prep_value()}


def _extremes() -> dict[str, tuple[int, int]]:
    """Return, for sections, topics and authors, the id with most stories and the one with fewest."""
    counts = (
        ListedStory.objects.values_list("list").annotate(stories=Count("pk")).order_by("-stories", "list")
    )
    found: dict[str, tuple[int, int]] = {}
    for name, _stories in counts:
        kind, _, number = name.partition(":")
        if number.isdigit():
            busiest = found.get(kind, (int(number),))[0]
            found[kind] = (busiest, int(number))
    return found


def _public_lists(archive: Archive) -> Iterator[PagedList]:
    edition = archive.edition
    for label, model, place in (
        ("section, busy", Section, 0),
        ("section, quiet", Section, 1),
        ("topic, frequent", Topic, 0),
        ("topic, rare", Topic, 1),
        ("author, busy", Author, 0),
        ("author, quiet", Author, 1),
    ):
        found = model.objects.select_related("edition").get(pk=archive.lists[model.__name__.lower()][place])
        yield _public(label, found.address, found.tag, found.edition)
    yield _public("latest", edition.path("/latest/"), edition_list(edition), edition)
    for kind in ("news", "video", "live"):
        path = edition.path(f"/latest/?kind={kind}")
        yield _public(f"latest, kind {kind}", path, kind_list(edition, kind), edition)
    yield _public("day archive", edition.path(f"/archive/{archive.day:%Y/%m/%d}/"), "", edition, archive.day)
    for label, paper in (("corrections", edition), ("corrections, quiet edition", archive.quiet_edition)):
        yield PagedList(
            label,
            paper.path("/corrections/"),
            lambda before, limit, paper=paper: corrections_of(paper, before=before, limit=limit),
            lambda page, limit: page[-1].pk if len(page) == limit else None,
            30,
        )


def _public(label: str, path: str, name: str, edition: Edition, day: Any = None) -> PagedList:
    return PagedList(
        label,
        path,
        lambda before, limit: stories_in(
            name or edition_list(edition), edition, before=before, limit=limit, day=day
        ),
        lambda page, _limit: page.older,
        30,
    )


def _desk_lists() -> Iterator[PagedList]:
    """Return the desk's list with each filter and the awkward pairs, for an administrator and an editor."""
    root, editor = _person("bench-root"), _person("bench-editor")
    counts = dict(Story.objects.values_list("section").annotate(stories=Count("pk")).order_by("-stories"))
    busy, quiet = (Section.objects.get(pk=pk) for pk in (next(iter(counts)), next(reversed(counts))))
    DeskRole.objects.get_or_create(account=editor, edition=busy.edition, section=quiet, role="editor")
    DeskRole.objects.get_or_create(account=editor, edition=busy.edition, section=busy, role="editor")
    edition = busy.edition
    author = Author.objects.get(pk=_extremes()["author"][0])
    middle = Story.objects.order_by("-pk")[Story.objects.count() // 2].last_edited_at
    wanted: dict[str, tuple[str, Wanted]] = {
        "all": ("", Wanted()),
        "edition": (f"edition={edition.pk}", Wanted(edition_id=edition.pk)),
        "section, busy": (f"section={busy.pk}", Wanted(section=busy)),
        "section, quiet": (f"section={quiet.pk}", Wanted(section=quiet)),
        "kind news": ("kind=news", Wanted(kind="news")),
        "kind live": ("kind=live", Wanted(kind="live")),
        **{
            f"state {state}": (f"state={state}", Wanted(state=state))
            for state in ("published", "draft", "scheduled", "taken_down")
        },
        "author": (f"author={author.pk}", Wanted(author=author)),
        "edited in a year": (
            f"edited_from={middle - timedelta(days=365):%Y-%m-%d}&edited_to={middle:%Y-%m-%d}",
            Wanted(edited_from=middle - timedelta(days=365), edited_to=middle),
        ),
        "words, frequent": ("q=council", Wanted(words="council")),
        "words, rare": ("q=missing+trawler+ruling", Wanted(words="missing trawler ruling")),
        "section, state draft": (f"section={busy.pk}&state=draft", Wanted(section=busy, state="draft")),
        "quiet section, kind live": (f"section={quiet.pk}&kind=live", Wanted(section=quiet, kind="live")),
        "quiet section, published": (
            f"section={quiet.pk}&state=published",
            Wanted(section=quiet, state="published"),
        ),
        "edition, kind live, draft": (
            f"edition={edition.pk}&kind=live&state=draft",
            Wanted(edition_id=edition.pk, kind="live", state="draft"),
        ),
        "author, state draft": (f"author={author.pk}&state=draft", Wanted(author=author, state="draft")),
        "words, state scheduled": ("q=council&state=scheduled", Wanted(words="council", state="scheduled")),
    }
    for name, (query, what) in wanted.items():
        yield _desk(f"desk: {name}", query, what, root)
    for name in ("all", "state draft", "kind live", "author", "words, frequent"):
        yield _desk(f"desk, editor: {name}", *wanted[name], editor)


def _desk(label: str, query: str, wanted: Wanted, person: User) -> PagedList:
    span = Reach.of(person).writes
    return PagedList(
        label,
        f"{reverse('stories:list')}?{query}",
        lambda before, limit: desk_stories(span, wanted, before=before, limit=limit),
        lambda page, _limit: page.older,
        _DESK_PAGE,
    )


def _pages(archive: Archive) -> Iterator[Case]:
    editions = list(Edition.objects.all())
    edition, pk = archive.edition, archive.story.pk
    yield Case("function", "front", lambda: front_of(edition))
    yield Case("function", "front, quiet edition", lambda: front_of(archive.quiet_edition))
    yield Case("function", "story page", lambda: _story_page(edition, pk, editions))


def _story_page(edition: Edition, pk: int, editions: list[Edition]) -> StoryPage:
    found = story_to_read(edition, pk, editions=editions)
    assert found
    return story_page(found, frame_of(edition, editions))


def _page_requests(archive: Archive, client: Client) -> Iterator[Case]:
    story = archive.story.address
    for name, path in (
        ("front", archive.edition.path("/")),
        ("front, quiet edition", archive.quiet_edition.path("/")),
        ("story page", story),
        ("story's changes", f"{story}changes/"),
    ):
        yield Case("request", name, _get(client, path))


def _paged(one: PagedList, page: int, cursor: Any) -> Case:
    deep = (lambda: one.read(cursor, one.page)) if cursor else None
    return Case("function", one.name, lambda: one.read(None, one.page), deep, page)


def _paged_request(one: PagedList, client: Client, page: int, cursor: Any) -> Case:
    join = "&" if "?" in one.path else "?"
    deep = _get(client, f"{one.path}{join}before={cursor}") if cursor else None
    return Case("request", one.name, _get(client, one.path), deep, page)


def far_down(one: PagedList) -> tuple[int, Any]:
    """Walk to page 500, or the last full one; return its number and where it begins (None: page 1).

    A list that fails on the way has page 1 only; measuring that says why.
    """
    try:
        return _walked(one)
    except DatabaseError:
        return 1, None


def _walked(one: PagedList) -> tuple[int, Any]:
    reached, cursor = 1, None
    stride = _STRIDE
    while reached < DEEP:
        stride = min(stride, DEEP - reached)
        older = one.older(one.read(cursor, one.page * stride), one.page * stride)
        if older is None:
            if stride == 1:
                break
            stride = 1
            continue
        reached, cursor = reached + stride, older
    return reached, cursor


def _get(client: Client, path: str) -> Callable[[], Any]:
    def get() -> Any:
        answer = client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return answer

    return get


def _person(name: str) -> User:
    person, _ = User.objects.get_or_create(username=name, defaults={"is_superuser": name == "bench-root"})
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def _desk_client(one: PagedList) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(_person("bench-editor" if one.name.startswith("desk, editor") else "bench-root"))
    return client
