"""What the desk keeps true whenever something changes: states, groups, the workflow."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from wagtail.models import Collection, GroupCollectionPermission, Revision, WorkflowState
from wagtail.signals import task_submitted, unpublished, workflow_approved, workflow_rejected

from standfirst.newsroom import touching
from standfirst.newsroom.desk.mailing import announce_decision, announce_filing
from standfirst.newsroom.headlines import prepare_headline_search
from standfirst.newsroom.listing import relist_section
from standfirst.newsroom.models import DeskRole, Section, Story
from standfirst.newsroom.publishing import record_deletion
from standfirst.newsroom.workflow import prepare_workflow, settle_desk_state

DESK_GROUP = "Desk"
_PHOTO_RIGHTS = ("add_image", "change_image", "choose_image")


def connect() -> None:
    """Begin to listen; called once, when the program is loaded."""
    touching.connect()
    post_save.connect(_story_saved, sender=Story, dispatch_uid="desk.story")
    pre_delete.connect(_story_deleted, sender=Story, dispatch_uid="desk.story_deleted")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="desk.revision")
    post_save.connect(_workflow_moved, sender=WorkflowState, dispatch_uid="desk.workflow")
    unpublished.connect(_story_unpublished, sender=Story, dispatch_uid="desk.unpublished")
    post_save.connect(_role_given, sender=DeskRole, dispatch_uid="desk.role_given")
    post_delete.connect(_role_taken, sender=DeskRole, dispatch_uid="desk.role_taken")
    post_delete.connect(_section_deleted, sender=Section, dispatch_uid="desk.section_deleted")
    task_submitted.connect(_story_filed, dispatch_uid="desk.filed")
    for decided in (workflow_rejected, workflow_approved):
        decided.connect(_story_decided, sender=WorkflowState, dispatch_uid="desk.decided")
    post_migrate.connect(_prepare, sender=apps.get_app_config("newsroom"), dispatch_uid="desk.prepare")


def prepare_desk_group() -> Group:
    """Return the group that lets people in at the desk and gives them photos; make it where it is absent."""
    group, made = Group.objects.get_or_create(name=DESK_GROUP)
    if made:
        group.permissions.add(_entry_permission())
        root = Collection.get_first_root_node()
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailimages", codename__in=_PHOTO_RIGHTS
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
    return group


def _entry_permission() -> Permission:
    desk, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    permission, _made = Permission.objects.get_or_create(
        content_type=desk, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    return permission


def _prepare(**_signal: Any) -> None:
    create_permissions(apps.get_app_config("wagtailimages"), verbosity=0)
    prepare_desk_group()
    prepare_workflow()
    prepare_headline_search()


def _story_saved(instance: Story, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        settle_desk_state(instance.pk)


def _story_deleted(instance: Story, **_signal: Any) -> None:
    """Tell that readers lose it, while it is still known where it stood."""
    record_deletion(instance)


def _story_unpublished(instance: Story, **_signal: Any) -> None:
    settle_desk_state(instance.pk)


def _revision_saved(instance: Revision, update_fields: Any = None, **_signal: Any) -> None:
    """Notice that a schedule was made or cancelled; what else a revision changes, saves its story."""
    ours = instance.base_content_type_id == ContentType.objects.get_for_model(Story).pk
    if ours and update_fields and "approved_go_live_at" in update_fields:
        settle_desk_state(int(instance.object_id))


def _workflow_moved(instance: WorkflowState, **_signal: Any) -> None:
    if instance.base_content_type_id == ContentType.objects.get_for_model(Story).pk:
        settle_desk_state(int(instance.object_id))


def _story_filed(**signal: Any) -> None:
    announce_filing(**signal)


def _story_decided(**signal: Any) -> None:
    announce_decision(**signal)


def _role_given(instance: DeskRole, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        instance.account.groups.add(prepare_desk_group())


def _role_taken(instance: DeskRole, **_signal: Any) -> None:
    if not DeskRole.objects.filter(account_id=instance.account_id).exists():
        for group in Group.objects.filter(name=DESK_GROUP):
            group.user_set.remove(instance.account_id)


def _section_deleted(instance: Section, **_signal: Any) -> None:
    """Take the stories that it was a further section of from its list, and from its parent's."""
    relist_section(instance)
