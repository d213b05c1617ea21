"""JSON files cut into their news objects without holding more than one: arrays, lines, single objects.

As with XML, the bytes are searched for where each object begins and ends, so that one broken object
costs one object and a file that was cut off gives everything that is whole.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST_OBJECT = 32 * 1024 * 1024

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_START = re.compile(rb"[{\[]")
_LIST_NAMES = ("items", "_items", "newsitems", "results", "hits", "data", "stories")


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a file, or why it could not be read; `end` is how far the file is read."""

    value: Any
    line: int
    end: int
    fault: str = ""


def objects_in(path: Path) -> Iterator[Found]:
    """Every object of a JSON file."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _is_lines(data):
            yield from _lines(data)
        else:
            yield from _structure(data)


def _is_lines(data: mmap.mmap) -> bool:
    """Whether the first line is an object by itself and more follows."""
    start = 3 if data[:3] == b"\xef\xbb\xbf" else 0
    end = data.find(b"\n", start)
    if end < 0 or data[start : start + 1] != b"{" or not data[end:].strip():
        return False
    return not isinstance(_loaded(data[start:end]), str)


def _lines(data: mmap.mmap) -> Iterator[Found]:
    position, number = (3 if data[:3] == b"\xef\xbb\xbf" else 0), 0
    while position < len(data):
        end = data.find(b"\n", position)
        end = len(data) if end < 0 else end
        number += 1
        text = data[position : min(end, position + LARGEST_OBJECT)].strip()
        position = end + 1
        if text:
            yield _found(text, number, min(position, len(data)))


def _structure(data: mmap.mmap) -> Iterator[Found]:
    """Yield the objects of an array, or the one object of a file, or those of the list that it holds."""
    first = _START.search(data)
    if first is None:
        yield Found(None, 1, len(data), "There is no JSON object in it")
        return
    counted = line = 0
    pieces = list(_spans(data, first.start())) if first[0] == b"{" else _spans(data, first.end())
    for start, end, whole in pieces:
        line += data[counted:start].count(b"\n")
        counted = start
        if not whole:
            yield Found(None, line + 1, len(data), "The file ends in the middle of this object")
            return
        yield from _unwrapped(_found(data[start:end], line + 1, end))


def _spans(data: mmap.mmap, position: int) -> Iterator[tuple[int, int, bool]]:
    depth, start = 0, -1
    while token := _TOKEN.search(data, position):
        position = token.end()
        if token[0] == b"{":
            start = token.start() if depth == 0 else start
            depth += 1
        elif token[0] == b"}" and depth:
            depth -= 1
            if depth == 0:
                yield start, position, True
    if depth:
        yield start, len(data), False


def _found(text: bytes, line: int, end: int) -> Found:
    if len(text) >= LARGEST_OBJECT:
        return Found(None, line, end, "The object is larger than 32 MB")
    value = _loaded(text)
    if isinstance(value, str):
        return Found(None, line, end, value)
    return Found(value, line, end)


def _loaded(text: bytes) -> Any:
    """Return the object, or in words why there is none."""
    try:
        value = json.loads(text.decode("utf-8"))
    except UnicodeDecodeError:
        return "The text is not UTF-8, as JSON has to be"
    except json.JSONDecodeError as error:
        return f"Not JSON: {error.msg} (line {error.lineno} of the object, column {error.colno})"
    except RecursionError:
        return "The object is nested too deeply"
    return value if isinstance(value, dict) else "Not an object"


def _unwrapped(found: Found) -> Iterator[Found]:
    """Yield the items of a response that wraps them in a list of its own."""
    if isinstance(found.value, dict) and not {"uri", "guid"} & set(found.value):
        for name in _LIST_NAMES:
            inner = found.value.get(name)
            if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
                yield from (Found(one, found.line, found.end) for one in inner)
                return
    yield found
