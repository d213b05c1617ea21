"""Measure search over an archive of invented stories: ``python -m benchmarks.discovery [--stories N]``.

The stories are 900 words of an invented language whose words are as frequent as those of a real one. Exit
status 1 when a goal is missed.
"""

import argparse
import math
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.archives import environment_on_sqlite, machine

HERE = Path(__file__).resolve().parent
VOCABULARY, WORDS_A_STORY, BATCH, IMPORTED = 60_000, 900, 500, 20_000
_ONSETS = (*"bcdfghlmnprstv", "br", "cr", "dr", "gr", "pl", "st", "tr", "sh", "ch")
_VOWELS = (*"aeiou", "ai", "ea", "ou")
_CODAS = ("", "n", "r", "s", "t", "l", "nd", "rt")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    goal: str
    found: str
    held: bool


@dataclass(frozen=True, slots=True, order=True)
class Took:
    """Milliseconds on the wall's clock, and of this thread on a processor."""

    wall: float
    processor: float


class Writing:
    """Invents stories; the same seed, the same stories."""

    def __init__(self, seed: int = 5) -> None:
        """Invent a language: Zipf and Mandelbrot's law holds for its words."""
        self.chance = random.Random(seed)
        self.words = self._vocabulary()
        odds = list(accumulate((rank + 2.7) ** -1.07 for rank in range(VOCABULARY)))
        self.text = self.chance.choices(self.words, cum_weights=odds, k=1_500_000)

    def documents(self, count: int) -> Iterator[list[Any]]:
        """Yield ``count`` stories of the last fifteen years in batches, the oldest first."""
        from standfirst.discovery.documents import Document

        now, chance = datetime.now(UTC), self.chance
        for start in range(0, count, BATCH):
            batch = []
            for pk in range(start + 1, min(start + BATCH, count) + 1):
                headline = self.headline()
                at = now - timedelta(days=5475 * (1 - pk / count))
                topics = tuple({int(3_000 * chance.random() ** 3) + 1 for _ in range(4)})
                batch.append(
                    Document(
                        pk=pk,
                        kind=chance.choice(("news", "news", "news", "opinion", "analysis", "video")),
                        published_at=at,
                        year=at.year,
                        headline=" ".join(headline),
                        lead=" ".join(self._piece(25)),
                        body=" ".join([*self._body(), *headline, *headline]),
                        names=tuple(f"{self.words[9 * one]} {self.words[7 * one + 2]}" for one in topics),
                        keys=tuple((f"topic:{one}", self.words[9 * one]) for one in topics),
                        sections=(int(20 * chance.random() ** 2) + 1,),
                        topics=topics,
                        authors=(int(300 * chance.random() ** 2) + 1,),
                    )
                )
            yield batch

    def headline(self) -> list[str]:
        """Return eight words: four that are frequent, four that are not."""
        pick = self.chance.choice
        return [pick(self.words[20:2_000]) for _ in range(4)] + [
            pick(self.words[100:20_000]) for _ in range(4)
        ]

    def question(self) -> list[str]:
        """Return one to three words, seldom ones as likely as frequent ones."""
        bounds = (math.log(20), math.log(40_000))
        count = self.chance.choice((1, 2, 2, 3))
        return [self.words[int(math.exp(self.chance.uniform(*bounds)))] for _ in range(count)]

    def mistyped(self, word: str) -> str:
        """Return a word with one sign left out, added, replaced, or swapped with the next."""
        chance = self.chance
        while True:
            place, letter = chance.randrange(len(word)), chance.choice(_LETTERS)
            made = chance.choice(
                (
                    word[:place] + word[place + 1 :],
                    word[:place] + letter + word[place:],
                    word[:place] + letter + word[place + 1 :],
                    word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
                )
            )
            if made != word:
                return made

    def _vocabulary(self) -> list[str]:
        words: dict[str, None] = {}
        pick = self.chance.choice
        while len(words) < VOCABULARY:
            word = "".join(
                pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(pick((1, 2, 2, 3, 3, 4)))
            )
            if len(word) > 2:  # noqa: PLR2004
                words[word] = None
        return list(words)

    def _body(self) -> list[str]:
        return [word for _ in range(WORDS_A_STORY // 60) for word in self._piece(60)]

    def _piece(self, length: int) -> list[str]:
        start = self.chance.randrange(len(self.text) - length)
        return self.text[start : start + length]


def main() -> int:
    """Build the archive's index where it is missing, measure, and report."""
    options = _options()
    directory = (options.data / f"discovery-{options.stories}").absolute()
    directory.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment_on_sqlite(directory))
    import django

    django.setup()
    lines = list(_measured(directory, options))
    print("\n".join(report := list(_report(options.stories, lines))))
    results = HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}-discovery.md"
    results.write_text("\n".join([*report, ""]))
    return 0 if all(line.held for line in lines) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.discovery", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/benchmarks"), help="where the index is kept")
    parser.add_argument("--stories", type=int, default=200_000, help="how many (default: 200,000)")
    parser.add_argument("--questions", type=int, default=1_000, help="how many of each sort")
    return parser.parse_args()


