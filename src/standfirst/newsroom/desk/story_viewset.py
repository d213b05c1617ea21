"""Stories at the desk: every view of Wagtail's, replaced by one that asks about the story first."""

from typing import Any

from django.urls import path
from wagtail.snippets.views.snippets import SnippetViewSet

from standfirst.newsroom.desk import story_actions, story_views
from standfirst.newsroom.desk.choosers import NewsroomChooserViewSet
from standfirst.newsroom.desk.story_form import story_panels
from standfirst.newsroom.desk.story_list import StoryFilters, StoryListView, author_names
from standfirst.newsroom.models import Story


class StoryViewSet(SnippetViewSet):
    """The desk's views of stories, under ``/desk/stories/``."""

    model = Story
    icon = "doc-full"
    url_namespace = "stories"
    url_prefix = "stories"
    add_to_admin_menu = True
    menu_order = 100
    filterset_class = StoryFilters
    index_template_name = StoryListView.template_name
    index_results_template_name = StoryListView.results_template_name
    chooser_viewset_class = NewsroomChooserViewSet

    index_view_class = StoryListView
    add_view_class = story_views.StoryCreateView
    copy_view_class = story_views.StoryCopyView
    edit_view_class = story_views.StoryEditView
    delete_view_class = story_views.StoryDeleteView
    usage_view_class = story_views.StoryUsageView
    history_view_class = story_views.StoryHistoryView
    inspect_view_class = story_views.StoryInspectView
    revisions_view_class = story_views.StoryPreviewRevisionView
    revisions_revert_view_class = story_views.StoryRevertView
    revisions_compare_view_class = story_views.StoryCompareView
    revisions_unschedule_view_class = story_views.StoryUnscheduleView
    unpublish_view_class = story_views.StoryUnpublishView
    preview_on_add_view_class = story_views.StoryPreviewOnCreateView
    preview_on_edit_view_class = story_views.StoryPreviewOnEditView
    lock_view_class = story_views.StoryLockView
    unlock_view_class = story_views.StoryUnlockView
    workflow_action_view_class = story_views.StoryWorkflowActionView
    collect_workflow_action_data_view_class = story_views.StoryCollectWorkflowDataView
    confirm_workflow_cancellation_view_class = story_views.StoryConfirmCancellationView
    workflow_preview_view_class = story_views.StoryWorkflowPreviewView
    workflow_history_view_class = story_views.StoryWorkflowHistoryView
    workflow_history_detail_view_class = story_views.StoryWorkflowHistoryDetailView

    def get_edit_handler(self) -> Any:
        """Return the form's layout, bound to stories."""
        return story_panels().bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        """Add what is done with a story beside writing it."""
        more = [
            ("correct/<int:pk>/", story_actions.CorrectView, "correct"),
            ("take-down/<int:pk>/", story_actions.TakeDownView, "take_down"),
            ("restore/<int:pk>/", story_actions.RestoreView, "restore"),
            ("notes/<int:pk>/", story_actions.NotesView, "note"),
            ("notes/<int:pk>/settle/<int:note>/", story_actions.NotesView, "settle_note"),
        ]
        names = path("author-names/", author_names, name="author_names")
        own = [names, *(path(route, self.construct_view(view), name=name) for route, view, name in more)]
        return [*super().get_urlpatterns(), *own]
