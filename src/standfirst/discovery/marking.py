"""Showing what was found: words marked in headlines, and the lines of a story that have most of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from standfirst.discovery.folding import fold, is_unspaced
from standfirst.discovery.languages import Analysis, Span

_LINE, _BEFORE = 220, 60
_SHORTEST_ROOT = 3


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks words of a question in texts of one language."""

    analysis: Analysis
    stems: frozenset[str]
    # What words of these stems have in common at their beginning: a quick look before a thorough one.
    roots: tuple[str, ...]
    unspaced: tuple[str, ...]

    @classmethod
    def of(cls, analysis: Analysis, stems: Collection[str], typed: Iterable[str]) -> "Marker":
        """Return what marks words of ``stems``; ``typed`` are the words as the reader wrote them."""
        roots = tuple(stem[:-1] if len(stem) > _SHORTEST_ROOT else stem for stem in stems)
        return cls(analysis, frozenset(stems), roots, tuple(one for one in typed if is_unspaced(one)))

    def mark(self, text: str) -> SafeString:
        """Return ``text`` as HTML, with ``<mark>`` around what was asked for."""
        return _html(text, self._marked(text))

    def in_it(self, text: str) -> bool:
        """Whether something of ``text`` would be marked."""
        return bool(self._marked(text))

    def line_of(self, paragraphs: Iterable[str]) -> SafeString | None:
        """Return the lines that have most of what was asked for, marked; None: no paragraph has any.

        Nothing is read beyond a paragraph that has all of it.
        """
        best, found = 0, None
        for paragraph in paragraphs:
            promise = self._promise(paragraph)
            if promise > best and (spans := self._marked(paragraph)):
                best, found = promise, (paragraph, spans)
                if best == len(self.roots):
                    break
        return _html(*_cut(*found)) if found else None

    def _promise(self, paragraph: str) -> int:
        folded = fold(paragraph)
        return sum(root in folded for root in self.roots)

    def _marked(self, text: str) -> list[Span]:
        if not (self.unspaced or self._promise(text)):
            return []
        spans = [one for one in self.analysis.spans(text) if self._meant(text[one.start : one.end])]
        for typed in self.unspaced:
            place = text.find(typed)
            while place >= 0:
                spans.append(Span(place, place + len(typed)))
                place = text.find(typed, place + len(typed))
        return sorted(set(spans), key=lambda one: one.start)

    def _meant(self, word: str) -> bool:
        return self.analysis.stem(word) in self.stems


def _cut(paragraph: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """Return the part of a paragraph in which most is marked, cut between words, and what is marked in it."""
    if len(paragraph) <= _LINE:
        return paragraph, list(spans)
    best = max(spans, key=lambda one: (_within(spans, one.start), -one.start))
    start = max(0, min(best.start - _BEFORE, len(paragraph) - _LINE))
    start = paragraph.find(" ", start, best.start) + 1 if start else 0
    end = len(paragraph)
    if end > start + _LINE:
        end = max(paragraph.rfind(" ", best.end, start + _LINE), min(best.end, start + _LINE))
    before, after = ("… " if start else ""), (" …" if end < len(paragraph) else "")
    moved = [
        Span(one.start - start + len(before), one.end - start + len(before))
        for one in spans
        if start <= one.start and one.end <= end
    ]
    return f"{before}{paragraph[start:end]}{after}", moved


def _within(spans: Sequence[Span], start: int) -> int:
    return sum(start <= one.start < start + _LINE - _BEFORE for one in spans)


def _html(text: str, spans: Sequence[Span]) -> SafeString:
    """Return ``text`` escaped, marks alone being HTML; neighbours that overlap are marked once."""
    parts: list[str] = []
    done = 0
    for span in spans:
        if span.start < done:
            continue
        parts += [escape(text[done : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>"]
        done = span.end
    parts.append(escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308  (every part is escaped)
