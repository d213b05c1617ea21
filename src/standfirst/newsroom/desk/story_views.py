"""Wagtail's views of a story, each asked first whether this person may."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from standfirst.newsroom.desk.asking import AskedPerStory
from standfirst.newsroom.desk.side_panels import CorrectionsPanel, NotesPanel
from standfirst.newsroom.models import Story
from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.permissions import may


class PublishesWithinReach:
    """For the forms that may publish: only what an editor of the section sends goes live."""

    request: HttpRequest
    object: Any
    action: str
    produced_error_code: str
    produced_error_message: str

    def get_available_actions(self) -> list[str]:
        """Leave “publish” to editors of the story's section; to any editor while it has none."""
        actions: list[str] = super().get_available_actions()  # type: ignore[misc]
        if self.object is None:
            return actions
        allowed = may(self.request.user, "publish", self.object)
        return actions if allowed else [action for action in actions if action != "publish"]

    def is_valid(self, form: Any) -> bool:
        """Refuse to publish into a section that the person does not edit."""
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        if not valid or self.action not in {"publish", "workflow-action"}:
            return valid
        section = form.cleaned_data["section"]
        if Reach.of(self.request.user).edits.covers(section.edition_id, section.pk):
            return True
        self.produced_error_code = "validation_error"
        self.produced_error_message = _("Only editors of the section may publish there.")
        form.add_error("section", self.produced_error_message)
        return False

    def get_success_message(self, instance: Any = None) -> Any:
        """Say “filed” in the newsroom's own words."""
        if self.action == "submit":
            return _("“%s” is filed to the section editor.") % (instance or self.object)
        return super().get_success_message(instance)  # type: ignore[misc]


class StoryCreateView(PublishesWithinReach, snippets.CreateView):
    """Begins a story."""


class StoryCopyView(AskedPerStory, generic.CopyViewMixin, StoryCreateView):
    """Offers a story's text as the beginning of a new one; what is sent goes to the create view."""

    http_method_names = ["get", "head"]

    def user_has_permission(self, permission: str) -> bool:
        """Ask about creating in general: the copy may go to another section."""
        return snippets.CreateView.user_has_permission(self, permission)

    def get_object(self, queryset: Any = None) -> None:
        """Begin with no story: the copy is a new one."""
        return

    def get_initial_form_instance(self) -> Story:
        """Return an unsaved story with the text of the old, and none of its history."""
        original = Story.objects.get(pk=self.story_row.pk)
        content = original.get_latest_revision_as_object().serializable_data()
        return Story.from_serializable_data(_without_history(content))


class StoryEditView(AskedPerStory, PublishesWithinReach, snippets.EditView):
    """Changes a story; beside it, the notes of colleagues and the corrections."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the form; say over it what an editor must know first."""
        if not self.hydrate_create_view:
            self._say_what_matters(request)
        return super().get(request, *args, **kwargs)

    def _say_what_matters(self, request: HttpRequest) -> None:
        embargo = self.object.embargo_until
        if self.live_object.taken_down_at:
            said = _("This story is taken down: %s") % self.live_object.take_down_reason
            messages.warning(request, said)
        elif embargo and embargo > timezone.now():
            until = formats.date_format(timezone.localtime(embargo), "DATETIME_FORMAT")
            messages.info(request, _("Embargoed until %s: it cannot go live before.") % until)

    def get_side_panels(self) -> MediaContainer:
        """Add notes and corrections to Wagtail's own panels."""
        panels = list(super().get_side_panels())
        if not self.expects_json_response:
            panels.append(NotesPanel(self.live_object, self.request))
            panels.append(CorrectionsPanel(self.live_object, self.request))
        return MediaContainer(panels)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add what only a story has: correct, take down, restore."""
        story = self.live_object
        offers = (
            ("correct", _("Correct in public"), "edit", story.first_published_at is not None),
            ("take_down", _("Take down"), "no-view", story.first_published_at and not story.taken_down_at),
            ("restore", _("Restore"), "rotate", story.taken_down_at is not None),
        )
        return super().header_more_buttons + [
            Button(label, url=reverse(f"stories:{name}", args=(story.pk,)), icon_name=icon, priority=place)
            for place, (name, label, icon, sensible) in enumerate(offers, 40)
            if sensible and self.user_has_permission(_ACTION.get(name, name))
        ]


_ACTION = {"restore": "take_down"}


class StoryRevertView(generic.RevisionsRevertMixin, StoryEditView):
    """Offers an older revision in the form, to be saved as the newest."""

    view_name = "revisions_revert"


class StoryDeleteView(AskedPerStory, snippets.DeleteView):
    """Deletes a story that was never published; what was published is taken down."""

    asked = "delete"


class StoryUsageView(AskedPerStory, snippets.UsageView):
    """Where the story is used."""


class StoryHistoryView(AskedPerStory, snippets.HistoryView):
    """What was done with the story, by whom."""


class StoryInspectView(AskedPerStory, snippets.InspectView):
    """The story's fields."""

    asked = "view"


