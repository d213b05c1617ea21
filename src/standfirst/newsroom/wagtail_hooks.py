"""The newsroom as Wagtail sees it: registrations only; what they do stands in ``desk``."""

from functools import partial
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import signal_handlers
from wagtail.snippets.models import register_snippet

from standfirst.newsroom.desk import bulk_actions, menus
from standfirst.newsroom.desk.account import StoryMailPanel
from standfirst.newsroom.desk.action_menu import arrange_actions
from standfirst.newsroom.desk.catalogue import NewsroomGroup
from standfirst.newsroom.desk.fronts import FrontPageViewSet
from standfirst.newsroom.desk.home import arrange_home
from standfirst.newsroom.desk.projects import ProjectViewSet, project_menu_item, project_panels
from standfirst.newsroom.desk.reports import REPORTS, report_addresses, report_menu_item
from standfirst.newsroom.desk.story_viewset import StoryViewSet
from standfirst.newsroom.models import ProjectPage

register_snippet(StoryViewSet)
register_snippet(FrontPageViewSet)
register_snippet(NewsroomGroup)
ProjectPage.edit_handler = project_panels()

hooks.register("construct_snippet_action_menu", arrange_actions)
hooks.register("register_account_settings_panel", StoryMailPanel)
# Wagtail's own mail goes out before the commit, and what is filed to superusers only: ours takes its place.
for notifier in (
    signal_handlers.workflow_submission_email_notifier,
    signal_handlers.workflow_rejection_email_notifier,
    signal_handlers.workflow_approval_email_notifier,
):
    notifier.valid_classes = ()
hooks.register("construct_homepage_panels", arrange_home)
hooks.register("construct_main_menu", menus.arrange_menu)
hooks.register("construct_reports_menu", menus.arrange_reports)
hooks.register("construct_help_menu", menus.arrange_help)
hooks.register("construct_search", menus.arrange_search)
# After Wagtail's own: nothing is counted that the home page does not show.
hooks.register("construct_homepage_summary_items", lambda _request, items: items.clear(), order=1000)
hooks.register("register_admin_urls", report_addresses)
hooks.register("register_admin_viewset", ProjectViewSet)
hooks.register("register_admin_menu_item", project_menu_item)
for place, (name, view) in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(report_menu_item, name, view, 100 + place))
# After Wagtail's own: the last action of a name is the one that runs.
for action in (
    bulk_actions.PublishStories,
    bulk_actions.UnpublishStories,
    bulk_actions.AddTopicToStories,
    bulk_actions.DeleteStories,
):
    hooks.register("register_bulk_action", action, order=1000)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what is done with stories beside Wagtail's own actions, for the history."""
    actions.register_action("standfirst.take_down", _("Take down"), _("Taken down"))
    actions.register_action("standfirst.restore", _("Restore"), _("Restored as a draft"))
    actions.register_action("standfirst.correct", _("Correct"), _("Corrected in public"))


@hooks.register("insert_global_admin_css")
def desk_styles() -> str:
    """Add the desk's own styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_editor_js")
def desk_script() -> str:
    """Count letters while one writes."""
    return format_html('<script src="{}" defer></script>', static("desk/desk.js"))
