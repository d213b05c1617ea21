"""A story's body as HTML for other people's pages: no classes, no scripts, every address whole."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from django.utils.encoding import iri_to_uri
from lxml import html as lxml_html
from markupsafe import Markup

from standfirst.editions.addresses import absolute
from standfirst.editions.models import Edition
from standfirst.newsroom.reading import ReadBlock
from standfirst.newsroom.rich_text import as_html
from standfirst.syndication.characters import fit
from standfirst.syndication.images import Image, image_of

_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>")


def body_html(blocks: Sequence[ReadBlock], edition: Edition, address: str, dateline: str = "") -> str:
    """Return ``blocks`` as HTML; ``address`` is the story's, which relative links are taken from.

    The dateline runs into the first paragraph, as on the page.
    """
    parts = []
    for block in blocks:
        parts.append(_SHOWN[block.type](block, edition) if block.type in _SHOWN else "")
        if block.type == "text" and dateline:
            parts[-1] = _with_dateline(parts[-1], dateline)
            dateline = ""
    return with_whole_links("\n".join(filter(None, parts)), address)


def with_whole_links(html: str, address: str) -> str:
    """Return ``html`` well-formed, with every link and source taken from ``address``, percent-encoded."""
    html = fit(html)
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    root.rewrite_links(lambda link: _whole(address, link))
    for element in root.iter("*"):
        for name in [name for name in element.attrib if name.startswith("data-")]:  # the desk's own
            del element.attrib[name]
    inner = [lxml_html.tostring(child, encoding="unicode") for child in root]
    return str(Markup.escape(root.text or "")) + "".join(inner)


def _whole(address: str, link: str) -> str:
    try:
        return iri_to_uri(urljoin(address, link))
    except ValueError:  # no address at all, such as “http://[”
        return link


def _with_dateline(html: str, dateline: str) -> str:
    opening = Markup("{} – ").format(dateline)
    return _PARAGRAPH.sub(lambda found: f"{found[0]}{opening}", html, count=1)


def _text(block: ReadBlock, _edition: Edition) -> str:
    return as_html(block.value)


def _heading(block: ReadBlock, _edition: Edition) -> str:
    level = 3 if block.value["level"] == "3" else 2
    return Markup("<h{0}>{1}</h{0}>").format(level, block.value["text"])


def _quote(block: ReadBlock, _edition: Edition) -> str:
    said_by = block.value.get("attribution") or ""
    footer = Markup("<footer>{}</footer>").format(said_by) if said_by else ""
    return Markup("<blockquote><p>{}</p>{}</blockquote>").format(block.value["text"], footer)


def _list(block: ReadBlock, _edition: Edition) -> str:
    tag = "ol" if block.value["style"] == "numbered" else "ul"
    items = (item["value"] if isinstance(item, dict) else item for item in block.value["items"])
    return f"<{tag}>{''.join(f'<li>{as_html(item)}</li>' for item in items)}</{tag}>"


def _table(block: ReadBlock, _edition: Edition) -> str:
    value: Mapping[str, Any] = block.value
    caption = Markup("<caption>{}</caption>").format(value["caption"]) if value.get("caption") else ""
    headings = [column.get("heading") or "" for column in value["columns"]]
    head = Markup("<thead><tr>{}</tr></thead>").format(_cells("th", headings)) if any(headings) else ""
    rows = Markup().join(Markup("<tr>{}</tr>").format(_cells("td", row["values"])) for row in value["rows"])
    return Markup("<table>{}{}<tbody>{}</tbody></table>").format(caption, head, rows)


def _cells(tag: str, values: Sequence[Any]) -> Markup:
    return Markup().join(Markup("<{0}>{1}</{0}>").format(Markup(tag), value) for value in values)  # noqa: S704


def _photo(block: ReadBlock, edition: Edition) -> str:
    return _figure(block, 0, block.value, edition)


def _pair(block: ReadBlock, edition: Edition) -> str:
    left, right = _figure(block, 0, block.value["left"], edition), ""
    if len(block.photos) > 1:
        right = _figure(block, 1, block.value["right"], edition)
    return left + right


def _figure(block: ReadBlock, place: int, value: Mapping[str, Any], edition: Edition) -> str:
    photo = block.photos[place] if block.photos else None
    image = image_of(photo, edition, caption=value.get("caption") or "")
    return figure(image) if image else ""


def figure(image: Image) -> str:
    """Return a picture with its words and its credit, which goes wherever the picture goes."""
    words = [part for part in (Markup.escape(image.caption), _small(image.credit)) if part]
    return Markup('<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>').format(
        image.address,
        image.width,
        image.height,
        image.alt,
        Markup("<figcaption>{}</figcaption>").format(Markup(" ").join(words)) if words else "",
    )


def _small(credit: str) -> Markup:
    return Markup("<small>{}</small>").format(credit) if credit else Markup()


def _factbox(block: ReadBlock, _edition: Edition) -> str:
    heading = Markup("<h3>{}</h3>").format(block.value["title"])
    return f"<aside>{heading}{as_html(block.value['body'])}</aside>"


def _related(block: ReadBlock, edition: Edition) -> str:
    if not block.stories:
        return ""
    heading = block.value.get("heading") or ""
    links = Markup().join(
        Markup('<li><a href="{}">{}</a></li>').format(absolute(edition, story.address), story.list_headline)
        for story in block.stories
    )
    return Markup("<aside>{}<ul>{}</ul></aside>").format(
        Markup("<h3>{}</h3>").format(heading) if heading else "", links
    )


def _embed(block: ReadBlock, _edition: Edition) -> str:
    """Return a link: feed readers strip frames, which would ask the other host for every reader."""
    if block.embed is None:
        return ""
    caption = block.value.get("caption") or ""
    words = f"{caption} ({block.embed.provider})" if caption else block.embed.provider
    return Markup('<p><a href="{}">{}</a></p>').format(block.embed.address, words)


_SHOWN: Mapping[str, Callable[[ReadBlock, Edition], str]] = {
    "text": _text,
    "heading": _heading,
    "quote": _quote,
    "pull_quote": _quote,
    "list": _list,
    "table": _table,
    "photo": _photo,
    "pair": _pair,
    "factbox": _factbox,
    "related": _related,
    "embed": _embed,
}
