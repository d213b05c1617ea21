"""A photo whose rights have ended is shown nowhere, from that moment on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from standfirst.newsroom.full_story import story_to_read
from standfirst.newsroom.models import FrontPage, ProjectPage
from standfirst.newsroom.reading import body_to_read, front_of
from tests import factories


@pytest.mark.django_db
def test_no_card_page_or_body_shows_it(edition, time_machine):
    until = timezone.now() + timedelta(hours=1)
    photo = factories.photo(rights_expire_at=until)
    body = [{"type": "photo", "value": {"photo": photo.pk, "caption": "", "width": "column"}}]
    story = factories.published(factories.section(edition), lead_photo=photo, body=body)

    def shown():
        return (
            front_of(edition).lead.photo,
            story_to_read(edition, story.pk).story.lead_photo,
            body_to_read(body, edition)[0].photos[0],
        )

    assert shown() == (photo, photo, photo)
    time_machine.move_to(until + timedelta(seconds=1))
    assert shown() == (None, None, None)


@pytest.mark.django_db
def test_no_portrait_and_no_banner_shows_it(client, edition):
    ended = factories.photo(rights_expire_at=timezone.now() - timedelta(hours=1), credit="Ended Agency")
    author = factories.author(edition, portrait=ended)
    project = ProjectPage(title="The harbour", slug="harbour", edition=edition, banner=ended)
    Page.get_first_root_node().add_child(instance=project)
    FrontPage.objects.create(edition=edition, project=project)

    for address in (author.address, project.address, "/"):
        page = client.get(address).content.decode()
        assert "<picture" not in page
        assert "Ended Agency" not in page
