"""News in JSON (IPTC ninjs 1.x, 2.x, 3.x) as story records.

The three generations say the same things under other names: 1.x has `headline` and `body_html`, 2.x
arrays of objects with a role, 3.x the same in camel case. Keys are therefore folded to lower case,
and each question is asked once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from standfirst.interchange._building import embed, kept, photo, short
from standfirst.interchange._markup import address_key
from standfirst.interchange.blocks import Reading, blocks_of, blocks_of_text, pictures_in
from standfirst.interchange.formats._fields import (
    alternative_id,
    code_of,
    described_as,
    folded,
    headline_of,
    moment_of,
    objects_of,
    summary_of,
    text_of,
    words_of,
)
from standfirst.interchange.formats._json import Found, objects_in
from standfirst.interchange.providers import embed_address
from standfirst.interchange.records import (
    AuthorKind,
    AuthorRecord,
    Block,
    Item,
    Kind,
    NotThisFormat,
    PhotoRecord,
    Progress,
    SectionRecord,
    Skipped,
    State,
    StoryRecord,
    TopicKind,
    TopicRecord,
    Unreadable,
)

_STATES: dict[str, State] = {
    "usable": "published",
    "withheld": "withheld",
    "canceled": "cancelled",
    "cancelled": "cancelled",
}
_KINDS: dict[str, Kind] = {
    "text": "news",
    "composite": "news",
    "video": "video",
    "audio": "audio",
    "graphic": "infographic",
}
_NOT_STORIES = {
    "picture": "a picture by itself; it comes with the stories that show it",
    "component": "a part of another item",
    "event": "an event of the planning desk, not a story",
    "planning": "an entry of the planning desk, not a story",
}
_GENRES: dict[Kind, frozenset[str]] = {
    "opinion": frozenset(["opinion", "column", "editorial", "comment", "commentary", "leader"]),
    "analysis": frozenset({"analysis", "background", "explainer"}),
    "interview": frozenset({"interview"}),
    "cartoon": frozenset({"cartoon"}),
    "infographic": frozenset({"infographic", "graphic"}),
}
# The first level of IPTC Media Topics, in the words that papers use for their sections.
_DESKS = {
    "01000000": ("culture", "arts", "entertainment"),
    "02000000": ("crime", "law", "justice"),
    "03000000": ("disasters", "accidents"),
    "04000000": ("business", "economy", "finance", "economie"),
    "05000000": ("education",),
    "06000000": ("environment", "climate", "science"),
    "07000000": ("health",),
    "08000000": ("people", "human-interest"),
    "09000000": ("labour", "work", "business"),
    "10000000": ("lifestyle", "leisure"),
    "11000000": ("politics", "politique"),
    "12000000": ("religion",),
    "13000000": ("science", "technology", "sciences"),
    "14000000": ("society",),
    "15000000": ("sport", "sports"),
    "16000000": ("world", "conflict", "monde"),
    "17000000": ("weather",),
}
_PEOPLE: tuple[tuple[TopicKind, tuple[str, ...]], ...] = (
    ("person", ("people", "person")),
    ("organisation", ("organisations", "organisation")),
    ("place", ("places", "place")),
    ("event", ("events", "event")),
    ("theme", ("subjects", "subject")),
)
_BY = re.compile(r"\A(?:by|from|par|von|de|بقلم)\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:;|,|/|\||&|\s(?:and|et|und|y|with|avec)\s)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|columnist|photographer)s?\b", re.IGNORECASE
)
_LONGEST_INITIALS = 6
_NO_PUBLICATION = frozenset({"printimage", "thumbnail", "preview", "small", "watermark"})
_MARKUP = ("text/html", "application/xhtml+xml", "html", "xhtml", "html5", "richhtml5", "richtext")


def read(path: Path, zone: tzinfo = UTC, progress: Progress | None = None) -> Iterator[Item]:
    """Every item of a file or of a folder's files, in the order of their names."""
    tell = progress or (lambda _read: None)
    files = _files(path)
    if path.is_file():
        _insist_on_ninjs(path)
    done = 0
    for file in files:
        for found in objects_in(file):
            yield _item(found, file, zone)
            tell(done + found.end)
        done += file.stat().st_size


def size_of(path: Path) -> int:
    """How many bytes there are to read."""
    return sum(file.stat().st_size for file in _files(path))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    files = sorted(
        file for file in path.rglob("*") if file.suffix.lower() in {".json", ".jsonl", ".ndjson", ".ninjs"}
    )
    if not files:
        raise NotThisFormat(f"There is no ninjs file in {path.name or path}")
    return files


