"""What each element, shortcode and WordPress block becomes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from standfirst.interchange._conversion import (
    Conversion,
    Handler,
    Vocabulary,
    clean,
    embed,
    is_wide,
    kept,
    paragraphs_of,
    photo,
    plain,
    short,
    shows,
    text_block,
    told_and_other,
)
from standfirst.interchange._markup import (
    DRAWN,
    FORMS,
    HEADINGS,
    Element,
    classes,
    has_block,
    tag,
    take_out,
    words_in,
)
from standfirst.interchange.providers import embed_address, vimeo_address, youtube_address
from standfirst.interchange.records import Block, PhotoRecord
from standfirst.interchange.shortcodes import TAG as SHORTCODE
from standfirst.interchange.shortcodes import Shortcode, shortcode_of

_WORDPRESS_BLOCK = re.compile(
    r"\s*wp:(?P<name>[a-z][a-z0-9_/-]*)\s*(?P<data>\{.*\})?\s*(?P<alone>/)?\s*\Z", re.DOTALL
)
_TABLE_PARTS = {
    "table": frozenset({"colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
}
_CAPTIONED = frozenset({"photo", "table", "embed"})
_WITHOUT_TEXT = frozenset({"more", "nextpage", "separator", "spacer", "page-break"})
_SOCIAL = frozenset(
    ["twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post", "fb-video"]
)
_PULLED = frozenset({"pullquote", "pull-quote", "wp-block-pullquote"})
_CREDITS = frozenset(
    [
        "credit",
        "photo-credit",
        "image-credit",
        "byline",
        "source",
        "copyright",
        "wp-caption-credit",
        "media-credit",
    ]
)
_LOADERS = re.compile(
    r"platform\.twitter\.com|instagram\.com/embed|tiktok\.com/embed|connect\.facebook\.net"
    r"|telegram\.org/js|application/ld\+json"
)
_MEDIA_ATTRIBUTES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv", "url")
_FRAME_ATTRIBUTES = ("src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-src-cmplz", "data")


# Text


def _paragraph(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    if _PULLED & classes(element):
        _quote(conversion, element)
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
        _warn_of_links(conversion, told, "a heading")
        level = "2" if tag(element) in {"h1", "h2"} else "3"
        conversion.put({"type": "heading", "value": {"text": text, "level": level}})
    _put_all(conversion, other)


def _preformatted(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    told, other = told_and_other(conversion.part(element, replace(conversion.reading, line_breaks=True)))
    if told:
        conversion.problems.append(f"Preformatted text lost its spacing: {short(plain(told[0]))}")
        conversion.paragraphs += [f"<p>{line}</p>" for line in told]
    _put_all(conversion, other)


def _list(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    items, other = _items(conversion, element)
    if items:
        style = "numbered" if tag(element) == "ol" else "bulleted"
        conversion.put({"type": "list", "value": {"style": style, "items": items}})
    if "blocks-gallery-grid" in classes(element):
        other = _paired(other)
    _put_all(conversion, other)


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
        _put_all(conversion, other)
        conversion.flow(child.tail)
        conversion.end_line()


def _details(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    summary = next((child for child in element if tag(child) == "summary"), None)
    if summary is not None:
        told, other = told_and_other(conversion.part(summary))
        take_out(summary)
        conversion.paragraphs += [f"<p><b>{line}</b></p>" for line in told]
        _put_all(conversion, other)
    conversion.container(element)


def _rule(conversion: Conversion, _element: Element) -> None:
    conversion.end_line()


# Quotations and boxes


def _quote(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    if _SOCIAL & classes(element) and _social(conversion, element):
        return
    attribution = _attribution(conversion, element)
    told, other = told_and_other(conversion.part(element))
    if told or attribution:
        _warn_of_links(conversion, told, "a quotation")
        text = "\n\n".join(plain(line) for line in told)
        kind = "pull_quote" if _PULLED & classes(element) else "quote"
        conversion.put(
            {"type": kind, "value": {"text": text or attribution, "attribution": attribution if text else ""}}
        )
    _put_all(conversion, other)


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
        _put_all(conversion, other)
    return " ".join(" ".join(words).split()).lstrip("—–-― ").strip()


def _belongs_to_text(cite: Element) -> bool:
    """Tell the title of a work, with more of the sentence after it, from a name."""
    return tag(cite) == "cite" and shows(cite.tail or "")


def _social(conversion: Conversion, element: Element) -> bool:
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
    _put_all(conversion, other)
    return True


def _aside(conversion: Conversion, element: Element) -> None:
    kinds = classes(element)
    if _PULLED & kinds:
        _quote(conversion, element)
    elif "factbox" in kinds:
        _factbox(conversion, element)
    elif "related" in kinds and element.get("data-stories"):
        _related(conversion, element)
    else:
        conversion.container(element)


def _factbox(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    title = next((child for child in element if tag(child) in HEADINGS), None)
    words = ""
    if title is not None:
        words = " ".join(" ".join(plain(line) for line in told_and_other(conversion.part(title))[0]).split())
        take_out(title)
    body, other = _rich(conversion.part(element))
    conversion.put({"type": "factbox", "value": {"title": words, "body": body}})
    _put_all(conversion, other)


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


def _related(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    title = next((child for child in element if tag(child) in HEADINGS), None)
    heading = " ".join(words_in(title).split()) if title is not None else ""
    if title is not None:
        take_out(title)
    stories = (element.get("data-stories") or "").split()
    conversion.put({"type": "related", "value": {"heading": heading, "stories": stories}})
    conversion.container(element)


# Tables


def _table(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    caption, other = _table_caption(conversion, element)
    conversion.container(_fostered(element))
    rows, header = _rows(conversion, element, other)
    if len(rows) == 1 and len(rows[0]) == 1 and not header:
        conversion.say(rows[0][0])
    elif rows:
        conversion.put(_table_block(caption, rows, header=header))
        caption = ""
    conversion.say(caption)
    _put_all(conversion, other)


def _table_caption(conversion: Conversion, element: Element) -> tuple[str, list[Block]]:
    found = next((child for child in element if tag(child) == "caption"), None)
    if found is None:
        return "", []
    told, other = told_and_other(conversion.part(found))
    take_out(found)
    return " ".join(" ".join(plain(line) for line in told).split()), other


def _rows(conversion: Conversion, element: Element, other: list[Block]) -> tuple[list[list[str]], bool]:
    """Return the cells as plain text, row by row, and whether the first row holds the headings."""
    rows: list[list[str]] = []
    header = False
    for row in _own_rows(element):
        cells = [cell for cell in row if tag(cell) in {"td", "th"}]
        values: list[str] = []
        for cell in cells:
            told, rest = told_and_other(conversion.part(cell))
            _warn_of_links(conversion, told, "a table")
            other += rest
            values += ["\n".join(plain(line) for line in told)] + [""] * (_span(conversion, cell) - 1)
        if not rows and cells:
            above = row.getparent()
            header = (above is not None and tag(above) == "thead") or all(tag(cell) == "th" for cell in cells)
        if values:
            rows.append(values)
    return rows, header


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if tag(child) == "tr":
            yield child
        elif tag(child) in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if tag(row) == "tr")


def _span(conversion: Conversion, cell: Element) -> int:
    if (cell.get("rowspan") or "1").strip() not in {"1", ""}:
        conversion.problems.append("A table has cells over several rows: look at its alignment")
    span = (cell.get("colspan") or "1").strip()
    return min(int(span), 50) if span.isdecimal() and int(span) > 1 else 1


def _table_block(caption: str, rows: list[list[str]], *, header: bool) -> Block:
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    headings = [" ".join(cell.split()) for cell in padded.pop(0)] if header else [""] * width
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return {
        "type": "table",
        "value": {"caption": caption, "columns": columns, "rows": [{"values": row} for row in padded]},
    }


def _fostered(table: Element) -> Element:
    """Take out what stands in a table outside its cells, which browsers show before the table."""
    made = table.makeelement("div")
    holders = [
        table,
        *(child for child in table if tag(child) in {"thead", "tbody", "tfoot"}),
        *_own_rows(table),
    ]
    for holder in holders:
        made.append(_stray(table, holder.text))
        holder.text = None
        for child in list(holder):
            made.append(_stray(table, child.tail))
            child.tail = None
            if tag(child) not in _TABLE_PARTS[tag(holder)]:
                made.append(child)
    return made


def _stray(table: Element, text: str | None) -> Element:
    made = table.makeelement("p")
    made.text = text
    return made


# Pictures and frames


def _figure(conversion: Conversion, element: Element) -> None:
    conversion.end_line()
    caption, credit, other = _caption(conversion, element)
    if key := element.get("data-photo"):
        conversion.put(
            photo(PhotoRecord(source_id=key, address="", credit=credit), caption, wide=is_wide(element))
        )
    elif address := element.get("data-embed"):
        _embed(conversion, address, element, "A frame", caption)
        caption = ""
    else:
        for block in _with_caption(conversion, element, caption, credit):
            conversion.put(block)
    rest = conversion.part(element) if element.get("data-photo") or element.get("data-embed") else ()
    _put_all(conversion, [*rest, *other])


def _caption(conversion: Conversion, element: Element) -> tuple[str, str, list[Block]]:
    """Return the caption and the credit of a figure, both taken out of it."""
    credit = " ".join(_taken(conversion, inner)[0] for inner in _credits(element))
    found = [
        child for child in element.iterdescendants() if _is_caption(child) and _figure_of(child) is element
    ]
    words: list[str] = []
    other: list[Block] = []
    for inner in found:
        text, rest = _taken(conversion, inner)
        words.append(text)
        other += rest
    return " ".join(filter(None, words)), credit, other


def _taken(conversion: Conversion, element: Element) -> tuple[str, list[Block]]:
    told, other = told_and_other(conversion.part(element))
    _warn_of_links(conversion, told, "a caption")
    take_out(element)
    return " ".join(" ".join(plain(line) for line in told).split()), other


def _is_caption(element: Element) -> bool:
    return tag(element) == "figcaption" or "wp-caption-text" in classes(element)


def _credits(figure: Element) -> list[Element]:
    found = [
        inner
        for inner in figure.iterdescendants()
        if _CREDITS & classes(inner) and _figure_of(inner) is figure
    ]
    return [inner for inner in found if not any(above in found for above in inner.iterancestors())]


def _figure_of(element: Element) -> Element | None:
    for above in element.iterancestors():
        if tag(above) == "figure" or {"wp-caption", "standfirst-figure"} & classes(above):
            return above
    return None


def _with_caption(conversion: Conversion, figure: Element, caption: str, credit: str) -> list[Block]:
    """Return a figure's blocks, with its caption in them or as a paragraph after."""
    blocks = list(conversion.part(figure))
    kinds = classes(figure)
    blocks = [_pulled(block) for block in blocks] if _PULLED & kinds else blocks
    if "wp-block-embed" in kinds and not any(block["type"] == "embed" for block in blocks):
        conversion.problems.append(f"No known provider, left as a link: {short(words_in(figure))}")
    if credit or is_wide(figure):
        blocks = [_credited(block, credit, wide=is_wide(figure)) for block in blocks]
    captioned = [block for block in blocks if block["type"] in _CAPTIONED] if caption else []
    if len(captioned) == 1 and not captioned[0]["value"]["caption"]:
        captioned[0]["value"]["caption"] = caption
        caption = ""
    blocks = _paired(blocks)
    if credit and not any(block["type"] in {"photo", "pair"} for block in blocks):
        caption = f"{caption} {credit}".strip()
    said = paragraphs_of(caption)
    return [*blocks, text_block(said)] if said else blocks


