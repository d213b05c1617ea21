"""A WordPress export file cut into its items without ever holding more than one.

The file is not parsed as one tree: an export of several hundred megabytes with one stray character
would then be lost as a whole, or be "recovered" by closing elements that never ended. Instead the
bytes are searched for where items begin and end (outside of CDATA and comments), and each item is
parsed by itself under the file's own namespace declarations. So one broken item costs one item, each
error has its true line, and an item that does not end in the file is never half a story.
"""

from __future__ import annotations

import codecs
import html
import mmap
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from standfirst.interchange.records import NotThisFormat

LARGEST_ITEM = 32 * 1024 * 1024
# Above this libxml2 needs to be told that a large text is meant.
_ORDINARY = 9_000_000

_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<item(?=[\s>/])|</item\s*>|</channel\s*>")
_HEAD_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<item(?=[\s>/])|</channel\s*>")
_CDATA_END = b"]]>"
_INNER_ITEM = re.compile(rb"<item(?=[\s>])")
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ROOT = re.compile(r"<rss\b[^>]*>", re.IGNORECASE)
_EXPORT = "http://wordpress.org/export/"
_NAMESPACES = {
    "excerpt": _EXPORT + "1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": _EXPORT + "1.2/",
}
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#(?P<number>\d+|[xX][0-9a-fA-F]+);|(?P<name>[A-Za-z][A-Za-z0-9]*);)?")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


class _UndefinedEntityError(Exception):
    """An item names an entity that nothing defines; parsed as it is, its text would have a hole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as it stands in the file; `damage` says why it cannot be whole."""

    data: bytes
    line: int
    end: int
    damage: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An opened export: its head (all before the first item) and where to find the rest."""

    data: mmap.mmap
    head: str
    root: str
    encoding: str


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """Open an export, checked to be one, for as long as it is read."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            raise NotThisFormat(f"{path.name} is empty")
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start:
        with _as_utf8(path, start) as copy, _mapped(copy) as data:
            yield _export(data, path.name)
    else:
        with _mapped(path) as data:
            yield _export(data, path.name)


def pieces(export: Export) -> Iterator[Piece]:
    """Every item of the file, and at its end what is missing if the file was cut off."""
    data, line, counted = export.data, 1, 0
    position = _head_end(data)
    finished = False
    while (found := _next(data, position)) is not None:
        start, end, damage = found
        if start < 0:
            finished = True
            break
        line += data[counted:start].count(b"\n")
        counted = start
        yield Piece(data[start : min(end, start + LARGEST_ITEM)], line, end, damage)
        position = end
    if not finished:
        line += data[counted : len(data)].count(b"\n")
        yield Piece(b"", line, len(data), "The file ends here, before its own end: it was cut off")


def parsed_item(export: Export, piece: Piece) -> tuple[etree._Element, list[str]]:
    """Return the tree of one item and what had to be mended; raise `ValueError` in words otherwise."""
    text, problems = decoded(piece.data, export.encoding)
    try:
        return _tree(export.root, text), problems
    except (etree.XMLSyntaxError, _UndefinedEntityError):
        mended, more = _mended(text)
    try:
        return _tree(export.root, mended), problems + more
    except etree.XMLSyntaxError as error:
        line = piece.line + max(error.position[0] - 1, 0)
        raise ValueError(f"line {line}: {_reason(error)}") from error


