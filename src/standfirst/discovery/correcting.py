"""What a reader who mistyped may have meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from standfirst.discovery.asking import Backend, Clause
from standfirst.discovery.languages import Analysis
from standfirst.editions.models import Edition

_SHORTEST, _MOST_MEANT, _MOST_WEIGHED = 4, 8, 5


@dataclass(frozen=True, slots=True)
class Correction:
    """Words in the place of one that no story has: the likeliest, and a clause that takes them all."""

    likeliest: str
    clause: Clause


def correction_of(
    word: str, beside: Sequence[Clause], edition: Edition, analysis: Analysis, index: Backend
) -> Correction | None:
    """Return what ``word`` was meant to be, beside other words that are known; None: no idea."""
    if len(word) < _SHORTEST or index.stories_with(edition, [Clause.of(((0, analysis.stem(word)),))]):
        return None
    likely = [
        (near, log2(1 + count) * _likeness(word, near)) for near, count in index.words_like(edition, word)
    ]
    likely = sorted(likely, key=lambda one: -one[1])[:_MOST_MEANT]
    if not likely:
        return None
    together = [
        (near, worth * log2(2 + _stories(near, beside, edition, analysis, index))) for near, worth in likely
    ]
    together.sort(key=lambda one: -one[1])
    best = together[0][1] or 1
    alternatives: dict[str, float] = {}
    for near, worth in together:
        alternatives.setdefault(analysis.stem(near), 0.5 + 0.5 * worth / best)
    clause = Clause(tuple((((0, stem),), worth) for stem, worth in alternatives.items() if stem))
    return Correction(together[0][0], clause)


def _stories(
    near: str, beside: Sequence[Clause], edition: Edition, analysis: Analysis, index: Backend
) -> int:
    return index.stories_with(edition, [*beside, Clause.of(((0, analysis.stem(near)),))])


def _likeness(word: str, near: str) -> float:
    """Return how likely ``near`` was meant: fingers swap and double letters, and seldom miss the first."""
    if sorted(word) == sorted(near):
        return 1.5
    return (1.0 if word[0] == near[0] else 0.6) * (1.2 if set(word) == set(near) else 1.0)
