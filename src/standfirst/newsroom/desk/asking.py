"""The question before every view of a story: whether this person may do that with this story."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permissions import policy_registry

from standfirst.newsroom.models import Story
from standfirst.newsroom.permissions import SectionPolicy, may


class AskedPerStory:
    """Stands before a view of one story; refuses before the view has read anything.

    ``asked`` is the action that opens the view; what the view asks Wagtail's policy further on (buttons,
    locks) is answered for this story too, not for stories in general.
    """

    asked: ClassVar[str] = "change"
    request: HttpRequest
    story_row: Story

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the story and ask; raises Http404 or PermissionDenied."""
        self.story_row = story_of(kwargs["pk"])
        if not may(request.user, self.asked, self.story_row):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def user_has_permission(self, permission: str) -> bool:
        """Answer for this story; who locked it may unlock it."""
        story = getattr(self, "object", None) or self.story_row
        if permission == "unlock" and self.story_row.locked_by_id == self.request.user.pk:
            return True
        return may(self.request.user, permission, story)

    def user_has_any_permission(self, permissions: Collection[str]) -> bool:
        """Answer for this story."""
        return any(self.user_has_permission(permission) for permission in permissions)

    def user_has_permission_for_instance(self, permission: str, instance: Story) -> bool:
        """Answer for the story given."""
        return SectionPolicy().user_has_permission_for_instance(self.request.user, permission, instance)


class AskedPerObject:
    """Stands before a view of one author, topic, section ...; ``asked`` is the action that opens it."""

    asked: ClassVar[str] = "change"
    request: HttpRequest
    model: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the object and ask; raises Http404 or PermissionDenied."""
        found = get_object_or_404(self.model, pk=kwargs["pk"])
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_permission_for_instance(request.user, self.asked, found):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


def story_of(pk: Any) -> Story:
    """Return what a permission needs to know of the story; raises Http404."""
    text = unquote(str(pk))
    if not text.isdecimal():
        raise Http404
    needed = ("edition", "section", "first_published_at", "locked_by", "headline", "live", "taken_down_at")
    return get_object_or_404(Story.objects.only(*needed), pk=int(text))
