"""The walk over a tree: which words belong to which paragraph, and what stands between them."""

from __future__ import annotations

import html as html_
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from standfirst.interchange._building import (
    LINE_END,
    PARAGRAPH_END,
    SCHEMES,
    clean,
    embed,
    escaped,
    is_wide,
    kept,
    paragraphs_of,
    photo,
    plain,
    short,
    shows,
    text_block,
    visible,
)
from standfirst.interchange._markup import (
    BLOCKS,
    BOLD,
    CONTAINERS,
    IGNORED,
    ITALIC,
    Element,
    classes,
    has_block,
    picture_address,
    picture_keys,
    source,
    tag,
    words_in,
)
from standfirst.interchange.providers import embed_address
from standfirst.interchange.records import Block, PhotoRecord

Handler = Callable[["Conversion", Element], None]

_SPACES = re.compile(r" {2,}")
_BREAKS = re.compile(r"\s*(?:<br>\s*){2,}")
_EDGES = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_LONELY_LINK = re.compile(r'<a href="(?P<address>[^"]*)">\s*https?://[^<\s]*\s*</a>')


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format knows about its HTML: how lines count, which pictures its ids stand for.

    `empty_lines`: an empty line ends a paragraph. `line_breaks`: so it does, and a single line end
    is one on the page (WordPress before its block editor). `story_links`: links such as `story:key` lead
    to a story of the same source; from anyone else they lead nowhere.
    """

    empty_lines: bool = False
    line_breaks: bool = False
    shortcodes: bool = False
    story_links: bool = False
    base: str = ""
    pictures: Mapping[str, PhotoRecord] = field(default_factory=dict)
    attached: tuple[PhotoRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each element becomes: blocks end the paragraph, hanging ones do not, words stay in it."""

    blocks: Mapping[str, Handler]
    hanging: Mapping[str, Handler]
    words: Mapping[str, Callable[[Conversion, Element], str]]