def _insist_on_ninjs(path: Path) -> None:
    """Refuse a file whose first readable object has nothing of a news item."""
    faults = 0
    for found in objects_in(path):
        if found.fault:
            faults += 1
            if faults > 20:  # noqa: PLR2004 - this much rubbish is not a feed
                break
            continue
        if _is_news(folded(found.value)):
            return
        break
    raise NotThisFormat(f"{path.name} holds no ninjs (objects with a uri and a headline or a body)")


def _is_news(item: dict[str, Any]) -> bool:
    usual = {"headline", "headlines", "type", "pubstatus", "versioncreated"}
    return bool(text_of(item, "uri", "guid")) and bool(usual & set(item) or _has_body(item))


def _has_body(item: dict[str, Any]) -> bool:
    return any(key.startswith("body_") for key in item)


def _item(found: Found, file: Path, zone: tzinfo) -> Item:
    where = f"{file.name}, line {found.line}"
    if found.fault:
        return Unreadable(where, "", found.fault)
    item = folded(found.value)
    identity, title = text_of(item, "uri", "guid"), short(headline_of(item))
    if not identity:
        return Unreadable(where, title, "The object has no uri, so no version could ever replace it")
    kind = text_of(item, "type").lower() or "text"
    if kind in _NOT_STORIES:
        return Skipped(identity, title, _NOT_STORIES[kind])
    state = _STATES.get(text_of(item, "pubstatus").lower() or "usable")
    if state is None:
        return Unreadable(
            where, title, f"The publication status “{text_of(item, 'pubstatus')}” does not exist"
        )
    if not title and state != "cancelled":
        return Unreadable(where, "", "The object has no headline")
    return _story(item, identity, state, _KINDS.get(kind, "news"), zone)


def _story(item: dict[str, Any], identity: str, state: State, kind: Kind, zone: tzinfo) -> StoryRecord:
    problems: list[str] = []
    pictures = list(_pictures(item))
    body = _body(item, pictures, problems)
    lead, body = _lead(pictures, body)
    created = moment_of(item, zone, "firstcreated") or moment_of(item, zone, "contentcreated")
    changed = moment_of(item, zone, "versioncreated")
    embargo = moment_of(item, zone, "embargoeduntil", "embargoed")
    if any(text_of(item, key) for key in ("embargoed", "embargoeduntil")) and embargo is None:
        state = "withheld" if state == "published" else state
        problems.append("The embargo has no date that could be read: kept as a draft")
    begun = created or changed
    return StoryRecord(
        source=_source(item, identity),
        source_id=identity,
        version=text_of(item, "version"),
        headline=headline_of(item),
        short_headline=headline_of(item, "short", "list", "title"),
        kicker=text_of(item, "slugline"),
        standfirst=summary_of(item),
        dateline=text_of(item, "located", "dateline"),
        language=text_of(item, "language"),
        slug=alternative_id(item, "slug"),
        old_addresses=tuple(filter(None, [alternative_id(item, "address")])),
        kind=_genre(item) or kind,
        state=state,
        body=body,
        lead_photo=lead,
        lead_caption=lead.caption if lead else "",
        sections=tuple(_sections(item)),
        section_hints=tuple(_hints(item)),
        topics=tuple(_topics(item)),
        authors=tuple(_authors(item)),
        published_at=max(begun, embargo) if begun and embargo else (embargo or begun),
        updated_at=changed,
        embargo_until=embargo,
        expires_at=moment_of(item, zone, "expires"),
        problems=tuple(dict.fromkeys([*problems, *_notes(item)])),
    )


# Words


def _notes(item: dict[str, Any]) -> Iterator[str]:
    if note := text_of(item, "ednote"):
        yield f"The provider's note to editors: {short(note, 240)}"
    if terms := text_of(item, "usageterms"):
        yield f"Usage terms: {short(terms, 240)}"


# The body


def _body(
    item: dict[str, Any], pictures: list[tuple[str, PhotoRecord]], problems: list[str]
) -> tuple[Block, ...]:
    markup, text = _bodies(item)
    if markup:
        known = {key: record for name, record in pictures for key in _names_of(name, record)}
        blocks, found = blocks_of(markup, Reading(pictures=known))
        problems += found
    else:
        blocks = blocks_of_text(text)
    headline = headline_of(item)
    if blocks and blocks[0]["type"] == "heading" and blocks[0]["value"]["text"] == headline:
        blocks = blocks[1:]
    return (*blocks, *_media(item, problems), *_linked(item))


def _bodies(item: dict[str, Any]) -> tuple[str, str]:
    """Return the fullest body with markup, and the plain one."""
    markup: list[str] = []
    text: list[str] = []
    for kinds, value in _all_bodies(item):
        marked = _is_markup(kinds, value)
        if marked is not None:
            (markup if marked else text).append(value)
    return max(markup, key=len, default=""), max(text, key=len, default="")


