"""Topics, authors, sections, fronts, roles, editions: who sees and changes them, and what follows."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from standfirst.editions.models import Disclaimer, Edition, LegalText
from standfirst.events.models import Reaction
from standfirst.newsroom.models import (
    Author,
    DeskRole,
    EmbedProvider,
    FrontPage,
    Section,
    Story,
    StoryTopic,
    Topic,
)
from tests import factories
from tests.desk.test_permissions import refused

OF_EDITION = (Topic, Author, Section, FrontPage)
OF_PROGRAM = (DeskRole, EmbedProvider, Edition, Disclaimer, LegalText)


def make(model, edition):
    legal = {"kind": "privacy", "version": "1", "title": "Privacy", "body": "<p>We keep little.</p>"}
    makers = {
        Topic: lambda: factories.topic(edition),
        Author: lambda: factories.author(edition),
        Section: lambda: factories.section(edition),
        FrontPage: lambda: FrontPage.objects.create(edition=edition),
        DeskRole: lambda: DeskRole.objects.create(
            account=factories.desk_member(), edition=edition, role="writer"
        ),
        EmbedProvider: lambda: EmbedProvider.objects.create(
            name="V", host="v.example", endpoint="https://v.example/oembed"
        ),
        Edition: lambda: edition,
        Disclaimer: lambda: Disclaimer.objects.create(edition=edition, kind="opinion", text="Their own."),
        LegalText: lambda: LegalText.objects.create(edition=edition, effective_at=_later(), **legal),
    }
    return makers[model]()


def _later():
    return timezone.now() + timezone.timedelta(days=30)


def views_of(model, thing):
    for pattern in model.snippet_viewset.get_urlpatterns():
        names = pattern.pattern.converters
        if set(names) == {"pk"}:
            yield pattern.name, reverse(model.snippet_viewset.get_url_name(pattern.name), args=(thing.pk,))


def test_every_list_at_the_desk_is_tested_here(db):
    assert set(get_snippet_models()) == {Story, *OF_EDITION, *OF_PROGRAM}


@pytest.mark.parametrize("model", OF_EDITION)
def test_editors_of_another_edition_reach_nothing(desk, model):
    other = factories.edition(code="fr", prefix="fr")
    thing = make(model, other)
    client = desk.client(desk.chief)
    for name, url in views_of(model, thing):
        assert refused(client.get(url)), name
        assert refused(client.post(url)), name
    assert model.objects.filter(pk=thing.pk).exists()
    listed = client.get(reverse(model.snippet_viewset.get_url_name("list")))
    assert thing not in listed.context["object_list"]


@pytest.mark.parametrize("model", OF_EDITION)
@pytest.mark.parametrize("who", ["writer", "editor"])
def test_section_people_change_none_of_it(desk, model, who):
    thing = make(model, desk.edition)
    client = desk.client(getattr(desk, who))
    assert refused(client.get(reverse(model.snippet_viewset.get_url_name("list"))))
    assert refused(client.get(reverse(model.snippet_viewset.get_url_name("add"))))
    for name, url in views_of(model, thing):
        assert refused(client.get(url)), name


@pytest.mark.parametrize("model", [*OF_EDITION, *OF_PROGRAM])
def test_superusers_reach_everything(desk, model):
    thing = make(model, desk.edition)
    client = desk.client(desk.superuser)
    for name in ("list", "list_results", "add"):
        assert not refused(client.get(reverse(model.snippet_viewset.get_url_name(name)))), name
    for name, url in views_of(model, thing):
        assert client.get(url).status_code in {200, 302}, name


@pytest.mark.parametrize("model", OF_PROGRAM)
def test_what_concerns_the_program_is_the_superusers(desk, model):
    thing = make(model, desk.edition)
    client = desk.client(desk.chief)
    assert refused(client.get(reverse(model.snippet_viewset.get_url_name("list"))))
    for name, url in views_of(model, thing):
        assert refused(client.get(url)), name


@pytest.mark.parametrize("model", OF_EDITION)
def test_editors_of_the_edition_get_through(desk, model):
    thing = make(model, desk.edition)
    client = desk.client(desk.chief)
    for name, url in views_of(model, thing):
        assert not refused(client.get(url)), name


def test_an_author_is_made_in_ones_own_edition_only(desk):
    other = factories.edition(code="fr", prefix="fr")
    sent = {"kind": "person", "name": "Ada", "slug": "ada", "role": "", "biography": "", "portrait": ""}
    client = desk.client(desk.chief)
    client.post(reverse("authors:add"), {**sent, "edition": other.pk, "account": ""})
    assert not Author.objects.exists()
    client.post(reverse("authors:add"), {**sent, "edition": desk.edition.pk, "account": ""})
    assert Author.objects.get().edition == desk.edition


def test_a_topic_keeps_its_edition_and_its_other_names(desk):
    topic = factories.topic(desk.edition, other_names=["Old name"])
    other = factories.edition(code="fr", prefix="fr")
    sent = {"edition": other.pk, "kind": "place", "name": "Harbour", "slug": "harbour", "description": ""}
    url = reverse("topics:edit", args=(topic.pk,))
    assert b"Old name" in desk.client(desk.chief).get(url).content
    desk.client(desk.chief).post(url, {**sent, "names": "Port\n\n The Port \nPort"})
    topic.refresh_from_db()
    assert topic.edition == desk.edition
    assert topic.other_names == ["Port", "The Port"]


def test_two_topics_become_one(desk):
    topic, into = factories.topic(desk.edition, name="Ferries"), factories.topic(desk.edition, name="Ships")
    story = factories.published(desk.world, topics=[topic])
    url = reverse("topics:merge", args=(topic.pk,))
    client = desk.client(desk.chief)
    assert client.get(url).status_code == 200
    assert client.post(url, {"into": topic.pk}).status_code == 200
    client.post(url, {"into": into.pk})
    topic.refresh_from_db()
    assert topic.merged_into == into
    assert StoryTopic.objects.get(story=story).topic == into


def front_form(front, slots=(), **given):
    sent = {"project": "", "edition": front.edition_id, **given}
    for relation, count in (("slots", len(slots)), ("section_rows", 0)):
        sent |= {f"{relation}-TOTAL_FORMS": count, f"{relation}-INITIAL_FORMS": 0}
        sent |= {f"{relation}-MIN_NUM_FORMS": 0, f"{relation}-MAX_NUM_FORMS": 1000}
    for place, (area, story) in enumerate(slots):
        sent |= {f"slots-{place}-area": area, f"slots-{place}-story": story.pk, f"slots-{place}-id": ""}
        sent |= {f"slots-{place}-ORDER": place + 1, f"slots-{place}-DELETE": ""}
    return sent


def test_an_editor_arranges_the_front_page(desk):
    client = desk.client(desk.chief)
    assert client.get(reverse("fronts:list")).status_code == 200
    front = FrontPage.objects.get(edition=desk.edition)
    story = factories.published(desk.world)
    client.post(reverse("fronts:edit", args=(front.pk,)), front_form(front, [("lead", story)]))
    assert front.slots.get().story == story


def test_only_published_stories_of_the_edition_go_to_the_front(desk):
    front = FrontPage.objects.create(edition=desk.edition)
    foreign = factories.published(factories.section(factories.edition(code="fr", prefix="fr")))
    url = reverse("fronts:edit", args=(front.pk,))
    for story in (foreign, desk.story):
        response = desk.client(desk.superuser).post(url, front_form(front, [("lead", story)]))
        assert response.status_code == 200
    assert not front.slots.exists()


def test_a_role_names_a_section_of_its_edition(desk):
    foreign = factories.section(factories.edition(code="fr", prefix="fr"))
    sent = {"account": desk.writer.pk, "role": "editor", "edition": desk.edition.pk, "section": foreign.pk}
    desk.client(desk.superuser).post(reverse("roles:add"), sent)
    assert not DeskRole.objects.filter(section=foreign).exists()


def test_a_role_lets_a_person_in_and_its_end_lets_them_out(desk):
    person = User.objects.create_user("new", password="a long password")
    role = DeskRole.objects.create(account=person, edition=desk.edition, section=desk.world, role="writer")
    assert desk.client(person).get(reverse("stories:list")).status_code == 200
    assert desk.client(person).get(reverse("wagtailimages:index")).status_code == 200
    role.delete()
    assert desk.client(person).get(reverse("stories:list")).status_code == 302


def test_a_legal_text_in_force_is_never_changed(desk):
    text = make(LegalText, desk.edition)
    LegalText.objects.filter(pk=text.pk).update(effective_at=timezone.now())
    client = desk.client(desk.superuser)
    sent = {"edition": desk.edition.pk, "kind": "privacy", "version": "1", "title": "Changed", "body": "null"}
    for name in ("edit", "delete"):
        url = reverse(f"legal-texts:{name}", args=(text.pk,))
        assert client.post(url, sent).url == reverse("legal-texts:copy", args=(text.pk,))
    assert client.get(reverse("legal-texts:copy", args=(text.pk,))).status_code == 200
    assert client.post(reverse("legal-texts:copy", args=(text.pk,)), sent).status_code == 405
    assert LegalText.objects.get().title == "Privacy"


def test_a_failed_reaction_is_shown_with_its_error_and_tried_again(desk):
    row = Reaction.objects.create(
        event="StoryPublished", reaction="x.y", state=Reaction.State.FAILED, error="Traceback: no disk"
    )
    client = desk.client(desk.superuser)
    assert b"no disk" in client.get(reverse("reactions")).content
    client.post(reverse("retry_reaction", args=(row.pk,)))
    row.refresh_from_db()
    assert row.state == Reaction.State.WAITING
    assert refused(desk.client(desk.chief).get(reverse("reactions")))
    assert refused(desk.client(desk.chief).post(reverse("retry_reaction", args=(row.pk,))))
