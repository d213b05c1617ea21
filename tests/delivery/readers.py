"""Readers of a whole world: two processes with one store, compared with a site that keeps nothing."""

import gzip
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from standfirst.delivery import fragments, machine
from standfirst.delivery.flights import Flights
from standfirst.delivery.pages import StoredPage
from standfirst.delivery.serving import Delivery, Site
from standfirst.delivery.store import PageStore
from standfirst.delivery.versions import Versions
from standfirst.website.addressing import stored_parameters
from standfirst.website.hot import hot_addresses
from tests.delivery.conftest import Door, Sent
from tests.delivery.world import Address, World, older_pages

# What an answer from the store says beside what the site said, or in another way.
_OF_THE_STORE = {"etag", "vary", "cache-control", "cache-status", "content-length", "content-encoding"}


class Readers:
    """Asks for every page that the world knows, before and after each change."""

    def __init__(self, world: World, directory: Path) -> None:
        """Open the store in ``directory``; whatever changes from now on is to be dropped there."""
        settings.DELIVERY_DIRECTORY = directory
        self.world = world
        # Whether they look at every page, also when one was wrong.
        self.patient = True
        self.versions = machine.versions_in(directory)
        self.versions.trust_until(float("inf"))
        fragments.use(self.versions)
        self._directory = directory
        self._site = WSGIHandler()
        self.doors = (self._door(), self._door())
        self._dropped: set[str] = set()
        machine._listeners[:] = [self._dropped.update]  # noqa: SLF001
        for signal in (request_started, request_finished):  # as Django's own client: the test is one thread
            signal.disconnect(close_old_connections)

    def leave(self) -> None:
        """Let the next test begin as if there had been no readers."""
        machine._listeners.clear()  # noqa: SLF001
        fragments.use(Versions.in_memory())
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)

    def wrong(self) -> list[str]:
        """Ask for every page, and say what is not as a site without any store would answer.

        Afterwards every page is stored, and held by both processes.
        """
        found = self._still_to_be_seen()
        self._renew()
        coming = self.world.addresses()
        for address in coming:
            fresh = self.fresh(address)
            faults = (self._fault(door, address, fresh) for door in self.doors)
            found += [f"{address}: {fault}" for fault in faults if fault]
            if found and not self.patient:
                break
            older = [one for one in older_pages(address, fresh.body) if one not in self.world.known]
            self.world.known |= dict.fromkeys(older)
            coming += older
        return found

    def ask(self) -> None:
        """Ask for every page, so that it is stored."""
        for host, path in self.world.addresses():
            for door, accepted in zip(self.doors, ("br", "gzip"), strict=True):
                door.get(_as_carried(path), host=host, accept_encoding=accepted)

    def fresh(self, address: Address) -> Sent:
        """Ask the site itself: nothing that was kept is used."""
        host, path = address
        started: list[Any] = []
        answer = self._site(
            environ(host, path), lambda status, headers, _error=None: started.append((status, headers))
        )
        body = b"".join(answer)
        answer.close()
        status, headers = started[-1]
        return Sent(int(status[:3]), {name.lower(): value for name, value in headers}, body)

    def _still_to_be_seen(self) -> list[str]:
        """Say which pages would show what was withdrawn where rendering fails."""
        withdrawn = self.world.withdrawn()
        store = self.doors[1].delivery.store
        kept = ((one, store.last_good(f"{one[0]} {_as_carried(one[1])}")) for one in self.world.known)
        return [
            f"{address}: {words!r} would be shown where rendering fails"
            for address, page in (kept if withdrawn else ())
            if page
            for words in withdrawn
            if words in page.plain()
        ]

    def keep(self) -> tuple[dict[str, StoredPage], dict[Any, Any]]:
        """Return what is stored now, pages and fragments, to be laid back."""
        return dict(self.doors[0].delivery.store._held), dict(fragments._fragments._kept)  # noqa: SLF001

    def lay_back(self, pages: dict[str, StoredPage], parts: dict[Any, Any]) -> None:
        """Make the store as it was, for a world that is as it was."""
        self.versions.distrust()
        now = self.versions.stamp()
        fragments.use(self.versions)
        kept = {key: replace(one, stamp=now) for key, one in parts.items()}
        fragments._fragments._kept.update(kept)  # noqa: SLF001
        self.doors = (self._door(), self._door())
        for page in pages.values():
            for door in self.doors:
                door.delivery.store._hold(replace(page, stamp=now, checked=0))  # noqa: SLF001
        self._dropped.clear()

    def _fault(self, door: Door, address: Address, fresh: Sent) -> str:
        host, path = address
        accepted = "br" if door is self.doors[0] else "gzip"
        sent = door.get(_as_carried(path), host=host, accept_encoding=accepted)
        body = _unpacked(sent)
        if sent.status != fresh.status:
            return f"{sent.status} instead of {fresh.status}"
        if body != fresh.body:
            return _first_difference(body, fresh.body)
        return "" if _of_the_site(sent) == _of_the_site(fresh) else "other headers"

    def _renew(self) -> None:
        """Let one process render its hot pages again, as it does after each drop."""
        tags = set(self._dropped)
        self._dropped.clear()
        if tags:
            self.doors[0].delivery.renew(tags)

    def _door(self) -> Door:
        site = Site(WSGIHandler(), stored_parameters, hot_addresses)
        store = PageStore(self._directory / "pages", self.versions)
        return Door(Delivery(store, Flights(self._directory / "flights"), lambda: site))


def environ(host: str, path: str, **more: Any) -> dict[str, Any]:
    """Return a request as a WSGI server gives it."""
    bare, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": bare.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **more,
    }


def _as_carried(path: str) -> str:
    """Return a path as WSGI carries it: each byte a letter (PEP 3333)."""
    return path.encode().decode("latin-1")


def _of_the_site(sent: Sent) -> dict[str, str]:
    return {name: value for name, value in sent.headers.items() if name not in _OF_THE_STORE}


def _unpacked(sent: Sent) -> bytes:
    encoding = sent.headers.get("content-encoding", "")
    if encoding == "br":
        return bytes(brotli.decompress(sent.body))
    return gzip.decompress(sent.body) if encoding == "gzip" else sent.body


def _first_difference(stored: bytes, fresh: bytes) -> str:
    for old, new in zip(stored.splitlines(), fresh.splitlines(), strict=False):
        if old != new:
            return f"{old.strip()[:100]!r} instead of {new.strip()[:100]!r}"
    return "shorter or longer"