def _all_bodies(item: dict[str, Any]) -> Iterator[tuple[list[str], str]]:
    """Yield every body with what it says of its kind."""
    for _, inner in objects_of(item, "bodies"):
        value = inner.get("value")
        if isinstance(value, str) and value.strip():
            yield [text_of(inner, "contenttype").lower(), text_of(inner, "role").lower()], value
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str) and value.strip():
            yield [key.removeprefix("body_")], value


def _is_markup(kinds: list[str], value: str) -> bool | None:
    """Whether a body is HTML; none at all for one in a provider's own XML, which only repeats the others."""
    if any(kind in _MARKUP or kind.startswith(("xhtml", "html")) for kind in kinds):
        return True
    if any(kind.endswith("xml") or kind == "nitf" for kind in kinds):
        return None
    return bool(
        re.match(r"\s*<(?:p|div|article|section|h[1-6]|ul|figure|html|!doctype)\b", value, re.IGNORECASE)
    )


def _media(item: dict[str, Any], problems: list[str]) -> Iterator[Block]:
    """Yield the film or the sound that an item is: embedded if it can be, else for the desk."""
    if text_of(item, "type").lower() not in {"video", "audio"}:
        return
    addresses = [text_of(inner, "href") for _, inner in objects_of(item, "renditions")]
    for address in filter(None, addresses[:1]):
        if known := embed_address(address):
            yield embed(known)
        else:
            reason = f"A media file has to be filed by hand: {short(address)}"
            problems.append(reason)
            yield kept(address, reason)


def _linked(item: dict[str, Any]) -> Iterator[Block]:
    """Return the texts that an item names as belonging to it, as a box of stories to read next."""
    linked = [
        text_of(inner, "uri")
        for _, inner in objects_of(item, "associations")
        if text_of(inner, "type").lower() in {"text", "composite"} and text_of(inner, "uri")
    ]
    if linked:
        yield {"type": "related", "value": {"heading": "", "stories": linked}}


# Pictures


def _pictures(item: dict[str, Any]) -> Iterator[tuple[str, PhotoRecord]]:
    """Return the pictures of an item by the names that its associations have."""
    if text_of(item, "type").lower() in {"graphic", "picture"} and (record := _picture(item)):
        yield "", record
    for name, inner in objects_of(item, "associations"):
        kind = text_of(inner, "type").lower()
        if kind in {"picture", "graphic", ""} and (record := _picture(inner)):
            yield name, record


def _picture(item: dict[str, Any]) -> PhotoRecord | None:
    address = _best_rendition(item)
    if not address:
        return None
    creator = _BY.sub("", text_of(item, "byline", "by"))
    holder = text_of(item, "copyrightholder", "creditline", "source")
    return PhotoRecord(
        source_id=text_of(item, "uri", "guid") or address,
        address=address,
        caption=summary_of(item) or headline_of(item),
        credit=f"{creator}/{holder}" if creator and holder and holder not in creator else creator or holder,
        creator=creator,
        copyright=text_of(item, "copyrightnotice") or holder,
        alt_text=text_of(item, "alttext", "body_text")
        or described_as(item, "alt", "alttext")
        or headline_of(item, "alt"),
    )


def _best_rendition(item: dict[str, Any]) -> str:
    """Return the widest rendition that is a picture and meant to be shown."""
    found: list[tuple[bool, float, str]] = []
    for name, inner in objects_of(item, "renditions"):
        address, kind = text_of(inner, "href"), text_of(inner, "contenttype", "mimetype").lower()
        if not address or (kind and not kind.startswith("image/")):
            continue
        width = inner.get("width")
        wide = float(width) if isinstance(width, (int, float)) else 0.0
        named = f"{name} {text_of(inner, 'title')}".lower()
        found.append((not any(word in named for word in _NO_PUBLICATION), wide, address))
    return max(found, default=(False, 0.0, ""))[2]


def _names_of(name: str, record: PhotoRecord) -> Iterator[str]:
    yield from (key for key in (name, record.source_id, address_key(record.address)) if key)


def _lead(
    pictures: list[tuple[str, PhotoRecord]], body: tuple[Block, ...]
) -> tuple[PhotoRecord | None, tuple[Block, ...]]:
    """Return the lead photo; the other pictures follow the text, unless they stand in it already."""
    if not pictures:
        return None, body
    named = {"featuremedia", "mainpic", "main", "featured", "lead", "teaser", "hero"}
    lead = next((record for name, record in pictures if name.lower() in named), pictures[0][1])
    shown = {record.source_id for record in pictures_in(body)}
    others = {record.source_id: record for _, record in pictures if record.source_id != lead.source_id}
    more = (photo(record, record.caption) for key, record in others.items() if key not in shown)
    if body and body[0]["type"] == "photo" and body[0]["value"]["photo"].source_id == lead.source_id:
        body = body[1:]
    return lead, (*body, *more)


