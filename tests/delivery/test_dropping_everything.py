"""An operator drops every page."""

import pytest
from django.core.management import call_command

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
