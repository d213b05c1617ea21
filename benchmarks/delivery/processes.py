"""Programs that are measured: started on a core of their own, counted with all their descendants."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

_TICK = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
_PPID, _CHILDREN_WORKED = 1, slice(13, 15)  # fields of /proc/PID/stat behind the name, see proc(5)
_STOPS_WITHIN = 20


def cores() -> tuple[int | None, int | None]:
    """Return the core for what is measured and the one for what asks; None where nothing can be pinned."""
    usable = sorted(os.sched_getaffinity(0))
    if shutil.which("taskset") is None or len(usable) < 2:  # noqa: PLR2004
        return None, None
    return usable[0], usable[1]


def pinned(command: Sequence[str | Path], core: int | None) -> list[str]:
    """Return ``command`` kept to ``core``, descendants included."""
    words = [str(word) for word in command]
    return words if core is None else ["taskset", "--cpu-list", str(core), *words]


class Program:
    """A program and everything that it started; a context that ends all of them."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        core: int | None = None,
        environment: Mapping[str, str] | None = None,
        directory: Path | None = None,
    ) -> None:
        """Start ``command``; what it says goes to ``log``."""
        self.log = log
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                pinned(command, core),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=directory,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        """Return the program, running."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self.stop()

    def ids(self) -> list[int]:
        """Return the process ids of the program and of all its descendants that live."""
        parents = dict(_parents())
        found = [self.process.pid]
        for one in found:
            found += [child for child, parent in parents.items() if parent == one]
        return found

    def cpu(self) -> float:
        """Return the seconds that the whole tree has worked, user and system, so far."""
        return sum(map(_worked, self.ids())) / 1e9

    def memory(self) -> dict[str, int]:
        """Return the proportional set size (PSS) in bytes of each process of the tree, by id and command."""
        return {f"{one} {_command(one)}": _pss(one) for one in self.ids()}

    def pss(self) -> int:
        """Return the proportional set size of the whole tree in bytes: shared pages are counted once."""
        return sum(self.memory().values())

    def said(self) -> str:
        """Return the end of what the program has said."""
        return self.log.read_text(errors="replace")[-2000:]

    def stop(self) -> None:
        """Ask the program to end; kill what has not ended in time, and what it left behind."""
        _, *descendants = self.ids()
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_STOPS_WITHIN)
        self.process.kill()
        self.process.wait()
        for one in descendants:
            _kill(one)


def _parents() -> Iterator[tuple[int, int]]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() and (facts := _facts(int(entry.name))):
            yield int(entry.name), int(facts[_PPID])


def _facts(process: int) -> list[str]:
    """Return what /proc/PID/stat says behind the name; nothing when the process has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _worked(process: int) -> int:
    """Return the nanoseconds that a process has worked, with threads and children that have ended."""
    ended = sum(map(int, _facts(process)[_CHILDREN_WORKED])) * _TICK
    try:
        # The clock of another process, as clock_getcpuclockid(3) names it: finer than the ticks in /proc.
        return ended + time.clock_gettime_ns((~process << 3) | 2)
    except OSError:
        return ended


def _pss(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _command(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    return " ".join(word.rpartition("/")[2] for word in words[:6]).strip()


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
