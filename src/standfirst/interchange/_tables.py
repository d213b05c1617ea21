"""Tables: cells as plain text, every row as long as the longest."""

from __future__ import annotations

from collections.abc import Iterator

from standfirst.interchange._building import plain, told_and_other
from standfirst.interchange._conversion import Conversion
from standfirst.interchange._markup import (
    Element,
    tag,
    take_out,
)
from standfirst.interchange.records import Block

_TABLE_PARTS = {
    "table": frozenset({"colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
}


def turn_table(conversion: Conversion, element: Element) -> None:
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
    conversion.put_all(other)


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
            conversion.warn_of_links(told, "a table")
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
