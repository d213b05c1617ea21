"""Another process of the same machine: its own Django and store, told what to do line by line.

Its argument is the delivery directory of the first, TEST_DATABASE_URL the first's database. ``get PATH``
answers with the status and what a reader got; ``publish PK HEADLINE`` with ``done``; ``die WHERE`` lets the
next deed end in ``kill -9`` there.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main() -> None:
    django.setup()
    directory = settings.DELIVERY_DIRECTORY = Path(sys.argv[1])
    from django.core.handlers.wsgi import WSGIHandler
    from wagtail.hooks import search_for_hooks

    from standfirst.delivery import fragments, machine
    from standfirst.delivery.flights import Flights
    from standfirst.delivery.serving import Delivery, Site
    from standfirst.delivery.store import PageStore
    from standfirst.newsroom.models import Story
    from standfirst.website.addressing import stored_parameters
    from standfirst.website.hot import hot_addresses
    from tests.delivery.conftest import Door

    search_for_hooks()  # as the programs that publish do: they say who may
    versions = machine.versions_in(directory)
    fragments.use(versions)
    site = Site(WSGIHandler(), stored_parameters, hot_addresses)
    store = PageStore(directory / "pages", versions)
    door = Door(Delivery(store, Flights(directory / "flights"), lambda: site))
    _say("ready")
    for line in sys.stdin:
        word, _, rest = line.rstrip("\n").partition(" ")
        if word == "get":
            sent = door.get(rest)
            _say(f"{sent.status} {sent.body.hex()}")
        elif word == "publish":
            pk, _, headline = rest.partition(" ")
            story = Story.objects.get(pk=pk)
            story.headline = headline
            story.save_revision().publish()
            _say("done")
        elif word == "die":
            _die(rest)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _die(where: str) -> None:
    from standfirst.delivery import dropping, store

    def now(*_anything: Any, **_more: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def half(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        now()

    if where == "after commit":
        dropping._apply = now  # noqa: SLF001
    elif where == "before commit":
        django.db.connection._commit = now  # noqa: SLF001
    elif where == "within a page":
        store.Path.write_bytes = half
    elif where == "before a page has its name":
        store.Path.rename = now
    elif where == "while rendering":
        from standfirst.delivery import serving

        serving.render = now
    _say("ready")


if __name__ == "__main__":
    main()
