"""Another machine: a web process with a data directory of its own, and the lines between it and the rest."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from functools import cached_property
from pathlib import Path

from standfirst.delivery.versions import Versions
from tests.delivery.servers import Got, free_port, get, until


class Line:
    """A line to a server of this machine; connections that say ``mark`` first can be frozen or cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self.flows = threading.Event()
        self.flows.set()
        self.is_cut = False
        self.mark = b""
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Let nothing through any more, and tell nobody."""
        self.flows.clear()

    def cut(self) -> None:
        """End what is connected, and connect nobody any more."""
        self.is_cut = True
        self.flows.set()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut = False
        self.flows.set()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        first = client.recv(65536)
        if self.mark not in first:
            self._carry(client, first, held=False)
        elif self.is_cut:
            client.close()
        else:
            self._carry(client, first, held=True)

    def _carry(self, client: socket.socket, first: bytes, *, held: bool) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        if held:
            self._ends += [client, server]
            self.flows.wait()
        server.sendall(first)
        other = {client: server, server: client}
        with client, server, contextlib.suppress(OSError):
            while True:
                for end in select.select([client, server], [], [])[0]:
                    if held:
                        self.flows.wait()
                    content = end.recv(65536)
                    if not content:
                        return
                    other[end].sendall(content)


class Machine:
    """A web process of ours on ``data``; ``settings`` are its variables."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        kept = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "PYTHONPATH")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {
            "STANDFIRST_DATA": str(self.data),
            "ALLOWED_HOSTS": "testserver,courier.example,localhost",
            "SECRET_KEY": "only-for-tests-" + "y" * 50,
            "DEBUG": "true",  # so that assets need not be collected
            **self._settings,
        }
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4"),
            *("--workers", self._settings.get("WEB_WORKERS", "1")),
            *("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"),
            "standfirst.config.wsgi:application",
        ]
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        until(self._lives, "the machine to start", 60)

    def kill(self) -> None:
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def get(self, address: str, **headers: str) -> Got:
        return get(self.port, address, **headers)

    def beside(self, host: str) -> list[str]:
        """Return the files that a web server in front would find."""
        found = []
        for directory, _, names in os.walk(Path(self._settings["DELIVERY_FILES"]) / host):
            found += [f"{directory}/{name}" for name in names]
        return sorted(found)

    @cached_property
    def versions(self) -> Versions:
        return Versions(self.data / "delivery" / "versions")

    @property
    def log(self) -> str:
        return (self.data / "log").read_text()

    def _lives(self) -> bool:
        assert self._process is None or self._process.poll() is None, self.log
        try:
            return get(self.port, "/livez").status == 200
        except OSError:
            return False
