"""Filters that a reader types, as facts that the index knows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from standfirst.discovery.asking import Backend, Narrowing
from standfirst.discovery.documents import key_of
from standfirst.discovery.folding import fold
from standfirst.discovery.queries import By, Filter, moments_of
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Author, Topic
from standfirst.newsroom.reading import sections_of

_MOST_MEANT = 20


@dataclass(slots=True)
class Facts:
    """What filters come to; ``unknown`` ones name nothing that there is, and narrow nothing."""

    narrowings: list[Narrowing] = field(default_factory=list)
    since: int | None = None
    until: int | None = None
    unknown: list[Filter] = field(default_factory=list)


def facts_of(filters: Iterable[Filter], edition: Edition, index: Backend) -> Facts:
    """Return what ``filters`` come to in ``edition``.

    Several of one kind are alternatives (``section:sport section:world``), those of different kinds are not.
    """
    facts = Facts()
    either: dict[tuple[By, bool], list[int | str]] = {}
    for one in filters:
        if one.by in {By.FROM, By.TO}:
            _narrow_time(facts, one, edition)
        elif values := _values_of(one, edition, index):
            either.setdefault((one.by, one.excluded), []).extend(values)
        else:
            facts.unknown.append(one)
    facts.narrowings = [
        Narrowing(by.value, tuple(dict.fromkeys(values)), excluded)
        for (by, excluded), values in either.items()
    ]
    return facts


def _narrow_time(facts: Facts, one: Filter, edition: Edition) -> None:
    moments = None if one.excluded else moments_of(one.value, edition)
    if moments is None:
        facts.unknown.append(one)
    elif one.by == By.FROM:
        facts.since = max(facts.since or -(2**62), int(moments[0].timestamp()))
    else:
        facts.until = min(facts.until or 2**62, int(moments[1].timestamp()))


def _values_of(one: Filter, edition: Edition, index: Backend) -> list[int | str]:
    key = key_of(one.value)
    if one.by == By.KIND:
        return [str(kind) for kind in StoryKind if key in {str(kind), key_of(str(kind.label))}]
    if one.by == By.SECTION:
        sections = sections_of(edition)
        return [found.pk for found in sections if key in {fold(found.slug), key_of(found.name)}]
    if one.by == By.TOPIC:
        topics = Topic.objects.filter(edition=edition, slug=one.value)
        found = [merged or pk for pk, merged in topics.values_list("pk", "merged_into")]
    else:
        found = list(Author.objects.filter(edition=edition, slug=one.value).values_list("pk", flat=True))
    return [*found] or _named(one.by, key, edition, index)


def _named(by: By, key: str, edition: Edition, index: Backend) -> list[int | str]:
    """Return the ids of topics or authors with a name, or a word in it, that begins so."""
    prefix = f"{by.value}:"
    tags = [tag for tag, _count in index.names_beginning(edition, key, _MOST_MEANT)] if key else []
    return [int(tag.removeprefix(prefix)) for tag in tags if tag.startswith(prefix)]
