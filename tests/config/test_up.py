"""What ``standfirst up`` started ends with it; a worker that ends alone does not end the site."""

import os
import signal
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


def test_a_worker_that_ends_is_started_again(monkeypatch, capsys):
    monkeypatch.setattr(up.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(up, "_worker", lambda: Child(None, None))
    children = [Child(None, None, 0), Child(1)]
    assert up.watch(children) == 1
    assert "it is started again" in capsys.readouterr().err


def test_the_database_is_its_owners(tmp_path):
    path = tmp_path / "standfirst.sqlite3"
    preparing.keep_to_the_owner({"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