@dataclass(slots=True)
class Conversion:
    """One walk: the blocks that are done, the paragraphs under way, the line under way."""

    reading: Reading
    vocabulary: Vocabulary
    problems: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    later: list[Block] = field(default_factory=list)
    said: bool = False

    # Between blocks

    def walk(self, element: Element) -> None:
        """Everything inside an element, in order."""
        self.flow(element.text)
        for child in element:
            self.meet(child)
            self.flow(child.tail)

    def meet(self, child: Element) -> None:
        """One element, met between blocks."""
        name = tag(child)
        if name in self.vocabulary.blocks:
            self.vocabulary.blocks[name](self, child)
        elif name in CONTAINERS or (name not in self.vocabulary.hanging and has_block(child)):
            self.container(child)
        else:
            self.line.append(self.inline(child))

    def container(self, element: Element) -> None:
        """Walk an element that only holds others."""
        self.end_line()
        if tag(element) == "a" and shows(words_in(element)):
            self.problems.append(f"A link around whole blocks was taken off: {short(element.get('href'))}")
        self.walk(element)
        self.end_line()

    def flow(self, text: str | None) -> None:
        """Text between blocks."""
        if not text:
            return
        if "\n" not in text or not (self.reading.line_breaks or self.reading.empty_lines):
            self.line.append(self.words(text))
            return
        for number, part in enumerate(PARAGRAPH_END.split(text)):
            if number:
                self.end_line()
            self.line.append(self.words(part))

    def end_line(self) -> None:
        """Make the line under way a paragraph, and let what hung in it follow."""
        line, later = "".join(self.line), self.later
        self.line, self.later, self.said = [], [], False
        for part in _paragraphs(line):
            if address := _lonely_address(part):
                self.put(embed(address))
            else:
                self.paragraphs.append(f"<p>{part}</p>")
        for block in later:
            self.put(block)

    def put(self, block: Block) -> None:
        """Add a block that is done; the paragraphs before it become a text block."""
        self.end_text()
        if block["type"] == "text" and self.blocks and self.blocks[-1]["type"] == "text":
            self.blocks[-1] = text_block(self.blocks[-1]["value"] + block["value"])
        else:
            self.blocks.append(block)

    def put_all(self, blocks: Iterable[Block]) -> None:
        """Add blocks that are done."""
        for block in blocks:
            self.put(block)

    def warn_of_links(self, told: Iterable[str], where: str) -> None:
        """Tell of links in rich text that is going to be plain."""
        for address in re.findall(r'<a href="([^"]*)"', " ".join(told)):
            self.problems.append(f"A link in {where} became plain text: {short(html_.unescape(address))}")

    def end_text(self) -> None:
        """Make the paragraphs under way a text block."""
        if self.paragraphs:
            value = clean("".join(self.paragraphs))
            self.paragraphs = []
            self.put(text_block(value))

    def hang(self, block: Block) -> None:
        """Put what stands in a paragraph before it when nothing has been said yet, else after it."""
        if self.said:
            self.later.append(block)
        else:
            self.put(block)

    def keep(self, what: Element | str, reason: str) -> None:
        """Keep the source of what no block can hold with the story, for the desk."""
        self.problems.append(reason)
        self.hang(kept(what if isinstance(what, str) else source(what), reason))

    def say(self, text: str) -> None:
        """Plain text as paragraphs of their own."""
        value = paragraphs_of(text)
        if value:
            self.hang(text_block(value))

    def close(self) -> tuple[Block, ...]:
        """End the walk and return its blocks."""
        self.end_line()
        self.end_text()
        return tuple(self.blocks)

    def part(self, element: Element, reading: Reading | None = None) -> tuple[Block, ...]:
        """Return the blocks of one element's inside, by themselves."""
        inner = Conversion(reading or self.reading, self.vocabulary, self.problems)
        inner.walk(element)
        return inner.close()

    # Inside a paragraph

    def inline(self, element: Element) -> str:
        """One element within a line, as the few tags that a story's text may hold."""
        name = tag(element)
        if name in IGNORED:
            return ""
        if name in self.vocabulary.hanging:
            self.vocabulary.hanging[name](self, element)
            return ""
        if name in self.vocabulary.words:
            return self.vocabulary.words[name](self, element)
        if name == "br":
            return "<br>"
        if name == "img":
            return self.image(element)
        inner = self.inside(element)
        return f"<br>{inner}<br>" if name in BLOCKS else self.styled(element, name, inner)

    def inside(self, element: Element) -> str:
        """Return the words of an element, with the tags that may stay."""
        parts = [self.words(element.text)]
        for child in element:
            parts += [self.inline(child), self.words(child.tail)]
        return "".join(parts)

    def words(self, text: str | None) -> str:
        """Text within a line."""
        if not text:
            return ""
        self.said = self.said or shows(text)
        if not self.reading.line_breaks or "\n" not in text:
            return escaped(text)
        return "<br>".join(escaped(part) for part in LINE_END.split(text))

    def styled(self, element: Element, name: str, inner: str) -> str:
        """Words with what their element means."""
        if not visible(inner):
            return inner
        if name in BOLD:
            return f"<b>{inner}</b>"
        if name in ITALIC:
            return f"<i>{inner}</i>"
        if name in {"sup", "sub"}:
            return f"<{name}>{inner}</{name}>"
        if name == "q":
            return f"“{inner}”"
        if name in {"s", "del", "strike"}:
            self.problems.append(f"Struck-through text is shown plainly: {short(plain(inner))}")
        return self.link(element, inner) if name == "a" else inner

    def link(self, element: Element, inner: str) -> str:
        """Return a link to where it led, if that is an address that a reader may be sent to."""
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#"):
            return inner
        try:
            address = urljoin(self.reading.base, address) if self.reading.base else address
            scheme = urlsplit(address).scheme.lower()
        except ValueError:
            scheme = "?"
        if scheme and (scheme not in SCHEMES or (scheme == "story" and not self.reading.story_links)):
            self.problems.append(f"A link that leads nowhere safe was taken off: {short(address)}")
            return inner
        return f'<a href="{html_.escape(address)}">{inner}</a>'

    def image(self, element: Element) -> str:
        """Hang a picture in its line; return the word that it stands for, if it does."""
        if {"wp-smiley", "emoji"} & classes(element):
            return escaped(element.get("alt") or "")
        if element.get("width") == "1" and element.get("height") == "1":
            self.problems.append(f"A tracking pixel was left out: {short(element.get('src'))}")
        elif record := self.record_of(element):
            self.hang(photo(record, wide=is_wide(element)))
        else:
            self.keep(element, "A picture has no address")
        return ""

    def record_of(self, image: Element) -> PhotoRecord | None:
        """Return what is known of a picture: from the export's own list, else from its markup."""
        alt = (image.get("alt") or "").strip()
        for key in picture_keys(image):
            if known := self.reading.pictures.get(key):
                return replace(known, alt_text=alt or known.alt_text)
        address = picture_address(image)
        if not address:
            return None
        try:
            address = urljoin(self.reading.base, address) if self.reading.base else address
        except ValueError:
            return None
        return PhotoRecord(source_id=address, address=address, alt_text=alt)


def _paragraphs(line: str) -> list[str]:
    """Return a line as paragraphs: two breaks in a row part them where no tag is open across."""
    if "  " in line:
        line = _SPACES.sub(" ", line)
    parts = [_EDGES.sub("", part) for part in _BREAKS.split(line)] if "<br>" in line else [line.strip()]
    if len(parts) > 1 and not all(_balanced(part) for part in parts):
        parts = [_EDGES.sub("", line)]
    return [part for part in parts if visible(part)]


def _balanced(part: str) -> bool:
    return all(
        part.count(f"<{name}>") + part.count(f"<{name} ") == part.count(f"</{name}>")
        for name in ("b", "i", "a", "sup", "sub")
    )


def _lonely_address(line: str) -> str:
    """Return the embed address of a paragraph that is nothing but a known provider's address."""
    if line.startswith("http") and " " not in line and "<" not in line:
        return embed_address(html_.unescape(line))
    if line.startswith("<a ") and (found := _LONELY_LINK.fullmatch(line)):
        return embed_address(html_.unescape(found["address"]))
    return ""
