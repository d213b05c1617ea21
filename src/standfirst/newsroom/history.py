"""What readers could read, version by version, and what changed between two."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from lxml import html as lxml_html

from standfirst.newsroom.models import Story, StoryVersion

_WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
_OPENING = re.compile(r"^\s*<(?:p|ul|ol|li)(?: [^>]*)?>")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|blockquote)>")

# The share of words that two sentences must have in common to be shown as one, word by word.
IN_COMMON = 0.6

Fate = Literal["kept", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two versions share, or that one of them has alone."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph of the newer version beside the older: its passages in reading order."""

    passages: tuple[Passage, ...]

    @property
    def unchanged(self) -> bool:
        """Whether both versions have it, word for word."""
        return all(passage.fate == "kept" for passage in self.passages)


def record_version(story: Story, at: datetime) -> StoryVersion | None:
    """Keep what readers can read of ``story`` from ``at`` on; None when its words are as they were.

    Words that were taken down and are published again as they were can be read again.
    """
    paragraphs = paragraphs_of(story.body.get_prep_value())
    last = story.versions.order_by("-number").first()
    words = (story.headline, story.standfirst, paragraphs)
    if last and (last.headline, last.standfirst, last.paragraphs) == words:
        if last.withdrawn:
            story.versions.filter(pk=last.pk).update(withdrawn=False)
        return None
    return StoryVersion.objects.create(
        story=story,
        number=last.number + 1 if last else 1,
        published_at=at,
        headline=story.headline,
        standfirst=story.standfirst,
        paragraphs=paragraphs,
    )


def paragraphs_of(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """Return the words of a body (StreamField JSON), one string a paragraph, heading, item or caption."""
    return [words for block in blocks for words in _words_of(block["type"], block["value"]) if words]


def changes_between(older: StoryVersion, newer: StoryVersion) -> list[ChangedParagraph]:
    """Return the newer version paragraph by paragraph, with what the older one had instead.

    Headline and standfirst come first. Joined, the kept and added words are the newer version, the kept
    and removed words the older.
    """
    before = [older.headline, older.standfirst, *older.paragraphs]
    after = [newer.headline, newer.standfirst, *newer.paragraphs]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        changed
        for tag, a, b, c, d in matcher.get_opcodes()
        for changed in _compare(tag, before[a:b], after[c:d])
        if any(passage.words for passage in changed.passages)
    ]


def _compare(tag: str, before: list[str], after: list[str]) -> Iterator[ChangedParagraph]:
    if tag == "equal":
        yield from (ChangedParagraph((Passage("kept", words),)) for words in after)
        return
    paired = min(len(before), len(after))
    yield from (
        ChangedParagraph(tuple(_compare_words(old, new)))
        for old, new in zip(before[:paired], after[:paired], strict=True)
    )
    yield from (ChangedParagraph((Passage("removed", words),)) for words in before[paired:])
    yield from (ChangedParagraph((Passage("added", words),)) for words in after[paired:])


def _compare_words(old: str, new: str) -> Iterator[Passage]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    # Little in common: two whole sentences read better than confetti.
    if matcher.quick_ratio() < IN_COMMON or matcher.ratio() < IN_COMMON:
        yield from (Passage(fate, words) for fate, words in _whole(old, new) if words)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Passage("kept", "".join(after[c:d]))
            continue
        yield from (
            Passage(fate, words) for fate, words in _whole("".join(before[a:b]), "".join(after[c:d])) if words
        )


def _whole(old: str, new: str) -> tuple[tuple[Fate, str], tuple[Fate, str]]:
    return ("removed", old), ("added", new)


def _words_of(kind: str, value: Any) -> Iterator[str]:
    if kind == "text":
        yield from _lines_of(value)
    elif kind == "list":
        for item in value["items"]:
            yield from _lines_of(item["value"] if isinstance(item, dict) else item)
    elif kind == "factbox":
        yield value["title"]
        yield from _lines_of(value["body"])
    elif kind == "table":
        yield value.get("caption") or ""
        yield " | ".join(column["heading"] for column in value["columns"])
        yield from (" | ".join(str(cell) for cell in row["values"]) for row in value["rows"])
    elif kind == "pair":
        yield from (value[side].get("caption") or "" for side in ("left", "right"))
    elif kind in {"heading", "quote", "pull_quote"}:
        yield " — ".join(filter(None, [value["text"], value.get("attribution")]))
    elif kind in {"photo", "embed"}:
        yield value.get("caption") or ""


def _lines_of(rich_text: str) -> Iterator[str]:
    for line in _BREAKS.split(rich_text):
        bare = _OPENING.sub("", line)
        # Most paragraphs are plain: only the others are worth a parser.
        words = _text_of(bare) if "<" in bare or "&" in bare else bare
        if words.strip():
            yield " ".join(words.split())


def _text_of(markup: str) -> str:
    return "".join(str(part) for part in lxml_html.fromstring(f"<div>{markup}</div>").itertext())
