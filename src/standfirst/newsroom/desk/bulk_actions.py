"""What is done with several stories at once, asked for each of them."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.newsroom.models import Story, StoryTopic, Topic
from standfirst.newsroom.permissions import SectionPolicy, may


class StoryBulkAction(SnippetBulkAction):
    """Does something with each of the chosen stories for which this person may."""

    models: ClassVar[list[type]] = [Story]
    asked: ClassVar[str] = "publish"
    template_name = "desk/bulk_action.html"
    button: ClassVar[Any] = ""
    request: Any

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Any]:
        """Return nothing: “all” of an archive is never meant."""
        return Story.objects.none().values_list("pk", flat=True)

    def get_queryset(self, model: type, object_ids: Any) -> QuerySet[Story]:
        """Return the chosen stories that the person may see at all; of others not even the headline."""
        visible = SectionPolicy().instances_user_has_permission_for(self.request.user, "view")
        return visible.filter(pk__in=[pk for pk in object_ids if str(pk).isdecimal()])

    def check_perm(self, story: Story) -> bool:
        """Whether the person may do it with this story, as stored and as drafted."""
        return may(self.request.user, self.asked, story.get_latest_revision_as_object())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the button's word."""
        return {**super().get_context_data(**kwargs), "button": self.button, "question": self.aria_label}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many."""
        return ngettext("%d story: done.", "%d stories: done.", num_parent_objects) % num_parent_objects


class PublishStories(StoryBulkAction):
    """Publishes the newest draft of each."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the chosen stories")
    button = _("Publish")
    action_priority = 10

    def check_perm(self, story: Story) -> bool:
        """Leave out what is taken down."""
        return story.taken_down_at is None and super().check_perm(story)

    @classmethod
    def execute_action(cls, objects: list[Story], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Publish."""
        by = user or kwargs["self"].request.user
        for story in objects:
            revision = story.get_latest_revision() or story.save_revision(user=by)
            revision.publish(user=by)
        return len(objects), 0


class UnpublishStories(StoryBulkAction):
    """Takes each off the site for the time being."""

    display_name = _("Unpublish")
    action_type = "unpublish"
    aria_label = _("Unpublish the chosen stories")
    button = _("Unpublish")
    action_priority = 20

    @classmethod
    def execute_action(cls, objects: list[Story], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Unpublish those that are live."""
        live = [story for story in objects if story.live]
        for story in live:
            story.unpublish(user=user or kwargs["self"].request.user)
        return len(live), 0


class TopicForm(forms.Form):
    """Which topic."""

    topic = forms.ModelChoiceField(
        Topic.objects.filter(merged_into=None), label=_("Topic"), widget=AdminSnippetChooser(model=Topic)
    )


class AddTopicToStories(StoryBulkAction):
    """Adds a topic to the newest draft of each; what was published without changes is published with it."""

    display_name = _("Add topic")
    action_type = "add_topic"
    aria_label = _("Add a topic to the chosen stories")
    button = _("Add topic")
    action_priority = 25
    form_class = TopicForm

    @classmethod
    def execute_action(cls, objects: list[Story], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Add the topic to the stories of its edition that do not have it yet."""
        action = kwargs["self"]
        by, topic = user or action.request.user, action.cleaned_form.cleaned_data["topic"]
        changed = [story for story in objects if story.edition_id == topic.edition_id]
        return sum(_with_topic(story, topic, by) for story in changed), 0


class DeleteStories(StoryBulkAction, DeleteBulkAction):
    """Deletes those that were never published."""

    asked = "delete"
    template_name = DeleteBulkAction.template_name
    aria_label = DeleteBulkAction.aria_label
    button = DeleteBulkAction.display_name

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say it as Wagtail does."""
        return str(DeleteBulkAction.get_success_message(self, num_parent_objects, num_child_objects))


def _with_topic(story: Story, topic: Topic, by: Any) -> bool:
    """Give the story's newest draft the topic; return whether it had to be given."""
    draft = story.get_latest_revision_as_object()
    links = list(draft.topic_links.all())
    if any(link.topic_id == topic.pk for link in links):
        return False
    last = max((link.sort_order or 0 for link in links), default=0)
    draft.topic_links.add(StoryTopic(topic=topic, sort_order=last + 1))
    was_clean = story.live and not story.has_unpublished_changes
    if not story.live:
        draft.save()
    revision = draft.save_revision(user=by, log_action=True)
    if was_clean:
        revision.publish(user=by)
    return True
