"""A person's own settings at the desk: which mail about stories they get."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

from standfirst.newsroom.models.reach import Reach


class StoryMailForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which of the messages about stories a person wants."""

    class Meta:
        """Wagtail's own switches, in a newsroom's words."""

        model = UserProfile
        fields = ("submitted_notifications", "rejected_notifications", "approved_notifications")
        labels = {
            "submitted_notifications": _("Stories filed to me"),
            "rejected_notifications": _("My stories sent back"),
            "approved_notifications": _("My stories approved"),
        }
        help_texts = dict.fromkeys(fields, "")
        widgets = {name: SwitchInput() for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask only editors about what is filed."""
        super().__init__(*args, **kwargs)
        if not Reach.of(self.instance.user).edits:
            del self.fields["submitted_notifications"]


class StoryMailPanel(BaseSettingsPanel):
    """The switches in the account; Wagtail shows the same to those who manage special projects."""

    name = "story_mail"
    title = _("Mail about stories")
    tab = notifications_tab
    order = 90
    form_class = StoryMailForm
    form_object = "profile"

    def is_active(self) -> bool:
        """Whether the person works with stories, and does not find Wagtail's own switches here."""
        reach = Reach.of(self.user)
        return bool(reach.writes) and not (reach.edits.everything or reach.edits.editions)
