"""The buttons under a story's form: what this person may do with this story, in the newsroom's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    PublishMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)

from standfirst.newsroom.models import Story
from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.permissions import may

_ALWAYS_DECIDED_HERE = (PublishMenuItem, UnpublishMenuItem, SubmitForModerationMenuItem)


class FileMenuItem(SubmitForModerationMenuItem):
    """Files the story to its section's editors."""

    label = _("File to the section editor")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Keep our own label whatever the workflow is called."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "label": self.label}


def arrange_actions(menu_items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Replace Wagtail's offers, which ask about stories in general, by those for this story."""
    if context["model"] is not Story:
        return
    menu_items[:] = [item for item in menu_items if not isinstance(item, _ALWAYS_DECIDED_HERE)]
    story, locked = context.get("instance"), context.get("locked_for_user")
    if locked:
        return
    file_item = FileMenuItem(order=60)
    if file_item.is_shown(context):
        menu_items.append(file_item)
    if _may_publish(request.user, story):
        menu_items.append(PublishMenuItem(order=30))
        if story is not None and story.live:
            menu_items.append(UnpublishMenuItem(order=20))
    menu_items.sort(key=lambda item: item.order)


def _may_publish(account: Any, story: Story | None) -> bool:
    if story is None:
        return bool(Reach.of(account).edits)
    return story.taken_down_at is None and may(account, "publish", story)
