"""Where a story stands between draft and publication, and the one workflow that all stories go through."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import Revision, Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from standfirst.newsroom.models import SectionEditorTask, Story

WORKFLOW_NAME = "Section editor"


def settle_desk_state(story_id: int) -> None:
    """Make the story's ``desk_state`` say where it stands now, as its row, schedule and workflow have it.

    The only function that decides the state; called after every change to one of the three.
    """
    story = _facts_of(story_id)
    if story is None:
        return
    state = _state(story)
    if story.desk_state != state:
        Story.objects.filter(pk=story_id).update(desk_state=state)


@transaction.atomic
def prepare_workflow() -> Workflow:
    """Make the workflow and give it to stories where that has not been done; leave any other choice alone."""
    task = SectionEditorTask.objects.filter(active=True).first()
    if task is None:
        task = SectionEditorTask.objects.create(name=WORKFLOW_NAME)
    content_type = ContentType.objects.get_for_model(Story)
    assigned = WorkflowContentType.objects.filter(content_type=content_type).first()
    if assigned is not None:
        return assigned.workflow
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return workflow


def _facts_of(story_id: int) -> Story | None:
    content_type = ContentType.objects.get_for_model(Story)
    own = {"base_content_type": content_type, "object_id": Cast(OuterRef("pk"), CharField())}
    return (
        Story.objects.filter(pk=story_id)
        .only("live", "expired", "has_unpublished_changes", "taken_down_at", "desk_state")
        .annotate(
            scheduled=Exists(Revision.objects.filter(approved_go_live_at__isnull=False, **own)),
            in_review=Exists(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **own)),
        )
        .first()
    )


def _state(story: Any) -> str:
    """Return the state; the first that holds wins."""
    states = Story.DeskState
    rules = (
        (story.taken_down_at is not None, states.TAKEN_DOWN),
        (story.scheduled, states.SCHEDULED),
        (story.in_review, states.IN_REVIEW),
        (story.live and story.has_unpublished_changes, states.CHANGED),
        (story.live, states.PUBLISHED),
        (story.expired, states.EXPIRED),
    )
    return next((state for holds, state in rules if holds), states.DRAFT)