def _pulled(block: Block) -> Block:
    return {**block, "type": "pull_quote"} if block["type"] == "quote" else block


def _credited(block: Block, credit: str, *, wide: bool) -> Block:
    if block["type"] != "photo":
        return block
    value = block["value"]
    record = replace(value["photo"], credit=credit) if credit else value["photo"]
    return photo(record, value["caption"], wide=wide or value["width"] == "wide")


def _paired(blocks: list[Block]) -> list[Block]:
    """Two pictures and nothing else stand side by side."""
    pictures = [block for block in blocks if block["type"] == "photo"]
    if len(pictures) != 2 or len(blocks) != 2:  # noqa: PLR2004 - a pair
        return blocks
    left, right = (
        {"photo": block["value"]["photo"], "caption": block["value"]["caption"]} for block in pictures
    )
    return [{"type": "pair", "value": {"left": left, "right": right}}]


def _division(conversion: Conversion, element: Element) -> None:
    kinds = classes(element)
    if "wp-caption" in kinds:
        _figure(conversion, element)
    elif kinds & {"pair", "gallery"}:
        conversion.end_line()
        _put_all(conversion, _paired(list(conversion.part(element))))
    elif _PULLED & kinds:
        _quote(conversion, element)
    elif "factbox" in kinds:
        _factbox(conversion, element)
    elif _SOCIAL & kinds and _social(conversion, element):
        return
    else:
        conversion.container(element)


