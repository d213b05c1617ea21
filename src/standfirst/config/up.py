"""``standfirst up``: site, desk and worker, started together and stopped together."""

import ctypes
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

DESK_USER = "desk"
_READY_WITHIN = 60  # seconds
_WORKER_PAUSE = 5
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
# Loaded here, because a process that has just been forked must not look for libraries.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class CannotStart(Exception):  # noqa: N818  (read by people, as a sentence)
    """What is missing or in the way, in one line."""


def up(*, host: str, port: int, data: str | None, empty: bool) -> int:
    """Start everything, print where to look, wait for Ctrl-C; return the exit status."""
    begun = time.monotonic()
    _set_environment(host, port, data)
    # SIGTERM from a supervisor and SIGHUP of a terminal that closes end up in the same place as Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        _check_port(host, port)
        _start(children, host, port, empty=empty, begun=begun)
        return watch(children)
    except CannotStart as reason:
        print(f"standfirst: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)


def _start(
    children: list[subprocess.Popen[bytes]], host: str, port: int, *, empty: bool, begun: float
) -> None:
    from standfirst.config.preparing import is_prepared, prepare

    data = Path(os.environ["STANDFIRST_DATA"])
    ready = is_prepared(data, os.environ.get("DATABASE_URL", ""))
    if ready:  # the web process loads while this one does
        children.append(_web(host, port, data))
    try:
        prepare(demo=not empty, say=lambda words: print(f"… {words}", flush=True))
    except Exception as error:
        raise CannotStart(_sentence(error)) from error
    if not ready:
        children.append(_web(host, port, data))
    password = _desk_account()
    _await_web(children[0], host, port)
    children.append(_worker())
    _welcome(port, password, time.monotonic() - begun)


def _set_environment(host: str, port: int, data: str | None) -> None:
    directory = Path(data or os.environ.get("STANDFIRST_DATA") or "var").expanduser().absolute()
    os.environ["STANDFIRST_DATA"] = str(directory)
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}")


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


def _web(host: str, port: int, data: Path) -> subprocess.Popen[bytes]:
    mounts = ["--static-path-route", "/static", "--static-path-mount", str(data / "static")]
    storage = os.environ.get("STORAGE_URL") or f"file://{data / 'media'}"
    if storage.startswith("file://"):
        public = Path(storage.removeprefix("file://")) / "public"
        public.mkdir(parents=True, exist_ok=True)
        mounts += ["--static-path-route", "/media", "--static-path-mount", str(public)]
    (data / "static").mkdir(parents=True, exist_ok=True)
    return start_child(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *("--workers", os.environ.get("WEB_WORKERS") or "1"),
            *("--blocking-threads", os.environ.get("WEB_THREADS") or "4"),
            *("--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "5"),
            *mounts,
            *("--static-path-expires", "31536000"),
            "standfirst.config.wsgi:application",
        ]
    )


def _worker() -> subprocess.Popen[bytes]:
    return start_child([sys.executable, "-m", "standfirst.config.cli", "manage", "worker"])


def start_child(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C does not reach and that, on Linux, ends with this one, however it ends."""
    parent = os.getpid()

    def end_with_parent() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
            if os.getppid() != parent:  # it was over before it could be said
                os._exit(0)

    # Safe: this process has no other thread that could hold a lock while it is forked.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_parent)  # noqa: PLW1509


def _desk_account() -> str:
    """Give the account ``desk`` a password for this run and return it; it is kept nowhere but as a hash.

    Empty where the newsroom has administrators of its own: then ``desk`` cannot be used.
    """
    from django.contrib.auth.models import User

    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if administrators.exclude(username=DESK_USER).exists():
        User.objects.filter(username=DESK_USER).update(is_active=False)
        return ""
    password = secrets.token_urlsafe(12)
    account, _ = User.objects.get_or_create(username=DESK_USER)
    account.is_superuser = account.is_staff = account.is_active = True
    account.set_password(password)
    account.save()
    return password


def _await_web(web: subprocess.Popen[bytes], host: str, port: int) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise CannotStart("the web server stopped while starting; its message is above.")
        try:
            connection = http.client.HTTPConnection(_reachable(host), port, timeout=10)
            connection.request("GET", "/livez")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise CannotStart(f"the web server did not answer within {_READY_WITHIN} seconds.")


def _reachable(host: str) -> str:
    """Return where this machine reaches a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (read, not bound)


def _welcome(port: int, password: str, seconds: float) -> None:
    from standfirst.editions.models import Edition

    base = f"http://localhost:{port}"
    lines = [f"  {edition.name}: {base}{edition.path('/')}" for edition in Edition.objects.filter(host="")]
    account = f"  (user {DESK_USER}, password {password}, for this run only)" if password else ""
    print(
        "\n".join(
            [
                f"\nStandfirst is up after {seconds:.1f} s.",
                *lines,
                f"  Desk: {base}/desk/{account}",
                "Ctrl-C stops it.",
            ]
        ),
        flush=True,
    )


def watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait for the web server's end; a worker that ends (its database was away) is started again."""
    web, worker = children
    while web.poll() is None:
        if worker.poll() is not None:
            print(
                f"standfirst: the worker stopped with status {worker.returncode}; it is started again.",
                file=sys.stderr,
            )
            time.sleep(_WORKER_PAUSE)
            worker = children[1] = _worker()
        time.sleep(0.5)
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


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
