"""What results can be narrowed by: sections, topics, authors, kinds and years, each with its count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from standfirst.delivery.depending import depends_on
from standfirst.delivery.fragments import fragments_of
from standfirst.discovery.queries import By, Filter, Query
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Author, Topic
from standfirst.newsroom.reading import sections_of

Counts = Sequence[tuple[int | str, int]]
_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, how many results have it, and the question to ask for (or, when ``chosen``, without) it."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow results; ``name`` is ``section``, ``topic``, ``author``, ``kind`` or ``year``."""

    name: str
    choices: Sequence[Choice]


def facets_of(counts: Mapping[str, Counts], query: Query, edition: Edition) -> list[Facet]:
    """Return the ways to narrow what ``query`` found; ways that would change nothing are left out."""
    made = [
        ("section", _named(counts, By.SECTION, query, _sections(edition))),
        ("topic", _named(counts, By.TOPIC, query, _rows(Topic, edition, counts.get("topic", ())))),
        ("author", _named(counts, By.AUTHOR, query, _rows(Author, edition, counts.get("author", ())))),
        ("kind", _named(counts, By.KIND, query, {str(one): (str(one), str(one.label)) for one in StoryKind})),
        ("year", list(_years(counts.get("year", ()), query))),
    ]
    return [Facet(name, choices) for name, choices in made if choices]


def _named(
    counts: Mapping[str, Counts], by: By, query: Query, known: Mapping[int | str, tuple[str, str]]
) -> list[Choice]:
    """Return choices by their values' written form and label; what is no longer known is left out."""
    choices = []
    for value, count in counts.get(by.value, ()):
        if value in known:
            written, label = known[value]
            choices.append(_choice(label, count, query, [Filter(by, written)]))
    return choices


def _years(counts: Counts, query: Query) -> Iterable[Choice]:
    for year, count in sorted(counts, key=lambda one: -int(one[0])):
        written = f"{int(year):04}"
        yield _choice(written, count, query, [Filter(By.FROM, written), Filter(By.TO, written)])


def _choice(label: str, count: int, query: Query, filters: Sequence[Filter]) -> Choice:
    chosen = all(one in query.filters for one in filters)
    for one in filters:
        query = query.without_filter(one) if chosen else query.with_filter(one)
    return Choice(label, count, str(query), chosen)


def _sections(edition: Edition) -> dict[int | str, tuple[str, str]]:
    return {one.pk: (one.slug, one.name) for one in sections_of(edition)}


def _rows(
    model: type[Topic] | type[Author], edition: Edition, counts: Counts
) -> dict[int | str, tuple[str, str]]:
    """Return the addresses and names of topics or authors by id; kept as long as they are true."""
    kind = "topic" if model is Topic else "author"

    def read(keys: list[_Key]) -> dict[int, tuple[str, str]]:
        rows = model._default_manager.filter(edition=edition, pk__in=[pk for *_, pk in keys])  # noqa: SLF001
        return {pk: (slug, name) for pk, slug, name in rows.values_list("pk", "slug", "name")}

    def make(key: _Key, rows: Mapping[int, tuple[str, str]]) -> tuple[str, str] | None:
        depends_on(f"{kind}:{key[2]}")
        return rows.get(key[2])

    wanted: list[_Key] = [(kind, edition.pk, int(value)) for value, _count in counts]
    return {key[2]: named for key, named in fragments_of(wanted, read, make).items() if named}
