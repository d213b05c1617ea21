"""WordPress exports (WXR 1.0, 1.1, 1.2) as story records.

Two passes over the file: the first collects the pictures, which may come after the posts that show
them; the second reads the posts. Both are streamed; what stays in memory is the list of pictures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from standfirst.interchange._building import plain, short
from standfirst.interchange._markup import address_key, words_in
from standfirst.interchange.blocks import Reading, blocks_of
from standfirst.interchange.formats._wxr import (
    Export,
    Piece,
    fragments,
    head_value,
    key,
    opened,
    parsed_item,
    pieces,
)
from standfirst.interchange.records import (
    AuthorRecord,
    Block,
    Item,
    Kind,
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
    "publish": "published",
    "future": "scheduled",
    "draft": "draft",
    "pending": "draft",
    "auto-draft": "draft",
    "private": "withheld",
}
_FORMATS: dict[str, Kind] = {
    "post-format-gallery": "gallery",
    "post-format-image": "gallery",
    "post-format-video": "video",
    "post-format-audio": "audio",
}
_NOT_STORIES = {
    "attachment": "an attachment: its picture comes with the stories that show it",
    "page": "a page, not a story",
    "nav_menu_item": "a menu entry",
    "revision": "an earlier revision",
    "custom_css": "a style sheet",
    "customize_changeset": "a theme's settings",
    "wp_block": "a reusable block, not a story",
    "wp_global_styles": "a theme's settings",
    "wp_navigation": "a menu",
    "wp_template": "a theme's template",
    "wp_template_part": "a theme's template",
    "oembed_cache": "a cache entry",
}
_TOPIC_WORDS: tuple[tuple[TopicKind, tuple[str, ...]], ...] = (
    ("person", ("person", "people")),
    ("organisation", ("organisation", "organization", "company", "companies", "brand")),
    ("place", ("place", "location", "region", "city", "country")),
    ("event", ("event",)),
)
_OTHER_DOMAINS = frozenset(
    {"category", "post_format", "nav_menu", "author", "language", "wp_theme", "post_translations"}
)
_ATTACHMENT = re.compile(rb"post_type>\s*(?:<!\[CDATA\[)?\s*attachment")
_NO_DATE = "0000-00-00 00:00:00"
_TITLE = re.compile(rb"<title>(?:<!\[CDATA\[)?(.{0,200}?)(?:\]\]>)?</title>", re.DOTALL)


@dataclass(slots=True)
class _Site:
    """What the whole file says: its address, its people, its sections, its pictures."""

    source: str
    base: str
    language: str
    zone: tzinfo
    types: frozenset[str]
    authors: dict[str, AuthorRecord] = field(default_factory=dict)
    sections: dict[str, SectionRecord] = field(default_factory=dict)
    section_ids: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, PhotoRecord] = field(default_factory=dict)
    attached: dict[str, list[PhotoRecord]] = field(default_factory=dict)


@dataclass(slots=True)
class _Post:
    """One item of the export, by the usual names of its elements."""

    values: dict[str, str]
    terms: list[tuple[str, str, str]]
    meta: dict[str, str]
    comments: int
    problems: list[str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()


def read(
    path: Path, zone: tzinfo = UTC, types: Collection[str] = ("post",), progress: Progress | None = None
) -> Iterator[Item]:
    """Yield every item of an export; `zone` is for dates without one, `types` are stories."""
    tell = progress or (lambda _read: None)
    with opened(path) as export:
        site = _site(export, zone, types)
        _collect_pictures(export, site, tell)
        for piece in pieces(export):
            yield _item(export, piece, site)
            tell(len(export.data) + piece.end)


def _site(export: Export, zone: tzinfo, types: Collection[str]) -> _Site:
    base = head_value(export, "wp:base_blog_url") or head_value(export, "link")
    parts = urlsplit(base)
    host = (parts.netloc or "unknown").removeprefix("www.") + parts.path.rstrip("/")
    site = _Site(
        f"wordpress:{host}", base.rstrip("/") + "/", head_value(export, "language"), zone, frozenset(types)
    )
    for fragment in fragments(export, "author"):
        _add_author(site, _simple(fragment))
    found = [_simple(fragment) for fragment in fragments(export, "category")]
    parents = {
        values.get("wp:category_nicename", ""): values.get("wp:category_parent", "") for values in found
    }
    names = {values.get("wp:category_nicename", ""): values.get("wp:cat_name", "") for values in found}
    for slug in names:
        site.sections[slug] = _section(slug, names, parents)
    site.section_ids = {
        values.get("wp:term_id", ""): values.get("wp:category_nicename", "") for values in found
    }
    return site


def _simple(element: etree._Element) -> dict[str, str]:
    return {key(child): words_in(child).strip() for child in element if isinstance(child.tag, str)}


def _add_author(site: _Site, values: dict[str, str]) -> None:
    login = values.get("wp:author_login", "")
    full = f"{values.get('wp:author_first_name', '')} {values.get('wp:author_last_name', '')}".strip()
    name = values.get("wp:author_display_name", "") or full or login
    if name:
        site.authors[login] = AuthorRecord(login or name, name, values.get("wp:author_email", ""))


def _section(
    slug: str, names: dict[str, str], parents: dict[str, str], seen: frozenset[str] = frozenset()
) -> SectionRecord:
    above = parents.get(slug, "")
    known = above in names and above not in seen and above != slug
    parent = _section(above, names, parents, seen | {slug}) if known else None
    return SectionRecord(slug, names.get(slug) or slug, unquote(slug), parent)


def _collect_pictures(export: Export, site: _Site, tell: Progress) -> None:
    for piece in pieces(export):
        tell(piece.end)
        if piece.damage or not _ATTACHMENT.search(piece.data):
            continue
        try:
            element, _ = parsed_item(export, piece)
        except ValueError:
            continue
        post = _post(element, [])
        if post["wp:attachment_url"]:
            _add_picture(site, post)


def _add_picture(site: _Site, post: _Post) -> None:
    inside = post.meta.get("_wp_attachment_metadata", "")
    record = PhotoRecord(
        source_id=post["wp:post_id"],
        address=post["wp:attachment_url"],
        caption=_words(post["excerpt:encoded"]),
        credit=_serialised(inside, "credit"),
        copyright=_serialised(inside, "copyright"),
        alt_text=post.meta.get("_wp_attachment_image_alt", "").strip(),
    )
    site.pictures[record.source_id] = site.pictures[address_key(record.address)] = record
    if post["wp:post_parent"] not in {"", "0"}:
        site.attached.setdefault(post["wp:post_parent"], []).append(record)


def _serialised(text: str, name: str) -> str:
    """One string of PHP's own serialised form, as WordPress keeps what it read in a picture's file."""
    found = re.search(rf's:\d+:"{name}";s:\d+:"(.*?)";', text, re.DOTALL)
    return found[1].strip() if found else ""


def _item(export: Export, piece: Piece, site: _Site) -> Item:
    where = f"line {piece.line}"
    if piece.damage:
        return Unreadable(where, _title(export, piece), piece.damage)
    try:
        element, problems = parsed_item(export, piece)
    except ValueError as error:
        return Unreadable(where, _title(export, piece), str(error))
    post = _post(element, problems)
    number = post["wp:post_id"] or post["guid"]
    if not number:
        return Unreadable(where, short(post["title"]), "The item has no post id and no guid")
    reason = _not_a_story(post, site)
    return Skipped(number, short(post["title"]), reason) if reason else _story(post, number, site)


def _title(export: Export, piece: Piece) -> str:
    found = _TITLE.search(piece.data[:4000])
    return short(found[1].decode(export.encoding, errors="replace")) if found else ""


def _post(element: etree._Element, problems: list[str]) -> _Post:
    post = _Post({}, [], {}, 0, list(problems))
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = key(child)
        if name == "category":
            post.terms.append((child.get("domain") or "", child.get("nicename") or "", words_in(child)))
        elif name == "wp:postmeta":
            values = _simple(child)
            post.meta[values.get("wp:meta_key", "")] = values.get("wp:meta_value", "")
        elif name == "wp:comment":
            post.comments += 1
        else:
            post.values[name] = words_in(child)
    return post


def _not_a_story(post: _Post, site: _Site) -> str:
    kind = post["wp:post_type"] or "post"
    if kind not in site.types:
        return _NOT_STORIES.get(kind, f"of the type “{kind}”, which was not asked for")
    return "in the bin" if post["wp:status"] == "trash" else ""


def _story(post: _Post, number: str, site: _Site) -> StoryRecord:
    body, problems = blocks_of(post.values.get("content:encoded", ""), _reading(post, number, site))
    lead, more = _lead(post, site)
    if lead is not None:
        body = _without_leading(body, lead)
    state, doubt = _state(post)
    headline = _words(post["title"])
    return StoryRecord(
        source=site.source,
        source_id=number,
        headline=headline or _first_words(body),
        state=state,
        kind=_kind(post),
        standfirst=_words(post["excerpt:encoded"]),
        slug=unquote(post["wp:post_name"]),
        language=site.language,
        body=body,
        lead_photo=lead,
        lead_caption=lead.caption if lead else "",
        sections=_sections(post, site),
        topics=_topics(post),
        authors=_authors(post, site),
        published_at=_published(post, site),
        updated_at=_moment(post["wp:post_modified_gmt"], UTC) or _moment(post["wp:post_modified"], site.zone),
        old_addresses=_old_addresses(post),
        problems=(*post.problems, *problems, *more, *doubt, *_left_out(post, headline)),
    )


def _reading(post: _Post, number: str, site: _Site) -> Reading:
    by_blocks = "<!-- wp:" in post.values.get("content:encoded", "")
    return Reading(
        empty_lines=True,
        line_breaks=not by_blocks,
        shortcodes=True,
        base=post["link"] or site.base,
        pictures=site.pictures,
        attached=tuple(site.attached.get(number, ())),
    )


def _state(post: _Post) -> tuple[State, list[str]]:
    if post["wp:post_password"]:
        return "withheld", []
    status = post["wp:status"]
    if status in _STATES:
        return _STATES[status], []
    return "draft", [f"The state “{status}” is not WordPress's own: kept as a draft"]


def _kind(post: _Post) -> Kind:
    formats = (nicename for domain, nicename, _ in post.terms if domain == "post_format")
    return next((_FORMATS[name] for name in formats if name in _FORMATS), "news")


def _lead(post: _Post, site: _Site) -> tuple[PhotoRecord | None, list[str]]:
    number = post.meta.get("_thumbnail_id", "").strip()
    if not number or number in {"0", "-1"}:
        return None, []
    record = site.pictures.get(number)
    return record, [] if record else [f"The lead photo ({number}) is not in the export"]


def _without_leading(body: tuple[Block, ...], lead: PhotoRecord) -> tuple[Block, ...]:
    """Many themes show the lead photo by themselves and editors put it first as well: once is enough."""
    if body and body[0]["type"] == "photo" and body[0]["value"]["photo"].source_id == lead.source_id:
        said = body[0]["value"]["caption"]
        return body[1:] if said in {"", lead.caption} else body
    return body


def _sections(post: _Post, site: _Site) -> tuple[SectionRecord, ...]:
    found: dict[str, SectionRecord] = {}
    for domain, nicename, name in post.terms:
        if domain != "category" and (domain or nicename):
            continue
        slug = nicename or next((slug for slug, known in site.sections.items() if known.name == name), "")
        if slug and slug != "uncategorized":
            found[slug] = site.sections.get(slug) or SectionRecord(slug, name.strip() or slug, unquote(slug))
    primary = site.section_ids.get(post.meta.get("_yoast_wpseo_primary_category", ""), "")
    return tuple(sorted(found.values(), key=lambda section: section.source_id != primary))


def _topics(post: _Post) -> tuple[TopicRecord, ...]:
    found: dict[str, TopicRecord] = {}
    for domain, nicename, name in post.terms:
        if not domain or domain in _OTHER_DOMAINS or not name.strip():
            continue
        slug = unquote(nicename) if nicename else ""
        known = found.get(name.strip())
        if known is None or (slug and not known.slug):
            found[name.strip()] = TopicRecord(
                nicename or name.strip(), name.strip(), slug, _topic_kind(domain)
            )
    return tuple(found.values())


def _topic_kind(domain: str) -> TopicKind:
    if domain in {"post_tag", "tag"}:
        return "theme"
    return next(
        (kind for kind, words in _TOPIC_WORDS if any(word in domain.lower() for word in words)), "theme"
    )


def _authors(post: _Post, site: _Site) -> tuple[AuthorRecord, ...]:
    several = [
        site.authors.get(nicename.removeprefix("cap-")) or _author(name, site)
        for domain, nicename, name in post.terms
        if domain == "author" and name.strip()
    ]
    if several:
        return tuple(dict.fromkeys(several))
    return (_author(post["dc:creator"], site),) if post["dc:creator"] else ()


def _author(name: str, site: _Site) -> AuthorRecord:
    """By login, as exports have it since 1.1, or by the name that is shown, as 1.0 had it."""
    name = name.strip()
    if name in site.authors:
        return site.authors[name]
    return next((author for author in site.authors.values() if author.name == name), AuthorRecord(name, name))


def _published(post: _Post, site: _Site) -> datetime | None:
    if post["wp:status"] in {"draft", "pending", "auto-draft"} and post["wp:post_date_gmt"] in {"", _NO_DATE}:
        return None
    return (
        _moment(post["wp:post_date_gmt"], UTC)
        or _moment(post["wp:post_date"], site.zone)
        or _mail_date(post["pubDate"])
    )


def _moment(text: str, zone: tzinfo) -> datetime | None:
    if not text or text == _NO_DATE:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.year > 1 and moment.tzinfo else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _old_addresses(post: _Post) -> tuple[str, ...]:
    found = [post["link"], post["guid"] if "?" in post["guid"] else ""]
    earlier, name = post.meta.get("_wp_old_slug", "").strip(), post["wp:post_name"]
    if earlier and name and f"/{name}" in post["link"]:
        found.append(f"/{earlier}".join(post["link"].rsplit(f"/{name}", 1)))
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def _left_out(post: _Post, headline: str) -> list[str]:
    problems = []
    if not headline:
        problems.append("The story had no headline: its first words stand in")
    if post.comments:
        problems.append(f"Comments stay in the export: {post.comments}")
    return problems


def _words(markup: str) -> str:
    """Return a title or an excerpt without the markup that editors put into it."""
    if not markup:
        return ""
    if not re.search(r"[<&\n\r]", markup):
        return " ".join(markup.split())
    blocks, _ = blocks_of(markup)
    said = [plain(block["value"]) for block in blocks if block["type"] == "text"]
    return " ".join(" ".join(said).split())


def _first_words(body: tuple[Block, ...], longest: int = 80) -> str:
    text = next((plain(block["value"]) for block in body if block["type"] == "text"), "")
    return short(text, longest) or "—"
