"""A connection to the database that breaks between two requests is opened anew."""

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection

from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "postgresql" not in configured.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL"
    ),
]


def break_connection():
    """Let the server go after Django has looked whether it is there."""
    connection.ensure_connection()
    connection.health_check_done = True
    connection.connection.close()


def test_readers_are_answered_again(door, edition, versions):
    address = factories.published(factories.section(edition)).address
    versions.touch(["editions"])
    break_connection()

    assert door.get(address).status == 503
    assert door.get(address).status == 200


def test_hot_pages_are_made_again(door, edition, versions):
    door.get("/")
    versions.touch(["editions"])
    break_connection()
    with pytest.raises(DatabaseError):
        door.delivery.renew({"editions"})
    door.delivery.renew({"editions"})

    assert door.rendered == ["/", "/"]