def _frame(conversion: Conversion, element: Element) -> None:
    address = next((value for name in _FRAME_ATTRIBUTES if (value := element.get(name))), "")
    movie = next((inner.get("value") for inner in element.iter("param") if inner.get("name") == "movie"), "")
    _embed(conversion, address or movie or "", element, "A frame")


def _media(conversion: Conversion, element: Element) -> None:
    inner = next((inner.get("src") for inner in element.iter("source", "a") if inner.get("src")), "")
    address = element.get("src") or inner or ""
    what = "A video file" if tag(element) == "video" else "A sound file"
    _file(conversion, address, element, what)


def _file(conversion: Conversion, address: str, what: Element | str, kind: str) -> None:
    if known := embed_address(address):
        conversion.hang(embed(known))
    else:
        conversion.keep(what, f"{kind} has to be filed by hand: {short(address) or 'no address'}")


def _embed(conversion: Conversion, address: str, what: Element | str, kind: str, caption: str = "") -> None:
    if known := embed_address(address):
        conversion.hang(embed(known, caption))
        return
    conversion.keep(what, f"{kind} of no known provider: {short(address) or 'no address'}")
    conversion.say(caption)


def _script(conversion: Conversion, element: Element) -> None:
    marks = f"{element.get('src') or ''} {element.get('type') or ''} {element.text or ''}"
    if not _LOADERS.search(marks):
        conversion.keep(element, f"A {tag(element)} is not for a story")


