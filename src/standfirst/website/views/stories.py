"""Stories, and what changed in them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from standfirst.editions.choosing import EditionRequest, stored
from standfirst.newsroom.full_story import story_named, story_to_read
from standfirst.newsroom.history import changes_between
from standfirst.newsroom.models import Story, StoryVersion
from standfirst.website.errors import gone
from standfirst.website.frame import frame_of, page
from standfirst.website.story_page import story_page


@stored()
def story(request: EditionRequest, public_id: str, **_words: str) -> HttpResponse:
    """Show a story; its id alone finds it, other words in the address lead on to the right ones."""
    frame = frame_of(request.edition, request.editions)
    found = story_to_read(frame.edition, int(public_id), editions=frame.editions, sections=frame.sections)
    published = _published(request, found.story if found else None)
    if found is None or isinstance(published, HttpResponse):
        return published
    if moved := _moved(request, published.address):
        return moved
    shown = story_page(found, frame)
    return page(
        request, "story.html", frame=frame, page=shown, section=published.section, elsewhere=shown.elsewhere
    )


@stored("version")
def changes(request: EditionRequest, public_id: str, **_words: str) -> HttpResponse:
    """Show what changed between two published versions, the last two unless the reader chose others."""
    found = _published(request, story_named(request.edition, int(public_id)))
    if isinstance(found, HttpResponse):
        return found
    if elsewhere := _moved(request, f"{found.address}changes/"):
        return elsewhere
    versions = list(found.versions.filter(withdrawn=False))
    newer = _chosen(request, versions)
    older = versions[versions.index(newer) - 1]
    return page(
        request,
        "changes.html",
        story=found,
        section=found.section,
        versions=versions,
        older=older,
        newer=newer,
        paragraphs=changes_between(older, newer),
    )


def _published(request: EditionRequest, found: Story | None) -> Story | HttpResponse:
    """Return ``found`` when readers may read it, else that it is gone; Http404 where it never was."""
    if found is None:
        raise Http404
    if found.taken_down_at:
        return gone(request)
    if not found.live:
        raise Http404
    return found


def _moved(request: HttpRequest, canonical: str) -> HttpResponse | None:
    if request.path == canonical:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{canonical}?{query}" if query else canonical)


def _chosen(request: HttpRequest, versions: list[StoryVersion]) -> StoryVersion:
    """Return the version that ``?version=`` names, else the last; there must be one before it."""
    wanted = request.GET.get("version", "")
    chosen = [version for version in versions[1:] if not wanted or str(version.number) == wanted]
    if not chosen:
        raise Http404
    return chosen[-1]
