"""The fields of a ninjs object, asked for once whatever the generation calls them.

1.x has `headline` and `body_html`, 2.x arrays of objects with a role, 3.x the same in camel case. Keys are
folded to lower case, and patterned keys and arrays are walked alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from standfirst.interchange._building import plain
from standfirst.interchange.blocks import blocks_of


def folded(value: Any) -> dict[str, Any]:
    """Return an object with its keys in lower case: camel case is the only difference of most 3.x names."""
    return {str(key).lower(): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def text_of(item: dict[str, Any], *names: str) -> str:
    """Return the first of these that holds text (or a number)."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def objects_of(item: dict[str, Any], *names: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield named objects, whether they stand in an array (2.x, 3.x) or under patterned keys (1.x)."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            yield from ((str(key), folded(inner)) for key, inner in value.items() if isinstance(inner, dict))
        elif isinstance(value, list):
            inners = (folded(inner) for inner in value)
            yield from ((text_of(inner, "name", "role"), inner) for inner in inners if inner)


def headline_of(item: dict[str, Any], *roles: str) -> str:
    """Return the main headline, or the one of a role."""
    wanted = roles or ("main", "headline", "")
    found = [(text_of(inner, "role").lower(), _value_of(inner)) for _, inner in objects_of(item, "headlines")]
    for role in wanted:
        if said := next((text for name, text in found if name == role), ""):
            return said
    if roles:
        return next(
            (words_of(item[key]) for role in roles if isinstance(item.get(key := f"headline_{role}"), str)),
            "",
        )
    return words_of(text_of(item, "headline")) or (found[0][1] if found else "") or text_of(item, "title")


def _value_of(inner: dict[str, Any]) -> str:
    return words_of(text_of(inner, "value"))


def words_of(text: str) -> str:
    """Return words without the markup that some providers put into what should have none."""
    if "<" in text or "&" in text:
        blocks, _ = blocks_of(text)
        said = [plain(block["value"]) for block in blocks if block["type"] == "text"]
        text = " ".join(said) if said else text
    return " ".join(text.split())


def summary_of(item: dict[str, Any]) -> str:
    """Return what an item says of itself in a sentence or two."""
    roles = {"summary", "text", "abstract", "standfirst", "main", "caption", ""}
    said = [
        _value_of(inner)
        for _, inner in objects_of(item, "descriptions")
        if text_of(inner, "role").lower() in roles
    ]
    first = ("description_text", "description_summary", "description_html", "description_xhtml", "abstract")
    said += [words_of(item[key]) for key in first if isinstance(item.get(key), str)]
    said += [
        words_of(value)
        for key, value in item.items()
        if key.startswith("description_") and isinstance(value, str)
    ]
    return next((text for text in said if text), "")


def described_as(item: dict[str, Any], *roles: str) -> str:
    """Return the description of one of these roles."""
    found = (
        _value_of(inner)
        for _, inner in objects_of(item, "descriptions")
        if text_of(inner, "role").lower() in roles
    )
    return next(found, "")


def alternative_id(item: dict[str, Any], role: str) -> str:
    """Return the alternative identifier of a role."""
    found = (
        text_of(inner, "value") for _, inner in objects_of(item, "altids") if text_of(inner, "role") == role
    )
    return next(found, "")


def moment_of(item: dict[str, Any], zone: tzinfo, *names: str) -> datetime | None:
    """Return the first of these that is a moment; `zone` is for one that names none."""
    for text in filter(None, (text_of(item, name) for name in names)):
        try:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):  # the edges of what a calendar can say
            continue
    return None


def code_of(inner: dict[str, Any]) -> str:
    """Return the identifier of a concept; Media Topics always as `medtop:` and number."""
    said = text_of(inner, "uri", "literal", "code", "qcode")
    digits = re.search(r"(?:mediatopic/|medtop:)(\d{8})\Z", said)
    if digits is None and "mediatopic" in text_of(inner, "scheme"):
        digits = re.search(r"(\d{8})\Z", said)
    return f"medtop:{digits[1]}" if digits else said
