"""Asking as fast as a server answers: wrk, or a generator of our own where it is missing."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from urllib.parse import quote

from benchmarks.archives import ROOT
from benchmarks.delivery.asking import Load
from benchmarks.delivery.processes import pinned

_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


def generator() -> str:
    """Return the name of what asks."""
    return (
        "wrk" if shutil.which("wrk") else "a generator in Python (wrk is missing: its latencies are higher)"
    )


def load(  # noqa: PLR0913
    port: int, path: str, headers: Mapping[str, str], *, seconds: int, connections: int, core: int | None
) -> Load:
    """Ask for ``path`` as fast as it is answered, in a process of its own on ``core``."""
    headers = {"Host": f"localhost:{port}", **headers}
    said = [f"{name}: {value}" for name, value in headers.items()]
    if shutil.which("wrk"):
        options = [word for line in said for word in ("-H", line)]
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *options]
        command.append(f"http://127.0.0.1:{port}{quote(path, safe='/?=&%')}")
        return load_of_wrk(_output(command, core))
    command = [sys.executable, "-m", "benchmarks.delivery.asking", str(port), path]
    return Load(**json.loads(_output([*command, str(seconds), str(connections), *said], core)))


def load_of_wrk(output: str) -> Load:
    """Return what wrk reports with ``--latency``; answers other than 2xx and 3xx are errors."""
    percentiles = dict(re.findall(r"^ +(50|99)% +([\d.]+\w+)$", output, re.MULTILINE))
    requests, duration = re.findall(r"^ +(\d+) requests in ([\d.]+\w+),", output, re.MULTILINE)[0]
    refused = re.findall(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.findall(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return Load(
        requests=int(requests),
        seconds=_seconds(duration),
        median=_seconds(percentiles["50"]),
        p99=_seconds(percentiles["99"]),
        errors=sum(map(int, [*refused, *(number for line in sockets for number in line)])),
    )


def _seconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * _UNITS[unit]


def _output(command: list[str], core: int | None) -> str:
    return subprocess.run(pinned(command, core), cwd=ROOT, check=True, capture_output=True, text=True).stdout
