"""What the newsroom adds to Wagtail's desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def newsroom_log_actions(actions: Any) -> None:
    """Name the acts of power that a story's history shows."""
    actions.register_action("standfirst.take_down", _("Take down"), _("Taken down"))
    actions.register_action("standfirst.restore", _("Restore"), _("Restored after a take-down"))
    actions.register_action("standfirst.correct", _("Correct"), _("Corrected in public"))
