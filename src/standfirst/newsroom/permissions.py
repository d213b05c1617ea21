"""Who may do what with stories, asked for each story; every view, menu and action asks here.

The rules, in a sentence each: whoever holds a role in a story's section (or its first-level section, or
its whole edition) may read it at the desk and change its draft; only an editor there publishes, schedules,
unpublishes, takes down, corrects, locks and unlocks, and deletes what was never published; superusers may
do everything.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.models import AbstractPage, GroupPagePermission, Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from standfirst.newsroom.models import (
    Author,
    DeskRole,
    EmbedProvider,
    FrontPage,
    ProjectPage,
    Section,
    Story,
    Topic,
)
from standfirst.newsroom.models.reach import Reach, Span

WRITERS_MAY = frozenset({"view", "add", "change"})
EDITORS_MAY = WRITERS_MAY | {
    "publish",
    "unpublish",
    "lock",
    "unlock",
    "delete",
    "take_down",
    "correct",
}

# What editors of a whole edition do with its special projects, beside adding them.
_WITH_A_PROJECT = ("change", "publish", "lock", "unlock")
_DEPTH_OF_HOME = 2


class SectionPolicy(BasePermissionPolicy):
    """Wagtail's questions about stories, answered by desk roles."""

    def __init__(self) -> None:
        """Be the policy for stories."""
        super().__init__(Story)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` with some story or other."""
        return bool(_span_for(user, action))

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` with some story or other."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Story) -> bool:
        """Whether ``user`` may do ``action`` with this story.

        A draft may name another section than the story as stored: then both must be within reach, so that
        nobody publishes into, or out of, a section that is not theirs.
        """
        span = _span_for(user, action)
        if span.everything:
            return action in EDITORS_MAY
        if action == "delete" and instance.first_published_at is not None:
            return False
        return bool(span) and all(span.covers(*place) for place in _places(instance))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Story
    ) -> bool:
        """Whether ``user`` may do one of ``actions`` with this story."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Story]:
        """Return the stories with which ``user`` may do one of ``actions``."""
        span = _widest(user, actions)
        if not span:
            return Story.objects.none()
        stories = Story.objects.filter(span.stories())
        only_delete = set(actions) == {"delete"} and not span.everything
        return stories.filter(first_published_at__isnull=True) if only_delete else stories

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        """Return those who may do one of ``actions`` with some story or other."""
        return _people(_roles_for(actions))

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Story
    ) -> QuerySet[Any]:
        """Return those who may do one of ``actions`` with this story."""
        return _people(
            _roles_for(actions)
            .filter(edition_id=instance.edition_id)
            .filter(
                Q(section=None)
                | Q(section_id=instance.section_id)
                | Q(section__children__in=[instance.section_id])
            )
        )


class EditionPolicy(BasePermissionPolicy):
    """Wagtail's questions about what belongs to an edition: its edition-wide editors may do everything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` in some edition or other."""
        edits = Reach.of(user).edits
        return edits.everything or bool(edits.editions and action in EDITORS_MAY)

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` in some edition or other."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` with this one; what has no edition is the superuser's."""
        return self.user_has_permission(user, action) and edits_edition(user, instance.edition_id)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        """Whether ``user`` may do one of ``actions`` with this one."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        """Return those of the editions that ``user`` edits."""
        if not self.user_has_any_permission(user, actions):
            return self.model.objects.none()
        edits = Reach.of(user).edits
        return self.model.objects.filter(Q() if edits.everything else Q(edition_id__in=edits.editions))

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        """Return superusers and the editors of whole editions."""
        return _people(DeskRole.objects.filter(role=DeskRole.Role.EDITOR, section=None))


class SuperuserPolicy(BasePermissionPolicy):
    """Wagtail's questions about what concerns the whole program: the superuser's alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` is an active superuser."""
        return bool(user.is_active and user.is_superuser)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        """Return the superusers."""
        return get_user_model().objects.filter(is_superuser=True, is_active=True)


class ProjectPolicy(PagePermissionPolicy):
    """Wagtail's questions about pages, which are special projects, answered by desk roles.

    Editors of a whole edition add projects to the site, and change and publish those of their edition.
    Nothing is asked of the database before a page is at stake: menus ask on every screen.
    """

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """Return the rights, page by page, as Wagtail's page views read them."""
        editions = Reach.of(user).edits.editions
        if not editions:
            return []
        home = list(Page.objects.filter(depth=_DEPTH_OF_HOME))
        own = list(Page.objects.filter(pk__in=ProjectPage.objects.filter(edition__in=editions).values("pk")))
        return [_granted(page, "add") for page in home] + [
            _granted(page, action) for page in own for action in _WITH_A_PROJECT
        ]

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` with some project or other."""
        edits = Reach.of(user).edits
        return edits.everything or bool(edits.editions and {"add", *_WITH_A_PROJECT} & set(actions))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        """Whether ``user`` may do one of ``actions`` with this page; to add ends at the home page."""
        known = self._base_user_has_permission(user)
        if known is not None:
            return known
        held = self.get_cached_permissions_for_user(user)
        rights = {one.permission.codename for one in held if one.page_id == instance.pk}
        return bool(self._get_permission_codenames(actions) & rights)

    def explorable_instances(self, user: Any) -> Any:
        """Return the pages that ``user`` sees in lists: the home page and the projects of one's editions."""
        if user.is_active and user.is_superuser:
            return Page.objects.all()
        own = ProjectPage.objects.filter(edition__in=Reach.of(user).edits.editions)
        return Page.objects.filter(Q(depth=_DEPTH_OF_HOME) | Q(pk__in=own.values("pk")))

    def explorable_root_instance(self, user: Any) -> Any:
        """Return where the person's pages begin: the home page, one query; the root for superusers."""
        if user.is_active and user.is_superuser:
            return super().explorable_root_instance(user)
        if not Reach.of(user).edits.editions:
            return None
        name = self._explorable_root_instance_cache_name
        if not hasattr(user, name):
            setattr(user, name, Page.objects.filter(depth=_DEPTH_OF_HOME).first())
        return getattr(user, name)

    def users_with_any_permission(
        self, actions: Collection[str], include_superusers: bool = True
    ) -> QuerySet[Any]:
        """Return superusers and the editors of whole editions."""
        people = _people(DeskRole.objects.filter(role=DeskRole.Role.EDITOR, section=None))
        return people if include_superusers else people.filter(is_superuser=False)

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Any, include_superusers: bool = True
    ) -> QuerySet[Any]:
        """Return superusers and the editors of the project's edition."""
        project = instance.specific
        edition = project.edition_id if isinstance(project, ProjectPage) else None
        roles = DeskRole.objects.filter(role=DeskRole.Role.EDITOR, section=None, edition=edition)
        people = _people(roles)
        return people if include_superusers else people.filter(is_superuser=False)


