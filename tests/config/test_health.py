"""Probes come by IP address, and are answered whatever host they name."""

import pytest
from django.db import connection

from standfirst.delivery.machine import versions_in


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "testserver", "[fd00::1]"])
def test_that_it_lives_is_said_to_any_host_without_the_database(client, host):
    answer = client.get("/livez", headers={"host": host})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_that_it_can_serve_is_said_to_any_host(client):
    answer = client.get("/readyz", headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert set(answer.json().values()) == {"ok"}


@pytest.mark.django_db
def test_what_is_out_of_order_is_named(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "ZeroDivisionError")


@pytest.mark.django_db
def test_readers_pages_still_ask_for_a_host(client):
    assert client.get("/", headers={"host": "10.1.2.3"}).status_code == 400


@pytest.mark.django_db
def test_a_machine_that_does_not_hear_of_changes_says_so(client, settings, tmp_path):
    settings.DELIVERY_DIRECTORY = tmp_path
    (tmp_path / "pages").mkdir()
    answer = client.get("/readyz")
    assert (answer.status_code, "does not hear" in answer.json()["delivery"]) == (503, True)

    versions_in(tmp_path).trust_until(float("inf"))
    assert client.get("/readyz").json()["delivery"] == "ok"