def decoded(data: bytes, declared: str) -> tuple[str, list[str]]:
    """Text from bytes, whatever the file says of its encoding; what was wrong about that is told."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        wrong = declared not in {"utf-8", "ascii"} and not data.isascii()
        return text, [f"The file says it is {declared}, but it is UTF-8"] if wrong else []
    if declared not in {"utf-8", "ascii"}:
        try:
            return data.decode(declared), []
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("utf-8", errors="standfirst-latin"), [
        f"Bytes that are not {declared.upper()} were read as Windows-1252"
    ]


def fragments(export: Export, name: str) -> Iterator[etree._Element]:
    """Each `<wp:name>` of the head, parsed by itself; one that is broken is left out."""
    prefix = _prefix(export.root)
    for found in re.finditer(rf"<{prefix}:{name}>.*?</{prefix}:{name}>", export.head, re.DOTALL):
        for text in (found[0], _mended(found[0])[0]):
            try:
                yield _tree(export.root, text)
                break
            except (etree.XMLSyntaxError, _UndefinedEntityError):
                continue


def head_value(export: Export, name: str) -> str:
    """Return the text of one simple element of the head, such as `link` or `wp:base_blog_url`."""
    name = name.replace("wp:", f"{_prefix(export.root)}:")
    found = re.search(rf"<{name}>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</{name}>", export.head, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


def key(element: etree._Element) -> str:
    """Return the name of an element with the usual prefix, whichever version of the form it is of."""
    return _usual_name(str(element.tag))


@lru_cache(maxsize=500)
def _usual_name(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    space = space.lstrip("{")
    if space.startswith(_EXPORT):
        return f"excerpt:{name}" if space.rstrip("/").endswith("excerpt") else f"wp:{name}"
    prefix = next((prefix for prefix, known in _NAMESPACES.items() if known == space), "")
    return f"{prefix}:{name}" if prefix else name


def _export(data: mmap.mmap, name: str) -> Export:
    found = _DECLARED.match(data[:400])
    encoding = _canonical(found[1].decode("ascii") if found else "utf-8")
    head, _ = decoded(data[: _head_end(data)], encoding)
    root = next((match[0] for match in _ROOT.finditer(re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))), "")
    if not root or (_EXPORT not in root and "wxr_version>" not in head):
        raise NotThisFormat(f"{name} is not a WordPress export (no <rss> with the export's namespace)")
    return Export(data, head, _with_namespaces(root), encoding)


def _canonical(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    # Browsers and editors have always meant Windows-1252 when they wrote latin-1.
    return "cp1252" if found == "iso8859-1" else found


def _with_namespaces(root: str) -> str:
    missing = [
        f'xmlns:{prefix}="{space}"' for prefix, space in _NAMESPACES.items() if f"xmlns:{prefix}=" not in root
    ]
    # On one line, so that the lines of errors are those of the item.
    root = " ".join(root.split())
    return root.rstrip(">").rstrip("/") + "".join(f" {declaration}" for declaration in missing) + ">"


def _prefix(root: str) -> str:
    found = re.search(rf"xmlns:([\w-]+)=[\"']{re.escape(_EXPORT)}[\d.]*/?[\"']", root)
    return found[1] if found else "wp"


def _head_end(data: mmap.mmap) -> int:
    position = 0
    while found := _HEAD_TOKEN.search(data, position):
        if found[0] in {b"<![CDATA[", b"<!--"}:
            position = _closed(data, found)
            if position < 0:
                return len(data)
        else:
            return found.start()
    return len(data)


def _closed(data: mmap.mmap, found: re.Match[bytes]) -> int:
    mark = _CDATA_END if found[0] == b"<![CDATA[" else b"-->"
    end = data.find(mark, found.end())
    return end if end < 0 else end + len(mark)


def _next(data: mmap.mmap, position: int) -> tuple[int, int, str] | None:
    """Return the next item: start, end, damage. Start is -1 at the channel's end; None at the file's."""
    start = -1
    while found := _TOKEN.search(data, position):
        token = found[0]
        if token.startswith(b"<item"):
            if start >= 0:
                return start, found.start(), "Another item begins before this one has ended"
            start, position = found.start(), found.end()
        elif token.startswith(b"</item") and start >= 0:
            large = found.end() - start > LARGEST_ITEM
            return start, found.end(), "The item is larger than 32 MB" if large else ""
        elif token.startswith(b"</channel"):
            return (-1, found.end(), "") if start < 0 else (start, found.start(), "The item does not end")
        elif token in {b"<![CDATA[", b"<!--"}:
            end = _closed(data, found)
            if end < 0:
                break
            inner = _swallowed(data, found.end(), end) if start >= 0 and token == b"<![CDATA[" else -1
            if inner >= 0:
                return start, inner, "A CDATA section was never closed and runs into the next item"
            position = end
        else:
            position = found.end()
    return None if start < 0 else (start, len(data), "The file ends in the middle of this item")


def _swallowed(data: mmap.mmap, start: int, end: int) -> int:
    """Where the next item begins if a CDATA section ran into it, else -1.

    A text about exports may hold `<item>` and `<![CDATA[` itself; but then WordPress has split the
    section at each `]]>` of the text, and a new section follows at once.
    """
    if data[end : end + 10] == b"<![CDATA[>":
        return -1
    found = _INNER_ITEM.search(data, start, end)
    return found.start() if found and data.find(b"<![CDATA[", found.start(), end) >= 0 else -1


def _tree(root: str, text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=len(text) > _ORDINARY,
        remove_pis=True,
    )
    tree = etree.fromstring(f"{root}{text}</rss>", parser)
    item = tree[0]
    if any(node.tag is etree.Entity for node in item.iter(etree.Entity)):
        raise _UndefinedEntityError
    return item


def _mended(text: str) -> tuple[str, list[str]]:
    problems: list[str] = []
    without = _CONTROLS.sub("", text)
    if without != text:
        problems.append("Control characters were left out")
    parts = _CDATA.split(without)
    for number in range(0, len(parts), 2):
        mended = _BARE_LESS.sub("&lt;", _AMPERSAND.sub(_character, parts[number]))
        if mended != parts[number]:
            problems.append("Bare & or < and undefined entities were mended")
            parts[number] = mended
    return "".join(parts), list(dict.fromkeys(problems))


def _character(found: re.Match[str]) -> str:
    if number := found["number"]:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return found[0] if code <= sys.maxunicode and not _CONTROLS.match(chr(code)) else ""
    name = found["name"]
    if name in _XML_NAMES:
        return found[0]
    known = html.unescape(found[0]) if name else "&"
    return known if name and known != found[0] else "&amp;" + found[0][1:]


def _reason(error: etree.XMLSyntaxError) -> str:
    message = re.sub(r",? line \d+(?:, column \d+)?", "", error.msg or "")
    return message.strip() or "not well-formed XML"


def _latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in wrong), error.end


codecs.register_error("standfirst-latin", _latin)


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


@contextmanager
def _as_utf8(path: Path, start: bytes) -> Iterator[Path]:
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-16-be"
    if not encoding.endswith("be") or start[:1] != b"\x00":
        encoding = "utf-16" if encoding == "utf-16" else "utf-16-le"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".xml") as copy:
        with path.open(encoding=encoding, errors="replace") as file:
            head = file.read(200)
            copy.write(re.sub(r'encoding=(["\']).*?\1', 'encoding="utf-8"', head, count=1))
            for chunk in iter(lambda: file.read(1 << 20), ""):
                copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
