"""``python -m benchmarks.mutants``: whether each declaration of what pages depend on is needed, and tested.

Every ``depends_on(...)``, every ``true_until(...)``, every tag that an event touches or withdraws and every
line that gathers such tags is taken away, one at a time, in the memory of a process of its own. Then people
do to a world what they do (``tests/delivery/deeds.py``), what is most like the mutant first, until readers
are shown a page that is no longer so. A mutant that nobody notices is a declaration too many, or a deed too
few.

``--only PATTERN`` takes the mutants whose place or text fits it; ``--deeds N`` how many deeds each has to
survive (0: all); ``--out FILE`` writes the table as Markdown; ``--processes N`` runs so many at a time. The
program's files are left alone. Not part of the tests.
"""

import argparse
import ast
import builtins
import gc
import json
import logging
import os
import re
import shutil
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

SOURCE = Path(__file__).resolve().parent.parent / "src" / "standfirst"
# Where tags are said or announced; ``delivery`` itself knows none.
PACKAGES = ("editions", "media", "newsroom", "interchange", "website")
SAYS_TAGS = re.compile(r"touch|_tags\b|_tags$|^tags$")
GATHERS_TAGS = {"touched", "touches", "gone", "lists", "earlier", "stories", "affected"}
# How many deeds a mutant has to survive, unless all are asked for: those most like it.
MOST_ALIKE = 14


@dataclass(frozen=True, slots=True)
class Mutant:
    """One declaration taken away: ``part`` is which of those on its line, in the order of the source."""

    path: str
    line: int
    part: int
    what: str
    within: str

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.path}:{self.line}"

    @property
    def is_read(self) -> bool:
        """Whether it is said while a page is rendered."""
        return self.what.startswith(("depends_on", "true_until"))


class _Taker(ast.NodeTransformer):
    """Finds what can be taken away, and takes away the one that is wanted: evaluated, it is nothing."""

    def __init__(self, path: str, wanted: int | None = None) -> None:
        self.path = path
        self.announces = "announce(" in (SOURCE / path).read_text()
        self.wanted = wanted
        self.found: list[Mutant] = []
        self._functions: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self._functions.append(node.name)
        self.generic_visit(node)
        self._functions.pop()
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "depends_on":
            node.args = [self._taken(arg, "depends_on") for arg in node.args]
        elif name == "true_until":
            node.args = [self._whole(node.args[0], "true_until", nothing="never_")]
        for keyword in node.keywords:
            if keyword.arg in {"touches", "withdraws"}:
                keyword.value = self._each(keyword.value, keyword.arg)
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        self.generic_visit(node)
        if node.value is not None and self._says_tags():
            node.value = self._each(node.value, f"return of {self._functions[-1]}")
        return node

    def visit_Yield(self, node: ast.Yield) -> Any:
        if node.value is None or not self._says_tags():
            return node
        return ast.copy_location(ast.YieldFrom(self._whole(_tuple(node.value), "yield")), node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> Any:
        if self._says_tags():
            node.value = self._whole(node.value, "yield from", nothing="none_at_all_")
        return node

    def visit_Assign(self, node: ast.Assign) -> Any:
        self.generic_visit(node)
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in GATHERS_TAGS and self._gathers(node.value):
            node.value = self._each(node.value, target.id)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name) and node.target.id in GATHERS_TAGS:
            node.value = self._whole(node.value, node.target.id)
        return node

    def _says_tags(self) -> bool:
        return bool(self._functions) and bool(SAYS_TAGS.search(self._functions[-1]))

    def _gathers(self, value: ast.expr) -> bool:
        return self.announces and bool(re.search(r"tags?\b|:\{", ast.unparse(value)))

    def _each(self, value: ast.expr, what: str) -> ast.expr:
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            value.elts = [self._taken(one, what) for one in value.elts]
            return value
        return self._whole(value, what)

    def _taken(self, value: ast.expr, what: str) -> ast.expr:
        """Return one of several, or nothing in its place."""
        if not self._is_wanted(value, what):
            return value
        inner = value.value if isinstance(value, ast.Starred) else _tuple(value)
        return ast.copy_location(ast.Starred(_call("none_at_all_", inner), ast.Load()), value)

    def _whole(self, value: ast.expr, what: str, nothing: str = "none_of_") -> ast.expr:
        return ast.copy_location(_call(nothing, value), value) if self._is_wanted(value, what) else value

    def _is_wanted(self, value: ast.expr, what: str) -> bool:
        part = len(self.found)
        if isinstance(value, ast.Tuple) and not value.elts:
            return False
        within = self._functions[-1] if self._functions else ""
        self.found.append(Mutant(self.path, value.lineno, part, f"{what}: {ast.unparse(value)}", within))
        return part == self.wanted


