"""The front page, corrections, projects, legal texts and what is answered when something is amiss."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from standfirst.editions.models import LegalText
from standfirst.newsroom.models import FrontPage, FrontSlot, ProjectPage, ProjectStory
from standfirst.newsroom.publishing import correct
from standfirst.website.accent import CONTRAST, DARK_PAPER, LIGHT_PAPER, _rgb, contrast, legible
from tests import factories


@pytest.fixture
def section(edition):
    return factories.section(edition, name="City", slug="city")


def test_the_lead_is_what_the_editor_chose(client, section):
    factories.published(section, headline="Newest")
    chosen = factories.published(section, headline="Chosen", at=timezone.now() - timedelta(days=3))
    front = FrontPage.objects.create(edition=section.edition)
    FrontSlot.objects.create(front=front, area="lead", story=chosen)
    page = client.get("/").content.decode()
    assert f'<h2 class="lead-headline"><a href="{chosen.address}">Chosen</a></h2>' in page
    assert "Newest" in page
    assert '<h1 class="name">' in page


def test_no_picture_stands_twice_on_the_front_page(client, section):
    photo = factories.photo()
    for _ in range(6):
        factories.published(section, lead_photo=photo)
    assert client.get("/").content.decode().count("<picture") == 1


def test_an_empty_paper_says_so(client, section):
    assert "Nothing has been published yet." in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_site_without_an_edition_says_so(client):
    answer = client.get("/")
    assert answer.status_code == 404
    assert "There is no edition yet" in answer.content.decode()
    assert client.get("/city/").status_code == 404


def test_corrections_are_listed_newest_first(client, section):
    story = factories.published(section, headline="The pier")
    for days, text in ((2, "First note"), (1, "Second note")):
        correct(story, kind="correction", text=text, by=None, at=timezone.now() - timedelta(days=days))
    page = client.get("/corrections/").content.decode()
    assert page.index("Second note") < page.index("First note")
    assert f'<a href="{story.address}">The pier</a>' in page
    assert client.get("/corrections/?before=x").status_code == 404


def test_a_project_shows_its_introduction_and_stories_in_order(client, section):
    stories = [factories.published(section, headline=words) for words in ("One", "Two")]
    project = ProjectPage(
        title="Strait Forum",
        slug="forum",
        edition=section.edition,
        introduction=[{"type": "text", "value": "<p>Three days.</p>", "id": str(uuid.uuid4())}],
    )
    project.project_stories = [
        ProjectStory(story=story, sort_order=place) for place, story in enumerate(reversed(stories))
    ]
    Page.objects.filter(depth=1).first().add_child(instance=project)
    page = client.get("/projects/forum/").content.decode()
    assert "<p>Three days.</p>" in page
    assert page.index(">Two<") < page.index(">One<")
    project.unpublish()
    assert client.get("/projects/forum/").status_code == 404


def test_a_legal_text_has_versions(client, edition):
    for version, days in (("1.0", 90), ("2.0", 5), ("3.0", -5)):
        LegalText.objects.create(
            edition=edition,
            kind="privacy",
            version=version,
            title=f"Privacy {version}",
            body="<p>Text.</p>",
            effective_at=timezone.now() - timedelta(days=days),
        )
    page = client.get("/privacy/").content.decode()
    assert "<h1>Privacy 2.0</h1>" in page
    assert "3.0" not in page
    old = client.get("/privacy/?version=1.0").content.decode()
    assert "<h1>Privacy 1.0</h1>" in old
    assert "no longer in force" in old
    assert client.get("/privacy/?version=3.0").status_code == 404
    assert client.get("/standards/").status_code == 404


def test_errors_speak_the_editions_language(client, edition):
    factories.edition(language="ar", prefix="ar", numbering="arab")
    missing = client.get("/ar/nothing/here/")
    assert missing.status_code == 404
    assert '<html lang="ar" dir="rtl">' in missing.content.decode()
    assert "الصفحة غير موجودة" in missing.content.decode()


def test_a_failure_answers_in_the_editions_language_without_the_database(edition, monkeypatch):
    factories.edition(language="fr", prefix="fr")
    monkeypatch.setattr("standfirst.website.views.pages.front_of", lambda _edition: 1 / 0)
    answer = Client(raise_request_exception=False).get("/fr/")
    assert answer.status_code == 500
    assert "Une erreur s’est produite" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


@override_settings(DEBUG=False)
def test_pages_are_the_same_for_everyone(client, section):
    story = factories.published(section)
    anonymous = client.get(story.address)
    client.force_login(factories.desk_member("editor", section.edition))
    assert client.get(story.address).content == anonymous.content
    assert "Vary" not in anonymous or "Cookie" not in anonymous["Vary"]


def test_the_userbar_is_for_those_who_may_edit(client, section):
    story = factories.published(section)
    asked = f"/userbar/?story={story.pk}"
    assert client.get(asked).status_code == 204
    client.force_login(factories.desk_member("writer", factories.section(section.edition)))
    assert client.get(asked).status_code == 204
    client.force_login(factories.desk_member("writer", section))
    answer = client.get(asked)
    assert f"/{story.pk}/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/userbar/?story=x").status_code == 204


def test_the_accent_is_kept_for_a_year_under_its_colour(client, edition):
    answer = client.get("/accent.css?9b1c31")
    assert answer["Content-Type"].startswith("text/css")
    assert "max-age=31536000" in answer["Cache-Control"]
    assert "#9b1c31" in answer.content.decode()


@pytest.mark.parametrize("colour", ["#9b1c31", "#ffff00", "#000000", "#ffffff", "#777777", "#0f6b5c"])
@pytest.mark.parametrize("paper", [LIGHT_PAPER, DARK_PAPER])
def test_any_accent_can_be_read(colour, paper):
    assert contrast(_rgb(legible(colour, paper)), _rgb(paper)) >= CONTRAST


def test_only_reading_is_possible(client, section):
    story = factories.published(section)
    for address in ("/", "/latest/", story.address):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200


def test_a_project_that_the_desk_keeps_private_is_not_shown(client, edition):
    project = ProjectPage(title="Not yet", slug="not-yet", edition=edition)
    Page.get_first_root_node().add_child(instance=project)
    assert client.get(project.address).status_code == 200
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(project.address).status_code == 404


def test_the_desk_links_to_a_project_at_its_editions_address(edition):
    project = ProjectPage(title="The harbour", slug="harbour", edition=edition)
    Site.objects.get().root_page.add_child(instance=project)
    assert project.full_url.endswith("/projects/harbour/")
