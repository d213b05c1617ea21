"""Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of the newest stories of a list."""

import html
import json
from datetime import UTC, datetime
from typing import Any, TextIO
from xml.sax.xmlreader import AttributesImpl

from django.utils import feedgenerator
from django.utils.feedgenerator import SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.newsroom.reading import newest_in
from standfirst.syndication.characters import fit
from standfirst.syndication.images import Image
from standfirst.syndication.items import FeedItem, feed_items
from standfirst.syndication.models import SiteKey
from standfirst.syndication.subjects import ATOM, JSON, RSS, Subject

MOST = 30
HUB = "/feeds/hub/"
# When an empty feed was last changed: its bytes must not depend on who asks when.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def feed(subject: Subject, form: str) -> bytes:
    """Return the feed of ``subject`` in ``form``, one of ``FORMS``: the newest stories of its list."""
    edition = subject.edition
    ids, key = newest_in({subject.list_name: MOST})[subject.list_name], SiteKey.get()
    written = _WRITERS[form](
        title=subject.title,
        link=absolute(edition, subject.page),
        description=subject.description,
        subtitle=subject.description,
        language=edition.language,
        author_name=fit(edition.name),
        author_link=absolute(edition, edition.path("/")),
        feed_url=subject.feed(form),
        feed_copyright=fit(edition.publisher) or None,
        feed_guid=key.identity(f"feed:{subject.list_name}"),
        hub=hub_of(edition),
    )
    for item in feed_items(ids, edition, key, full=gives_full_text(edition)):
        written.add_item(
            title=item.headline,
            link=item.address,
            description=item.summary,
            pubdate=item.published,
            updateddate=item.updated,
            unique_id=item.identity,
            unique_id_is_permalink=False,
            categories=item.tags,
            story=item,
        )
    return written.writeString("utf-8").encode()


def hub_of(edition: Edition) -> str:
    """Return the address of the hub that tells of changes."""
    return absolute(edition, edition.path(HUB))


def gives_full_text(edition: Edition) -> bool:
    """Return whether the edition's feeds carry whole stories, or their standfirst only."""
    return bool(getattr(edition, "full_feeds", True))


class _Dated(SyndicationFeed):
    """A feed whose date is that of its stories, also where there are none."""

    def latest_post_date(self) -> datetime:
        """Return when the latest story changed."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)


class RssFeed(_Dated, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with whole text (content), every author (Dublin Core) and pictures (Media RSS)."""

    def rss_attributes(self) -> dict[str, str]:
        """Name the modules once."""
        return {**super().rss_attributes(), **_NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the hub."""
        super().add_root_elements(handler)
        handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add what RSS itself has no element for; its description is HTML (RSS 2.0, hrelement)."""
        story: FeedItem = item["story"]
        escaped = html.escape(story.summary, quote=False) if story.summary else None
        super().add_item_elements(handler, {**item, "description": escaped})
        for writer in story.writers:
            handler.addQuickElement("dc:creator", writer.name)
        handler.addQuickElement("atom:updated", rfc3339_date(story.updated))
        if story.content:
            handler.addQuickElement("content:encoded", story.content)
        if story.image:
            _add_media(handler, story.image)


class AtomFeed(_Dated, feedgenerator.Atom1Feed):
    """Atom with whole text, every author and pictures (Media RSS)."""

    def root_attributes(self) -> dict[str, str]:
        """Name the module once."""
        return {**super().root_attributes(), "xmlns:media": _NAMESPACES["xmlns:media"]}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the hub."""
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add summary, content and authors; words are text, not HTML as Django says."""
        story: FeedItem = item["story"]
        super().add_item_elements(handler, {**item, "description": None})
        for writer in story.writers:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", writer.name)
            handler.addQuickElement("uri", writer.address)
            handler.endElement("author")
        if story.summary:
            handler.addQuickElement("summary", story.summary)
        if story.content:
            handler.addQuickElement("content", story.content, {"type": "html"})
        if story.image:
            _add_media(handler, story.image)


class JsonFeed(_Dated):
    """JSON Feed 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json"

    def write(self, outfile: TextIO, encoding: str) -> None:
        """Write the feed; what is empty is left out."""
        said = self.feed
        author = {"name": said["author_name"], "url": said["author_link"]}
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": said["title"],
            "home_page_url": said["link"],
            "feed_url": said["feed_url"],
            "description": said["description"],
            "language": said["language"],
            "authors": [author],
            "hubs": [{"type": "WebSub", "url": said["hub"]}],
            "items": [_json_item(item["story"], said["language"]) for item in self.items],
        }
        json.dump(document, outfile, ensure_ascii=False, separators=(",", ":"))


def _json_item(item: FeedItem, language: str) -> dict[str, Any]:
    # One of the two contents must be there (JSON Feed 1.1, items).
    content = (
        {"content_html": item.content} if item.content else {"content_text": item.summary or item.headline}
    )
    said = {
        "id": item.identity,
        "url": item.address,
        "title": item.headline,
        "summary": item.summary,
        "image": item.image.address if item.image else "",
        "date_published": rfc3339_date(item.published),
        "date_modified": rfc3339_date(item.updated),
        "authors": [{"name": writer.name, "url": writer.address} for writer in item.writers],
        "tags": list(item.tags),
        "language": language,
    }
    return {name: value for name, value in said.items() if value} | content


def _add_media(handler: SimplerXMLGenerator, image: Image) -> None:
    said = {"url": image.address, "type": image.mime_type, "medium": "image"}
    size = {"width": str(image.width), "height": str(image.height)}
    handler.startElement("media:content", AttributesImpl({**said, **size}))
    if image.caption or image.alt:
        handler.addQuickElement("media:description", image.caption or image.alt, {"type": "plain"})
    if image.credit:
        handler.addQuickElement("media:credit", image.credit)
    handler.endElement("media:content")


_WRITERS: dict[str, type[SyndicationFeed]] = {RSS: RssFeed, ATOM: AtomFeed, JSON: JsonFeed}
