"""What each element becomes."""

from __future__ import annotations

import re

from standfirst.interchange._building import paired, shows
from standfirst.interchange._conversion import Conversion, Handler, Vocabulary
from standfirst.interchange._figures import FRAMES, turn_figure
from standfirst.interchange._markup import (
    DRAWN,
    FORMS,
    Element,
    classes,
    tag,
    words_in,
)
from standfirst.interchange._prose import (
    PROSE,
    PULLED,
    SOCIAL,
    turn_factbox,
    turn_quote,
    turn_related,
    turn_social,
)
from standfirst.interchange._tables import turn_table
from standfirst.interchange._wordpress import turn_comment, turn_shortcode, turn_shortcode_in_line
from standfirst.interchange.shortcodes import TAG as SHORTCODE

_LOADERS = re.compile(
    r"platform\.twitter\.com|instagram\.com/embed|tiktok\.com/embed|connect\.facebook\.net"
    r"|telegram\.org/js|application/ld\+json"
)


def _aside(conversion: Conversion, element: Element) -> None:
    kinds = classes(element)
    if PULLED & kinds:
        turn_quote(conversion, element)
    elif "factbox" in kinds:
        turn_factbox(conversion, element)
    elif "related" in kinds and element.get("data-stories"):
        turn_related(conversion, element)
    else:
        conversion.container(element)


def _division(conversion: Conversion, element: Element) -> None:
    kinds = classes(element)
    if "wp-caption" in kinds:
        turn_figure(conversion, element)
    elif kinds & {"pair", "gallery"}:
        conversion.end_line()
        conversion.put_all(paired(list(conversion.part(element))))
    elif PULLED & kinds:
        turn_quote(conversion, element)
    elif "factbox" in kinds:
        turn_factbox(conversion, element)
    elif SOCIAL & kinds and turn_social(conversion, element):
        return
    else:
        conversion.container(element)


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


_BLOCKS: dict[str, Handler] = {
    **PROSE,
    "aside": _aside,
    "table": turn_table,
    "figure": turn_figure,
    "div": _division,
    "noscript": _fallback,
    SHORTCODE: turn_shortcode,
}
_HANGING: dict[str, Handler] = {
    **FRAMES,
    **dict.fromkeys(("script", "style"), _script),
    **dict.fromkeys(FORMS | DRAWN, _untold),
    "#comment": turn_comment,
    "#instruction": _instruction,
}

VOCABULARY = Vocabulary(_BLOCKS, _HANGING, {SHORTCODE: turn_shortcode_in_line})
