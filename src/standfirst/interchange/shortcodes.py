"""WordPress shortcodes: `[name attribute="value"]around[/name]` in the middle of HTML.

They are turned into elements of our own before the HTML is parsed, so that the walk over the tree
meets a shortcode where it stands, with whatever it encloses as its children.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field

TAG = "standfirst-shortcode"

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?:[a-zA-Z/!?](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>"
    r"|\[(?P<escaped>\[[^\[\]\n]*\])\]"
    r"|\[(?P<close>/)?(?P<name>[a-zA-Z][\w-]*)"
    r"(?P<rest>(?:\s(?:\"[^\"\[]*\"|'[^'\[]*'|[^\[\]\"'])*|=[^\[\]\s]*)?)(?P<end>/?)\]",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s'\"]+))|\"([^\"]*)\"|'([^']*)'|(\S+)")
_CURLY = str.maketrans({"“": '"', "”": '"', "″": '"', "„": '"', "′": "'", "\xa0": " "})
# The shortcodes that blocks.py turns, by what they become.
EMBED_CODES = (
    "embed",
    "youtube",
    "vimeo",
    "soundcloud",
    "spreaker",
    "tweet",
    "twitter",
    "instagram",
    "facebook",
    "tiktok",
    "telegram",
)
MEDIA_CODES = ("audio", "video", "playlist")
QUOTE_CODES = ("pullquote", "quote", "blockquote")
_KNOWN = frozenset(
    ("caption", "wp_caption", "gallery", "contact-form", "toc", *EMBED_CODES, *MEDIA_CODES, *QUOTE_CODES)
)


@dataclass(slots=True)
class Shortcode:
    """One shortcode: its name, its attributes and how its opening tag was written."""

    name: str
    source: str
    named: dict[str, str] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)

    def value(self, *names: str) -> str:
        """Return the first of these attributes that says something."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def mark_shortcodes(text: str) -> str:
    """Return the same HTML with each shortcode as an element; brackets in prose stay prose."""
    if "[" not in text:
        return text
    tokens = [match for match in _TOKEN.finditer(text) if match[0].startswith("[")]
    closers = _closers(tokens)
    pieces: list[str] = []
    position = 0
    for index, match in enumerate(tokens):
        marked = _marked(match, index, closers, text)
        if marked is not None:
            pieces += [text[position : match.start()], marked]
            position = match.end()
    return "".join([*pieces, text[position:]])


def shortcode_of(packed: str) -> Shortcode | None:
    """Return the shortcode back from what `mark_shortcodes` wrote; nothing when a text only imitates it."""
    try:
        found = json.loads(packed)
        return Shortcode(str(found["name"]), str(found["source"]), dict(found["named"]), list(found["bare"]))
    except (ValueError, KeyError, TypeError):
        return None


def _closers(tokens: list[re.Match[str]]) -> dict[int, int]:
    """Which opening tag is closed by which closing tag, both ways; the nearest opening one wins."""
    pairs: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    opened: list[int] = []
    for index, match in enumerate(tokens):
        if match["name"] is None or match["end"]:
            continue
        if not match["close"]:
            waiting.setdefault(match["name"], []).append(index)
            opened.append(index)
        elif candidates := waiting.get(match["name"]):
            opener = candidates.pop()
            pairs[opener], pairs[index] = index, opener
            # What was opened in between and not closed stands alone: pairs never cross.
            for later in opened:
                if later > opener and later not in pairs:
                    waiting[tokens[later]["name"]].remove(later)
            opened = [earlier for earlier in opened if earlier < opener]
    return pairs


def _marked(match: re.Match[str], index: int, pairs: dict[int, int], text: str) -> str | None:
    if match["escaped"]:
        return match["escaped"]
    if match["close"]:
        return f"</{TAG}>" if index in pairs else None
    if index not in pairs and not _stands_alone(match, text):
        return None
    code = _parsed(match)
    packed = json.dumps({"name": code.name, "source": code.source, "named": code.named, "bare": code.bare})
    opening = f'<{TAG} data-shortcode="{html.escape(packed)}">'
    return opening if index in pairs else f"{opening}</{TAG}>"


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Whether a tag that nothing closes is a shortcode and not an editor's `[sic]`."""
    if match["name"].lower() in _KNOWN or match["end"] or "=" in match["rest"]:
        return True
    if "-" in match["name"] or "_" in match["name"]:
        return True
    before, after = text[: match.start()][-200:], text[match.end() :][:200]
    starts_line = re.search(r"(?:^|\n|<p[^<>]*>|-->)[ \t]*\Z", before)
    ends_line = re.match(r"[ \t]*(?:\Z|\r?\n|</p>|<!--)", after)
    return bool(starts_line and ends_line)


def _parsed(match: re.Match[str]) -> Shortcode:
    code = Shortcode(match["name"].lower(), match[0])
    rest = html.unescape(match["rest"]).translate(_CURLY).lstrip("=")
    for found in _ATTRIBUTE.finditer(rest):
        values = [value for value in found.groups()[1:] if value is not None]
        if found[1]:
            code.named[found[1].lower()] = values[0] if values else ""
        else:
            code.bare.append(values[0])
    return code
