"""The plan of the house holds: who may import whom, how long things get."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "standfirst"


def modules():
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_packages_import_from_floors_below_only():
    outcome = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stdout


def test_nothing_is_called_utils_or_core():
    assert [path for path in modules() if path.stem in {"utils", "core", "helpers", "misc"}] == []


def test_every_module_says_what_it_is():
    silent = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_files_and_functions_keep_their_shape(record_property):
    files = [len(path.read_text().splitlines()) for path in modules()]
    functions = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    shape = {
        "files": len(files),
        "file_median": statistics.median(files),
        "file_p95": statistics.quantiles(files, n=20)[-1],
        "function_median": statistics.median(functions),
        "function_p95": statistics.quantiles(functions, n=20)[-1],
    }
    print(shape)  # noqa: T201  (a mirror, not a limit: look when it drifts)
    assert max(files) <= 500, "a file of over 500 lines is two files"
