"""The site's first door: ready pages before Django is asked, one rendering of what is missing."""

import logging
import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from standfirst.delivery.downstream.labelling import ASK_AGAIN, with_labels, without_labels
from standfirst.delivery.flights import SOON, Flights, Places
from standfirst.delivery.pages import (
    REVALIDATE,
    Answer,
    Encoding,
    Headers,
    StoredPage,
    chosen_encoding,
    packed,
)
from standfirst.delivery.rendering import OK, Application, Environ, Rendered, StartResponse, render
from standfirst.delivery.store import PageStore

logger = logging.getLogger("standfirst.delivery")

_LONGEST_QUERY = 2_000
_MOST_SHAPES = 20_000
_MOST_REMEMBERED = 512
_LONGEST_REMEMBERED = 256
# By how many names readers may come to a site whose hot pages are made before they ask.
_MOST_HOSTS = 8
_SERVER_ERROR = 500
_BROKEN = "503 Service Unavailable"
_TRY_AGAIN = b"The page cannot be made just now. Please try again in a moment.\n"


@dataclass(frozen=True, slots=True)
class Site:
    """What renders: the application, and which query parameters count for an address.

    ``parameters_of(host, path)`` is None where the page is not to be kept. ``hot_addresses(tags)`` gives
    host (empty: any) and path of the pages that readers ask for at once after a change of ``tags``.
    """

    application: Application
    parameters_of: Callable[[str, str], tuple[str, ...] | None]
    hot_addresses: Callable[[Iterable[str]], list[tuple[str, str]]]


class Beside(Protocol):
    """Whoever keeps copies of pages elsewhere (files for another server)."""

    def keep(self, page: StoredPage) -> None:
        """Take a page that was just asked for, unless it is there."""


# Headers by which a cache downstream knows what a page depends on, and until when it may be given out.
Labels = Callable[[Iterable[str], float], tuple[Headers, float]]