def _untold(conversion: Conversion, element: Element) -> None:
    conversion.keep(element, f"Nothing here can show <{tag(element)}>")


def _instruction(conversion: Conversion, element: Element) -> None:
    conversion.keep(element, "Program code stood in the text")


def _fallback(conversion: Conversion, element: Element) -> None:
    """Leave out what a page shows without script when it is its lazy twin again."""
    previous = element.getprevious()
    twin = previous is not None and tag(previous) in {"img", "iframe", "picture"}
    if twin and not shows(words_in(element)):
        return
    conversion.container(element)


# WordPress


def _comment(conversion: Conversion, element: Element) -> None:
    """Turn a comment of the block editor that stands for content by itself."""
    found = _WORDPRESS_BLOCK.match(element.text or "")
    if not found or not found["alone"]:
        return
    name = found["name"].removeprefix("core/")
    if name in _WITHOUT_TEXT:
        return
    try:
        data = json.loads(found["data"] or "{}")
    except ValueError:
        data = {}
    address = data.get("url") if isinstance(data, dict) else None
    if isinstance(address, str) and (known := embed_address(address)):
        conversion.hang(embed(known))
    else:
        conversion.keep(f"<!--{element.text}-->", f"A WordPress block without text of its own: {name}")


def _shortcode(conversion: Conversion, element: Element) -> None:
    if not _known_shortcode(conversion, element):
        conversion.walk(element)


def _shortcode_in_line(conversion: Conversion, element: Element) -> str:
    return "" if _known_shortcode(conversion, element) else conversion.inside(element)


def _known_shortcode(conversion: Conversion, element: Element) -> bool:
    """Turn a shortcode that means something here; report one that does not, whose words stay."""
    code = shortcode_of(element.get("data-shortcode") or "")
    if code is None:
        return False
    if handler := _SHORTCODES.get(code.name):
        handler(conversion, element, code)
        return True
    reason = f"A shortcode that nothing here knows: [{code.name}]"
    conversion.problems.append(reason)
    if code.named or code.bare or not shows(words_in(element)):
        conversion.hang(kept(code.source, reason))
    return False


def _code_caption(conversion: Conversion, element: Element, code: Shortcode) -> None:
    figure = element.makeelement("figure")
    if "attachment_" in code.value("id"):
        figure.set("id", code.value("id"))
    figure.set("class", code.value("align", "class"))
    figure.text = element.text
    figure.extend(list(element))
    told, other = told_and_other(conversion.part(figure))
    text = code.value("caption") or " ".join(" ".join(plain(line) for line in told).split())
    if code.value("caption") and told:
        text = " ".join([text, *(plain(line) for line in told)])
    _warn_of_links(conversion, told, "a caption")
    pictures = [block for block in other if block["type"] == "photo"]
    if len(pictures) == 1:
        pictures[0]["value"]["caption"] = text
        text = ""
    for block in other:
        conversion.hang(block)
    conversion.say(text)


