"""Delivery as superusers see it at the desk."""

import pytest
from django.test import Client

from standfirst.delivery.models import Drop
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_report_says_what_is_kept_and_what_changed(door, edition, admin_client):
    story = factories.published(factories.section(edition))
    door.get(story.address)
    report = admin_client.get("/desk/reports/delivery/").content.decode()

    assert "1 of at most" in report
    assert "what is kept is true" in report
    assert story.tag in report


def test_a_superuser_drops_every_page(door, edition, admin_client):
    story = factories.published(factories.section(edition))
    door.get(story.address)
    admin_client.post("/desk/reports/delivery/")
    door.get(story.address)

    assert door.rendered == [story.address, story.address]


def test_nobody_else_may_look_or_drop(edition, versions):
    client = Client()
    client.force_login(factories.desk_member("editor", edition))
    drops = Drop.objects.count()

    assert client.get("/desk/reports/delivery/").status_code in {302, 403}
    assert client.post("/desk/reports/delivery/").status_code in {302, 403}
    assert Drop.objects.count() == drops
