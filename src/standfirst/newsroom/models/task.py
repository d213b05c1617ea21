"""The one step between a writer and publication: an editor of the story's own section."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.models.story import Story


class SectionEditorTask(Task):
    """A task that only editors of the story's section may do: approve, or send back with a note."""

    class Meta:
        """At the desk."""

        verbose_name = _("section editor's approval")
        verbose_name_plural = _("section editors' approvals")

    @classmethod
    def get_description(cls) -> str:
        """Return what the workflow settings say about this kind of task."""
        return str(_("Editors of the story's section approve it or send it back."))

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin; a lock that keeps the section's editors out is lifted, since it is their turn."""
        story = workflow_state.content_object
        if story.locked and not _edits(story.locked_by, story):
            story.locked, story.locked_by, story.locked_at = False, None, None
            story.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Story, user: Any) -> bool:
        """Whether ``user`` may open the editor while the story is here."""
        return _edits(user, obj)

    def locked_for_user(self, obj: Story, user: Any) -> bool:
        """Whether ``user`` must leave the text alone while the story is here."""
        return not _edits(user, obj)

    def user_can_lock(self, obj: Story, user: Any) -> bool:
        """Whether ``user`` may keep the other editors out."""
        return _edits(user, obj)

    def user_can_unlock(self, obj: Story, user: Any) -> bool:
        """Whether ``user`` may let the other editors in again."""
        return _edits(user, obj)

    def get_actions(self, obj: Story, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what ``user`` may do now: name, label, and whether a note is asked for first."""
        if not _edits(user, obj):
            return []
        return [
            ("reject", _("Send back"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a note"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **_kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for ``user``."""
        edits = Reach.of(user).edits
        if not edits:
            return TaskState.objects.none()
        filed = Story.objects.filter(edits.stories(), desk_state=Story.DeskState.IN_REVIEW)
        ids = filed.annotate(identity=Cast("pk", CharField())).values("identity")
        return TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=ids
        )


def _edits(account: Any, story: Story) -> bool:
    """Whether ``account`` edits the section that the story is in now."""
    if account is None:
        return False
    stored = Story.objects.filter(pk=story.pk).values_list("edition_id", "section_id").first()
    edits = Reach.of(account).edits
    return edits.covers(story.edition_id, story.section_id) and (stored is None or edits.covers(*stored))
