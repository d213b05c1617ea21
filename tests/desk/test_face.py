"""The desk's face: the newsroom's own names and menu, nothing of Wagtail's that it has no use for."""

import re

import pytest
from django.urls import reverse

from tests import factories

WAGTAILS = (
    "Wagtail",
    "editor guide",
    "Search all pages",
    "Documents",
    "What's new",
    "wagtail/images/favicon",
)


def shown(client, name="wagtailadmin_home"):
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def menu_of(page):
    """Return what the sidebar shows, as the page hands it to its script."""
    begin = page.index('id="wagtail-sidebar-props"')
    return page[begin : page.index("</script>", begin)]


def test_the_login_page_says_where_one_is(client, db):
    page = shown(client, "wagtailadmin_login")
    assert "Sign in at the desk" in page
    assert "Sign in - Standfirst" in page
    assert 'aria-label="Standfirst"' in page
    assert "desk/icon.svg" in page


@pytest.mark.parametrize("who", ["writer", "editor", "chief", "superuser"])
@pytest.mark.parametrize("name", ["wagtailadmin_home", "stories:list"])
def test_nothing_of_wagtails_own_is_in_sight(desk, who, name):
    page = shown(desk.client(getattr(desk, who)), name)
    body = re.sub(r"<script.*?</script>", "", page[page.index("</noscript>") :], flags=re.DOTALL)
    assert "- Standfirst</title>" in " ".join(page.split())
    assert [word for word in WAGTAILS if word in body] == []


@pytest.mark.parametrize(
    ("who", "projects"), [("writer", False), ("editor", False), ("chief", True), ("superuser", True)]
)
def test_special_projects_are_in_the_menu_for_those_who_may(desk, who, projects):
    menu = menu_of(shown(desk.client(getattr(desk, who))))
    assert ('"/desk/projects/"' in menu) is projects
    assert '"/desk/stories/"' in menu
    assert '"/desk/pages/"' not in menu
    assert "documents" not in menu


def test_home_leads_to_a_new_story(desk):
    assert reverse("stories:add") in shown(desk.client(desk.writer))
    outsider = shown(desk.client(factories.desk_member()))
    assert reverse("stories:add") not in outsider
    assert "You hold no role" in outsider


def test_home_shows_an_editor_what_was_filed_and_what_came_out(desk):
    desk.story.save_revision(user=desk.writer)
    desk.story.get_workflow().start(desk.story, desk.writer)
    factories.published(desk.world, headline="Out since this morning")
    editor = shown(desk.client(desk.editor))
    assert "Filed to me" in editor
    assert "Ferry fares go up" in editor
    assert "Out since this morning" in editor
    assert "Filed to me" not in shown(desk.client(desk.writer))
    elsewhere = shown(desk.client(desk.business_editor))
    assert "Ferry fares go up" not in elsewhere
    assert "Out since this morning" not in elsewhere
