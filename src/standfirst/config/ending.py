"""Ending with the process that started this one, however that ends: nothing is left that holds the port."""

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
# Loaded here, because a process that has just been forked must not look for libraries.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with(parent: int) -> None:
    """Let the system send SIGTERM to this process when ``parent``, which started it, ends; Linux only."""
    if _LIBC is not None:
        _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:  # it was over before it could be said
            os._exit(0)