def _tuple(value: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Tuple([value], ast.Load()), value)


def _call(name: str, value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [value], [])


def mutants() -> list[Mutant]:
    """Return everything that can be taken away."""
    found = []
    for package in PACKAGES:
        for path in sorted((SOURCE / package).rglob("*.py")):
            if "migrations" not in path.parts:
                taker = _Taker(str(path.relative_to(SOURCE)))
                taker.visit(ast.parse(path.read_text()))
                found += taker.found
    return found


@contextmanager
def taken_away(mutant: Mutant) -> Iterator[None]:
    """Let this process run without the declaration, for a while."""
    path = SOURCE / mutant.path
    tree = ast.parse(path.read_text())
    tree = ast.fix_missing_locations(_Taker(mutant.path, mutant.part).visit(tree))
    changed = {_named(code): code for code in _within(compile(tree, str(path), "exec"))}
    former = []
    for function in gc.get_objects():
        # Not isinstance: that wakes lazy objects.
        if type(function) is FunctionType and function.__code__.co_filename == str(path):
            former.append((function, function.__code__))
            function.__code__ = changed.get(_named(function.__code__), function.__code__)
    try:
        yield
    finally:
        for function, code in former:
            function.__code__ = code


def _named(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _within(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _within(constant)


def likeness(mutant: Mutant, deed: str) -> int:
    """Return how much a deed's name has in common with what was taken away; the smaller, the more."""
    tags = " ".join(re.findall(r"'([a-z]+)", mutant.what))
    words = _words(f"{tags} {mutant.within}") | _ALSO.get(mutant.path, set())
    return -sum(3 * (word in words) + (word in _words(mutant.what)) for word in _words(deed))


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall("[a-z]{4,}", text.lower())}


# By what else deeds go that concern these.
_ALSO = {
    "newsroom/oembed.py": {"host"},
    "newsroom/touching.py": {"host"},
    "website/views/pages.py": {"address", "legal", "lead"},
    "newsroom/reading.py": {"story", "publish"},
    "newsroom/topics.py": {"merge"},
    "newsroom/publishing.py": {"story", "take", "correct", "publish", "translation"},
    "newsroom/listing.py": {"delete", "under", "section", "publish"},
    "interchange/writing.py": {"import", "batch"},
    "media/renditions.py": {"rendition"},
    "media/expiring.py": {"right"},
    "media/models.py": {"photo", "file", "right"},
    "media/apps.py": {"photo"},
    "media/showing.py": {"photo", "right"},
}


def trial(stage: Any, mutant: Mutant, deeds: int | None) -> str:
    """Play deeds without a declaration; return what noticed it, or nothing."""
    from tests.delivery.deeds import DEEDS

    plays = [(name, choice) for name, (_, choices) in DEEDS.items() for choice in range(choices)]
    plays = sorted(plays, key=lambda play: (likeness(mutant, play[0]), play[1]))[:deeds]
    with taken_away(mutant):
        if mutant.is_read:  # pages that are stored already know what they depend on
            stage.begin_anew()
        for name, choice in plays:
            try:
                faults = stage.play(name, choice)
            except Exception as error:  # noqa: BLE001  (a mutant may break anything)
                faults = [f"{type(error).__name__}: {str(error)[:100]}"]
            if faults:
                return f"{name} ({choice}): {faults[0]}"
    return ""


def run(wanted: list[Mutant], processes: int, deeds: int | None) -> dict[Mutant, str]:
    """Try each mutant, in several processes side by side; return what noticed each."""
    database = _prepared()
    with tempfile.TemporaryDirectory() as directory:
        answers = Path(directory)
        children = [
            _in_a_child(wanted[place::processes], database, answers / str(place), deeds)
            for place in range(processes)
        ]
        for child in children:
            os.waitpid(child, 0)
        lines = [line for file in answers.iterdir() for line in file.read_text().splitlines()]
    noticed = dict(json.loads(line) for line in lines)
    return {mutant: noticed.get(str(mutant), "the process died") for mutant in wanted}


def _in_a_child(wanted: list[Mutant], database: Path, answers: Path, deeds: int | None) -> int:
    from django.db import connections, transaction

    from tests.delivery.staging import stage

    child = os.fork()
    if child:
        return child
    try:
        directory = Path(tempfile.mkdtemp())
        connections["default"].settings_dict["NAME"] = shutil.copy(database, directory / "copy.sqlite3")
        with answers.open("w") as written, transaction.atomic(), stage(directory / "delivery") as ready:
            ready.readers.patient = False
            for mutant in wanted:
                noticed = trial(ready, mutant, deeds)
                written.write(json.dumps([str(mutant), noticed]) + "\n")
                print(f"{mutant.place:38} {mutant.what[:60]:60} {noticed[:100] or 'SURVIVED'}", flush=True)
                if mutant.is_read:
                    ready.begin_anew()
        shutil.rmtree(directory)
    except BaseException:  # noqa: BLE001  (a child must not go on as its parent)
        traceback.print_exc()
    finally:
        os._exit(0)


def _prepared() -> Path:
    """Load the program and return an empty database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    logging.disable()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()
    builtins.none_of_ = lambda value: type(value)()  # type: ignore[attr-defined]
    builtins.none_at_all_ = lambda value: list(value)[:0]  # type: ignore[attr-defined]
    builtins.never_ = lambda _moment: None  # type: ignore[attr-defined]
    return Path(settings.DATABASES["default"]["NAME"])


def table(found: dict[Mutant, str], seconds: float) -> str:
    """Return the results as Markdown."""
    killed = sum(bool(noticed) for noticed in found.values())
    rows = [
        f"| `{mutant.place}` | `{mutant.what[:90].replace('|', chr(92) + '|')}` | {_short(noticed)} |"
        for mutant, noticed in found.items()
    ]
    return "\n".join(
        [
            "# Declarations taken away, one at a time",
            "",
            f"`python -m benchmarks.mutants`, {time.strftime('%Y-%m-%d')}:",
            f"{killed} of {len(found)} noticed, in {seconds:.0f} seconds.",
            "",
            "| where | what was taken away | noticed when |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _short(noticed: str) -> str:
    return noticed.partition(":")[0].replace("_", " ") if noticed else "**never**"


def main() -> None:
    """Run as the module says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--deeds", type=int, default=MOST_ALIKE)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    wanted = [mutant for mutant in mutants() if re.search(given.only, f"{mutant.place} {mutant.what}")]
    if given.list:
        print("\n".join(f"{mutant.place} {mutant.what}" for mutant in wanted))
        return
    begun = time.monotonic()
    found = run(wanted, given.processes, given.deeds or None)
    print(f"{sum(map(bool, found.values()))} of {len(found)} noticed")
    if given.out:
        given.out.write_text(table(found, time.monotonic() - begun))


if __name__ == "__main__":
    main()