# Who, where, about what


def _source(item: dict[str, Any], identity: str) -> str:
    """Who sends this, from the uri, which alone is sure to be the same in every version."""
    parts = urlsplit(identity)
    if parts.netloc:
        return f"ninjs:{parts.netloc.lower()}"
    if parts.scheme in {"urn", "tag"}:
        return "ninjs:" + ":".join(
            [parts.scheme, *re.split(r"[:,]", parts.path)[: 2 if parts.scheme == "urn" else 1]]
        )
    return f"ninjs:{text_of(item, 'source', 'copyrightholder').lower() or 'unknown'}"


def _authors(item: dict[str, Any]) -> Iterator[AuthorRecord]:
    seen: set[str] = set()
    agencies = {text_of(inner, "name") for _, inner in objects_of(item, "infosources") if _is_agency(inner)}
    for author in [*_listed_authors(item), *_byline(text_of(item, "byline", "by"))]:
        if author.name.casefold() not in seen:
            seen.add(author.name.casefold())
            yield replace(author, kind="agency") if author.name in agencies else author
    if not seen:
        for _, inner in objects_of(item, "infosources", "infosource"):
            if name := text_of(inner, "name"):
                yield AuthorRecord(name, name, kind="agency")
                return


def _is_agency(inner: dict[str, Any]) -> bool:
    return text_of(inner, "role").lower() == "agency"


def _listed_authors(item: dict[str, Any]) -> Iterator[AuthorRecord]:
    """Yield authors as Superdesk lists them beside the byline."""
    for _, inner in objects_of(item, "authors"):
        if name := text_of(inner, "name", "display_name"):
            yield AuthorRecord(
                text_of(inner, "uri", "code") or name, name, biography=text_of(inner, "biography")
            )


def _byline(text: str) -> Iterator[AuthorRecord]:
    for part in _PARTS.split(_BY.sub("", words_of(text))):
        name = part.strip(" .")
        if name and not _ROLE.search(name):
            yield AuthorRecord(name, name, kind=_author_kind(name))


def _author_kind(name: str) -> AuthorKind:
    letters = [sign for sign in name if sign.isalpha()]
    shouted = (
        len(name) <= _LONGEST_INITIALS
        and all(sign.isupper() for sign in letters)
        and any(sign.lower() != sign for sign in letters)
    )
    return (
        "agency"
        if shouted or re.search(r"\b(?:agency|agence|agentur|news)\b|وكالة", name, re.IGNORECASE)
        else "person"
    )


def _topics(item: dict[str, Any]) -> Iterator[TopicRecord]:
    seen: set[str] = set()
    for kind, names in _PEOPLE:
        for _, inner in objects_of(item, *names):
            name = text_of(inner, "name")
            if name and name.casefold() not in seen and text_of(inner, "rel") != "section":
                seen.add(name.casefold())
                yield TopicRecord(code_of(inner) or name, name, "", kind)
    words = item.get("keywords")
    for word in words if isinstance(words, list) else []:
        if isinstance(word, str) and word.strip() and word.strip().casefold() not in seen:
            seen.add(word.strip().casefold())
            yield TopicRecord(word.strip(), word.strip(), "")


def _sections(item: dict[str, Any]) -> Iterator[SectionRecord]:
    """Return the sections of an item that says which they are, as our own export does."""
    for _, inner in objects_of(item, "subjects"):
        name = text_of(inner, "name")
        if name and text_of(inner, "rel") == "section":
            slug = text_of(inner, "literal") or name
            yield SectionRecord(slug, name, slug)


def _hints(item: dict[str, Any]) -> Iterator[SectionRecord]:
    """Return what might name one of the edition's sections: the desk first, then the subjects."""
    desk = text_of(item, "desk", "section")
    if desk:
        yield SectionRecord(desk, desk, desk)
    for _, inner in objects_of(
        item, "service", "desks", "sections", "genres", "genre", "subjects", "subject"
    ):
        if text_of(inner, "rel") == "section":
            continue
        code, name = code_of(inner), text_of(inner, "name")
        if name or code:
            yield SectionRecord(code or name, name or code, name or code)
        for word in _DESKS.get(code.removeprefix("medtop:"), ()):
            yield SectionRecord(code, word, word)


def _genre(item: dict[str, Any]) -> Kind | None:
    said: set[str] = set()
    for _, inner in objects_of(item, "genres", "genre"):
        for name in (text_of(inner, "name"), text_of(inner, "literal", "code"), text_of(inner, "uri")):
            said |= {word for word in re.split(r"[\W_]+", name.lower()) if word}
    return next((kind for kind, words in _GENRES.items() if words & said), None)
