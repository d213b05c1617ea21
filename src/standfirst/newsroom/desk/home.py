"""The desk's first page: my drafts, what I filed, what is scheduled, what is overdue."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel

from standfirst.newsroom.desk.reports import scheduled_stories
from standfirst.newsroom.models import Story
from standfirst.newsroom.models.reach import Reach

SHOWN = 8


class MyStoriesPanel(Component):
    """Stories that I edited last, in one of some states."""

    template_name = "desk/home_stories.html"
    states: ClassVar[tuple[str, ...]] = ()
    title: ClassVar[Any] = ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find them within reach, newest first."""
        account = parent_context["request"].user
        found: list[Story] = []
        for state in self.states:
            mine = Story.objects.filter(
                Reach.of(account).writes.stories(), desk_state=state, latest_revision__user=account
            )
            found += mine.select_related("section").defer("body").order_by("-last_edited_at", "-pk")[:SHOWN]
        found.sort(key=lambda story: story.last_edited_at, reverse=True)
        return {"title": self.title, "stories": found[:SHOWN]}


class MyDraftsPanel(MyStoriesPanel):
    """What I am writing."""

    name = "my_drafts"
    order = 100
    title = _("My drafts")
    states = (Story.DeskState.DRAFT, Story.DeskState.CHANGED)


class MyFiledPanel(MyStoriesPanel):
    """What I filed and what no editor has decided yet."""

    name = "my_filed"
    order = 220
    title = _("Filed by me")
    states = (Story.DeskState.IN_REVIEW,)


class ScheduledPanel(Component):
    """What is to go live next in my sections, overdue ones first."""

    name = "scheduled"
    order = 150
    template_name = "desk/home_scheduled.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find them."""
        return {"scheduled": scheduled_stories(parent_context["request"].user, limit=SHOWN)}


def arrange_home(request: Any, panels: list[Any]) -> None:
    """Add our panels; Wagtail's list of one's own filed objects would outlive the role, ours does not."""
    panels[:] = [panel for panel in panels if not isinstance(panel, UserObjectsInWorkflowModerationPanel)]
    if Reach.of(request.user).writes:
        panels += [MyDraftsPanel(), ScheduledPanel(), MyFiledPanel()]
