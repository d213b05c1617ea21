"""Which pages readers ask for at once after a change: they are rendered again before anyone does."""

from collections.abc import Iterable
from urllib.parse import unquote

from standfirst.editions.models import Edition
from standfirst.newsroom.models import Section, Story
from standfirst.website.addressing import between_requests

# Changes of more stories than this are an import: readers will not ask for all of them at once.
MOST = 20


@between_requests()
def hot_addresses(tags: Iterable[str]) -> list[tuple[str, str]]:
    """Return host (empty: any) and path of the pages to render again after a change of ``tags``.

    The stories themselves first, then the fronts and sections whose lists changed.
    """
    ids: dict[str, set[int]] = {}
    everything = False
    for tag in tags:
        parts = tag.removeprefix("list:").split(":")
        everything = everything or tag == "editions"
        if len(parts) > 1 and parts[1].isdecimal():
            ids.setdefault(parts[0], set()).add(int(parts[1]))
    editions = {edition.pk: edition for edition in Edition.objects.all()}
    stories = _stories(ids.get("story", set()), editions)
    fronts = ids.get("edition", set()) | ids.get("front", set()) | {story.edition_id for story in stories}
    sections = Section.objects.filter(
        pk__in=ids.get("section", set()) | {story.section_id for story in stories}
    )
    shown = [
        *((story.edition_id, story.address) for story in stories),
        *((pk, editions[pk].path("/")) for pk in editions if everything or pk in fronts),
        *((section.edition_id, section.address) for section in sections),
        *((pk, editions[pk].path("/latest/")) for pk in ids.get("edition", ()) if pk in editions),
    ]
    return [(editions[edition].host, _as_asked(path)) for edition, path in dict.fromkeys(shown)]


def _as_asked(path: str) -> str:
    """Return ``path`` as a WSGI server gives it: decoded, each byte a letter (PEP 3333)."""
    return unquote(path).encode().decode("latin-1")


def _stories(ids: set[int], editions: dict[int, Edition]) -> list[Story]:
    if not ids or len(ids) > MOST:
        return []
    stories = list(Story.objects.filter(pk__in=ids, live=True).select_related("section").defer("body"))
    for story in stories:
        story.edition = story.section.edition = editions[story.edition_id]
    return stories
