"""The parsed tree of foreign HTML, and the questions that are asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CONTAINERS = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "center",
        "address",
        "hgroup",
        "nav",
        "aside",
        "noscript",
        "fieldset",
        "dd",
        "dt",
        "li",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "figcaption",
        "caption",
        "legend",
        "summary",
        "details",
    ]
)
BLOCKS = (
    CONTAINERS | HEADINGS | frozenset(["p", "ul", "ol", "dl", "table", "blockquote", "figure", "pre", "hr"])
)
BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
IGNORED = frozenset(
    ["head", "title", "meta", "link", "base", "wbr", "source", "track", "param", "col", "colgroup", "#entity"]
)
FORMS = frozenset(["form", "input", "button", "select", "textarea"])
DRAWN = frozenset(["svg", "math", "canvas", "map", "template", "applet", "frameset", "marquee"])

# Beyond this depth libxml2 stops reading, and text would go missing without a word.
_DEEPEST = 250
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?)\Z", re.IGNORECASE)
_SIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated)(?=\.\w+\Z)")
_ATTACHMENT = re.compile(r"attachment_(\d+)")


def parsed(text: str) -> tuple[Element | None, str]:
    """Return the tree of a body, or why there is none."""
    parser = etree.HTMLParser(no_network=True, remove_blank_text=False, huge_tree=False)
    try:
        root = etree.fromstring(f"<html><body>{text}</body></html>", parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        return None, f"The HTML could not be read: {error}"
    if root is None:
        return None, "The HTML could not be read"
    if any("depth" in entry.message.lower() for entry in parser.error_log) or _depth(root) >= _DEEPEST:
        return None, "The HTML is nested too deeply to be read whole"
    return root, ""


def tag(element: Element) -> str:
    """Return the name of an element; comments and instructions have names of their own."""
    if isinstance(element.tag, str):
        return element.tag.lower()
    if element.tag is etree.Comment:
        return "#comment"
    return "#instruction" if element.tag is etree.ProcessingInstruction else "#entity"


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set((element.get("class") or "").split())


def has_block(element: Element) -> bool:
    """Whether anything inside makes a block of its own."""
    return any(tag(inner) in BLOCKS for inner in element.iterdescendants())


def words_in(element: Element) -> str:
    """Return all the text inside an element as it stands."""
    if len(element) == 0:
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def source(element: Element) -> str:
    """Return an element as it was written, more or less."""
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def take_out(element: Element) -> None:
    """Remove an element and leave the text that follows it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def picture_keys(image: Element) -> Iterator[str]:
    """By which names an export's own list of pictures may know this one, the surest first."""
    for name in classes(image):
        if name.startswith("wp-image-"):
            yield name.removeprefix("wp-image-")
    for attribute in ("data-id", "data-attachment-id"):
        if value := image.get(attribute):
            yield value
    for above in _nearest_ancestors(image):
        if found := _ATTACHMENT.search((above.get("id") or "") + (above.get("data-shortcode") or "")):
            yield found[1]
    for attribute in ("data-orig-file", "data-src", "data-lazy-src", "src"):
        if value := image.get(attribute):
            yield address_key(value)


def picture_address(image: Element) -> str:
    """Return the largest version of a picture that its markup tells of."""
    above = image.getparent()
    if above is not None and tag(above) == "a" and _IMAGE_FILE.search(_path(above.get("href") or "")):
        return above.get("href") or ""
    for attribute in (
        "data-orig-file",
        "data-full-url",
        "data-large-file",
        "data-src",
        "data-lazy-src",
        "src",
    ):
        value = (image.get(attribute) or "").strip()
        if value and not value.startswith("data:"):
            return value
    widest = (image.get("srcset") or image.get("data-srcset") or "").split(",")[-1].split()
    return widest[0] if widest else ""


def address_key(address: str) -> str:
    """One key for all the sizes of one picture, with and without https."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return f"{parts.netloc.lower()}{_SIZED.sub('', parts.path)}"


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _nearest_ancestors(element: Element, levels: int = 3) -> Iterator[Element]:
    for _ in range(levels):
        above = element.getparent()
        if above is None:
            return
        yield above
        element = above


def _depth(root: Element) -> int:
    deepest, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
