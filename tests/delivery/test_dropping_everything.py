"""An operator drops every page, and the log of drops is tidied."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from standfirst.config.timetable import TIMETABLE
from standfirst.delivery.models import Drop
from standfirst.editions.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_what_was_changed_by_hand_is_seen_after_drop_pages(door, edition, capsys):
    story = factories.published(factories.section(edition))
    for path in ("/", story.address):
        door.get(path)
    Edition.objects.update(name="The Evening Courier")
    assert b"The Evening Courier" not in door.get("/").body

    call_command("drop_pages")

    for path in ("/", story.address):
        assert b"The Evening Courier" in door.get(path).body
    assert "anew" in capsys.readouterr().out


def test_the_log_is_kept_for_a_week(edition, versions):
    now = timezone.now()
    for days in (1, 6, 8, 30):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            call_command("drop_pages")
    with time_machine.travel(now, tick=False):
        for _, act in TIMETABLE:
            act()

    assert Drop.objects.filter(at__lt=now - timedelta(days=7)).count() == 0
    assert Drop.objects.filter(at__lt=now).count() >= 2
