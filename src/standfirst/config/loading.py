"""Loading Django in the background, while ready pages are served."""

import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class Loading(Generic[Loaded]):
    """What ``load`` returns, once it is there; a process whose loading fails ends with status 1."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        """Begin to load, in a thread of its own."""
        self._load = load
        self._is_there = threading.Event()
        self._loaded: Loaded
        threading.Thread(target=self._work, name="loading", daemon=True).start()

    def __call__(self) -> Loaded:
        """Return what was loaded; wait for it as long as it takes."""
        self._is_there.wait()
        return self._loaded

    def _work(self) -> None:
        # Nothing that is loaded is garbage: looking for some costs a seventh of the time.
        gc.disable()
        try:
            self._loaded = self._load()
        except BaseException as error:  # noqa: BLE001  (whatever it is: nobody must wait for ever)
            give_up(error)
        finally:
            gc.enable()
        gc.freeze()
        self._is_there.set()


def give_up(error: BaseException) -> None:
    """Say why nothing can be served, and end this process at once: none of its other threads would."""
    if type(error).__name__ == "ImproperlyConfigured":  # a sentence for operators
        print(f"standfirst: {error}", file=sys.stderr, flush=True)
    else:
        traceback.print_exception(error)
        print(f"standfirst: the site cannot be loaded: {error!r}.", file=sys.stderr, flush=True)
    os._exit(1)
