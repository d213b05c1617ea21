"""Pages that are not lists of stories: front, corrections, projects, legal texts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from standfirst.delivery.depending import depends_on, true_until
from standfirst.editions.choosing import EditionRequest, stored
from standfirst.editions.models import Edition, LegalText
from standfirst.media.showing import photo_to_show
from standfirst.newsroom.cards import Card, cards
from standfirst.newsroom.models import ProjectPage, ProjectStory, Section
from standfirst.newsroom.reading import (
    PER_PAGE,
    Front,
    body_to_read,
    corrections_of,
    front_of,
)
from standfirst.website.errors import no_edition
from standfirst.website.frame import page


@stored("p", without_edition=no_edition)
def front(request: EditionRequest) -> HttpResponse:
    """Show the edition's front page; before there is an edition, say so."""
    if request.GET.get("p", "").isdecimal():
        if old := _old_address(request):
            return redirect(old, permanent=True)
        true_until(timezone.now())  # an editor may make it lead somewhere at any time
    shown = front_of(request.edition)
    rows = [(section, [*stories]) for section, stories in shown.section_rows]
    _print_no_picture_twice(shown, rows)
    return page(request, "front.html", front=shown, rows=[_led_by_a_picture(row) for row in rows])


def _old_address(request: HttpRequest) -> str:
    """Return where an imported WordPress address without words (``/?p=123``) leads; empty when nowhere."""
    path = Redirect.normalise_path(f"{request.path}?p={request.GET['p']}")
    found = Redirect.objects.filter(old_path=path).first()
    return str(found.link) if found else ""


@stored("before")
def corrections(request: EditionRequest) -> HttpResponse:
    """Show every correction, newest first."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):  # noqa: PLR2004
        raise Http404
    shown = corrections_of(request.edition, before=int(before) if before else None)
    older = f"?before={shown[-1].pk}" if len(shown) == PER_PAGE else ""
    return page(request, "corrections.html", corrections=shown, older=older)


@stored()
def project(request: EditionRequest, slug: str) -> HttpResponse:
    """Show a special project."""
    edition = request.edition
    projects = ProjectPage.objects.live().public().select_related("banner")
    found = get_object_or_404(projects, edition=edition, slug=slug)
    depends_on(found.tag)
    found.edition = edition
    found.banner = photo_to_show(found.banner)
    order = list(
        ProjectStory.objects.filter(page=found).order_by("sort_order").values_list("story_id", flat=True)
    )
    shown = cards(order, edition)
    return page(
        request,
        "project.html",
        project=found,
        introduction=body_to_read(found.introduction.get_prep_value(), edition),
        stories=[shown[pk] for pk in order if pk in shown],
    )


@stored("version")
def legal(request: EditionRequest, kind: str) -> HttpResponse:
    """Show the version of a legal text that is in force, or the one that ``?version=`` names."""
    texts = _in_force(request.edition, kind)
    wanted = request.GET.get("version", "")
    shown = next((text for text in texts if not wanted or text.version == wanted), None)
    if shown is None:
        raise Http404
    return page(request, "legal.html", text=shown, current=texts[0], versions=texts)


def _in_force(edition: Edition, kind: str) -> list[LegalText]:
    """Return the versions that are or were in force, newest first."""
    depends_on(f"legal:{edition.pk}:{kind}")
    now = timezone.now()
    versions = list(LegalText.objects.filter(edition=edition, kind=kind))
    for coming in (version for version in versions if version.effective_at > now):
        true_until(coming.effective_at)
    return [version for version in versions if version.effective_at <= now]


def _print_no_picture_twice(front: Front, rows: list[tuple[Section, list[Card]]]) -> None:
    """Take from stories further down the pictures that stand higher up already."""
    seen = {front.lead.photo.pk} if front.lead and front.lead.photo else set()
    for stories in (front.secondary, front.multimedia, *(stories for _, stories in rows)):
        for place, story in enumerate(stories):
            if story.photo and not (stories is front.secondary and place == 0):
                if story.photo.pk in seen:
                    stories[place] = story.without_picture
                seen.add(story.photo.pk)


def _led_by_a_picture(row: tuple[Section, list[Card]]) -> tuple[Section, list[Card]]:
    """Return a section's row with its newest story that has a picture in front."""
    section, stories = row
    led = next((story for story in stories if story.photo), stories[0])
    return section, [led, *(story for story in stories if story is not led)]
