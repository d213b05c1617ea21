"""What there is a feed of: an edition, a section, a topic, an author; and where its feeds are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from standfirst.delivery.depending import depends_on
from standfirst.editions.addresses import absolute
from standfirst.editions.choosing import edition_of, editions_to_read, path_within
from standfirst.editions.models import Edition
from standfirst.newsroom.listing import edition_list
from standfirst.newsroom.models import Author, Section, Topic
from standfirst.newsroom.reading import sections_of
from standfirst.syndication.characters import fit

RSS, ATOM, JSON = "rss.xml", "atom.xml", "feed.json"
# Content types as <link rel="alternate"> and the answers say them.
FORMS = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON: "application/feed+json"}
SECTIONS, TOPICS, AUTHORS = "sections", "topics", "authors"
# The address of a feed within its edition, without the slash that it begins with.
ADDRESS = (
    rf"feeds/(?:(?P<of>{SECTIONS}|{TOPICS}|{AUTHORS})/(?P<slug>[^/\x00]+)/)?"
    rf"(?P<form>{'|'.join(map(re.escape, FORMS))})"
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One feed, as a page names it: ``<link rel="alternate" type=… title=… href=…>``."""

    mime_type: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is of: ``list_name`` as in ``ListedStory``, its page, and the folder of its feeds."""

    edition: Edition
    list_name: str
    name: str
    description: str
    page: str
    folder: str

    @property
    def title(self) -> str:
        """The feed's title, which a list of subscriptions shows without any context."""
        return self.name if self.name == self.edition.name else f"{self.name} · {self.edition.name}"

    def feed(self, form: str) -> str:
        """Return the whole address of the feed in ``form``."""
        return absolute(self.edition, f"{self.folder}{form}")

    @property
    def links(self) -> list[FeedLink]:
        """Its feeds, one a form."""
        return [FeedLink(mime_type, self.title, self.feed(form)) for form, mime_type in FORMS.items()]


@dataclass(frozen=True, slots=True)
class Moved:
    """A subject that became another one: its feeds are found under ``slug`` now."""

    slug: str


def edition_subject(edition: Edition) -> Subject:
    """Return the feed of everything."""
    depends_on("editions")
    name, words = fit(edition.name), fit(edition.tagline or edition.name)
    return Subject(edition, edition_list(edition), name, words, edition.path("/"), edition.path("/feeds/"))


def subject_of(one: Section | Topic | Author) -> Subject:
    """Return the feed of a section, a topic or an author, whose edition is known."""
    edition = one.edition
    kind = {Section: SECTIONS, Topic: TOPICS, Author: AUTHORS}[type(one)]
    words = one.biography if isinstance(one, Author) else one.description
    folder = edition.path(f"/feeds/{kind}/{one.slug}/")
    return Subject(edition, one.tag, fit(one.name), fit(words or one.name), one.address, folder)


def subject_named(edition: Edition, of: str, slug: str) -> Subject | Moved | None:
    """Return what the address of a feed names; None where there is nothing of that name."""
    if not of:
        return edition_subject(edition)
    depends_on("editions")
    if of == SECTIONS:
        found = next((one for one in sections_of(edition) if one.slug == slug), None)
        return subject_of(found) if found else None
    return _topic_or_author(edition, Topic if of == TOPICS else Author, slug)


def _topic_or_author(edition: Edition, model: type[Any], slug: str) -> Subject | Moved | None:
    one: Topic | Author | None = model.objects.filter(edition=edition, slug=slug).first()
    if one is None:
        return None
    depends_on(one.tag)
    one.edition = edition
    if isinstance(one, Topic) and one.merged_into:
        return Moved(one.merged_into.slug)
    return subject_of(one)


def subject_at(address: str) -> tuple[Subject, str] | None:
    """Return the feed that has exactly this address, and its form; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = unquote(parts.path)
    edition = edition_of(editions_to_read(), parts.netloc, path)
    found = re.fullmatch(f"/{ADDRESS}", path_within(edition, path)) if edition else None
    if edition is None or found is None:
        return None
    subject = subject_named(edition, found["of"] or "", found["slug"] or "")
    if not isinstance(subject, Subject) or subject.feed(found["form"]) != address:
        return None
    return subject, found["form"]


def subjects_to_list(edition: Edition) -> Sequence[Subject]:
    """Return what the page for people lists: the edition, then its sections in the paper's order.

    Topics and authors name their feeds on their own pages.
    """
    return [edition_subject(edition), *map(subject_of, sections_of(edition))]