def _measured(directory: Path, options: argparse.Namespace) -> Iterator[Line]:
    from standfirst.discovery.backends.tantivy import FileIndex
    from standfirst.editions.models import Edition

    edition = Edition(pk=1, code="en", language="en", time_zone="UTC", name="The Courier")
    index, writing = FileIndex(directory / "search"), Writing()
    stories = options.stories
    if not index.ready(edition):
        _build(index, edition, writing.documents(stories))
    yield _imported(FileIndex(directory / "imported"), edition)
    yield from _searches(index, edition, writing, stories, options.questions)
    yield from _mistyped(index, edition, writing, stories, options.questions)
    yield _related(index, edition)
    yield _published(index, edition, stories)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(one.stat().st_size for one in (directory / "search").rglob("*") if one.is_file()) / 2**20
    yield Line(
        "index on disk; most memory of this process, mapped files included",
        "",
        f"{size:.0f} MiB; {memory:.0f} MiB",
        held=True,
    )


def _build(index: Any, edition: Any, batches: Iterator[list[Any]]) -> int:
    """Build an index; return how many stories are in it."""
    done = 0
    with index.rebuild(edition, batches, lambda: None) as written:
        for count in written:
            done += count
            if done % 20_000 == 0:
                print(f"… {done:,} stories", flush=True)
    return done


def _imported(index: Any, edition: Any) -> Line:
    """Index stories that were invented before, from the first to the last merge."""
    batches = list(Writing(3).documents(IMPORTED))
    began = time.monotonic(), time.process_time()
    done = _build(index, edition, iter(batches))
    taken, processor = time.monotonic() - began[0], time.process_time() - began[1]
    rate = done / taken
    found = f"{rate:,.0f} a second ({processor / done * 1000:.2f} ms of processor each)"
    return Line(f"import of {done:,} into the index", "≥ 1,000 stories a second", found, rate >= 1000)  # noqa: PLR2004


def _searches(index: Any, edition: Any, writing: Writing, stories: int, count: int) -> Iterator[Line]:
    chance = writing.chance
    headlines = [headline for _pk, headline in _headlines(stories, count)][:count]
    together = [" ".join(chance.sample(headline, chance.choice((1, 2, 2, 3)))) for headline in headlines]
    anywhere = [" ".join(writing.question()) for _ in range(count)]
    for name, questions, newest_first in (
        ("1-3 terms of one story, facets on", together, False),
        ("the same, by date", together, True),
        ("1-3 terms at random, seldom together", anywhere, False),
    ):
        took = [_timed(lambda: _ask(text, edition, index, newest_first=newest_first)) for text in questions]  # noqa: B023
        middle, most = _middle(took), _quantile(took, 0.99)
        held = middle.wall <= 2 and most.wall <= 40  # noqa: PLR2004
        yield Line(f"search, {name}", "p50 ≤ 2 ms, p99 ≤ 40 ms", _worded(took), held)