def _code_gallery(conversion: Conversion, element: Element, code: Shortcode) -> None:
    keys = [key for key in re.split(r"[,\s]+", code.value("ids", "include")) if key]
    missing = [key for key in keys if key not in conversion.reading.pictures]
    known = [conversion.reading.pictures[key] for key in keys if key not in missing]
    records = known if keys else list(conversion.reading.attached)
    if missing or not records:
        names = ", ".join(missing) or "none named"
        conversion.keep(code.source, f"A gallery whose pictures are not in the export: {names}")
    for block in _paired([photo(record, record.caption) for record in records]):
        conversion.hang(block)
    conversion.walk(element)


def _code_embed(conversion: Conversion, element: Element, code: Shortcode) -> None:
    words = words_in(element).strip()
    address = code.value("url", "id", "src", "href", "video") or " ".join(code.bare[:1]) or words
    known = embed_address(address) or _by_key(code.name, address)
    if known:
        conversion.hang(embed(known, "" if address == words else " ".join(words.split())))
        return
    conversion.keep(
        code.source + (f"{words}[/{code.name}]" if words else ""),
        f"An embed of no known provider: {short(address)}",
    )


def _by_key(name: str, key: str) -> str:
    makers = {"youtube": youtube_address, "vimeo": vimeo_address}
    return makers[name](key.split("&", maxsplit=1)[0]) if name in makers else ""


def _code_media(conversion: Conversion, element: Element, code: Shortcode) -> None:
    words = words_in(element).strip()
    address = code.value(*_MEDIA_ATTRIBUTES) or " ".join(code.bare[:1]) or words
    kind = {"audio": "A sound file", "video": "A video file"}.get(code.name, "A playlist")
    _file(conversion, address, code.source + (f"{words}[/{code.name}]" if words else ""), kind)


def _code_quote(conversion: Conversion, element: Element, code: Shortcode) -> None:
    attribution = code.value("author", "cite", "source", "by", "name")
    told, other = told_and_other(conversion.part(element))
    text = "\n\n".join(plain(line) for line in told) or code.value("text", "quote")
    kind = "pull_quote" if code.name == "pullquote" else "quote"
    if text:
        conversion.hang({"type": kind, "value": {"text": text, "attribution": attribution}})
    for block in other:
        conversion.hang(block)


# Helpers and the tables


def _put_all(conversion: Conversion, blocks: list[Block]) -> None:
    for block in blocks:
        conversion.put(block)


def _warn_of_links(conversion: Conversion, told: list[str], where: str) -> None:
    for line in told:
        for address in re.findall(r'<a href="([^"]*)"', line):
            conversion.problems.append(f"A link in {where} became plain text: {short(address)}")


_SHORTCODES = {
    "caption": _code_caption,
    "wp_caption": _code_caption,
    "gallery": _code_gallery,
    **dict.fromkeys(
        [
            "embed",
            "youtube",
            "vimeo",
            "soundcloud",
            "spreaker",
            "tweet",
            "twitter",
            "instagram",
            "facebook",
            "tiktok",
            "telegram",
        ],
        _code_embed,
    ),
    **dict.fromkeys(("audio", "video", "playlist"), _code_media),
    **dict.fromkeys(("pullquote", "quote", "blockquote"), _code_quote),
}

_BLOCK_HANDLERS: dict[str, Handler] = {
    "p": _paragraph,
    **dict.fromkeys(HEADINGS, _heading),
    "pre": _preformatted,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "details": _details,
    "hr": _rule,
    "blockquote": _quote,
    "aside": _aside,
    "table": _table,
    "figure": _figure,
    "div": _division,
    "noscript": _fallback,
    SHORTCODE: _shortcode,
}

_HANGING_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("iframe", "embed", "object"), _frame),
    **dict.fromkeys(("video", "audio"), _media),
    **dict.fromkeys(("script", "style"), _script),
    **dict.fromkeys(FORMS | DRAWN, _untold),
    "#comment": _comment,
    "#instruction": _instruction,
}

VOCABULARY = Vocabulary(_BLOCK_HANDLERS, _HANGING_HANDLERS, {SHORTCODE: _shortcode_in_line})