class StoryPreviewOnEditView(AskedPerStory, snippets.PreviewOnEditView):
    """The story as readers would see what is in the form now."""


class StoryPreviewRevisionView(AskedPerStory, snippets.PreviewRevisionView):
    """The story as readers would have seen a revision."""


class StoryCompareView(AskedPerStory, snippets.RevisionsCompareView):
    """Two revisions side by side."""


class StoryUnpublishView(AskedPerStory, snippets.UnpublishView):
    """Takes a story off the site for the time being."""

    asked = "publish"


class StoryUnscheduleView(AskedPerStory, snippets.RevisionsUnscheduleView):
    """Cancels a schedule."""

    asked = "publish"


class StoryLockView(AskedPerStory, snippets.LockView):
    """Keeps others out of the text."""

    asked = "lock"


class StoryUnlockView(AskedPerStory, snippets.UnlockView):
    """Lets others in again: for editors, and for who locked it."""


class OwnTaskState:
    """Refuses a step of the workflow that belongs to another story than the one in the address."""

    object: Any
    task_state: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Check that the step is this story's own; raises Http404."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        state = self.task_state.workflow_state
        ours = state.base_content_type_id == ContentType.objects.get_for_model(Story).pk
        if not ours or state.object_id != str(self.object.pk):
            raise Http404


class StoryWorkflowActionView(AskedPerStory, OwnTaskState, snippets.WorkflowActionView):
    """Approves a story or sends it back."""

    asked = "publish"


class StoryCollectWorkflowDataView(AskedPerStory, OwnTaskState, snippets.CollectWorkflowActionDataView):
    """Asks for the note that goes with an approval or a refusal."""

    asked = "publish"


class StoryConfirmCancellationView(AskedPerStory, snippets.ConfirmWorkflowCancellationView):
    """Says that publishing ends the workflow."""


class StoryWorkflowPreviewView(AskedPerStory, snippets.WorkflowPreviewView):
    """The story as it was filed."""


class StoryWorkflowHistoryView(AskedPerStory, snippets.WorkflowHistoryView):
    """How often the story was filed, and what came of it."""


class StoryWorkflowHistoryDetailView(AskedPerStory, snippets.WorkflowHistoryDetailView):
    """One filing, step by step."""


class StoryPreviewOnCreateView(snippets.PreviewOnCreateView):
    """The story as readers would see it, before it is saved for the first time."""


def _without_history(content: dict[str, Any]) -> dict[str, Any]:
    """Return a story's content as that of a story that nobody has seen."""
    fresh = {
        "pk": None,
        "live": False,
        "slug": "",
        "desk_state": Story.DeskState.DRAFT,
        "locked": False,
        "expired": False,
        "has_unpublished_changes": False,
        "take_down_reason": "",
    }
    dropped = {
        "translation_key", "first_published_at", "last_published_at", "live_revision", "latest_revision",
        "go_live_at", "expire_at", "embargo_until", "updated_at", "taken_down_at", "locked_by", "locked_at",
        "last_edited_at",
    }  # fmt: skip
    kept = {name: value for name, value in content.items() if name not in dropped}
    for relation in ("bylines", "topic_links", "other_sections"):
        kept[relation] = [{**row, "pk": None, "story": None} for row in kept.get(relation, [])]
    return {**kept, **fresh}