def _mistyped(index: Any, edition: Any, writing: Writing, stories: int, count: int) -> Iterator[Line]:
    """Mistype one word of a question whose right answer is among the first five, and ask again."""
    took, right, asked = [], 0, 0
    for pk, headline in _headlines(stories, 3 * count):
        words = writing.chance.sample(headline, writing.chance.choice((2, 3)))
        long = [word for word in words if len(word) >= 5]  # noqa: PLR2004
        if asked >= count or not long or pk not in _ask(" ".join(words), edition, index).ids[:5]:
            continue
        asked += 1
        wrong = writing.chance.choice(long)
        text = " ".join(writing.mistyped(word) if word == wrong else word for word in words)
        answers: list[Sequence[int]] = []
        took.append(_timed(lambda: answers.append(_ask(text, edition, index).ids)))  # noqa: B023
        right += pk in answers[0][:5]
    held = _middle(took).wall <= 6  # noqa: PLR2004
    yield Line("a mistyped question", "p50 ≤ 6 ms", _worded(took), held)
    share = right / asked
    found = f"{share:.1%} of {asked}"
    yield Line("the right story among the first five", "≥ 90 %", found, share >= 0.9)  # noqa: PLR2004


def _headlines(stories: int, count: int) -> Iterator[tuple[int, list[str]]]:
    """Yield some of the oldest stories' ids and headlines, invented once more."""
    some = min(stories, 10 * count)
    for batch in Writing().documents(some):
        yield from ((one.pk, one.headline.split()) for one in batch[:: max(1, some // count)])


def _related(index: Any, edition: Any) -> Line:
    """Look for stories about the same as new ones, as their publication does."""
    now = int(time.time())
    new = [one for batch in Writing(9).documents(BATCH) for one in batch]
    took = [_timed(partial(index.like, edition, one, now, 6)) for one in new]
    return Line("related for one story", "≤ 5 ms", _worded(took), _middle(took).wall <= 5)  # noqa: PLR2004


def _published(index: Any, edition: Any, stories: int) -> Line:
    """Write single stories as their publication does, while a reader looks for each."""
    took, new = [], []
    for batch in Writing(7).documents(10 * BATCH):
        new.append(replace(batch[0], pk=stories + batch[0].pk, headline=f"zq{batch[0].pk}x"))
        with ThreadPoolExecutor(1) as reader:
            seen = reader.submit(_timed, partial(_look_for, new[-1], edition, index))
            index.write(edition, new[-1:], [])
            took.append(seen.result())
    index.write(edition, [], {one.pk for one in new})
    held = max(took).wall <= 2000  # noqa: PLR2004
    return Line("one story written: found after", "≤ 2 s", _worded(took), held)


def _look_for(one: Any, edition: Any, index: Any) -> None:
    from standfirst.discovery.asking import Clause, Wanted

    wanted = Wanted(clauses=(Clause.of(((0, one.headline),)),), with_facets=False)
    while one.pk not in index.find(edition, wanted).ids:
        time.sleep(0.005)


def _ask(text: str, edition: Any, index: Any, *, newest_first: bool = False) -> Any:
    from standfirst.discovery.filters import Facts
    from standfirst.discovery.queries import parse
    from standfirst.discovery.search import Part, answer

    answered = answer(parse(text), Facts(), edition, Part(newest_first=newest_first), index)
    return answered.found if answered else None


def _timed(act: Callable[[], object]) -> Took:
    """Return how long ``act`` took."""
    began = time.perf_counter(), time.thread_time()
    act()
    return Took((time.perf_counter() - began[0]) * 1000, (time.thread_time() - began[1]) * 1000)


def _middle(took: Sequence[Took]) -> Took:
    return _quantile(took, 0.5)


def _quantile(took: Sequence[Took], share: float) -> Took:
    """Return what a share of them did not exceed, by wall and by processor time."""
    place = min(len(took) - 1, int(len(took) * share))
    walls, processors = sorted(one.wall for one in took), sorted(one.processor for one in took)
    return Took(walls[place], processors[place])


def _worded(took: Sequence[Took]) -> str:
    middle, most = _middle(took), _quantile(took, 0.99)
    return (
        f"p50 {middle.wall:.2f} ms, p99 {most.wall:.1f} ms"
        f" (processor: {middle.processor:.2f} and {most.processor:.1f} ms)"
    )


def _report(stories: int, lines: Sequence[Line]) -> Iterator[str]:
    yield f"# Search over {stories:,} stories of {WORDS_A_STORY} words"
    yield ""
    yield from machine()
    yield "- Wall time in one thread, from the typed text to ids and counts; what a page adds is not in it."
    yield ""
    yield "| what | goal | found | |"
    yield "|---|---|---|---|"
    for line in lines:
        yield f"| {line.what} | {line.goal} | {line.found} | {'held' if line.held else '**missed**'} |"


if __name__ == "__main__":
    sys.exit(main())
