"""Nobody sees or touches a story of a section in which they hold no role, on any view."""

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse

from standfirst.newsroom.models import DeskRole, Story, StoryNote
from standfirst.newsroom.permissions import SectionPolicy, may, may_edit
from tests import factories
from tests.desk.conftest import form_of

# Views of no single story, and how they answer for those of another section.
WITHOUT_STORY = {"author_names", "list", "list_results", "add", "preview_on_add"}


def arguments(story, name):
    """Return everything that some view of the story's may want in its address."""
    revision = story.latest_revision or story.save_revision()
    state = story.current_workflow_state or story.get_workflow().start(story, None)
    note = StoryNote.objects.create(story=story, text="Check the fare table")
    return {
        "pk": story.pk,
        "revision_id": revision.pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": state.current_task_state.pk,
        "workflow_state_id": state.pk,
        "task_id": state.current_task_state.task_id,
        "note": note.pk,
    }


def views_of_a_story():
    patterns = Story.snippet_viewset.get_urlpatterns()
    return [pattern for pattern in patterns if pattern.name not in WITHOUT_STORY]


def names():
    # Collected before the program is set up; the test below checks that the list is whole.
    return [
        "edit", "delete", "usage", "history", "history_results", "copy", "preview_on_edit", "revisions_view",
        "revisions_revert", "revisions_compare", "revisions_unschedule", "unpublish", "lock", "unlock",
        "workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation",
        "workflow_history", "workflow_history_detail", "workflow_preview", "correct", "take_down", "restore",
        "note", "settle_note",
    ]  # fmt: skip


def address(story, name):
    pattern = next(pattern for pattern in views_of_a_story() if pattern.name == name)
    wanted = pattern.pattern.regex.groupindex.keys() or pattern.pattern.converters.keys()
    given = arguments(story, name)
    return reverse(f"stories:{name}", kwargs={key: given[key] for key in wanted})


def refused(response):
    """Whether Wagtail refused: back to the desk's first page with an error, or 403."""
    return response.status_code == 403 or (
        response.status_code == 302 and response.url == reverse("wagtailadmin_home")
    )


def test_every_view_of_a_story_is_tested_here(desk):
    assert sorted(pattern.name for pattern in views_of_a_story()) == sorted(names())


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_section_is_refused_and_nothing_changes(desk, name, method):
    story = desk.story
    url = address(story, name)
    before = Story.objects.filter(pk=story.pk).values().get()
    state_before = story.current_workflow_state.status
    response = getattr(desk.client(desk.business_editor), method)(url, form_of(story, headline="Mine"))
    assert refused(response), response.status_code
    assert b"Ferry fares" not in response.content
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert story.current_workflow_state.status == state_before
    assert StoryNote.objects.get().settled_at is None


@pytest.mark.parametrize("name", names())
def test_an_editor_of_the_section_gets_through(desk, name):
    url = address(desk.story, name)
    client = desk.client(desk.editor)
    response = client.get(url) if name not in {"lock", "unlock", "note", "settle_note"} else client.post(url)
    assert not refused(response)
    assert response.status_code in {200, 302}


@pytest.mark.parametrize("name", ["list", "list_results"])
def test_the_list_shows_only_what_is_within_reach(desk, name):
    url = reverse(f"stories:{name}")
    assert b"Ferry fares go up" in desk.client(desk.writer).get(url).content
    assert b"Ferry fares go up" not in desk.client(desk.business_editor).get(url).content


def test_filters_reach_no_further_than_roles_do(desk):
    client = desk.client(desk.business_editor)
    for query in (f"section={desk.world.pk}", f"edition={desk.edition.pk}", "q=ferry", "state=draft"):
        assert b"Ferry fares go up" not in client.get(f"{reverse('stories:list')}?{query}").content


def test_a_person_without_a_role_sees_no_list_and_starts_no_story(desk):
    client = desk.client(factories.desk_member())
    assert refused(client.get(reverse("stories:list")))
    assert refused(client.get(reverse("stories:add")))
    assert refused(client.get(reverse("stories:preview_on_add")))


def test_a_first_level_section_includes_its_second_level(desk):
    below = factories.section(desk.edition, parent=desk.world)
    story = factories.draft(below)
    assert may(desk.writer, "change", story)
    assert not may(desk.business_editor, "change", story)
    assert may(desk.chief, "publish", story)


def test_an_edition_wide_role_ends_at_the_edition(desk):
    elsewhere = factories.draft(factories.section(factories.edition(code="fr", prefix="fr")))
    assert not may(desk.chief, "view", elsewhere)
    assert may(desk.superuser, "publish", elsewhere)


def test_a_role_that_was_taken_away_reaches_nothing(desk):
    DeskRole.objects.filter(account=desk.writer).delete()
    assert refused(desk.client(desk.writer).get(reverse("stories:edit", args=(desk.story.pk,))))


def test_an_inactive_account_may_nothing(desk):
    desk.editor.is_active = False
    assert not may(desk.editor, "view", desk.story)


def test_writers_may_not_publish_or_schedule(desk):
    client = desk.client(desk.writer)
    url = reverse("stories:edit", args=(desk.story.pk,))
    client.post(url, form_of(desk.story, headline="Live at once", **{"action-publish": "1"}))
    desk.story.refresh_from_db()
    assert not desk.story.live
    assert not desk.story.scheduled_revision
    assert desk.story.headline == "Live at once"


