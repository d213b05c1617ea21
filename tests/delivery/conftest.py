"""A page store in a directory of its own, before the real site on the test's database."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from standfirst.delivery import fragments, machine
from standfirst.delivery.flights import Flights
from standfirst.delivery.serving import Delivery, Site
from standfirst.delivery.store import PageStore
from standfirst.delivery.versions import Versions
from standfirst.website.addressing import stored_parameters
from standfirst.website.hot import hot_addresses


@dataclass
class Sent:
    """What a reader got."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Door:
    """The first door, and how often the site behind it was asked."""

    delivery: Delivery
    rendered: list[str] = field(default_factory=list)

    def get(self, address: str, *, method: str = "GET", **headers: str) -> Sent:
        path, _, query = address.partition("?")
        return self.ask(path, query, method=method, **headers)

    def get_elsewhere(self, address: str, **how: str) -> Sent:
        """Ask in a thread that ends: it lets go of the database."""
        try:
            return self.get(address, **how)
        finally:
            connections.close_all()

    def ask(self, path: str, query: str, *, method: str = "GET", **headers: str) -> Sent:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": headers.pop("host", "testserver"),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self.delivery(environ, lambda status, sent, _error=None: started.append((status, sent)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        status, sent = started[-1]
        return Sent(int(status[:3]), {name.lower(): value for name, value in sent}, body)


@pytest.fixture
def versions(tmp_path: Path, settings, monkeypatch) -> Iterator[Versions]:
    settings.DELIVERY_DIRECTORY = tmp_path / "delivery"
    found = machine.versions_in(tmp_path / "delivery")
    found.trust_until(float("inf"))
    fragments.use(found)
    monkeypatch.setattr(machine, "_listeners", [])
    yield found
    fragments.use(Versions.in_memory())


@pytest.fixture
def make_door(versions: Versions, tmp_path: Path) -> Callable[..., Door]:
    """Return a function that opens the store as another process would, before any application."""

    def make(application: Any = None, **store: int) -> Door:
        behind = application or WSGIHandler()
        rendered: list[str] = []

        def counting(environ: dict[str, Any], start_response: Any) -> Any:
            rendered.append(environ["PATH_INFO"])
            return behind(environ, start_response)

        site = Site(counting, stored_parameters, hot_addresses)
        pages = PageStore(tmp_path / "delivery" / "pages", versions, **store)
        return Door(Delivery(pages, Flights(tmp_path / "delivery" / "flights"), lambda: site), rendered)

    return make


@pytest.fixture
def door(make_door: Callable[..., Door]) -> Door:
    return make_door()
