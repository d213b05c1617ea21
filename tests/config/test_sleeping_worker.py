"""``standfirst up`` as a whole: while the worker sleeps, nothing that is due waits for long."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for the worker in /proc")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
# As it is, but tired after a second.
UP = """
import sys
from standfirst.config import cli, up
up._WORKER_IDLE, up._WORKER_PAUSE = 1, 0.1
sys.exit(cli.main(["up", "--empty", "--port", sys.argv[1]]))
"""
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from standfirst.editions.models import Edition
from tests import factories
story = factories.draft(factories.section(Edition.objects.get()))
story.save_revision(approved_go_live_at=timezone.now() + timedelta(seconds=1))
print(story.address)
"""
QUEUE = """
import sys
import time
from django_tasks_db.models import DBTaskResult
from standfirst.events.reacting import run_reaction
task = run_reaction.enqueue(0).id
print("queued", flush=True)
begun = time.monotonic()
while DBTaskResult.objects.successful().filter(pk=task).count() == 0:
    if time.monotonic() - begun > 60:
        sys.exit("not done")
    time.sleep(0.02)
print("done")
"""


class Site:
    """A running ``standfirst up``."""

    def __init__(self, environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = environment
        self.process = subprocess.Popen(
            [sys.executable, "-c", UP, str(self.port)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = list(iter(self.process.stdout.readline, "Ctrl-C stops it.\n"))
        assert any("Desk:" in line for line in said)

    def saying(self, program):
        """Yield the lines that ``program`` prints in a process of its own, as on another machine."""
        command = [sys.executable, "-c", "import django\ndjango.setup()\n" + program]
        with subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            yield from map(str.strip, process.stdout)

    def worker(self):
        """Return the process id of the worker; None while it sleeps."""
        for child in children_of(self.process.pid):
            with contextlib.suppress(OSError):
                if b"manage\0worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return child
        return None

    def answers(self, path):
        """Return whether there is a page at ``path``."""
        try:
            with urlopen(f"http://localhost:{self.port}{path}") as answer:
                return answer.status == 200
        except OSError:
            return False


def children_of(process):
    """Return the ids of the processes that ``process`` started, oldest first."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def wait_for(condition):
    """Wait until ``condition`` holds; return what it was."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """Return the address of a database of its own, on the server that the tests use."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/site.sqlite3"
        return
    import psycopg

    name = f"standfirst_up_{os.getpid()}"
    with psycopg.connect(server.rpartition("/")[0] + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def site(database, tmp_path_factory):
    environment = {
        **os.environ,
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "standfirst.config.settings",
        "LOG_LEVEL": "ERROR",
        "STANDFIRST_DATA": str(tmp_path_factory.mktemp("data")),
    }
    environment.pop("BASE_URL", None)
    site = Site(environment)
    yield site
    site.process.terminate()
    site.process.wait(PATIENCE)
    site.process.stdout.close()


def test_a_scheduled_story_goes_live_while_the_worker_sleeps(site):
    wait_for(lambda: site.worker() is None)
    (address,) = site.saying(SCHEDULE)
    assert not site.answers(address)
    wait_for(lambda: site.answers(address))


def test_what_is_queued_wakes_the_worker(site):
    wait_for(lambda: site.worker() is None)
    assert list(site.saying(QUEUE)) == ["queued", "done"]
    wait_for(lambda: site.worker() is None)


def test_a_worker_that_is_killed_is_replaced_while_work_waits(site):
    wait_for(lambda: site.worker() is None)
    saying = site.saying(QUEUE)
    assert next(saying) == "queued"
    os.kill(wait_for(site.worker), signal.SIGKILL)
    assert next(saying) == "done"


def test_a_web_process_that_is_killed_is_replaced_with_its_clock(site):
    wait_for(lambda: site.worker() is None)
    granian = children_of(site.process.pid)[0]
    os.kill(children_of(granian)[0], signal.SIGKILL)
    assert list(site.saying(QUEUE)) == ["queued", "done"]
    assert site.answers("/")


def test_nothing_is_left_when_the_web_server_is_killed(site):  # the last of this site
    os.kill(children_of(site.process.pid)[0], signal.SIGKILL)
    assert site.process.wait(PATIENCE) == 1
    wait_for(lambda: not site.answers("/"))
