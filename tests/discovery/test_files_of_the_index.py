"""The index in files: seen by every process at once, and usable whatever happens to the one that writes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from standfirst.discovery.asking import AlreadyRebuildingError, Clause, Wanted
from standfirst.discovery.backends.tantivy import FileIndex
from standfirst.discovery.documents import Document
from standfirst.editions.models import Edition

pytestmark = pytest.mark.once

_EDITION = Edition(pk=1, code="en", language="en")
_WRITES_FOR_EVER = """
import json, os, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
import django
django.setup()
from standfirst.discovery.backends.tantivy import FileIndex
from standfirst.discovery.documents import Document
from standfirst.editions.models import Edition
index, edition = FileIndex(Path(sys.argv[1])), Edition(pk=1, code="en", language="en")
for number in count(2):
    with index.alone():
        index.write(edition, [Document(pk=number, kind="news", published_at=datetime.now(UTC), year=2026,
            headline=f"Zeppelin {number}", body="harbour " * 5000)], [])
    print(number, flush=True)
"""


def _document(pk: int) -> Document:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Document(pk=pk, kind="news", published_at=at, year=2026, headline=f"Zeppelin {pk}")


def _ids(index: FileIndex) -> set[int]:
    wanted = Wanted(clauses=(Clause.of(((0, "zeppelin"),)),), limit=1000)
    return set(index.find(_EDITION, wanted).ids)


@pytest.fixture
def files(tmp_path) -> FileIndex:
    index = FileIndex(tmp_path / "search")
    with index.rebuild(_EDITION, [[_document(1)]], lambda: None) as written:
        assert sum(written) == 1
    return index


def test_what_another_process_writes_is_seen_and_a_killed_writer_does_no_harm(files):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", _WRITES_FOR_EVER, str(files.directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        told = [int(writer.stdout.readline()) for _ in range(5)]
        assert set(told) <= _ids(files)
        writer.send_signal(signal.SIGKILL)
        told += map(int, writer.stdout.read().split())
    assert {1, *told} <= _ids(files)
    with files.alone():
        files.write(_EDITION, [_document(9999)], [1])
    assert 9999 in _ids(files)
    assert 1 not in _ids(files)


def test_what_a_killed_rebuild_left_behind_is_cleared_away(files):
    folder = files.directory / "1"
    (folder / "1-dead").mkdir()
    with files.rebuild(_EDITION, [[_document(2)]], lambda: None) as written:
        sum(written)
    assert _ids(files) == {2}
    assert len([one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]) == 1


def test_an_index_is_rebuilt_by_one_at_a_time(files):
    with files.rebuild(_EDITION, [[_document(2)]], lambda: None) as written:
        with pytest.raises(AlreadyRebuildingError), files.rebuild(_EDITION, [], lambda: None):
            pass
        sum(written)
    assert _ids(files) == {2}


def test_an_index_of_an_older_program_is_not_read(files):
    folder = files.directory / "1"
    (folder / "0-old").mkdir()
    (folder / "0-old" / "meta.json").write_text(json.dumps({}))
    (folder / "current").unlink()
    (folder / "current").symlink_to("0-old")
    assert not FileIndex(files.directory).ready(_EDITION)


def test_a_lost_index_is_as_one_that_never_was(files):
    shutil.rmtree(files.directory)
    assert not files.ready(_EDITION)
    assert _ids(files) == set()
