"""What stands around every page: masthead, sections, editions."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standfirst.delivery.fragments import fragment
from standfirst.editions.choosing import EditionRequest
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Section
from standfirst.newsroom.reading import sections_of


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
