"""Killed in the middle of it: then no page is stale, none half written, and nobody waits for the dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import DatabaseError, OperationalError, connection, connections

from standfirst.delivery.hearing import Hearing
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of the test's own database."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    who = ":".join(quote(part, safe="") for part in (known["USER"], known["PASSWORD"]) if part)
    return f"postgres://{who}@{known['HOST'] or '127.0.0.1'}:{known['PORT'] or 5432}/{known['NAME']}"


class Process:
    """``other_process``, held by its lines."""

    def __init__(self, directory: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.other_process", str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "TEST_DATABASE_URL": database_url(),
            },
        )
        assert self._answer() == "ready"

    def get(self, path: str) -> tuple[int, bytes]:
        status, _, body = self.do(f"get {path}").partition(" ")
        return int(status), bytes.fromhex(body)

    def publish(self, story, headline: str) -> None:
        assert self.do(f"publish {story.pk} {headline}") == "done"

    def do(self, line: str) -> str:
        self._child.stdin.write(f"{line}\n")
        self._child.stdin.flush()
        return self._answer()

    def dies(self, line: str) -> None:
        """Do what kills it."""
        assert self.do(line) == ""
        assert self._child.wait(10) == -signal.SIGKILL

    def end(self) -> None:
        self._child.kill()
        self._child.communicate()

    def _answer(self) -> str:
        return self._child.stdout.readline().rstrip("\n")


@pytest.fixture
def process(versions, tmp_path):
    other = Process(tmp_path / "delivery")
    yield other
    other.end()


@pytest.fixture
def story(edition):
    return factories.published(factories.section(edition, slug="city"), headline="The pier opens")


@pytest.fixture
def hearing(versions):
    """The machine's ear, which has heard all so far."""
    found = Hearing(versions, database_url())
    found.catch_up()
    versions.trust_until(float("inf"))
    yield found
    if found._log:  # noqa: SLF001
        found._log.close()  # noqa: SLF001


def test_two_processes_see_each_others_changes_at_once(door, process, story):
    for place in range(3):
        mine, theirs = f"Mine {place}", f"Theirs {place}"
        story.refresh_from_db()
        story.headline = mine
        story.save_revision().publish()
        for address in (story.address, "/", "/latest/"):
            assert mine in process.get(address)[1].decode()
            assert door.get(address).body == process.get(address)[1]
        process.publish(story, theirs)
        story.refresh_from_db()
        for address in (story.address, "/", "/latest/"):
            assert theirs in door.get(address).body.decode()
            assert door.get(address).body == process.get(address)[1]


def test_killed_between_commit_and_drop(door, hearing, process, story):
    """What was committed is in the log of drops, whoever was killed over it."""
    door.get(story.address)
    process.do("die after commit")
    process.dies(f"publish {story.pk} The pier stays shut")

    hearing.catch_up()

    assert b"The pier stays shut" in door.get(story.address).body
    assert b"The pier stays shut" in door.get("/").body


def test_killed_before_the_commit(door, hearing, process, story):
    former = door.get(story.address)
    process.do("die before commit")
    process.dies(f"publish {story.pk} The pier stays shut")

    hearing.catch_up()

    assert door.get(story.address) == former
    assert door.rendered == [story.address]


@pytest.mark.parametrize("where", ["within a page", "before a page has its name", "while rendering"])
def test_killed_while_it_makes_a_page(door, make_door, process, story, where):
    """Who comes next makes the page, at once: the turn went with the process, no half of a page is left."""
    process.do(f"die {where}")
    process.dies(f"get {story.address}")

    first = door.get(story.address)
    restarted = make_door()

    assert first.status == 200
    assert b"The pier opens" in first.body
    assert first.body.rstrip().endswith(b"</html>")
    assert restarted.get(story.address) == door.get(story.address) == first
    assert (door.rendered, restarted.rendered) == ([story.address], [])


def test_a_commit_whose_answer_is_lost(door, hearing, story, monkeypatch):
    """The database has it, the program believes it failed: the log tells."""
    door.get(story.address)
    commit = type(connections["default"])._commit  # noqa: SLF001

    def commit_and_fail(self):
        commit(self)
        raise OperationalError("server closed the connection unexpectedly")

    story.headline = "The pier stays shut"
    revision = story.save_revision()
    monkeypatch.setattr(type(connections["default"]), "_commit", commit_and_fail)
    with pytest.raises(DatabaseError):
        revision.publish()
    monkeypatch.undo()
    connections["default"].close()

    hearing.catch_up()

    assert b"The pier stays shut" in door.get(story.address).body


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_the_database_ends_the_connection_at_the_commit(door, hearing, story, monkeypatch):
    """Nothing was published, nothing is dropped, and the next try succeeds."""
    import psycopg

    former = door.get(story.address)
    commit = type(connections["default"])._commit  # noqa: SLF001

    def cut_and_commit(self):
        with psycopg.connect(
            database_url().replace("postgres://", "postgresql://", 1), autocommit=True
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [self.connection.info.backend_pid])
        commit(self)

    story.headline = "The pier stays shut"
    revision = story.save_revision()
    monkeypatch.setattr(type(connections["default"]), "_commit", cut_and_commit)
    with pytest.raises(DatabaseError):
        revision.publish()
    monkeypatch.undo()
    connections["default"].close()
    hearing.catch_up()
    assert door.get(story.address) == former
    assert door.rendered == [story.address]

    revision.publish()

    assert b"The pier stays shut" in door.get(story.address).body
