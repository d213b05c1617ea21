"""The page store of a web process, put together without Django, so that it serves at once."""

import sqlite3
import threading
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from standfirst.config.environment import Environment
from standfirst.config.preparing import program
from standfirst.delivery import fragments
from standfirst.delivery.files import Files, files_in
from standfirst.delivery.flights import Flights
from standfirst.delivery.hearing import Hearing
from standfirst.delivery.machine import on_drop, versions_in
from standfirst.delivery.serving import Delivery, Labels, Renewer, Site
from standfirst.delivery.store import PageStore

_MAKE_PAGES = ("**/*.py", "**/*.html", "**/*.mo", "website/static/**/*.*")


def open_delivery(environment: Environment, load: Callable[[], Site]) -> Delivery:
    """Return the first door of a web process; ``load`` gives the site behind it, once it is there."""
    directory = environment.data / "delivery"
    versions = versions_in(directory)
    before = versions.stamp()
    versions.adopt(_identity(environment))
    changed = versions.stamp() != before
    fragments.use(versions)
    store = PageStore(
        directory / "pages",
        versions,
        memory=environment.page_store_memory << 20,
        pages=environment.page_store_pages,
    )
    beside = _beside(environment, directory)
    delivery = Delivery(
        store,
        Flights(directory / "flights"),
        load,
        secure=environment.secure,
        labels=_labels(environment, load, purge=changed),
        beside=beside,
        threads=environment.web_threads,
    )
    renewer = Renewer(delivery)
    on_drop(renewer.renew)
    hearing = Hearing(
        versions,
        environment.database_url,
        environment.cache_url,
        lock=directory / "hearing",
        renew=renewer.renew,
        beside=beside,
    )
    hearing.catch_up_or_distrust()
    hearing.start()
    return delivery


def _beside(environment: Environment, directory: Path) -> Files | None:
    try:
        beside = files_in(environment.delivery_files, directory)
    except (OSError, sqlite3.Error) as error:
        raise ImproperlyConfigured(f"DELIVERY_FILES: no files can be kept there: {error}.") from None
    if beside:
        beside.most = environment.page_store_pages
        beside.start()
    return beside


def _labels(environment: Environment, load: Callable[[], Site], *, purge: bool) -> Labels | None:
    """Return how pages are labelled for the cache in front, if there is one; ``purge`` it of all it has."""
    if environment.downstream_url == "null://":
        return None
    from standfirst.delivery.downstream import downstream_of  # most have none, and start without it

    if purge:
        threading.Thread(target=_purge_everything, args=(load,), name="purging", daemon=True).start()
    return downstream_of(environment.downstream_url, environment.downstream_token).labels


def _purge_everything(load: Callable[[], Site]) -> None:
    load()
    from standfirst.delivery.purging import purge_everything  # needs Django

    purge_everything()


def _identity(environment: Environment) -> str:
    """Return what all pages depend on: the program and its settings."""
    settings = (
        environment.base_url,
        environment.database_url,
        environment.storage_url,
        environment.downstream_url,
        environment.secret_key,
    )
    return blake2b("\n".join((*program(*_MAKE_PAGES), *settings)).encode(), digest_size=16).hexdigest()
