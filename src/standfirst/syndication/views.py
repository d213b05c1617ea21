"""Answers for machines, and for those who follow a short link."""

from collections.abc import Callable

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from standfirst.delivery.depending import depends_on
from standfirst.editions.choosing import EditionRequest, stored
from standfirst.syndication import feeds, oembed_provider, shortlinks, sitemaps, websub
from standfirst.syndication.subjects import FORMS, Moved, subject_at, subject_named

_GONE, _BUSY, _NOT_IMPLEMENTED, _BAD, _ACCEPTED = 410, 503, 501, 400, 202
_XML = "application/xml; charset=utf-8"
View = Callable[..., HttpResponse]


# --- feeds ------------------------------------------------------------------------------------------


@stored()
def feed(request: EditionRequest, form: str, of: str = "", slug: str = "") -> HttpResponse:
    """Return the feed of an edition, a section, a topic or an author; a merged topic's leads on."""
    subject = subject_named(request.edition, of, slug)
    if subject is None:
        raise Http404
    if isinstance(subject, Moved):
        return HttpResponsePermanentRedirect(request.edition.path(f"/feeds/{of}/{subject.slug}/{form}"))
    charset = "" if FORMS[form].endswith("json") else "; charset=utf-8"
    answer = HttpResponse(feeds.feed(subject, form), content_type=f"{FORMS[form]}{charset}")
    hub = feeds.hub_of(request.edition)
    answer["Link"] = f'<{hub}>; rel="hub", <{subject.feed(form)}>; rel="self"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@csrf_exempt
@require_POST
def hub(request: HttpRequest) -> HttpResponse:
    """Take a subscription to a feed, or its end (W3C WebSub, 5.1)."""
    try:
        asked = websub.Request.read(request.POST)
        found = subject_at(asked.topic)
        if found is None:
            return _said("hub.topic must be the address of a feed of this site.", _BAD)
        websub.take(asked, *found)
    except websub.UnfitRequestError as error:
        return _said(str(error), _BAD)
    except websub.BusyError:
        answer = _said("There are too many subscriptions just now. Please ask again later.", _BUSY)
        answer["Retry-After"] = "300"
        return answer
    return _said("", _ACCEPTED)


# --- sitemaps ---------------------------------------------------------------------------------------


@stored()
def sitemap(request: EditionRequest) -> HttpResponse:
    """Return the index of the edition's sitemaps."""
    return HttpResponse(sitemaps.index_document(request.edition), content_type=_XML)


@stored()
def sitemap_of_pages(request: EditionRequest) -> HttpResponse:
    """Return the sitemap of what is no story."""
    return HttpResponse(sitemaps.pages_document(request.edition), content_type=_XML)


@stored()
def sitemap_of_stories(request: EditionRequest, number: str) -> HttpResponse:
    """Return one bucket of stories."""
    document = sitemaps.bucket_document(request.edition, int(number))
    if document is None:
        raise Http404
    return HttpResponse(document, content_type=_XML)


@stored()
def news_sitemap(request: EditionRequest) -> HttpResponse:
    """Return the sitemap of the last two days."""
    return HttpResponse(sitemaps.news_document(request.edition), content_type=_XML)


@stored()
def robots(request: EditionRequest) -> HttpResponse:
    """Return what crawlers may ask for."""
    words = sitemaps.robots(request.edition, request.editions)
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


# --- short links ------------------------------------------------------------------------------------


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to the story's present address, and count it; asked anew each time, so that it is counted."""
    story_id = shortlinks.story_id_of(code)
    found = shortlinks.destination_of(story_id) if story_id is not None else None
    if story_id is None or found is None:
        raise Http404
    if found.gone:
        return HttpResponse(status=_GONE)
    if request.method == "GET":
        shortlinks.uses.add(story_id)
    answer = HttpResponsePermanentRedirect(found.address)
    patch_cache_control(answer, no_cache=True)
    return answer


@stored()
def qr_code(request: EditionRequest, code: str) -> HttpResponse:
    """Return the QR code of a short link."""
    story_id = shortlinks.story_id_of(code)
    if story_id is None:
        raise Http404
    depends_on(f"story:{story_id}")
    found = shortlinks.destination_of(story_id)
    if found is None:
        raise Http404
    if found.gone:
        return HttpResponse(status=_GONE)
    return HttpResponse(shortlinks.qr_svg(shortlinks.short_address(story_id)), content_type="image/svg+xml")


# --- oEmbed -----------------------------------------------------------------------------------------


@stored("url", "format", "maxwidth", "maxheight")
def oembed(request: EditionRequest) -> HttpResponse:
    """Say what one of our stories embeds as (oembed.com, 2.2 and 2.3)."""
    if request.GET.get("format", "json") != "json":
        return _said("Only json is spoken here.", _NOT_IMPLEMENTED)
    story = oembed_provider.story_at(request.GET.get("url", ""), request.editions)
    if story is None:
        raise Http404
    said = oembed_provider.answer(
        story, _pixels(request.GET.get("maxwidth")), _pixels(request.GET.get("maxheight"))
    )
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


_CARD_POLICY = {
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [NONE],
    "style-src": [oembed_provider.STYLE_SOURCE],
    "frame-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}


@stored()
@csp_replace(_CARD_POLICY)
@xframe_options_exempt
def card(request: EditionRequest, public_id: str) -> HttpResponse:
    """Return a story's card, which any page may frame."""
    story = oembed_provider.card_of(request.edition, int(public_id))
    if story is None:
        raise Http404
    answer = HttpResponse(oembed_provider.card_document(story))
    # The story is what is to be found. A header of its own also keeps the card from lying as a file beside,
    # where a web server would say of it what it says of every page.
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _pixels(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 else None  # noqa: PLR2004


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
