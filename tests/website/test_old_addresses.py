"""Addresses of the system that an archive came from lead on, for good."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("old", ["/2020/05/pier-opens", "/?p=123"])
def test_an_old_address_leads_to_the_story(client, old):
    story = factories.published(factories.section(factories.edition()))
    Redirect.objects.create(old_path=old, redirect_link=story.address)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, story.address)


@pytest.mark.parametrize("query", ["?p=124", "?p=x", "?p=", "?p=" + "9" * 300, "?q=1"])
def test_another_query_is_the_front_page(client, query):
    factories.edition()
    assert client.get("/" + query).status_code == 200
