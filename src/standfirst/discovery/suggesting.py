"""What a reader who is still typing may be after: topics, authors, headlines."""

from collections.abc import Sequence
from dataclasses import dataclass

from standfirst.discovery.asking import Backend
from standfirst.discovery.backends.choosing import backend
from standfirst.discovery.documents import key_of
from standfirst.discovery.languages import analysis_of
from standfirst.discovery.queries import MOST_SIGNS, printable
from standfirst.editions.models import Edition
from standfirst.newsroom.cards import cards_and_lines
from standfirst.newsroom.models import Author, Topic

MOST, _SHORTEST, _NAMES = 8, 2, 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page to go to: ``kind`` is ``topic``, ``author`` or ``story``."""

    kind: str
    label: str
    address: str


def suggest(
    typed: str, edition: Edition, *, limit: int = MOST, index: Backend | None = None
) -> list[Suggestion]:
    """Return pages that ``typed``, the beginning of something, may lead to: names first, then headlines.

    Of topics and authors those with most stories come first, of stories the newest. All are live now.
    """
    index, typed = index or backend(), printable(typed[:MOST_SIGNS])
    key = key_of(typed)
    if len(key.replace(" ", "")) < _SHORTEST and key.isascii():
        return []
    names = _names(index.names_beginning(edition, key, _NAMES), edition)
    words = analysis_of(edition.language).words(typed)[:8]
    ids = index.headlines_beginning(edition, words, limit) if words else []
    lines = cards_and_lines((), ids, edition)[1]
    stories = [Suggestion("story", lines[pk].headline, lines[pk].address) for pk in ids if pk in lines]
    return [*names, *stories][:limit]


def _names(tags: Sequence[tuple[str, int]], edition: Edition) -> list[Suggestion]:
    ids: dict[str, list[int]] = {"topic": [], "author": []}
    for tag, _count in tags:
        kind, _, pk = tag.partition(":")
        ids[kind].append(int(pk))
    topics = Topic.objects.filter(pk__in=ids["topic"], edition=edition, merged_into=None)
    authors = Author.objects.filter(pk__in=ids["author"], edition=edition)
    found: dict[str, Suggestion] = {}
    for kind, rows in (
        ("topic", topics if ids["topic"] else ()),
        ("author", authors if ids["author"] else ()),
    ):
        for one in rows:
            one.edition = edition
            found[one.tag] = Suggestion(kind, one.name, one.address)
    return [found[tag] for tag, _count in tags if tag in found]
