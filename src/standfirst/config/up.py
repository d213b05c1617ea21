"""``standfirst up``: site, desk and worker, started together and stopped together.

This process loads nothing of Django: what needs it is done by others, which take it with them when they end.
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from standfirst.config.calling import VARIABLE, Calls
from standfirst.config.ending import end_with
from standfirst.config.preparing import is_prepared

_READY_WITHIN = 60  # seconds
_WORKER_PAUSE = 5
_WORKER_IDLE = 120
_LOOK_EVERY = 0.5
_BACKLOG = 2048
_MOST_CONNECTIONS = 65_536
_OTHER_FILES = 256  # the database, pages, photos on their way


class CannotStart(Exception):  # noqa: N818  (read by people, as a sentence)
    """What is missing or in the way, in one line; empty where it was said already."""


def up(*, host: str, port: int, data: str | None, empty: bool) -> int:
    """Start everything, print where to look, wait for Ctrl-C; return the exit status."""
    begun = time.monotonic()
    _set_environment(host, port, data)
    # SIGTERM from a supervisor and SIGHUP of a terminal that closes end up in the same place as Ctrl-C,
    # which shells let the jobs that they start in the background ignore.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        _check_port(host, port)
        calls = _calls(Path(os.environ["STANDFIRST_DATA"]))
        _start(children, host, port, empty=empty, begun=begun)
        return watch(children, calls)
    except CannotStart as reason:
        if str(reason):
            print(f"standfirst: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)


def _start(
    children: list[subprocess.Popen[bytes]], host: str, port: int, *, empty: bool, begun: float
) -> None:
    data = Path(os.environ["STANDFIRST_DATA"])
    content = ["--empty"] if empty else []
    if not is_prepared(data, os.environ.get("DATABASE_URL", "")):
        _prepare(children, *content)
    web = _web(host, port, data)
    children.append(web)
    _await_web(web, host, port)
    print(f"\nStandfirst is up after {time.monotonic() - begun:.1f} s.", flush=True)
    _prepare(children, *content, "--welcome", str(port))


def _set_environment(host: str, port: int, data: str | None) -> None:
    directory = Path(data or os.environ.get("STANDFIRST_DATA") or "var").expanduser().absolute()
    os.environ["STANDFIRST_DATA"] = str(directory)
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    # A thread of its own heap for each thread would cost memory and gain nothing: they take turns anyway.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another port with --port."
            ) from None


def _calls(data: Path) -> Calls:
    """Return where web processes call for a worker, in the data directory, which is made when absent."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        calls = Calls(data / "calls")
    except OSError as error:
        raise CannotStart(
            f"cannot write to {data} ({error.strerror}); choose another directory with --data."
        ) from None
    os.environ[VARIABLE] = str(data / "calls")
    return calls


def _prepare(children: list[subprocess.Popen[bytes]], *options: str) -> None:
    """Let another process make the data directory ready; it says itself what is in the way."""
    preparing = start_child([sys.executable, "-m", "standfirst.config.preparing", *options])
    children.append(preparing)
    status = preparing.wait()
    children.remove(preparing)
    if status:
        raise CannotStart


def _web(host: str, port: int, data: Path) -> subprocess.Popen[bytes]:
    mounts = []
    storage = os.environ.get("STORAGE_URL") or f"file://{data / 'media'}"
    if storage.startswith("file://"):
        public = Path(storage.removeprefix("file://")) / "public"
        public.mkdir(parents=True, exist_ok=True)
        mounts = ["--static-path-route", "/media", "--static-path-mount", str(public)]
        mounts += ["--static-path-expires", "31536000"]
    return start_child(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *("--workers", os.environ.get("WEB_WORKERS") or "1"),
            *("--blocking-threads", os.environ.get("WEB_THREADS") or "8"),
            # Granian counts connections that wait for their reader as well.
            *("--backlog", str(_BACKLOG), "--backpressure", str(_connections())),
            # Its warnings advise on the options that are chosen here; what goes wrong it says as an error.
            *("--log-level", "error", "--respawn-failed-workers", "--workers-kill-timeout", "5"),
            *mounts,
            "standfirst.config.wsgi:application",
        ]
    )


def _connections() -> int:
    """Return how many readers a web process may be connected to: what the system lets it open, less some.

    Raises the soft limit of open files to the hard one, for the children too.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = min(hard, _MOST_CONNECTIONS) if hard != resource.RLIM_INFINITY else _MOST_CONNECTIONS
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(64, min(max(soft, most), _MOST_CONNECTIONS) - _OTHER_FILES)


def _worker() -> subprocess.Popen[bytes]:
    manage = [sys.executable, "-m", "standfirst.config.cli", "manage"]
    return start_child([*manage, "worker", "--idle", str(_WORKER_IDLE)])


def start_child(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C does not reach and that, on Linux, ends with this one, however it ends."""
    ending = partial(end_with, os.getpid())
    # Safe: this process has no other thread that could hold a lock while it is forked.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=ending)  # noqa: PLW1509


def _await_web(web: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Wait until the web process answers for Django: it does so once that is loaded."""
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise CannotStart("the web server stopped while starting; its message is above.")
        if _lives(_reachable(host), port, deadline - time.monotonic()):
            return
        time.sleep(0.02)
    raise CannotStart(f"the web server did not answer within {_READY_WITHIN} seconds.")


def _lives(host: str, port: int, patience: float) -> bool:
    # By hand: an HTTP library would stay in memory for this one question.
    question = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=patience) as connection:
            connection.sendall(question)
            return connection.recv(64).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


def _reachable(host: str) -> str:
    """Return where this machine reaches a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (read, not bound)


def watch(children: list[subprocess.Popen[bytes]], calls: Calls) -> int:
    """Wait for the web server's end; meanwhile a worker is started when one is called for.

    It ends when it has had nothing to do for a while. One that fails (its database was away) is started
    again at the next call, after a pause: the clock calls each second as long as work is waiting.
    """
    web, not_before = children[0], 0.0
    while web.poll() is None:
        called = calls.wait(_LOOK_EVERY)
        for worker in children[1:]:
            if worker.poll() is None:
                continue
            children.remove(worker)
            if worker.returncode:
                print(f"standfirst: the worker stopped with status {worker.returncode}.", file=sys.stderr)
                not_before = time.monotonic() + _WORKER_PAUSE
        if called and len(children) == 1 and time.monotonic() >= not_before:
            children.append(_worker())
    print(f"standfirst: the web server stopped with status {web.returncode}.", file=sys.stderr)
    return 1


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
