"""Blocks as HTML that `blocks_of` turns back into the same blocks."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Pictures = Mapping[int, Any]


def markup_of(
    blocks: Iterable[Mapping[str, Any]], photo: Callable[[int], str], story: Callable[[int], str]
) -> str:
    """Return a body as HTML.

    `photo` gives the `<img>` of a photo's number (nothing when it may not be shown), `story` the
    identifier of a story's. What was kept for the desk stays there.
    """
    writers = {**_WRITERS, "photo": _photo(photo), "pair": _pair(photo), "related": _related(story)}
    return "\n".join(filter(None, (writers[block["type"]](block["value"]) for block in blocks)))


def _text(value: str) -> str:
    return value


def _heading(value: Mapping[str, Any]) -> str:
    return f"<h{value['level']}>{_safe(value['text'])}</h{value['level']}>"


def _quote(value: Mapping[str, Any]) -> str:
    return f"<blockquote>{_said(value)}</blockquote>"


def _pull_quote(value: Mapping[str, Any]) -> str:
    return f'<aside class="pullquote">{_said(value)}</aside>'


def _said(value: Mapping[str, Any]) -> str:
    paragraphs = "".join(f"<p>{_lines(part)}</p>" for part in value["text"].split("\n\n"))
    cite = f"<cite>{_safe(value['attribution'])}</cite>" if value.get("attribution") else ""
    return paragraphs + cite


def _list(value: Mapping[str, Any]) -> str:
    name = "ol" if value["style"] == "numbered" else "ul"
    texts = (item["value"] if isinstance(item, Mapping) else item for item in value["items"])
    return f"<{name}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{name}>"


def _table(value: Mapping[str, Any]) -> str:
    headings = [column.get("heading") or "" for column in value["columns"]]
    caption = f"<caption>{_safe(value['caption'])}</caption>" if value.get("caption") else ""
    head = f"<thead>{_row(headings, 'th')}</thead>" if any(headings) else ""
    rows = "".join(_row([str(cell) for cell in row["values"]], "td") for row in value["rows"])
    return f"<table>{caption}{head}<tbody>{rows}</tbody></table>"


def _row(cells: Sequence[str], name: str) -> str:
    return "<tr>" + "".join(f"<{name}>{_lines(cell)}</{name}>" for cell in cells) + "</tr>"


def _factbox(value: Mapping[str, Any]) -> str:
    title = f"<h3>{_safe(value['title'])}</h3>" if value["title"] else ""
    return f'<aside class="factbox">{title}{value["body"]}</aside>'


def _embed(value: Mapping[str, Any]) -> str:
    caption = f"<figcaption>{_safe(value['caption'])}</figcaption>" if value.get("caption") else ""
    return f'<figure data-embed="{html.escape(value["url"])}">{caption}</figure>'


def _kept(_value: Mapping[str, Any]) -> str:
    return ""


def _photo(image: Callable[[int], str]) -> Callable[[Any], str]:
    def write(value: Mapping[str, Any]) -> str:
        wide = ' class="alignwide"' if value.get("width") == "wide" else ""
        return _figure(image, value, wide)

    return write


def _pair(image: Callable[[int], str]) -> Callable[[Any], str]:
    def write(value: Mapping[str, Any]) -> str:
        figures = [_figure(image, value[side]) for side in ("left", "right")]
        return f'<div class="pair">{"".join(figures)}</div>' if all(figures) else "".join(figures)

    return write


def _figure(image: Callable[[int], str], value: Mapping[str, Any], attributes: str = "") -> str:
    shown = image(value["photo"]) if value.get("photo") else ""
    if not shown:
        return ""
    caption = f"<figcaption>{_safe(value['caption'])}</figcaption>" if value.get("caption") else ""
    return f"<figure{attributes}>{shown}{caption}</figure>"


def _related(name: Callable[[int], str]) -> Callable[[Any], str]:
    def write(value: Mapping[str, Any]) -> str:
        numbers = [item["value"] if isinstance(item, Mapping) else item for item in value["stories"]]
        named = " ".join(filter(None, map(name, numbers)))
        heading = f"<h3>{_safe(value['heading'])}</h3>" if value.get("heading") else ""
        return (
            f'<aside class="related" data-stories="{html.escape(named)}">{heading}</aside>' if named else ""
        )

    return write


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


def _lines(text: str) -> str:
    return _safe(text).replace("\n", "<br>")


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "heading": _heading,
    "quote": _quote,
    "pull_quote": _pull_quote,
    "list": _list,
    "table": _table,
    "factbox": _factbox,
    "embed": _embed,
    "kept": _kept,
}
