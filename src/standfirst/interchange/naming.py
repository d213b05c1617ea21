"""Foreign sections, topics and authors matched with those of an edition, or made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from typing import TypeVar

from standfirst.editions.models import RESERVED_SEGMENTS, Edition
from standfirst.interchange.fitting import NAME
from standfirst.interchange.records import AuthorRecord, SectionRecord, StoryRecord, TopicRecord
from standfirst.newsroom.models import Author, Section, Topic
from standfirst.text.slugs import slug_of

_Made = TypeVar("_Made", Section, Topic, Author)
_SECTION_NAME, _SECTION_SLUG, _SLUG, _BIOGRAPHY = 80, 60, 80, 2000


class Names:
    """What an edition calls things; what is new waits in here until `save`."""

    def __init__(self, edition: Edition, default_section: str = "") -> None:
        """Learn what an edition has; `default_section` is the address of the section for the rest."""
        self.edition = edition
        first = edition.sections.filter(parent=None).first()
        self._default = default_section or (first.slug if first else "")
        self.made: Counter[str] = Counter()
        self._unsure: Counter[str] = Counter()
        self.forget()

    def forget(self) -> None:
        """Look again at what there is: what was made in a transaction that failed is gone."""
        self._sections = {section.slug: section for section in self.edition.sections.select_related("parent")}
        self._section_names = {_key(section.name): section for section in self._sections.values()}
        self._topics: dict[str, Topic] = {}
        self._topic_slugs: dict[str, Topic] = {}
        for topic in self.edition.topics.select_related("merged_into"):
            self._add_topic(topic)
        authors = list(self.edition.authors.all())
        self._authors = {_key(author.name): author for author in authors}
        self._author_slugs = {author.slug for author in authors}
        self._new: list[Section | Topic | Author] = []
        self._unsure.clear()

    def settle(self) -> None:
        """Count what was made: it is there for good."""
        self.made += self._unsure
        self._unsure.clear()

    def learn(self, record: StoryRecord) -> None:
        """Make what a story needs and the edition does not have; nothing is written yet."""
        self.sections(record)
        self.topics(record)
        self.authors(record)

    def save(self) -> None:
        """Write what is new."""
        for section in [one for one in self._new if isinstance(one, Section)]:
            section.parent = section.parent  # its id is known by now
            section.save()
        topics = [one for one in self._new if isinstance(one, Topic)]
        authors = [one for one in self._new if isinstance(one, Author)]
        Topic.objects.bulk_create(topics, batch_size=500)
        Author.objects.bulk_create(authors, batch_size=500)
        self._new = []

    def sections(self, record: StoryRecord) -> list[Section]:
        """Return a story's sections, the primary one first; never none."""
        found = [self._section(one) for one in record.sections]
        if not found:
            hinted = (self._known_section(hint) for hint in record.section_hints)
            found = [section for section in hinted if section is not None][:1]
        return _once(found) if found else [self.default_section()]

    def default_section(self) -> Section:
        """Return where stories go that name no section: the one asked for, else the first of the edition."""
        if self._default:
            return self._sections[self._default]
        return self._section(SectionRecord("news", "News", "news"))

    def topics(self, record: StoryRecord) -> list[Topic]:
        """Return a story's topics, each once."""
        return _once([self._topic(one) for one in record.topics])

    def authors(self, record: StoryRecord) -> list[Author]:
        """Return a story's authors, each once; none of them can sign in."""
        return _once([self._author(one) for one in record.authors])

    def has_section(self, slug: str) -> bool:
        """Return whether the edition has a section at this address."""
        return slug in self._sections

    # Sections

    def _known_section(self, record: SectionRecord) -> Section | None:
        slug = self._slug(record.slug, _SECTION_SLUG)
        return self._sections.get(slug) or self._section_names.get(_key(record.name))

    def _section(self, record: SectionRecord) -> Section:
        known = self._known_section(record)
        if known is not None:
            return known
        top = record.parent
        while top is not None and top.parent is not None:
            top = top.parent
        parent = self._section(top) if top is not None else None
        if parent is not None and parent.parent is not None:
            parent = parent.parent
        section = Section(
            edition=self.edition,
            parent=parent,
            name=record.name[:_SECTION_NAME],
            slug=self._free_section_slug(record),
            position=max((one.position for one in self._sections.values()), default=-1) + 1,
        )
        self._sections[section.slug] = self._section_names[_key(section.name)] = section
        self._keep(section, "sections")
        return section

    def _free_section_slug(self, record: SectionRecord) -> str:
        taken = {*self._sections, *RESERVED_SEGMENTS, *self._prefixes()}
        return _free(self._slug(record.slug or record.name, _SECTION_SLUG - 4) or "section", taken)

    def _prefixes(self) -> set[str]:
        return set(Edition.objects.exclude(prefix="").values_list("prefix", flat=True))

    # Topics

    def _add_topic(self, topic: Topic) -> None:
        meant = topic.merged_into or topic
        self._topic_slugs[topic.slug] = meant
        for name in (topic.name, *topic.other_names):
            self._topics.setdefault(_key(name), meant)

    def _topic(self, record: TopicRecord) -> Topic:
        name = record.name.strip()[:NAME]
        known = self._topics.get(_key(name))
        if known is None and record.slug:
            known = self._topic_slugs.get(self._slug(record.slug, _SLUG))
        if known is not None:
            return known
        slug = _free(self._slug(record.slug or name, _SLUG) or "topic", self._topic_slugs)
        topic = Topic(edition=self.edition, kind=record.kind, name=name, slug=slug)
        self._add_topic(topic)
        self._keep(topic, "topics")
        return topic

    # Authors

    def _author(self, record: AuthorRecord) -> Author:
        name = record.name.strip()[:NAME]
        known = self._authors.get(_key(name))
        if known is not None:
            return known
        slug = _free(self._slug(name, _SLUG) or "author", self._author_slugs)
        author = Author(
            edition=self.edition,
            kind=record.kind,
            name=name,
            slug=slug,
            biography=record.biography[:_BIOGRAPHY],
        )
        self._authors[_key(name)] = author
        self._author_slugs.add(slug)
        self._keep(author, "authors")
        return author

    def _keep(self, made: Section | Topic | Author, what: str) -> None:
        self._new.append(made)
        self._unsure[what] += 1

    def _slug(self, words: str, limit: int) -> str:
        in_own_letters = self.edition.slug_style == Edition.SlugStyle.UNICODE
        return slug_of(words, unicode=in_own_letters, limit=limit)


def _once(found: list[_Made]) -> list[_Made]:
    """Return each once, in order; rows that are not written yet have no hash, but they have an identity."""
    return list({id(one): one for one in found}.values())


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _free(slug: str, taken: Container[str]) -> str:
    """Return a slug that is not taken, with a number where it was."""
    number = 1
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
