"""A story goes from its writer to an editor of its section, and back or onto the site."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType

from standfirst.newsroom.models import SectionEditorTask, Story
from standfirst.newsroom.workflow import prepare_workflow, settle_desk_state
from tests import factories
from tests.desk.conftest import form_of

States = Story.DeskState


def state_of(story):
    return Story.objects.get(pk=story.pk).desk_state


def file(desk, story, by=None):
    url = reverse("stories:edit", args=(story.pk,))
    return desk.client(by or desk.writer).post(url, form_of(story, **{"action-submit": "1"}), follow=True)


def decide(desk, story, action, by, **sent):
    state = Story.objects.get(pk=story.pk).current_workflow_task_state
    url = reverse("stories:workflow_action", args=(story.pk, action, state.pk))
    return desk.client(by).post(url, sent)


def test_stories_have_the_workflow_from_the_first_start(db):
    assigned = WorkflowContentType.objects.get(content_type=ContentType.objects.get_for_model(Story))
    assert [task.specific_class for task in assigned.workflow.tasks] == [SectionEditorTask]


def test_preparing_twice_makes_nothing_twice(db):
    workflow = prepare_workflow()
    assert prepare_workflow() == workflow
    assert Workflow.objects.filter(name=workflow.name).count() == 1


def test_filing_hands_the_story_to_the_section_editor(desk):
    response = file(desk, desk.story)
    assert "is filed to the section editor" in response.content.decode()
    assert state_of(desk.story) == States.IN_REVIEW


def test_the_writer_waits_while_the_editor_has_it(desk):
    file(desk, desk.story)
    url = reverse("stories:edit", args=(desk.story.pk,))
    desk.client(desk.writer).post(url, form_of(desk.story, headline="Too late"))
    assert Story.objects.get(pk=desk.story.pk).get_latest_revision_as_object().headline != "Too late"
    desk.client(desk.editor).post(url, form_of(desk.story, headline="Edited"))
    assert Story.objects.get(pk=desk.story.pk).get_latest_revision_as_object().headline == "Edited"


@pytest.mark.parametrize("who", ["writer", "business_editor"])
def test_only_the_sections_editors_decide(desk, who):
    file(desk, desk.story)
    decide(desk, desk.story, "approve", getattr(desk, who))
    assert not Story.objects.get(pk=desk.story.pk).live
    assert state_of(desk.story) == States.IN_REVIEW


def test_approval_publishes(desk):
    file(desk, desk.story)
    decide(desk, desk.story, "approve", desk.editor)
    assert Story.objects.get(pk=desk.story.pk).live
    assert state_of(desk.story) == States.PUBLISHED


def test_sent_back_with_a_note_it_is_a_draft_again_and_can_be_filed_again(desk):
    file(desk, desk.story)
    decide(desk, desk.story, "reject", desk.editor, comment="Who pays?")
    assert state_of(desk.story) == States.DRAFT
    url = reverse("stories:workflow_history", args=(desk.story.pk,))
    assert desk.client(desk.writer).get(url).status_code == 200
    state = desk.story.current_workflow_state
    assert state.current_task_state.comment == "Who pays?"
    file(desk, desk.story)
    assert state_of(desk.story) == States.IN_REVIEW


def test_an_approval_before_its_hour_schedules(desk):
    desk.story.go_live_at = timezone.now() + timedelta(hours=3)
    desk.story.save()
    later = (timezone.now() + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    url = reverse("stories:edit", args=(desk.story.pk,))
    desk.client(desk.writer).post(url, form_of(desk.story, go_live_at=later, **{"action-submit": "1"}))
    decide(desk, desk.story, "approve", desk.chief)
    assert not Story.objects.get(pk=desk.story.pk).live
    assert state_of(desk.story) == States.SCHEDULED


def test_cancelling_a_schedule_makes_it_a_draft(desk):
    later = (timezone.now() + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    url = reverse("stories:edit", args=(desk.story.pk,))
    client = desk.client(desk.editor)
    client.post(url, form_of(desk.story, go_live_at=later, **{"action-publish": "1"}))
    assert state_of(desk.story) == States.SCHEDULED
    scheduled = Story.objects.get(pk=desk.story.pk).scheduled_revision
    client.post(reverse("stories:revisions_unschedule", args=(desk.story.pk, scheduled.pk)))
    assert state_of(desk.story) == States.DRAFT


def test_an_embargo_schedules_whoever_presses_publish(desk):
    embargo = (timezone.now() + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    url = reverse("stories:edit", args=(desk.story.pk,))
    sent = form_of(desk.story, embargo_until=embargo, **{"action-publish": "1"})
    response = desk.client(desk.superuser).post(url, sent, follow=True)
    assert "scheduled for publishing" in response.content.decode()
    assert not Story.objects.get(pk=desk.story.pk).live
    assert state_of(desk.story) == States.SCHEDULED


def test_the_state_follows_a_life(desk):
    story = factories.published(desk.world)
    assert state_of(story) == States.PUBLISHED
    story.headline = "Second thoughts"
    story.save_revision()
    assert state_of(story) == States.CHANGED
    Story.objects.get(pk=story.pk).latest_revision.publish()
    assert state_of(story) == States.PUBLISHED
    Story.objects.get(pk=story.pk).unpublish()
    assert state_of(story) == States.DRAFT
    Story.objects.get(pk=story.pk).latest_revision.publish()
    Story.objects.get(pk=story.pk).unpublish(set_expired=True)
    assert state_of(story) == States.EXPIRED


def test_the_state_can_be_settled_at_any_time(desk):
    Story.objects.filter(pk=desk.story.pk).update(desk_state=States.PUBLISHED)
    settle_desk_state(desk.story.pk)
    assert state_of(desk.story) == States.DRAFT
    settle_desk_state(999_999)


def test_saving_a_draft_moves_the_story_to_the_top_of_the_list(desk):
    long_ago = timezone.now() - timedelta(days=9)
    Story.objects.filter(pk=desk.story.pk).update(last_edited_at=long_ago)
    story = Story.objects.get(pk=desk.story.pk)
    story.save_revision().publish()
    assert Story.objects.get(pk=story.pk).last_edited_at > timezone.now() - timedelta(minutes=1)


def test_filing_lifts_a_writers_own_lock(desk):
    Story.objects.filter(pk=desk.story.pk).update(locked=True, locked_by=desk.writer)
    story = Story.objects.get(pk=desk.story.pk)
    story.save_revision()
    story.get_workflow().start(story, desk.writer)
    assert not Story.objects.get(pk=desk.story.pk).locked


def test_the_buttons_are_those_of_this_person_and_this_story(desk):
    url = reverse("stories:edit", args=(desk.story.pk,))
    writers = desk.client(desk.writer).get(url).content.decode()
    assert "File to the section editor" in writers
    assert "action-publish" not in writers
    editors = desk.client(desk.editor).get(url).content.decode()
    assert "action-publish" in editors
    file(desk, desk.story)
    editors = desk.client(desk.editor).get(url).content.decode()
    assert "Approve and Publish" in editors
    assert "Send back" in editors