def test_a_writer_changes_a_draft_of_a_published_story_and_not_its_live_text(desk):
    story = factories.published(desk.world, headline="As published")
    url = reverse("stories:edit", args=(story.pk,))
    desk.client(desk.writer).post(url, form_of(story, headline="Changed"))
    story.refresh_from_db()
    assert story.headline == "As published"
    assert story.get_latest_revision_as_object().headline == "Changed"
    assert story.desk_state == Story.DeskState.CHANGED


def test_copying_writes_nothing(desk):
    story = factories.published(desk.world, headline="As published")
    url = reverse("stories:copy", args=(story.pk,))
    assert desk.client(desk.writer).post(url, form_of(story, headline="Changed")).status_code == 405
    story.refresh_from_db()
    assert story.headline == "As published"


@pytest.mark.parametrize("action", ["action-edit", "action-publish"])
def test_a_story_cannot_be_moved_into_a_section_without_a_role(desk, action):
    url = reverse("stories:edit", args=(desk.story.pk,))
    response = desk.client(desk.editor).post(
        url, form_of(desk.story, section=desk.business.pk, **{action: "1"})
    )
    assert response.status_code == 200
    desk.story.refresh_from_db()
    assert desk.story.section == desk.world


def test_a_story_cannot_be_started_in_a_section_without_a_role(desk):
    sent = form_of(desk.story, section=desk.business.pk, headline="Out of reach")
    assert desk.client(desk.writer).post(reverse("stories:add"), sent).status_code == 200
    assert not Story.objects.filter(headline="Out of reach").exists()


def test_who_edits_one_section_and_writes_in_another_does_not_publish_there(desk):
    DeskRole.objects.create(
        account=desk.editor, edition=desk.edition, section=desk.business, role=DeskRole.Role.WRITER
    )
    sent = form_of(desk.story, section=desk.business.pk, **{"action-publish": "1"})
    response = desk.client(desk.editor).post(reverse("stories:edit", args=(desk.story.pk,)), sent)
    assert b"Only editors of the section may publish there" in response.content
    assert not Story.objects.get(pk=desk.story.pk).live


def test_a_draft_that_names_another_section_needs_both(desk):
    story = factories.published(desk.world)
    story.section = desk.business
    story.save_revision()
    drafted = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert drafted.section == desk.business
    assert not may(desk.business_editor, "change", drafted)
    assert not may(desk.editor, "publish", drafted)
    assert may(desk.chief, "publish", drafted)


def test_another_storys_step_cannot_be_approved_through_ones_own(desk):
    """Wagtail takes the step from the address without asking whose it is."""
    own = factories.draft(desk.business)
    own.save_revision()
    own.get_workflow().start(own, desk.business_editor)
    desk.story.save_revision()
    theirs = desk.story.get_workflow().start(desk.story, desk.writer)
    url = reverse("stories:workflow_action", args=(own.pk, "approve", theirs.current_task_state.pk))
    assert desk.client(desk.business_editor).post(url).status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == "in_progress"
    assert not Story.objects.get(pk=desk.story.pk).live


def test_what_was_published_cannot_be_deleted_but_by_superusers(desk):
    story = factories.published(desk.world)
    url = reverse("stories:delete", args=(story.pk,))
    assert refused(desk.client(desk.editor).post(url))
    assert Story.objects.filter(pk=story.pk).exists()
    assert may(desk.superuser, "delete", story)


def test_choosers_offer_own_drafts_and_what_readers_can_read(desk):
    public = factories.published(desk.world, headline="Public for all")
    namespace = Story.snippet_viewset.chooser_viewset.url_namespace
    client = desk.client(desk.business_editor)
    for view in ("choose", "choose_results"):
        shown = client.get(reverse(f"{namespace}:{view}")).content
        assert b"Public for all" in shown
        assert b"Ferry fares go up" not in shown
    assert client.get(reverse(f"{namespace}:chosen", args=(desk.story.pk,))).status_code == 404
    assert client.get(reverse(f"{namespace}:chosen", args=(public.pk,))).status_code == 200
    several = client.get(reverse(f"{namespace}:chosen_multiple"), {"id": [desk.story.pk, public.pk]})
    assert b"Public for all" in several.content
    assert b"Ferry fares go up" not in several.content


def test_the_userbar_is_for_those_who_may_edit(desk, rf):
    assert may_edit(desk.writer, desk.story)
    assert not may_edit(desk.business_editor, desk.story)


def test_the_policy_names_the_people_of_an_instance(desk):
    people = SectionPolicy().users_with_permission_for_instance("publish", desk.story)
    assert set(people) == {desk.editor, desk.chief, desk.superuser}


def test_wagtails_programming_interface_is_off():
    """Its version 3 asks some questions of stories in general; see SectionPolicy."""
    assert "wagtail.api.v3" not in settings.INSTALLED_APPS
    with pytest.raises(NoReverseMatch):
        reverse("wagtailapi_v3:list_snippets")
    routes = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert not [route for route in routes if "api" in route and "wagtail" in route]


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks", "site_history"])
def test_wagtails_reports_name_no_story_to_others(desk, report):
    desk.story.save_revision(log_action=True)
    desk.story.get_workflow().start(desk.story, desk.writer)
    response = desk.client(desk.business_editor).get(reverse(f"wagtailadmin_reports:{report}"))
    assert b"Ferry fares go up" not in response.content


def test_the_first_page_of_the_desk_shows_what_is_filed_to_its_editors_only(desk):
    desk.story.save_revision()
    desk.story.get_workflow().start(desk.story, desk.writer)
    home = reverse("wagtailadmin_home")
    assert b"Ferry fares go up" in desk.client(desk.editor).get(home).content
    assert b"Ferry fares go up" not in desk.client(desk.business_editor).get(home).content
