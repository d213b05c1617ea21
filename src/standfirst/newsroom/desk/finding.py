"""The desk's list of stories: found by index, a page at a time by keyset, at any size of the archive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from standfirst.newsroom.headlines import with_words
from standfirst.newsroom.models import Author, Section, Story, StoryByline
from standfirst.newsroom.models.reach import Span
from standfirst.newsroom.reading import Cursor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; what is None or empty does not narrow the list."""

    edition_id: int | None = None
    section: Section | None = None
    below: frozenset[int] | None = None  # the sections below it, where they are known already
    kind: str = ""
    state: str = ""
    author: Author | None = None
    edited_from: datetime | None = None
    edited_to: datetime | None = None
    words: str = ""

    @property
    def by_id(self) -> bool:
        """Whether the list goes by the stories' age: an author's, and what a search finds."""
        return bool(self.author or self.words)

    def narrow(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        """Return those of ``stories`` that have what is looked for, but for place, author and words."""
        wanted = {
            "kind": self.kind or None,
            "desk_state": self.state or None,
            "last_edited_at__gte": self.edited_from,
            "last_edited_at__lt": self.edited_to,
        }
        return stories.filter(**{name: value for name, value in wanted.items() if value is not None})


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of the list; ``older`` leads to the next, None at the end."""

    stories: list[Story]
    older: Cursor | None


def desk_stories(span: Span, wanted: Wanted, *, before: Cursor | None = None, limit: int = 25) -> DeskPage:
    """Return the stories within ``span`` that are ``wanted``, last edited first.

    An author's stories and what a search finds go newest first. Each page costs the same, whatever its
    place in the list: it is read along an index, from where ``before`` points.
    """
    places = _places(span, wanted)
    if wanted.by_id:
        ids = _ids_by_age(places, wanted, before, limit + 1)
    else:
        ids = _ids_by_edit(places, wanted, before, limit + 1)
    stories = _rows(ids[:limit])
    last = stories[-1] if stories and len(ids) > limit else None
    return DeskPage(stories, Cursor(last.last_edited_at, last.pk) if last else None)


def _places(span: Span, wanted: Wanted) -> list[Q]:
    """Return conditions that together say where to look; each alone can be read along one index."""
    if wanted.section:
        section = wanted.section
        below = wanted.below
        if below is None:
            below = frozenset(Section.objects.filter(parent=section).values_list("pk", flat=True))
        inside = [pk for pk in (section.pk, *sorted(below)) if span.covers(section.edition_id, pk)]
        return [Q(section_id=pk) for pk in inside]
    if wanted.edition_id and span.covers(wanted.edition_id, None):
        return [Q(edition_id=wanted.edition_id)]
    if span.everything:
        return [Q()]
    sections: Iterable[int] = span.sections
    if wanted.edition_id:
        sections = Section.objects.filter(edition_id=wanted.edition_id, pk__in=sections).values_list(
            "pk", flat=True
        )
    editions = [] if wanted.edition_id else span.editions
    return [*(Q(edition_id=pk) for pk in editions), *(Q(section_id=pk) for pk in sections)]


def _ids_by_edit(places: Sequence[Q], wanted: Wanted, before: Cursor | None, limit: int) -> list[int]:
    """Return ids, last edited first: the newest of every place, merged."""
    stories = wanted.narrow(Story.objects.all())
    if before:
        stories = stories.filter(last_edited_at__lte=before.published_at).filter(
            Q(last_edited_at__lt=before.published_at) | Q(pk__lt=before.story_id)
        )
    newest = stories.order_by("-last_edited_at", "-pk").values_list("last_edited_at", "id")
    found = _all_of([newest.filter(place)[:limit] for place in places])
    return [pk for _edited, pk in sorted(found, reverse=True)[:limit]]


def _ids_by_age(places: Sequence[Q], wanted: Wanted, before: Cursor | None, limit: int) -> list[int]:
    """Return ids, newest story first."""
    if not places:
        return []
    anywhere = Q()
    for place in places:
        anywhere |= place
    newest_id = before.story_id - 1 if before else None
    stories = wanted.narrow(Story.objects.filter(anywhere))
    if wanted.words:
        stories = with_words(stories, wanted.words, up_to=newest_id)
    if wanted.author:
        return _ids_of_author(wanted.author, stories, newest_id, limit)
    return list(stories.order_by("-pk").values_list("pk", flat=True)[:limit])


def _ids_of_author(author: Author, stories: QuerySet[Story], newest_id: int | None, limit: int) -> list[int]:
    """Return ids along the index of bylines; each story is looked up by its id, no more than needed."""
    bylines = StoryByline.objects.filter(Exists(stories.filter(pk=OuterRef("story_id"))), author=author)
    if newest_id is not None:
        bylines = bylines.filter(story_id__lte=newest_id)
    return list(bylines.order_by("-story_id").values_list("story_id", flat=True)[:limit])


def _all_of(queries: Sequence[QuerySet[Story]]) -> set[tuple[Any, int]]:
    """Return the rows of several sliced queries, asked in one (SQLite takes slices in a union only so).

    The dates come as the database's own values: they serve to put the rows in order, no more.
    """
    if len(queries) <= 1:
        return {row for query in queries for row in query}
    compiled = [query.query.sql_with_params() for query in queries]
    union = " UNION ALL ".join(
        f"SELECT last_edited_at, id FROM ({sql}) AS place{place}"  # noqa: S608  (Django's own statements)
        for place, (sql, _) in enumerate(compiled)
    )
    with connection.cursor() as cursor:
        cursor.execute(union, [value for _, values in compiled for value in values])
        return set(cursor.fetchall())


def _rows(ids: Sequence[int]) -> list[Story]:
    """Return the stories of ``ids`` in that order, with what the list shows, in two queries."""
    bylines = StoryByline.objects.select_related("author").order_by("sort_order")
    found = (
        Story.objects.filter(pk__in=ids)
        .select_related("section", "edition", "latest_revision__user", "locked_by")
        .defer("body", "standfirst", "latest_revision__content")
        .prefetch_related(Prefetch("bylines", bylines))
        .in_bulk()
    )
    return [found[pk] for pk in ids if pk in found]
