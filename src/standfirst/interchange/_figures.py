"""Pictures with their captions and credits, frames, films and sounds."""

from __future__ import annotations

from dataclasses import replace

from standfirst.interchange._building import (
    embed,
    is_wide,
    paired,
    paragraphs_of,
    photo,
    plain,
    short,
    text_block,
    told_and_other,
)
from standfirst.interchange._conversion import Conversion, Handler
from standfirst.interchange._markup import (
    Element,
    classes,
    tag,
    take_out,
    words_in,
)
from standfirst.interchange._prose import (
    PULLED,
)
from standfirst.interchange.providers import embed_address
from standfirst.interchange.records import Block, PhotoRecord

_CAPTIONED = frozenset({"photo", "table", "embed"})
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
_FRAME_ATTRIBUTES = ("src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-src-cmplz", "data")


def turn_figure(conversion: Conversion, element: Element) -> None:
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
    conversion.put_all([*rest, *other])


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
    conversion.warn_of_links(told, "a caption")
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
    blocks = [_pulled(block) for block in blocks] if PULLED & kinds else blocks
    if "wp-block-embed" in kinds and not any(block["type"] == "embed" for block in blocks):
        conversion.problems.append(f"No known provider, left as a link: {short(words_in(figure))}")
    if credit or is_wide(figure):
        blocks = [_credited(block, credit, wide=is_wide(figure)) for block in blocks]
    captioned = [block for block in blocks if block["type"] in _CAPTIONED] if caption else []
    if len(captioned) == 1 and not captioned[0]["value"]["caption"]:
        captioned[0]["value"]["caption"] = caption
        caption = ""
    blocks = paired(blocks)
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


def _frame(conversion: Conversion, element: Element) -> None:
    address = next((value for name in _FRAME_ATTRIBUTES if (value := element.get(name))), "")
    movie = next((inner.get("value") for inner in element.iter("param") if inner.get("name") == "movie"), "")
    _embed(conversion, address or movie or "", element, "A frame")


def _media(conversion: Conversion, element: Element) -> None:
    inner = next((inner.get("src") for inner in element.iter("source", "a") if inner.get("src")), "")
    address = element.get("src") or inner or ""
    what = "A video file" if tag(element) == "video" else "A sound file"
    file_of(conversion, address, element, what)


def file_of(conversion: Conversion, address: str, what: Element | str, kind: str) -> None:
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


FRAMES: dict[str, Handler] = {
    **dict.fromkeys(("iframe", "embed", "object"), _frame),
    **dict.fromkeys(("video", "audio"), _media),
}
