"""How the web process calls for a worker: a pipe with a name, at the other end of which ``up`` waits.

A call that is lost is repeated: as long as work is waiting, the clock of the web process calls each second.
"""

import os
import select
from pathlib import Path

# Where web processes find the pipe; set by ``standfirst up`` for those that it starts.
VARIABLE = "STANDFIRST_CALLS"


class Calls:
    """The end at which calls arrive."""

    def __init__(self, path: Path) -> None:
        """Make the pipe at ``path``. Raises OSError where that is not possible."""
        path.unlink(missing_ok=True)
        os.mkfifo(path, 0o600)
        # Open for writing too: so it never reads as ended when the last caller has gone.
        self._pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def wait(self, seconds: float) -> bool:
        """Wait for a call, at most so long; return whether there was one."""
        if not select.select([self._pipe], [], [], seconds)[0]:
            return False
        os.read(self._pipe, 65536)
        return True


def started_by_up() -> bool:
    """Return whether this process belongs to a running ``standfirst up``."""
    return bool(os.environ.get(VARIABLE))


def call_worker() -> None:
    """Ask for a worker where this process was started by ``standfirst up``; never waits."""
    path = os.environ.get(VARIABLE)
    if not path:
        return
    try:
        pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody listens
        return
    try:
        os.write(pipe, b".")
    except BlockingIOError:  # full of calls: one more says nothing new
        pass
    finally:
        os.close(pipe)
