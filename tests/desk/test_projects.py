"""Special projects: edition-wide editors add, change and publish those of their editions."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from standfirst.newsroom.models import ProjectPage, ProjectStory
from tests import factories
from tests.desk.test_permissions import refused


def project(edition, **given):
    page = ProjectPage(edition=edition, **{"title": "Ten years of the bridge", "slug": "bridge", **given})
    Page.objects.get(depth=2).add_child(instance=page)
    return page


def form(edition, **changed):
    counts = {f"project_stories-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    fields = {
        "edition": str(edition.pk),
        "title": "Ten years of the bridge",
        "slug": "bridge",
        "standfirst": "",
        "banner": "",
        "introduction-count": "0",
        "project_stories-MAX_NUM_FORMS": "1000",
    }
    return fields | counts | {name: str(value) for name, value in changed.items()}


def add_address():
    return reverse("wagtailadmin_pages:add", args=("newsroom", "projectpage", Page.objects.get(depth=2).pk))


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def test_an_editor_of_the_edition_adds_one_and_publishes_it(desk):
    client = desk.client(desk.chief)
    assert client.get(reverse("projects:index")).status_code == 200
    assert client.get(add_address()).status_code == 200
    client.post(add_address(), form(desk.edition))
    page = ProjectPage.objects.get()
    assert not page.live
    client.post(edit_address(page), form(desk.edition, title="Eleven years", **{"action-publish": "1"}))
    page.refresh_from_db()
    assert page.live
    assert page.title == "Eleven years"


def test_projects_are_made_in_ones_own_edition_of_its_own_stories(desk):
    other = factories.edition(code="fr", prefix="fr")
    foreign = factories.published(factories.section(other))
    client = desk.client(desk.chief)
    client.post(add_address(), form(other))
    one = {"project_stories-TOTAL_FORMS": "1", "project_stories-0-ORDER": "1"}
    client.post(add_address(), form(desk.edition, **one, **{"project_stories-0-story": foreign.pk}))
    assert not ProjectPage.objects.exists()
    own = factories.published(desk.world)
    client.post(add_address(), form(desk.edition, **one, **{"project_stories-0-story": own.pk}))
    assert ProjectStory.objects.get().story == own


@pytest.mark.parametrize("view", ["edit", "delete", "unpublish", "history", "usage", "copy", "move"])
def test_a_project_of_another_edition_is_out_of_reach(desk, view):
    page = project(factories.edition(code="fr", prefix="fr"), live=True)
    client = desk.client(desk.chief)
    url = reverse(f"wagtailadmin_pages:{view}", args=(page.pk,))
    for answer in (client.get(url), client.post(url, form(desk.edition, title="Mine"))):
        assert refused(answer) or answer.status_code in {302, 404} or view in {"history", "usage"}
    page.refresh_from_db()
    assert (page.title, page.live) == ("Ten years of the bridge", True)
    assert page not in client.get(reverse("projects:index")).context["object_list"]


@pytest.mark.parametrize("who", ["writer", "editor"])
def test_section_people_manage_none(desk, who):
    page = project(desk.edition)
    client = desk.client(getattr(desk, who))
    assert refused(client.get(reverse("projects:index")))
    assert refused(client.get(add_address()))
    assert refused(client.get(edit_address(page)))
    assert refused(client.post(edit_address(page), form(desk.edition, title="Mine")))


def test_the_home_page_itself_is_not_theirs(desk):
    home = Page.objects.get(depth=2)
    client = desk.client(desk.chief)
    assert refused(client.get(edit_address(home)))
    assert refused(client.post(reverse("wagtailadmin_pages:delete", args=(home.pk,))))
    assert Page.objects.filter(pk=home.pk).exists()
