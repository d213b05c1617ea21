"""Small answers beside the pages: the accent's style sheet, the desk's link on a story."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from standfirst.editions.choosing import EditionRequest, stored
from standfirst.newsroom.models import Story
from standfirst.newsroom.permissions import edit_address, may_edit
from standfirst.website.accent import accent_css

DAY = 86_400


@stored()
def accent(request: EditionRequest) -> HttpResponse:
    """Return the edition's accent colour as a style sheet.

    Pages name it with its colour, so it may be kept for a year.
    """
    answer = HttpResponse(accent_css(request.edition), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={365 * DAY}"
    return answer


@require_safe
@never_cache
def userbar(request: HttpRequest) -> HttpResponse:
    """Return the link to the story's editor, for those who may follow it; nothing for anyone else."""
    story_id = request.GET.get("story", "")
    if not (story_id.isascii() and story_id.isdigit() and len(story_id) < 19):  # noqa: PLR2004
        return HttpResponse(status=204)
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    story = Story.objects.filter(pk=int(story_id)).select_related("section").defer("body").first()
    if story is None or not may_edit(request.user, story):
        return HttpResponse(status=204)
    return render(request, "website/userbar.html", {"story": story, "address": edit_address(story)})
