"""Parts that pages share: never older than what the page that made them had read."""

import pytest

from standfirst.editions.models import Edition
from standfirst.website.views import pages
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_part_made_while_something_changes_is_not_used_again(door, edition, monkeypatch):
    factories.published(factories.section(edition), headline="The pier opens")
    front_of = pages.front_of

    def rename_first(of):
        """Let an editor rename the edition after the page has read it, before parts are made of it."""
        monkeypatch.setattr(pages, "front_of", front_of)
        renamed = Edition.objects.get(pk=of.pk)
        renamed.name = "The Evening Courier"
        renamed.save()
        return front_of(of)

    monkeypatch.setattr(pages, "front_of", rename_first)
    door.get("/")
    after = door.get("/").body

    assert b"The Evening Courier" in after
    assert edition.name.encode() not in after
