"""Lists of stories: newest first, paged by keyset."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from standfirst.delivery.depending import depends_on
from standfirst.editions.choosing import EditionRequest, stored
from standfirst.editions.kinds import StoryKind
from standfirst.media.showing import photo_to_show
from standfirst.newsroom.listing import edition_list, kind_list
from standfirst.newsroom.models import Author, ListedStory, Topic
from standfirst.newsroom.reading import Cursor, StoryList, day_bounds, stories_in
from standfirst.website.frame import frame_of, page


@stored("before")
def section(request: EditionRequest, slug: str) -> HttpResponse:
    """Show a section's stories."""
    frame = frame_of(request.edition, request.editions)
    found = next((one for one in frame.sections if one.slug == slug), None)
    if found is None:
        raise Http404
    listed = _listed(request, found.tag)
    return page(request, "section.html", frame=frame, section=found, **listed)


@stored("before")
def topic(request: EditionRequest, slug: str) -> HttpResponse:
    """Show a topic's stories; a merged topic leads to the one it became."""
    found = get_object_or_404(Topic.objects.select_related("merged_into"), edition=request.edition, slug=slug)
    if found.merged_into:
        found.merged_into.edition = request.edition
        return HttpResponsePermanentRedirect(found.merged_into.address)
    depends_on(found.tag)
    found.edition = request.edition
    return page(request, "topic.html", topic=found, **_listed(request, found.tag))


@stored("before")
def author(request: EditionRequest, slug: str) -> HttpResponse:
    """Show an author and what stands under that name."""
    found = get_object_or_404(Author.objects.select_related("portrait"), edition=request.edition, slug=slug)
    depends_on(found.tag)
    found.edition = request.edition
    found.portrait = photo_to_show(found.portrait)
    return page(request, "author.html", author=found, **_listed(request, found.tag))


@stored("before", "kind")
def latest(request: EditionRequest) -> HttpResponse:
    """Show all news, or all of one kind."""
    kind = request.GET.get("kind", "")
    if kind and kind not in StoryKind.values:
        raise Http404
    name = kind_list(request.edition, kind) if kind else edition_list(request.edition)
    return page(
        request,
        "latest.html",
        kind=StoryKind(kind) if kind else None,
        kinds=list(StoryKind),
        **_listed(request, name, kind=kind),
    )


@stored("before")
def archive(request: EditionRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show what was published on one day of the edition's calendar."""
    try:
        shown = date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None
    edition = request.edition
    if shown > timezone.localdate(timezone=edition.zone) or shown < date(1600, 1, 1):
        raise Http404
    return page(
        request,
        "archive.html",
        day=shown,
        previous_day=_nearest_day(request, shown, forward=False),
        next_day=_nearest_day(request, shown, forward=True),
        **_listed(request, edition_list(edition), day=shown),
    )


def _listed(request: EditionRequest, name: str, *, kind: str = "", day: date | None = None) -> dict[str, Any]:
    """Return the page of a list that ``?before=`` asks for, and the link to older stories.

    ``kind`` is what the address says beside it; anything else in the query is nobody's.
    """
    before = cursor_of(request)
    listed = stories_in(name, request.edition, before=before, day=day)
    if before and not listed.stories:
        raise Http404
    return {"stories": listed.stories, "first_page": before is None, "older": older_link(listed, kind)}


def cursor_of(request: HttpRequest) -> Cursor | None:
    """Return where the page begins, None for the first; raises Http404 for a cursor that says nothing."""
    text = request.GET.get("before")
    if text is None:
        return None
    cursor = Cursor.parse(text)
    if cursor is None:
        raise Http404
    return cursor


def older_link(listed: StoryList, kind: str = "") -> str:
    """Return the query of the next page; empty at the end."""
    if listed.older is None:
        return ""
    return f"?{urlencode({**({'kind': kind} if kind else {}), 'before': str(listed.older)})}"


def _nearest_day(request: EditionRequest, day: date, *, forward: bool) -> date | None:
    """Return the next or the previous day on which something was published."""
    edition = request.edition
    start, end = day_bounds(edition, day)
    listed = ListedStory.objects.filter(list=edition_list(edition))
    if forward:
        near = listed.filter(published_at__gte=end).order_by("published_at", "story_id")
    else:
        near = listed.filter(published_at__lt=start).order_by("-published_at", "-story_id")
    found = near.values_list("published_at", flat=True).first()
    return edition.local(found).date() if found else None
