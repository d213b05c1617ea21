"""Text, headings, lists, quotations and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from standfirst.interchange._building import clean, embed, paired, plain, short, shows, told_and_other
from standfirst.interchange._conversion import Conversion, Handler
from standfirst.interchange._markup import (
    HEADINGS,
    Element,
    classes,
    has_block,
    tag,
    take_out,
    words_in,
)
from standfirst.interchange.providers import embed_address
from standfirst.interchange.records import Block

SOCIAL = frozenset(
    ["twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post", "fb-video"]
)
PULLED = frozenset({"pullquote", "pull-quote", "wp-block-pullquote"})


def _paragraph(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    if PULLED & classes(element):
        turn_quote(conversion, element)
    elif has_block(element):
        conversion.walk(element)
    else:
        conversion.line.append(conversion.inside(element))
    conversion.end_line()


def _heading(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    told, other = told_and_other(conversion.part(element))
    text = " ".join(" ".join(plain(line) for line in told).split())
    if text:
        conversion.warn_of_links(told, "a heading")
        level = "2" if tag(element) in {"h1", "h2"} else "3"
        conversion.put({"type": "heading", "value": {"text": text, "level": level}})
    conversion.put_all(other)


def _preformatted(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    told, other = told_and_other(conversion.part(element, replace(conversion.reading, line_breaks=True)))
    if told:
        conversion.problems.append(f"Preformatted text lost its spacing: {short(plain(told[0]))}")
        conversion.paragraphs += [f"<p>{line}</p>" for line in told]
    conversion.put_all(other)


def _list(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    items, other = _items(conversion, element)
    if items:
        style = "numbered" if tag(element) == "ol" else "bulleted"
        conversion.put({"type": "list", "value": {"style": style, "items": items}})
    if "blocks-gallery-grid" in classes(element):
        other = paired(other)
    conversion.put_all(other)


def _items(conversion: Conversion, element: Element) -> tuple[list[str], list[Block]]:
    """Return the items of a list, those of inner lists after their own, and what is no text."""
    items: list[str] = []
    other: list[Block] = []
    for holder in _items_and_strays(element):
        blocks = conversion.part(holder)
        own, rest = told_and_other(block for block in blocks if block["type"] != "list")
        nested = [item for block in blocks if block["type"] == "list" for item in block["value"]["items"]]
        if nested:
            conversion.problems.append(f"A list within a list was made flat: {short(plain(nested[0]))}")
        items += [clean("<br>".join(own))] if own else []
        items += nested
        other += rest
    return items, other


def _items_and_strays(element: Element) -> Iterator[Element]:
    """Each item; text and elements that stand in a list without one get an item made for them."""
    strays = [element.text, *(child.tail for child in element)]
    for number, text in enumerate(strays):
        if text and text.strip():
            made = element.makeelement("li")
            made.text = text
            yield made
        if number < len(element):
            child = element[number]
            if tag(child) == "li":
                yield child
            else:
                made = element.makeelement("li")
                child.tail = None
                element.replace(child, made)
                made.append(child)
                yield made


def _definitions(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    conversion.flow(element.text)
    conversion.end_line()
    for child in element:
        told, other = told_and_other(conversion.part(child))
        bold = tag(child) == "dt"
        conversion.paragraphs += [f"<p><b>{line}</b></p>" if bold else f"<p>{line}</p>" for line in told]
        conversion.put_all(other)
        conversion.flow(child.tail)
        conversion.end_line()


def _details(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    summary = next((child for child in element if tag(child) == "summary"), None)
    if summary is not None:
        told, other = told_and_other(conversion.part(summary))
        take_out(summary)
        conversion.paragraphs += [f"<p><b>{line}</b></p>" for line in told]
        conversion.put_all(other)
    conversion.container(element)


def _rule(conversion: Conversion, _element: Element) -> None:
    conversion.end_line()


def turn_quote(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    if SOCIAL & classes(element) and turn_social(conversion, element):
        return
    attribution = _attribution(conversion, element)
    told, other = told_and_other(conversion.part(element))
    if told or attribution:
        conversion.warn_of_links(told, "a quotation")
        text = "\n\n".join(plain(line) for line in told)
        kind = "pull_quote" if PULLED & classes(element) else "quote"
        conversion.put(
            {"type": kind, "value": {"text": text or attribution, "attribution": attribution if text else ""}}
        )
    conversion.put_all(other)


def _attribution(conversion: Conversion, element: Element) -> str:
    """Who said it: the cite or footer at the end of a quotation, taken out of it."""
    found = [inner for inner in element.iterdescendants() if tag(inner) in {"cite", "footer"}]
    words = []
    for inner in found:
        if inner.getparent() is None or _belongs_to_text(inner):
            continue
        told, other = told_and_other(conversion.part(inner))
        words += [plain(line) for line in told]
        take_out(inner)
        conversion.put_all(other)
    return " ".join(" ".join(words).split()).lstrip("—–-― ").strip()


def _belongs_to_text(cite: Element) -> bool:
    """Tell the title of a work, with more of the sentence after it, from a name."""
    return tag(cite) == "cite" and shows(cite.tail or "")


def turn_social(conversion: Conversion, element: Element) -> bool:
    """Embed a post that was quoted with its markup; its words become the caption."""
    addresses = [
        element.get("cite") or "",
        element.get("data-instgrm-permalink") or "",
        element.get("data-href") or "",
    ]
    addresses += [link.get("href") or "" for link in reversed(list(element.iter("a")))]
    known = next((found for address in addresses if (found := embed_address(address))), "")
    if not known:
        return False
    told, other = told_and_other(conversion.part(element))
    conversion.put(embed(known, " ".join(" ".join(plain(line) for line in told).split())))
    conversion.put_all(other)
    return True


def turn_factbox(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    title = next((child for child in element if tag(child) in HEADINGS), None)
    words = ""
    if title is not None:
        words = " ".join(" ".join(plain(line) for line in told_and_other(conversion.part(title))[0]).split())
        take_out(title)
    body, other = _rich(conversion.part(element))
    conversion.put({"type": "factbox", "value": {"title": words, "body": body}})
    conversion.put_all(other)


def _rich(blocks: tuple[Block, ...]) -> tuple[str, list[Block]]:
    """Blocks as one piece of rich text, and those that cannot be."""
    pieces: list[str] = []
    other: list[Block] = []
    for block in blocks:
        if block["type"] == "list":
            name = "ol" if block["value"]["style"] == "numbered" else "ul"
            items = "".join(f"<li>{item}</li>" for item in block["value"]["items"])
            pieces.append(f"<{name}>{items}</{name}>")
            continue
        told, rest = told_and_other([block])
        pieces += [f"<p>{line}</p>" for line in told]
        other += rest
    return clean("".join(pieces)), other


def turn_related(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    title = next((child for child in element if tag(child) in HEADINGS), None)
    heading = " ".join(words_in(title).split()) if title is not None else ""
    if title is not None:
        take_out(title)
    stories = (element.get("data-stories") or "").split()
    conversion.put({"type": "related", "value": {"heading": heading, "stories": stories}})
    conversion.container(element)


PROSE: dict[str, Handler] = {
    "p": _paragraph,
    **dict.fromkeys(HEADINGS, _heading),
    "pre": _preformatted,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "details": _details,
    "hr": _rule,
    "blockquote": turn_quote,
}
