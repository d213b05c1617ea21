"""Servers that stand before the site in a test, and the site behind them, on ports of this machine."""

import http.client
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

READY_WITHIN = 15


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes


def get(port: int, address: str, *, method: str = "GET", **headers: str) -> Got:
    """Ask a server for an address as it stands; ``accept_encoding="br"`` and the like are headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
        for name, value in {"host": "testserver", **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        sent = {name.lower(): value for name, value in response.getheaders()}
        return Got(response.status, sent, response.read())
    finally:
        connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def serving(application: Callable[..., Any]) -> Iterator[int]:
    """Serve a WSGI application in threads of this process; give the port."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_said: Any) -> None:
            pass

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Quiet) as server:
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block; it is there once it listens on ``port``."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        until(lambda: process.poll() is not None or _listens(port), f"{command[0]} to listen")
        assert process.poll() is None, log.read_text()
        yield process
    finally:
        process.terminate()
        process.wait(10)


def until(condition: Callable[[], Any], what: str, seconds: float = READY_WITHIN) -> float:
    """Wait for ``condition``; return how long it took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"waited in vain for {what}"
        time.sleep(0.002)
    return time.monotonic() - begun


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
