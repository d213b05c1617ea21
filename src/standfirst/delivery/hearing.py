"""Hearing what others dropped: the log of drops is followed by one process of each machine.

Nothing of Django is needed, so that a machine knows whether what it holds is true before Django is loaded.
On SQLite there is no other machine: the log is read to learn what this one was killed over. On PostgreSQL a
machine that has not heard for some seconds distrusts what it holds until it hears again.
"""

import contextlib
import fcntl
import json
import logging
import math
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from standfirst.delivery.files import Files
from standfirst.delivery.machine import apply_drop
from standfirst.delivery.versions import Versions

logger = logging.getLogger("standfirst.delivery")

CHANNEL = "standfirst_drops"
# How long what is held is trusted after the log was last read, in seconds; it is read each second.
TRUST_FOR = 4.0
_LOOK_EVERY = 1.0
_LOOK_ALONE_EVERY = 0.25
_TRY_AGAIN = 0.25
# Rows older than a week are deleted: who has not read for nearly as long begins anew.
_TOO_LATE = 6 * 86_400


@dataclass(frozen=True, slots=True)
class Heard:
    """One row of the log."""

    id: int
    tags: tuple[str, ...]
    withdrawn: tuple[str, ...]
    renewed: bool


class Log(Protocol):
    """The log of drops in one database."""

    alone: bool  # whether no other machine writes to it

    def end(self) -> int:
        """Return the horizon of now."""

    def read(self, horizon: int) -> tuple[list[Heard], int]:
        """Return what is new since ``horizon``, perhaps with some of what is not, and the next horizon.

        Raises LookupError where the log cannot have been read up to ``horizon``: another database.
        """

    def wait(self, seconds: float) -> None:
        """Return when there may be news, at the latest after ``seconds``."""

    def close(self) -> None:
        """Let go of the database."""


