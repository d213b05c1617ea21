"""What ``standfirst up`` started ends with it; a worker that ends alone does not end the site."""

import os
import signal
import socket
import stat
import subprocess
import sys

import pytest

from standfirst.config import preparing, up

pytestmark = pytest.mark.once


class Child:
    """A process that is seen to end, or not, each time it is asked."""

    returncode = 1

    def __init__(self, *seen):
        self.seen = list(seen)

    def poll(self):
        return self.seen.pop(0)


@pytest.fixture
def signals():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_nothing_is_left_behind(monkeypatch, signals, number):
    started = []

    def start(children, *_place, **_how):
        waiting = [sys.executable, "-c", "import signal; signal.pause()"]
        children.append(subprocess.Popen(waiting, start_new_session=True))
        started.extend(children)
        os.kill(os.getpid(), number)

    monkeypatch.setattr(up, "_set_environment", lambda *_given: None)
    monkeypatch.setattr(up, "_check_port", lambda *_given: None)
    monkeypatch.setattr(up, "_calls", lambda *_given: None)
    monkeypatch.setattr(up, "_start", start)

    assert up.up(host="127.0.0.1", port=1, data=None, empty=True) == 0
    assert started[0].returncode == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells children of their parent's end")
def test_even_a_kill_leaves_nothing_behind():
    waiting = "import signal; print('up', flush=True); signal.pause()"
    starting = (
        "import signal, sys; from standfirst.config.up import start_child;"
        f"start_child([sys.executable, '-c', {waiting!r}]); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", starting], stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"up\n"
        parent.kill()
        # The child holds the pipe as long as it lives: this ends when it has ended.
        assert parent.communicate(timeout=30)[0] == b""


class Calls:
    """Calls that come, or not, each time they are waited for."""

    def __init__(self, *come):
        self.come = list(come)

    def wait(self, _seconds):
        return self.come.pop(0)


def test_a_worker_is_started_when_it_is_called_for(monkeypatch):
    started = []
    monkeypatch.setattr(up, "_worker", lambda: started.append(Child(None, None, None)) or started[-1])
    assert up.watch([Child(None, None, None, 0)], Calls(False, True, True)) == 1
    assert len(started) == 1


def test_one_that_fails_is_started_again_after_a_pause(monkeypatch, capsys):
    moments, started = iter((101.0, 103.0, 106.0)), []
    monkeypatch.setattr(up.time, "monotonic", lambda: next(moments, 107.0))
    monkeypatch.setattr(up, "_worker", lambda: started.append(moments) or Child(1, None, None))
    # Called for; failed and called for again, within the pause and after it.
    watching = [Child(None, None, None, None, 0)]
    monkeypatch.setattr(up, "_WORKER_PAUSE", 4)
    assert up.watch(watching, Calls(True, True, True, True)) == 1
    assert len(started) == 2
    assert "status 1" in capsys.readouterr().err


def test_one_that_sleeps_is_started_at_once(monkeypatch, capsys):
    asleep, awake = Child(0), Child(None, None)
    asleep.returncode, workers = 0, [asleep, awake]
    monkeypatch.setattr(up, "_worker", lambda: workers.pop(0))
    assert up.watch([Child(None, None, None, 0)], Calls(True, True, False)) == 1
    assert not workers
    assert "the worker" not in capsys.readouterr().err


def test_the_database_is_its_owners(tmp_path):
    path = tmp_path / "standfirst.sqlite3"
    preparing.keep_to_the_owner({"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_prepared_is_known_without_django(tmp_path):
    asking = (
        "import sys; from pathlib import Path; from standfirst.config import up, preparing;"
        f"print(preparing.is_prepared(Path({str(tmp_path)!r}), ''), 'django' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", asking], text=True).split() == ["False", "False"]


@pytest.mark.parametrize("url", ["", "sqlite:///{}/other.sqlite3"])
def test_another_database_or_a_missing_one_is_to_be_prepared(tmp_path, url):
    url = url.format(tmp_path)
    assert not preparing.is_prepared(tmp_path, url)
    (tmp_path / "prepared").write_text(preparing.fingerprint(url))
    assert not preparing.is_prepared(tmp_path, url)
    (tmp_path / ("other.sqlite3" if url else "standfirst.sqlite3")).touch()
    assert preparing.is_prepared(tmp_path, url)
    assert not preparing.is_prepared(tmp_path, f"{url}?another")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "cannot listen on 127.0.0.1:"),
        ({"STANDFIRST_DATA": "/dev/null/paper", "PORT": "0"}, "cannot write to /dev/null/paper"),
        ({"DATABASE_URL": "mysql://x:secret@y/z", "PORT": "0"}, "must begin with sqlite: or postgres:, not"),
    ],
)
def test_what_is_in_the_way_is_said_in_a_sentence(tmp_path, given, said):
    starting = (
        "import sys; from standfirst.config.up import up;"
        "sys.exit(up(host='127.0.0.1', port=int(sys.argv[1]), data=None, empty=True))"
    )
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = given.get("PORT") or str(busy.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-c", starting, port],
            env={**os.environ, "STANDFIRST_DATA": str(tmp_path), **given},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    (line,) = ended.stderr.splitlines()
    assert (ended.returncode, said in line, "secret" in line) == (1, True, False)