def may(account: Any, action: str, story: Story) -> bool:
    """Whether ``account`` may do ``action`` (one of EDITORS_MAY) with ``story``."""
    return SectionPolicy().user_has_permission_for_instance(account, action, story)


def may_edit(account: Any, story: Story) -> bool:
    """Whether the reader's page may offer ``account`` the way to the story's editor."""
    return account.is_authenticated and may(account, "change", story)


def edit_address(story: Story) -> str:
    """Return the address of the story's editor at the desk."""
    return reverse("stories:edit", args=(story.pk,))


def editors_of(story: Story) -> QuerySet[Any]:
    """Return those who hold an editor's role for the story's section; not superusers without one."""
    place = Q(section=None) | Q(section_id=story.section_id) | Q(section__children=story.section_id)
    roles = DeskRole.objects.filter(place, role=DeskRole.Role.EDITOR, edition_id=story.edition_id)
    people = get_user_model().objects.filter(Exists(roles.filter(account=OuterRef("pk"))), is_active=True)
    return people.select_related("wagtail_userprofile").order_by("pk")


def edits_edition(account: Any, edition_id: int) -> bool:
    """Whether ``account`` edits the whole edition: its front page, its topics, its authors."""
    edits = Reach.of(account).edits
    return edits.everything or edition_id in edits.editions


def _granted(page: Page, action: str) -> GroupPagePermission:
    """Return the right to ``action`` on ``page`` as Wagtail keeps rights, without a row for it."""
    return GroupPagePermission(page=page, permission=Permission(codename=f"{action}_page"))


def _span_for(user: Any, action: str) -> Span:
    if action in WRITERS_MAY:
        return Reach.of(user).writes
    return Reach.of(user).edits if action in EDITORS_MAY else Span()


def _widest(user: Any, actions: Collection[str]) -> Span:
    spans = [_span_for(user, action) for action in actions]
    return next((span for span in spans if span == Reach.of(user).writes), spans[0] if spans else Span())


def _places(story: Story) -> set[tuple[int | None, int | None]]:
    """Return edition and section of the story as given and as stored: a draft or a form may differ."""
    if story.pk and story.stored_place is None:
        story.stored_place = Story.objects.filter(pk=story.pk).values_list("edition_id", "section_id").first()
    given = (story.edition_id, story.section_id)
    return {given, story.stored_place} if story.stored_place else {given}


def _roles_for(actions: Collection[str]) -> QuerySet[DeskRole]:
    roles = DeskRole.objects.all()
    return roles if WRITERS_MAY & set(actions) else roles.filter(role=DeskRole.Role.EDITOR)


def _people(roles: QuerySet[DeskRole]) -> QuerySet[Any]:
    holds_one = Exists(roles.filter(account=OuterRef("pk")))
    return get_user_model().objects.filter(Q(is_superuser=True) | Q(holds_one), is_active=True)


def register_policies() -> None:
    """Let Wagtail ask here, from the start: it would soon put policies of its own in their place."""
    register_permission_policy(Story, SectionPolicy())
    register_permission_policy(AbstractPage, ProjectPolicy())
    for of_edition in (Topic, Author, Section, FrontPage):
        register_permission_policy(of_edition, EditionPolicy(of_edition))
    for of_program in (DeskRole, EmbedProvider):
        register_permission_policy(of_program, SuperuserPolicy(of_program))
