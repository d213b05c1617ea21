"""The commands: what they take, what they answer, how they end."""

import json
from pathlib import Path

import pytest

from standfirst.interchange.commands import run_export, run_import
from standfirst.newsroom.models import Story
from tests import factories

EXPORTS = Path(__file__).parent / "exports"
HARBOUR = str(EXPORTS / "harbour-1.2.xml")
AGENCY = str(EXPORTS / "agency-2.2.json")


@pytest.mark.parametrize("arguments", [["--help"], ["wordpress", "--help"], ["ninjs", "--help"]])
def test_help_teaches(capsys, arguments):
    assert run_import(arguments) == 0
    told = capsys.readouterr().out
    assert "standfirst import wordpress export.xml --dry-run" in told
    assert "exit status: 0 nothing failed" in told


def test_help_of_export_teaches(capsys):
    assert run_export(["--help"]) == 0
    assert "standfirst export --edition en out/" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["ghost", "x"], ["wordpress"], ["wordpress", "x", "--nonsense"]])
def test_what_is_not_understood_ends_with_2(arguments, capsys):
    assert run_import(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_an_import_that_succeeds_ends_with_0_and_says_the_sum(edition, capsys, tmp_path):
    report = tmp_path / "report.json"
    assert run_import(["wordpress", HARBOUR, "--edition", edition.code, "--report", str(report)]) == 0
    assert "12 read = 6 created + 0 updated + 0 unchanged + 6 skipped + 0 failed" in capsys.readouterr().out
    told = json.loads(report.read_text())
    assert told["created"] == 6
    assert len(told["skipped_items"]) == 6


def test_an_import_with_failures_ends_with_1_and_says_where(edition, capsys):
    assert run_import(["ninjs", AGENCY]) == 1
    told = capsys.readouterr().out
    assert "agency-2.2.json, line 40" in told
    assert "usabel" in told


@pytest.mark.parametrize(
    ("form", "file"), [("wordpress", AGENCY), ("ninjs", HARBOUR), ("ninjs", str(EXPORTS / "none"))]
)
def test_another_file_ends_with_2(edition, capsys, form, file):
    assert run_import([form, file]) == 2
    assert not Story.objects.exists()
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--edition", "xx"],
        ["--section", "none"],
        ["--media", "/no/such/folder"],
        ["--report", "/no/such/folder/x.json"],
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(edition, capsys, wrong):
    assert run_import(["wordpress", HARBOUR, *wrong]) == 2
    assert capsys.readouterr().err
    assert not Story.objects.exists()


def test_without_an_edition_there_is_nothing_to_import_into(db, capsys):
    assert run_import(["wordpress", HARBOUR]) == 2
    assert "no edition" in capsys.readouterr().err


def test_a_dry_run_says_so_and_writes_nothing(edition, capsys):
    assert run_import(["wordpress", HARBOUR, "--dry-run"]) == 0
    assert "dry run: nothing was written" in capsys.readouterr().out
    assert not Story.objects.exists()


def test_other_types_of_post(edition, capsys):
    assert run_import(["wordpress", HARBOUR, "--types", "post, page"]) == 0
    assert Story.objects.filter(headline="About us").exists()


def test_an_export_and_back(edition, capsys, tmp_path):
    factories.published(factories.section(edition))
    assert run_export([str(tmp_path / "out"), "--edition", edition.code, "--media"]) == 0
    assert "1 stories written" in capsys.readouterr().out
    copy = factories.edition(prefix="copy")
    assert run_import(["ninjs", str(tmp_path / "out"), "--edition", copy.code]) == 0
    assert Story.objects.filter(edition=copy).count() == 1
