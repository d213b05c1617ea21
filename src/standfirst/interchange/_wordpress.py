"""What only WordPress writes: shortcodes, and comments that stand for blocks."""

from __future__ import annotations

import json
import re

from standfirst.interchange._building import embed, kept, paired, photo, plain, short, shows, told_and_other
from standfirst.interchange._conversion import Conversion
from standfirst.interchange._figures import file_of
from standfirst.interchange._markup import (
    Element,
    words_in,
)
from standfirst.interchange.providers import embed_address, vimeo_address, youtube_address
from standfirst.interchange.shortcodes import EMBED_CODES, MEDIA_CODES, QUOTE_CODES, Shortcode, shortcode_of

_WORDPRESS_BLOCK = re.compile(
    r"\s*wp:(?P<name>[a-z][a-z0-9_/-]*)\s*(?P<data>\{.*\})?\s*(?P<alone>/)?\s*\Z", re.DOTALL
)
_WITHOUT_TEXT = frozenset({"more", "nextpage", "separator", "spacer", "page-break"})
_MEDIA_ATTRIBUTES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv", "url")


def turn_comment(conversion: Conversion, element: Element) -> None:
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


def turn_shortcode(conversion: Conversion, element: Element) -> None:
    if not _known_shortcode(conversion, element):
        conversion.walk(element)


def turn_shortcode_in_line(conversion: Conversion, element: Element) -> str:
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
    conversion.warn_of_links(told, "a caption")
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
    for block in paired([photo(record, record.caption) for record in records]):
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
    file_of(conversion, address, code.source + (f"{words}[/{code.name}]" if words else ""), kind)


def _code_quote(conversion: Conversion, element: Element, code: Shortcode) -> None:
    attribution = code.value("author", "cite", "source", "by", "name")
    told, other = told_and_other(conversion.part(element))
    text = "\n\n".join(plain(line) for line in told) or code.value("text", "quote")
    kind = "pull_quote" if code.name == "pullquote" else "quote"
    if text:
        conversion.hang({"type": kind, "value": {"text": text, "attribution": attribution}})
    for block in other:
        conversion.hang(block)


_SHORTCODES = {
    "caption": _code_caption,
    "wp_caption": _code_caption,
    "gallery": _code_gallery,
    **dict.fromkeys(EMBED_CODES, _code_embed),
    **dict.fromkeys(MEDIA_CODES, _code_media),
    **dict.fromkeys(QUOTE_CODES, _code_quote),
}
