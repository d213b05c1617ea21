"""Two machines with one PostgreSQL: what is published on one is seen on the other."""

import time
from itertools import count
from statistics import median

import psycopg
import pytest
import redis
from django.conf import settings as configured
from django.db import connection

from tests import factories
from tests.delivery.machines import Line, Machine
from tests.delivery.servers import until

pytestmark = [
    pytest.mark.xdist_group("two machines"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "postgresql" not in configured.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL"
    ),
]

_numbers = count(1)


def database_url(port):
    facts = connection.settings_dict
    name = facts["NAME"] if facts["NAME"].startswith("test_") else f"test_{facts['NAME']}"
    password = f":{facts['PASSWORD']}" if facts["PASSWORD"] else ""
    return f"postgres://{facts['USER']}{password}@127.0.0.1:{port}/{name}?sslmode=disable"


@pytest.fixture(scope="module")
def hearing():
    """The line by which the other machine hears of drops; the rest of what it asks goes by freely."""
    line = Line(int(connection.settings_dict["PORT"] or 5432))
    line.mark = b"standfirst drops"
    return line


@pytest.fixture(scope="module")
def elsewhere(hearing, tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        url = database_url(hearing.port)
    directory = tmp_path_factory.mktemp("elsewhere")
    machine = Machine(
        directory / "data", DATABASE_URL=url, DELIVERY_FILES=str(directory / "beside"), WEB_WORKERS="2"
    )
    machine.start()
    yield machine
    machine.kill()


@pytest.fixture
def story(versions, edition):
    return factories.published(factories.section(edition, slug=f"city-{time.time_ns()}"))


def change(story):
    story.headline = f"Headline {next(_numbers)}"
    story.save_revision().publish()
    return story.headline.encode()


def seen_after(machine, story):
    """Publish a new headline; return how many seconds later the other machine shows it."""
    headline = change(story)
    begun = time.monotonic()
    until(lambda: headline in machine.get(story.address).body, "the other machine to hear")
    return time.monotonic() - begun


def test_a_publication_is_seen_on_the_other_machine_within_100_ms(elsewhere, story):
    until(lambda: elsewhere.get(story.address).status == 200, "the story")
    waits = [seen_after(elsewhere, story) for _ in range(15)]

    assert median(waits) < 0.1, waits


def test_one_process_of_a_machine_hears_for_all(elsewhere, story):
    def listening():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'standfirst drops' AND datname = current_database()"
            )
            return cursor.fetchone()[0]

    until(lambda: listening() == 1, "the other process to let go of the database")


def test_a_transaction_that_commits_late_is_heard(elsewhere, story):
    url = database_url(connection.settings_dict["PORT"] or 5432).partition("?")[0]

    def dropping(tag):
        line = psycopg.connect(url.replace("postgres:", "postgresql:"))
        drop = line.execute(
            "INSERT INTO delivery_drop (tags, withdrawn, renewed, at, transaction_id) VALUES"
            " (to_jsonb(ARRAY[%s]), '[]', false, now(), pg_current_xact_id()::text::bigint) RETURNING id",
            (tag,),
        ).fetchone()[0]
        line.execute("SELECT pg_notify('standfirst_drops', '')")
        return line, drop

    early, first = dropping("topic:1")
    late, second = dropping("topic:2")
    assert first < second
    with early, late:
        late.commit()
        until(lambda: elsewhere.versions.was_applied(second), "the second")
        assert not elsewhere.versions.was_applied(first)
        early.commit()
        assert until(lambda: elsewhere.versions.was_applied(first), "the first") < 1


@pytest.mark.parametrize("how", ["cut", "freeze"])
def test_who_hears_nothing_trusts_nothing(elsewhere, hearing, story, how):
    until(lambda: elsewhere.get(story.address).status == 200, "the story")
    elsewhere.get(story.section.address, accept_encoding="br")
    getattr(hearing, how)()
    try:
        assert until(lambda: not elsewhere.versions.trusted(), "the end of trust") < 5
        until(lambda: not elsewhere.beside("testserver"), "the files to go", 1)
        for _ in range(3):
            headline = change(story)
            assert headline in elsewhere.get(story.address).body
        assert not elsewhere.beside("testserver")
    finally:
        hearing.mend()
    until(elsewhere.versions.trusted, "trust")
    assert headline in elsewhere.get(story.section.address).body
    assert headline in elsewhere.get(story.address).body
    assert seen_after(elsewhere, story) < 1


def test_a_machine_that_was_killed_knows_what_it_missed(elsewhere, story):
    until(lambda: elsewhere.get(story.address, host="courier.example").status == 200, "the story")
    elsewhere.get(story.address, host="courier.example", accept_encoding="br")
    assert len([file for file in elsewhere.beside("courier.example") if story.address in file]) == 2
    elsewhere.kill()
    headline = change(story)
    elsewhere.start()

    assert not [file for file in elsewhere.beside("courier.example") if story.address in file]
    assert headline in elsewhere.get(story.address, host="courier.example").body


def test_redis_wakes_and_is_not_missed(story, tmp_path, settings):
    try:
        redis.Redis(socket_connect_timeout=1).ping()
    except redis.RedisError:
        pytest.skip("no Redis on this machine")
    line = Line(6379)
    settings.CACHES = {
        "default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:6379/9"}
    }
    machine = Machine(
        tmp_path / "data",
        DATABASE_URL=database_url(connection.settings_dict["PORT"] or 5432),
        CACHE_URL=f"rediscache://127.0.0.1:{line.port}/9",
    )
    machine.start()
    try:
        until(lambda: machine.get(story.address).status == 200, "the story")
        assert median([seen_after(machine, story) for _ in range(9)]) < 0.1
        line.cut()
        assert max(seen_after(machine, story) for _ in range(3)) < 2
        assert machine.versions.trusted()
        line.mend()
        until(lambda: seen_after(machine, story) < 0.1, "Redis to wake again")
    finally:
        machine.kill()
