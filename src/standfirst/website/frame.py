"""What stands around every page: masthead, sections, editions."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standfirst.delivery.fragments import fragment
from standfirst.editions.choosing import EditionRequest
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Section
from standfirst.newsroom.reading import sections_of

View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of an edition that its pages share, and that nobody changes."""

    edition: Edition
    editions: Sequence[Edition]
    sections: Sequence[Section]
    # What was worked out from nothing but this, such as the masthead's HTML.
    parts: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def top_sections(self) -> list[Section]:
        """The first level, in the paper's order."""
        return [section for section in self.sections if section.parent_id is None]

    def sections_under(self, section: Section) -> list[Section]:
        """Return the second level of ``section``."""
        return [other for other in self.sections if other.parent_id == section.pk]

    def top_of(self, section: Section | None) -> Section | None:
        """Return the first-level section that ``section`` is, or is part of."""
        if section is None or section.parent_id is None:
            return section
        return next((other for other in self.sections if other.pk == section.parent_id), None)


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Answer 404."""
    raise Http404


def stored(
    *parameters: str, without_edition: View = no_such_page
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view be read only, within an edition, and its pages be kept as they are for every reader.

    ``parameters`` are those of the query that change the page, and the only ones that the view may look
    at. It may rely on ``request.edition``; where there is none, ``without_edition`` answers.
    """

    def declared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def within_an_edition(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not hasattr(request, "edition"):
                return without_edition(request)
            return view(request, *args, **kwargs)

        within_an_edition.stored_by = parameters  # type: ignore[attr-defined]
        return within_an_edition

    return declared


def frame_of(edition: Edition, editions: Sequence[Edition]) -> Frame:
    """Return the frame of ``edition``'s pages, in one query."""
    return fragment(("frame", edition.pk), lambda: Frame(edition, editions, sections_of(edition)))


def page(
    request: HttpRequest, template: str, *, status: int = 200, frame: Frame | None = None, **context: Any
) -> HttpResponse:
    """Answer with ``template`` in the frame of the request's edition.

    ``elsewhere`` in the context says where the switch to an edition leads, by its id; to its front page
    where nothing better is known.
    """
    reader = cast(EditionRequest, request)
    shown = frame or frame_of(reader.edition, reader.editions)
    words = {"frame": shown, "edition": shown.edition, "section": None, "elsewhere": {}, **context}
    return render(request, f"website/{template}", words, status=status)
