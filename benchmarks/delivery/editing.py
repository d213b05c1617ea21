"""An editor at work, in a process of its own: ``python -m benchmarks.delivery.editing``.

Takes orders as lines of JSON and answers each with one; ``Editor`` is who gives them.
"""

import contextlib
import json
import mmap
import os
import re
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from benchmarks.archives import ROOT
from benchmarks.delivery.site import site_environment

MANNERS = ("whole", "unwired", "bare")


def headline(story: int, number: int) -> str:
    """Return the headline that says the how manieth publication of ``story`` it is."""
    return f"Measured {story}: {number:09}"


def number_on(page: bytes, story: int) -> int:
    """Return the oldest number that a headline of ``story`` carries on ``page``; 0 where it has none."""
    return min(map(int, re.findall(rb"Measured %d: (\d{9})" % story, page)), default=0)


class Floor:
    """The number of the newest publication that has returned, in memory that processes share."""

    def __init__(self, path: Path) -> None:
        """Share the number by the file at ``path``, made when absent."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(descriptor, mmap.PAGESIZE)
        self._words = memoryview(mmap.mmap(descriptor, mmap.PAGESIZE)).cast("Q")
        os.close(descriptor)

    @property
    def number(self) -> int:
        """Return the number."""
        return self._words[0]

    @number.setter
    def number(self, number: int) -> None:
        self._words[0] = number


class Editor:
    """Gives orders to the editor's process; a context that ends it."""

    def __init__(self, data: Path, port: int) -> None:
        """Begin to work on the site in ``data`` that listens on ``port``."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.delivery.editing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**site_environment(data), "BASE_URL": f"http://localhost:{port}"},
            cwd=ROOT,
            text=True,
        )

    def __enter__(self) -> Self:
        """Return the editor."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Let the editor go."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(60)

    def order(self, what: str, **details: Any) -> None:
        """Order something, without waiting."""
        self._process.stdin.write(json.dumps({"what": what, **details}) + "\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]

    def outcome(self) -> Any:
        """Wait for what came of the order; raises RuntimeError when the editor failed."""
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise RuntimeError("The editor's process has ended; its message is above.")
        return json.loads(line)

    def do(self, what: str, **details: Any) -> Any:
        """Order something and wait for what comes of it."""
        self.order(what, **details)
        return self.outcome()


# --- the editor's side ------------------------------------------------------------------------------


def stories(count: int, spread: bool = True) -> list[dict[str, Any]]:
    """Return id and address of live stories of the default edition: from all over the archive, or newest."""
    from standfirst.newsroom.models import Story

    live = Story.objects.filter(live=True, edition__prefix="", edition__host="").order_by("-pk")
    ids = list(live.values_list("pk", flat=True))
    chosen = ids[:: max(1, len(ids) // count)][:count] if spread else ids[:count]
    found = Story.objects.select_related("edition", "section").in_bulk(chosen)
    return [{"id": pk, "address": found[pk].address} for pk in chosen]


def publish(story: int, number: int, manner: str = "whole") -> dict[str, float]:
    """Publish a new headline of ``story`` as the desk does; return when it began and ended, and the work.

    ``manner`` is ``whole``; ``unwired``, without reactions; or ``bare``, Wagtail's own save alone.
    """
    from standfirst.newsroom.models import Story

    draft = Story.objects.get(pk=story).get_latest_revision_as_object()
    # Lists show it as well.
    draft.headline, draft.short_headline = headline(story, number), ""
    with _in_manner(manner):
        begun, worked = time.monotonic(), time.process_time()
        draft.save_revision().publish()
        return {"begun": begun, "ended": time.monotonic(), "worked": time.process_time() - worked}


def keep_publishing(story: int, number: int, seconds: float, every: float, floor: str) -> dict[str, Any]:
    """Publish ``story`` again and again; ``floor`` is the file that says which publication has returned."""
    shared = Floor(Path(floor))
    begun = time.monotonic()
    took: list[float] = []
    while time.monotonic() - begun < seconds:
        outcome = publish(story, number + len(took))
        shared.number = number + len(took)
        took.append(outcome["ended"] - outcome["begun"])
        time.sleep(max(0.0, begun + every * len(took) - time.monotonic()))
    return {"publications": len(took), "median": sorted(took)[len(took) // 2], "most": max(took)}


def touch(tags: list[str]) -> None:
    """Drop what depends on ``tags``, as after a change, and nothing else."""
    from django.conf import settings

    from standfirst.delivery.machine import versions_in

    versions_in(Path(settings.DELIVERY_DIRECTORY)).touch(tags)


@contextlib.contextmanager
def _in_manner(manner: str) -> Iterator[None]:
    from standfirst.config.wiring import WIRING
    from standfirst.events.reacting import wire

    if manner == "whole":
        yield
        return
    wire({})
    try:
        with _deaf() if manner == "bare" else contextlib.nullcontext():
            yield
    finally:
        wire(WIRING)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Let none of Standfirst's own receivers hear a signal."""
    from django.db.models import signals
    from wagtail.signals import published

    heard = (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete, published)
    kept = [(signal, signal.receivers) for signal in heard]
    try:
        for signal, receivers in kept:
            signal.receivers = [one for one in receivers if not _is_ours(one[1])]
            signal.sender_receivers_cache.clear()
        yield
    finally:
        for signal, receivers in kept:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def _is_ours(receiver: Any) -> bool:
    function = receiver() if isinstance(receiver, weakref.ReferenceType) else receiver
    return getattr(function, "__module__", "").startswith("standfirst.")


_ORDERS: dict[str, Callable[..., Any]] = {
    "stories": stories,
    "publish": publish,
    "keep_publishing": keep_publishing,
    "touch": touch,
}


def main() -> int:
    """Do what is ordered until nobody orders any more."""
    import django

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Django prints is not taken for an answer
    django.setup()
    from wagtail.hooks import search_for_hooks

    search_for_hooks()  # loads the desk, as in the process where an editor publishes
    for line in sys.stdin:
        order = json.loads(line)
        outcome = _ORDERS[order.pop("what")](**order)
        answers.write(json.dumps(outcome) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
