"""Standfirst itself, as an operator starts it, on a data directory made for measuring."""

import os
import re
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from benchmarks.archives import ROOT, environment_on_sqlite, prepare_archive
from benchmarks.delivery.asking import GZIP, Answer, Connection
from benchmarks.delivery.processes import Program

_PATIENCE = 300
_AT_REST = 0.02  # of one core
_STORY = re.compile(r'href="((?:/\w{2})?/[^/"]+/\d{8}\d+-[^/"]*/)"')


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def site_environment(data: Path) -> dict[str, str]:
    """Return the environment of a site on ``data`` with the settings that Standfirst has by itself."""
    own = {"WEB_WORKERS", "WEB_THREADS", "CACHE_URL", "STORAGE_URL", "DELIVERY_FILES", "BASE_URL"}
    environment = environment_on_sqlite(data)
    return {name: value for name, value in environment.items() if name not in own}


@contextmanager
def site(
    data: Path, *, core: int | None = None, port: int = 0, workers: int = 1
) -> Iterator[tuple[Program, int]]:
    """Run ``standfirst up`` on ``data`` for as long as the block lasts; give it and its port.

    It has begun, no more: ``await_page`` waits for it.
    """
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "standfirst.config.cli", "up", "--port", str(port), "--data", str(data)]
    environment = {**site_environment(data), "WEB_WORKERS": str(workers)}
    log = data / "said.txt"
    with Program(command, log=log, core=core, environment=environment, directory=ROOT) as program:
        yield program, port


def await_page(
    program: Program, port: int, path: str, headers: Mapping[str, str] = GZIP, within: float = _PATIENCE
) -> Answer:
    """Ask for ``path`` until it is answered with 200; raises RuntimeError with what the program said."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and program.process.poll() is None:
        try:
            with Connection(port) as connection:
                answer = connection.ask(path, headers)
        except OSError:
            answer = None
        if answer and answer.status == 200:  # noqa: PLR2004
            return answer
        time.sleep(0.02)
    raise RuntimeError(f"{path} was not answered. The program said: {program.said()}")


def await_quiet(program: Program, seconds: float = 3.0, most: float = 900.0) -> None:
    """Wait until the program has had nothing to do for ``seconds``.

    Its worker begins after the site, and makes the files of all photos after the first start. Raises
    RuntimeError when it is at work for too long.
    """
    deadline = time.monotonic() + most
    while time.monotonic() < deadline:
        before = program.cpu()
        time.sleep(seconds)
        if program.cpu() - before < _AT_REST * seconds:
            return
    raise RuntimeError(f"The site was still at work after {most:.0f} seconds.")


def stories_linked(connection: Connection, path: str) -> list[str]:
    """Return the addresses of the stories that the page at ``path`` links to."""
    html = connection.ask(path, {}).body.decode()
    return list(dict.fromkeys(unquote(one) for one in _STORY.findall(html)))


def archive(archives: Path, stories: int) -> Path:
    """Return the data directory with so many stories; it is made, or brought up to date, first."""
    directory = (archives / f"sqlite-{stories}").absolute()
    directory.mkdir(parents=True, exist_ok=True)
    print(f"… an archive of {stories:,} stories in {directory}", flush=True)
    prepare_archive(environment_on_sqlite(directory), directory, stories)
    return directory


def demo(archives: Path) -> Path:
    """Return a data directory with the demo editions, made by the first start on it."""
    directory = (archives / "demo").absolute()
    if not (directory / "standfirst.sqlite3").exists():
        print(f"… the demo editions in {directory}", flush=True)
    os.makedirs(directory, exist_ok=True)  # noqa: PTH103
    return directory
