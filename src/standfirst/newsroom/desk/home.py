"""The desk's first page: my drafts, what was filed to me, what is scheduled or overdue, what came out."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from standfirst.newsroom.desk.finding import Wanted, desk_stories
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
        return {"id": self.name.replace("_", "-"), "title": self.title, "stories": found[:SHOWN]}


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


class FiledToMePanel(Component):
    """What writers filed and I may decide, the longest waiting first."""

    name = "filed_to_me"
    order = 110
    template_name = "desk/home_stories.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find them along the index of states."""
        edits = Reach.of(parent_context["request"].user).edits
        filed = Story.objects.filter(edits.stories(), desk_state=Story.DeskState.IN_REVIEW)
        stories = filed.select_related("section").defer("body").order_by("last_edited_at", "pk")[:SHOWN]
        return {"id": "filed-to-me", "title": _("Filed to me"), "stories": stories if edits else []}


class PublishedPanel(Component):
    """What was published last in my sections."""

    name = "published"
    order = 230
    template_name = "desk/home_stories.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find them as the desk's list does."""
        writes = Reach.of(parent_context["request"].user).writes
        page = desk_stories(writes, Wanted(state=Story.DeskState.PUBLISHED), limit=SHOWN)
        title = _("Published in my sections")
        return {"id": "published", "title": title, "stories": page.stories}


class BeginPanel(Component):
    """Where to begin when there is nothing of one's own to go on with."""

    name = "begin"
    order = 900
    template_name = "desk/home_begin.html"


def arrange_home(request: Any, panels: list[Any]) -> None:
    """Show stories in the place of Wagtail's pages.

    Wagtail's list of one's own filed objects would outlive the role, ours does not.
    """
    panels.clear()
    if Reach.of(request.user).writes:
        panels += [
            MyDraftsPanel(),
            FiledToMePanel(),
            ScheduledPanel(),
            MyFiledPanel(),
            PublishedPanel(),
            BeginPanel(),
        ]