class SqliteLog:
    """The log in a SQLite file: one writer at a time, so that ids are in the order of commits."""

    alone = True

    def __init__(self, path: str) -> None:
        """Read the file at ``path``."""
        self._connection = sqlite3.connect(
            f"file:{quote(path)}?mode=rw", uri=True, timeout=5, check_same_thread=False
        )
        self._connection.execute("PRAGMA query_only=ON")

    def end(self) -> int:
        """See ``Log``; the horizon is the last id."""
        newest = self._connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'delivery_drop'"
        ).fetchone()
        return newest[0] if newest else 0

    def read(self, horizon: int) -> tuple[list[Heard], int]:
        """See ``Log``."""
        last = self.end()
        if last < horizon:
            raise LookupError
        rows = self._connection.execute(
            "SELECT id, tags, withdrawn, renewed FROM delivery_drop WHERE id > ? AND id <= ? ORDER BY id",
            (horizon, last),
        )
        return [_heard(row) for row in rows], last

    def wait(self, seconds: float) -> None:
        """Wait a little: processes of this machine apply their own drops, unless they are killed."""
        time.sleep(min(seconds, _LOOK_ALONE_EVERY))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class PostgresLog:
    """The log in PostgreSQL, followed by LISTEN, or by Redis where ``redis_url`` is given.

    A row may become visible after one with a higher id. So the horizon is the oldest transaction that had
    not ended when the log was read: everything older was seen, or never will be.
    """

    alone = False

    def __init__(self, url: str, redis_url: str = "") -> None:
        """Connect; a connection that is cut is noticed within seconds."""
        import psycopg

        self._connection: Any = psycopg.connect(
            url.replace("postgres://", "postgresql://", 1),
            autocommit=True,
            connect_timeout=3,
            keepalives_idle=2,
            keepalives_interval=1,
            keepalives_count=2,
            tcp_user_timeout=3000,
            application_name="standfirst drops",
        )
        self._redis_url = redis_url
        self._subscription: Any = None
        if not redis_url:
            self._connection.execute(f"LISTEN {CHANNEL}")

    def end(self) -> int:
        """See ``Log``."""
        return self._ends()[0]

    def read(self, horizon: int) -> tuple[list[Heard], int]:
        """See ``Log``."""
        with self._bounded():
            oldest, following = self._ends()
            if following < horizon:
                raise LookupError
            rows = self._connection.execute(
                "SELECT id, tags, withdrawn, renewed FROM delivery_drop"
                " WHERE transaction_id >= %s ORDER BY id",
                (horizon,),
            ).fetchall()
        return [_heard(row) for row in rows], oldest

    def wait(self, seconds: float) -> None:
        """Wait for a notification."""
        if self._redis_url:
            self._wait_for_redis(seconds)
            return
        for _ in self._connection.notifies(timeout=seconds, stop_after=1):
            return

    def _wait_for_redis(self, seconds: float) -> None:
        """Wait for Redis, which wakes us only: while it is away, the log is read by the clock."""
        try:
            if self._subscription is None:
                self._subscription = _subscribed(self._redis_url)
            else:
                self._subscription.get_message(timeout=seconds)
        except Exception as error:  # noqa: BLE001  (whatever broke, it is opened again)
            logger.warning("not woken by Redis: %s", error)
            self._subscription = None
            time.sleep(min(seconds, _LOOK_ALONE_EVERY))

    @contextlib.contextmanager
    def _bounded(self) -> Iterator[None]:
        """Cut the connection when an answer takes longer than anything is trusted meanwhile."""
        watch = threading.Timer(TRUST_FOR, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _cut(self) -> None:
        with contextlib.suppress(Exception), socket.socket(fileno=os.dup(self._connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)

    def _ends(self) -> tuple[int, int]:
        """Return the oldest transaction that has not ended, and the first that has not begun."""
        found: tuple[int, int] = self._connection.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint"
            " FROM pg_current_snapshot() AS s"
        ).fetchone()
        return found

    def close(self) -> None:
        """Close the connections."""
        with contextlib.suppress(Exception):
            self._connection.close()
            if self._subscription is not None:
                self._subscription.close()


def _subscribed(redis_url: str) -> Any:
    import redis

    client: Any = redis.Redis.from_url(redis_url, socket_timeout=3, socket_connect_timeout=3)
    subscription = client.pubsub(ignore_subscribe_messages=True)
    subscription.subscribe(CHANNEL)
    return subscription


def open_log(database_url: str, cache_url: str = "") -> Log:
    """Return the log in the database of ``database_url``; raises what its driver raises."""
    if database_url.startswith("sqlite"):
        return SqliteLog(database_url.partition("///")[2].partition("?")[0])
    redis_url = cache_url.replace("rediscache://", "redis://", 1) if cache_url.startswith("redis") else ""
    return PostgresLog(database_url, redis_url)


@dataclass(slots=True)
class Hearing:
    """Follows the log for one machine. ``renew`` is told the tags that nobody renews pages for.

    ``beside`` are the files whose pages are dropped, also those that a killed process dropped by half.
    """

    versions: Versions
    database_url: str
    cache_url: str = ""
    lock: Path | None = None
    renew: Any = None
    beside: Files | None = None
    _log: Log | None = None
    _applied: set[int] = field(default_factory=set)
    _complained: bool = False

    def catch_up(self) -> None:
        """Apply what is new in the log, then trust what is held. Raises what the database's driver raises."""
        log = self._log = self._log or open_log(self.database_url, self.cache_url)
        horizon, begun = self.versions.horizon(), time.monotonic()
        if horizon < 0 or self.versions.unheard_for() > _TOO_LATE:
            self._begin_anew(log)
        else:
            try:
                heard, following = log.read(horizon)
            except LookupError:
                self._begin_anew(log)
            else:
                self._apply(heard)
                self.versions.read_up_to(following)
                self._applied &= {one.id for one in heard}
        self._complained = False
        self.versions.trust_until(math.inf if log.alone else begun + TRUST_FOR)

    def catch_up_or_distrust(self) -> None:
        """Catch up before anything is served; where the database does not answer, trust nothing yet."""
        try:
            self.catch_up()
        except Exception as error:  # noqa: BLE001  (it is tried again by ``follow``)
            logger.warning("what is held is not trusted yet: %s", error)
            self.versions.trust_until(0)
            self._log = None

    def follow(self) -> None:
        """Follow the log for ever, while no other process of the machine does."""
        while True:
            with contextlib.suppress(OSError), self._alone():
                while True:
                    self._follow_until_broken()
                    time.sleep(_TRY_AGAIN)
            self._let_go()  # another process follows; nobody would read here what PostgreSQL sends
            time.sleep(_LOOK_EVERY)

    def start(self) -> threading.Thread:
        """Follow in a thread of this process."""
        thread = threading.Thread(target=self.follow, name="hearing", daemon=True)
        thread.start()
        return thread

    def _follow_until_broken(self) -> None:
        try:
            while True:
                self.catch_up()
                if self._log:
                    self._log.wait(_LOOK_EVERY)
        except Exception as error:  # noqa: BLE001  (whatever broke, it is opened again)
            if self._log or not self._complained:
                logger.warning("the log of drops cannot be read: %s", error)
            self._complained = True
            self._let_go()

    def _let_go(self) -> None:
        if self._log:
            self._log.close()
        self._log = None

    def _begin_anew(self, log: Log) -> None:
        """Distrust what is held, and follow from here: the log does not say what was missed."""
        end = log.end()
        self.versions.distrust(unheard=True)
        if self.beside:
            self.beside.empty()
        self.versions.read_up_to(end)

    def _apply(self, heard: list[Heard]) -> None:
        unrenewed: set[str] = set()
        for one in heard:
            if one.id in self._applied:
                continue
            self._applied.add(one.id)
            if not self.versions.was_applied(one.id):
                apply_drop(self.versions, one.tags, one.withdrawn, one.id)
            elif not one.renewed:
                unrenewed.update(one.tags)
            if self.beside:
                self.beside.remove(one.tags)
        if unrenewed and self.renew:
            self.renew(unrenewed)

    @contextlib.contextmanager
    def _alone(self) -> Any:
        """Hold the lock of the machine; raises OSError where another process has it."""
        if self.lock is None:
            yield
            return
        descriptor = os.open(self.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(descriptor)


def _heard(row: Any) -> Heard:
    drop, tags, withdrawn, renewed = row
    return Heard(int(drop), _tuple(tags), _tuple(withdrawn), bool(renewed))


def _tuple(value: Any) -> tuple[str, ...]:
    return tuple(json.loads(value) if isinstance(value, str) else value)
