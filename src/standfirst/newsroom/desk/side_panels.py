"""What stands beside a story's form: the notes of colleagues, and its corrections."""

from typing import Any

from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from standfirst.newsroom.models import Story
from standfirst.newsroom.permissions import may


class NotesPanel(BaseSidePanel):
    """Notes between colleagues; open ones are counted on the button."""

    name = "notes"
    title = _("Notes")
    template_name = "desk/notes_panel.html"
    order = 150

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the notes."""

        aria_label = _("Toggle notes")
        icon_name = "comment"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count what is not settled."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = sum(note.settled_at is None for note in self.panel.notes)
            return context

    def __init__(self, story: Story, request: Any) -> None:
        """Read the story's notes."""
        super().__init__(story, request)
        self.notes = list(story.notes.select_related("author"))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the template the notes."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "notes": self.notes, "csrf_token": get_token(self.request)}


class CorrectionsPanel(BaseSidePanel):
    """The story's public corrections."""

    name = "corrections"
    title = _("Corrections")
    template_name = "desk/corrections_panel.html"
    order = 160

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the corrections."""

        aria_label = _("Toggle corrections")
        icon_name = "warning"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count the corrections."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.panel.corrections)
            return context

    def __init__(self, story: Story, request: Any) -> None:
        """Read the story's corrections."""
        super().__init__(story, request)
        self.corrections = list(story.corrections.all())

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the template the corrections, and whether this person may add one."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        published = self.object.first_published_at is not None
        return {
            **context,
            "corrections": self.corrections,
            "may_correct": published and may(self.request.user, "correct", self.object),
        }