class Delivery:
    """The WSGI application: answers from the store, else asks the site.

    ``load`` returns the site once it is loaded; it may take its time, while ready pages are served.
    ``labels(tags, until)`` is the cache's downstream, where there is one.
    """

    def __init__(  # noqa: PLR0913
        self,
        store: PageStore,
        flights: Flights,
        load: Callable[[], Site],
        *,
        secure: bool = False,
        labels: Labels | None = None,
        beside: Beside | None = None,
        threads: int = 8,
    ) -> None:
        """Serve ``store`` with so many ``threads``; ``secure`` when readers come over HTTPS."""
        self.store = store
        self._flights = flights
        self._load = load
        self._secure = secure
        self._labels = labels
        self._beside = beside
        self._places = Places(threads)
        self._waiting_on = threading.Semaphore()
        # Which parameters count for a path, as far as it has a page; under which hosts pages were made last.
        self._shapes: dict[str, tuple[str, ...]] = {}
        self._encodings: dict[str, Encoding] = {}
        self._hosts: list[str] = []
        self._complained_at = -math.inf

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._load().application(environ, start_response)
        host, path, query = environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ["QUERY_STRING"]
        base = f"{host.lower()} {path}"  # RFC 4343
        page = None
        # Percent-encoded in the path; in keys they begin query and path. No page declares so long a query.
        if "?" in base or " " in host or len(query) > _LONGEST_QUERY:
            return self._load().application(environ, start_response)
        if not query:
            page = self.store.held(base)
            if page is None and (page := self.store.get(base)):
                self._remember(base, page)
        elif base in self._shapes:
            page = self.store.get(_keyed(base, query, self._shapes[base]))
        if page is None:
            return self._answer_missing(environ, start_response, base)
        return self._send(environ, start_response, page)

    def renew(self, tags: Iterable[str]) -> None:
        """Render again what readers will ask for at once, where it was held and is true no longer."""
        site = self._load()
        for own_host, path in site.hot_addresses(tags):
            for host in [own_host] if own_host else self._hosts:
                self._renew(site, host, path)

    # --- sending --------------------------------------------------------------------------------

    def _send(
        self, environ: Environ, start_response: StartResponse, page: StoredPage, *, labelled: bool = True
    ) -> Iterable[bytes]:
        encoding = self._encoding(environ)
        if encoding not in page.bodies and encoding != "identity":
            page = page.packed_for(encoding)
            self.store.put(page)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and _matches(known, page, encoding):
            answer = page.unchanged(encoding)
        else:
            answer = page.answer(encoding)
        if self._beside:
            self._beside.keep(page)
        start_response(answer.status, answer.headers if labelled else without_labels(answer.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _encoding(self, environ: Environ) -> Encoding:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        found = self._encodings.get(accepted)
        if found is None:
            found = chosen_encoding(accepted)
            if len(self._encodings) >= _MOST_REMEMBERED:
                self._encodings.clear()
            if len(accepted) <= _LONGEST_REMEMBERED:
                self._encodings[accepted] = found
        return found

    # --- what is missing ------------------------------------------------------------------------

    def _answer_missing(self, environ: Environ, start_response: StartResponse, base: str) -> Iterable[bytes]:
        site = self._load()
        query = environ["QUERY_STRING"]
        parameters: tuple[str, ...] | None = self._known_parameters(base)
        key = _keyed(base, query, parameters or ())
        found: StoredPage | Rendered | None = None
        with self._places.place() as ours:
            if ours or not self.store.last_good(key):
                try:
                    parameters = site.parameters_of(*base.split(" ", 1))
                    if parameters is not None and ours:
                        key = _keyed(base, query, parameters)
                        found = self._page(site, key, parameters, self._encoding(environ))
                except Exception:
                    # The database is away: what was kept is better than nothing.
                    logger.exception("page not made: %s", key)
        if parameters is None:
            return site.application(environ, start_response)
        if isinstance(found, StoredPage):
            self._remember(base, found)
            # A cache keeps for long only what the purge that follows every change will find there.
            labelled = not self._labels or self.store.is_still_true(found)
            return self._send(environ, start_response, found, labelled=labelled)
        if found is None or found.code >= _SERVER_ERROR:
            return self._send_last_good(environ, start_response, key, found)
        return self._send_once(environ, start_response, found)

    def _known_parameters(self, base: str) -> tuple[str, ...]:
        """Return which parameters count for a path, as far as it is known without asking the site."""
        if base in self._shapes:
            return self._shapes[base]
        page = self.store.last_good(base)
        return page.parameters if page else ()

    def _page(
        self, site: Site, key: str, parameters: tuple[str, ...], encoding: Encoding
    ) -> StoredPage | Rendered | None:
        """Return the page of ``key``, rendered here or by whoever was first; None after waiting in vain.

        Where it cannot be shown as it was last, one reader at a time waits longer.
        """
        found = self._page_within(SOON, site, key, parameters, encoding)
        if found is None and not self.store.last_good(key) and self._waiting_on.acquire(blocking=False):
            try:
                return self._page_within(None, site, key, parameters, encoding)
            finally:
                self._waiting_on.release()
        return found

    def _page_within(
        self, patience: float | None, site: Site, key: str, parameters: tuple[str, ...], encoding: Encoding
    ) -> StoredPage | Rendered | None:
        with self._flights.turn(key, patience) as ours:
            if page := self.store.get(key):
                return page
            return self._rendered(site, key, parameters, [encoding]) if ours else None

    def _rendered(
        self,
        site: Site,
        key: str,
        parameters: tuple[str, ...],
        encodings: list[Encoding],
        *,
        thorough: bool = False,
    ) -> StoredPage | Rendered:
        """Render the page of ``key``; keep and return it when it may be kept, else return the answer."""
        host, path, query = _parted(key)
        versions = self.store.versions
        rendered = render(site.application, versions, host, path, query, secure=self._secure)
        if rendered.personal:
            logger.error("not kept, since it would be personal: %s (%s)", key, rendered.personal)
        if rendered.code != OK or rendered.personal:
            return rendered
        headers, until = _with_caching(rendered.headers), rendered.until
        if self._labels:
            labels, until = self._labels(rendered.tags, until)
            headers = with_labels(headers, labels)
        page = StoredPage.made(
            key,
            headers,
            rendered.body,
            tags=rendered.tags,
            stamp=rendered.stamp,
            until=until,
            parameters=parameters,
            encodings=[one for one in encodings if one != "identity"] or ["gzip"],
            thorough=thorough,
        )
        self.store.put(page)
        return page

    def _renew(self, site: Site, host: str, path: str) -> None:
        key = f"{host} {path}"
        former = self.store.last_good(key)
        if former is None or self.store.get(key):
            return
        with self._flights.turn(key) as ours:
            if ours and not self.store.get(key):
                renewed = self._rendered(site, key, former.parameters, list(former.bodies), thorough=True)
                if self._beside and isinstance(renewed, StoredPage):
                    self._beside.keep(renewed)

    def _send_once(self, environ: Environ, start_response: StartResponse, found: Rendered) -> Iterable[bytes]:
        """Send what is not kept: a page that is missing, moved or gone."""
        encoding = self._encoding(environ) if found.body else "identity"
        body = packed(found.body, encoding)
        headers = [*found.headers, ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
        if not any(name.lower() == "cache-control" for name, _ in headers):
            # Caches would keep what is missing or moved for minutes of their own choice (RFC 9111, 4.2.2).
            headers.append(("Cache-Control", ASK_AGAIN if found.code < _SERVER_ERROR else "no-store"))
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        start_response(found.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _send_last_good(
        self, environ: Environ, start_response: StartResponse, key: str, failed: Rendered | None = None
    ) -> Iterable[bytes]:
        """Send the page as it was last and say so (RFC 9211); where there is none, that it failed."""
        page = self.store.last_good(key)
        if page is None:
            if failed is not None:
                return self._send_once(environ, start_response, failed)
            retry = [("Retry-After", "5"), ("Content-Type", "text/plain; charset=utf-8")]
            return self._send_once(environ, start_response, Rendered(_BROKEN, retry, _TRY_AGAIN, set(), 0, 0))
        self._complain(key)
        encoding = self._encoding(environ)
        ready = page.answer(encoding if encoding in page.bodies else "identity")
        stale = _as_stale(ready)
        start_response(stale.status, stale.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [stale.body]

    def _complain(self, key: str) -> None:
        """Say which page was served as it was last; once a second, for a database may be away for long."""
        now = time.monotonic()
        if now - self._complained_at > 1:
            self._complained_at = now
            logger.error("served as it was last, since rendering failed: %s", key)

    def _remember(self, base: str, page: StoredPage) -> None:
        """Remember what is known of a page that there is; of others, strangers could make up any number."""
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        self._shapes[base] = page.parameters
        host = base.partition(" ")[0]
        hosts = [host, *(other for other in self._hosts if other != host)]
        self._hosts = hosts[:_MOST_HOSTS]


def _keyed(base: str, query: str, parameters: tuple[str, ...]) -> str:
    """Return the key of an address: only what counts of its query, in one order (RFC 3986, 6.2)."""
    if not query or not parameters:
        return base
    given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=None))
    counting = [(name, given[name]) for name in sorted(parameters) if name in given]
    return f"{base}?{urlencode(counting)}" if counting else base


def _parted(key: str) -> tuple[str, str, str]:
    host, address = key.split(" ", 1)
    path, _, query = address.partition("?")
    return host, path, query


def _matches(known: str, page: StoredPage, encoding: Encoding) -> bool:
    """Return whether an If-None-Match header names these bytes, weakly compared (RFC 9110, 13.1.2)."""
    tag = page.entity_tag(encoding)
    return tag in known or known.strip() == "*"


def _with_caching(headers: Headers) -> Headers:
    if any(name.lower() == "cache-control" for name, _ in headers):
        return headers
    return [*headers, ("Cache-Control", REVALIDATE)]


def _as_stale(answer: Answer) -> Answer:
    said_otherwise = {"cache-control", "cache-status"}
    headers = [pair for pair in without_labels(answer.headers) if pair[0].lower() not in said_otherwise]
    stale = [("Cache-Control", "no-store"), ("Cache-Status", "standfirst; hit; ttl=-1; detail=stale")]
    return Answer(answer.status, [*headers, *stale], answer.body)


class Renewer:
    """Renders hot pages again in the background, one change after the other; a burst is one change."""

    def __init__(self, delivery: Delivery) -> None:
        """Renew the pages of ``delivery``."""
        self._delivery = delivery
        self._waiting: set[str] = set()
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None

    def renew(self, tags: Iterable[str]) -> None:
        """Renew soon what depends on ``tags``; returns at once."""
        with self._news:
            self._waiting.update(tags)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="renewer", daemon=True)
                self._thread.start()
            self._news.notify()

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._waiting:
                    self._news.wait()
                tags, self._waiting = self._waiting, set()
            try:
                self._delivery.renew(tags)
            except Exception:
                logger.exception("hot pages not renewed")
