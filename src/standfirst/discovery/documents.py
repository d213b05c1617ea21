"""What the index knows of a story: words and facts, read from the database many stories at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from standfirst.discovery.folding import fold
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.history import paragraphs_of
from standfirst.newsroom.models import Author, ListedStory, Story, Topic
from standfirst.newsroom.reading import photos_named_in

BATCH = 500
# Longer ones are no stories: what is beyond would only slow down everyone's search.
_MOST_SIGNS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A live story as the index keeps it."""

    pk: int
    kind: str
    published_at: datetime
    year: int
    headline: str
    lead: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    # Under what a topic or an author is suggested: each of its names, with its tag.
    keys: tuple[tuple[str, str], ...] = ()
    sections: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()


class Reader:
    """Reads stories of one edition; what topics and authors are called is asked for once."""

    def __init__(self, edition: Edition) -> None:
        """Read stories of ``edition``."""
        self.edition = edition
        self._topics: dict[int, tuple[str, ...]] = {}
        self._authors: dict[int, tuple[str, ...]] = {}

    def documents(self, ids: Iterable[int]) -> list[Document]:
        """Return those of the stories of ``ids`` (some hundreds) that are live in this edition."""
        rows = list(_rows(self.edition, ids))
        listed = _listed(row["pk"] for row in rows)
        self._learn(listed.values())
        bodies = {row["pk"]: json.loads(row["raw_body"] or "[]") for row in rows}
        captions = _captions(bodies.values())
        return [self._document(row, bodies[row["pk"]], captions, listed.get(row["pk"], {})) for row in rows]

    def all_documents(self) -> Iterator[list[Document]]:
        """Yield every live story of the edition, batch by batch, the oldest id first."""
        last = 0
        live = Story.objects.filter(edition=self.edition, live=True).order_by("pk")
        while ids := list(live.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            yield self.documents(ids)
            last = ids[-1]

    def _document(
        self,
        row: Mapping[str, Any],
        blocks: Sequence[dict[str, Any]],
        captions: Mapping[int, str],
        listed: Mapping[str, list[int]],
    ) -> Document:
        topics, authors = listed.get("topic", []), listed.get("author", [])
        named = [(f"topic:{pk}", self._topics.get(pk, ())) for pk in topics]
        named += [(f"author:{pk}", self._authors.get(pk, ())) for pk in authors]
        words = [row["dateline"], row["lead_caption"] or row["lead_photo__caption"] or ""]
        words += [*paragraphs_of(blocks), *_captions_in(blocks, captions)]
        short = row["short_headline"]
        return Document(
            pk=row["pk"],
            kind=row["kind"],
            published_at=row["first_published_at"],
            year=self.edition.local(row["first_published_at"]).year,
            headline=" ".join(filter(None, [row["kicker"], row["headline"], short])),
            lead=row["standfirst"],
            body="\n".join(filter(None, words))[:_MOST_SIGNS],
            names=tuple(name for _, names in named for name in names),
            keys=tuple((tag, name) for tag, names in named for name in names),
            sections=tuple(listed.get("section", ())),
            topics=tuple(topics),
            authors=tuple(authors),
        )

    def _learn(self, listed: Iterable[Mapping[str, list[int]]]) -> None:
        wanted = [(one.get("topic", []), one.get("author", [])) for one in listed]
        topics = {pk for ids, _ in wanted for pk in ids} - self._topics.keys()
        authors = {pk for _, ids in wanted for pk in ids} - self._authors.keys()
        for pk, name, others in Topic.objects.filter(pk__in=topics).values_list("pk", "name", "other_names"):
            self._topics[pk] = (name, *map(str, others or ()))
        for pk, name in Author.objects.filter(pk__in=authors).values_list("pk", "name"):
            self._authors[pk] = (name,)


def words_shown(ids: Iterable[int]) -> dict[int, Iterator[str]]:
    """Return the paragraphs of live stories by id, for the lines that show what was found.

    They are made one by one, as far as they are asked for.
    """
    live = Story.objects.filter(pk__in=list(ids), live=True)
    rows = live.annotate(raw_body=Cast("body", TextField())).values_list("pk", "raw_body")
    return {pk: _paragraphs(json.loads(body or "[]")) for pk, body in rows}


def _paragraphs(blocks: Iterable[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield from paragraphs_of([block])


def key_of(name: str) -> str:
    """Return a name as suggestions compare it."""
    return " ".join(fold(name).split())[:_MOST_KEY]


def keys_of(name: str) -> list[str]:
    """Return under what a name is suggested: as a whole, and from each of its words on."""
    words = key_of(name).split()
    return list(dict.fromkeys(" ".join(words[place:]) for place in range(min(len(words), _MOST_BEGINNINGS))))


_MOST_KEY, _MOST_BEGINNINGS = 120, 5


def _rows(edition: Edition, ids: Iterable[int]) -> Iterable[dict[str, Any]]:
    live = Story.objects.filter(
        pk__in=list(ids), edition=edition, live=True, first_published_at__isnull=False
    )
    return live.annotate(raw_body=Cast("body", TextField())).values(
        *("pk", "kind", "kicker", "headline", "short_headline", "standfirst", "dateline"),
        *("lead_caption", "lead_photo__caption", "first_published_at", "raw_body"),
    )


def _listed(ids: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """Return in which sections, topics and authors' lists stories stand."""
    found: dict[int, dict[str, list[int]]] = {}
    rows = ListedStory.objects.filter(story__in=list(ids)).order_by("pk").values_list("story_id", "list")
    for story, name in rows:
        what, _, pk = name.partition(":")
        if pk.isdecimal():
            found.setdefault(story, {}).setdefault(what, []).append(int(pk))
    return found


def _captions(bodies: Iterable[Sequence[Mapping[str, Any]]]) -> dict[int, str]:
    ids = {pk for blocks in bodies for pk in photos_named_in(blocks)}
    return dict(Photo.objects.filter(pk__in=ids).values_list("pk", "caption")) if ids else {}


def _captions_in(blocks: Sequence[Mapping[str, Any]], captions: Mapping[int, str]) -> Iterator[str]:
    """Yield the photos' own captions where the body gives none."""
    for block in blocks:
        value = block["value"]
        shown = [value[side] for side in ("left", "right")] if block["type"] == "pair" else [value]
        if block["type"] in {"photo", "pair"}:
            for one in shown:
                if not one.get("caption") and one.get("photo"):
                    yield captions.get(one["photo"], "")
