"""Publishing, withdrawing and correcting: the verbs that change what readers can read."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from standfirst.events.announcing import announce
from standfirst.newsroom.events import StoryPublished, StoryRestored, StoryWithdrawn
from standfirst.newsroom.history import record_version
from standfirst.newsroom.listing import list_tags, relist, unlist
from standfirst.newsroom.models import Correction, ProjectPage, Story

logger = logging.getLogger("standfirst.newsroom")

# What can be scheduled and can expire.
_TIMED: tuple[type[Any], ...] = (Story, ProjectPage)
_Due = tuple[Callable[[type[Any], int], bool], type[Any], int]


@transaction.atomic(savepoint=False)
def record_publication(story: Story) -> None:
    """Keep what follows from ``story`` going live: version, lists, the announcement.

    Called by Wagtail's ``published`` signal, in the transaction of the publication; does nothing for a
    story that was only scheduled.
    """
    if not story.live:
        return
    at = story.last_published_at or timezone.now()
    version = record_version(story, at)
    first_time = version is not None and version.number == 1
    if version and not first_time:
        story.updated_at = at
        Story.objects.filter(pk=story.pk).update(updated_at=at)
    touched = _touched(story, relist(story), now=story.place)
    announce(StoryPublished(story=story.pk, first_time=first_time, touches=touched))


@transaction.atomic(savepoint=False)
def record_withdrawal(story: Story) -> None:
    """Keep what follows from ``story`` leaving the site: by Wagtail's ``unpublished`` signal, or deleted."""
    touched = _touched(story, unlist(story), now=None)
    announce(StoryWithdrawn(story=story.pk, touches=touched, withdraws=(story.tag,)))


@transaction.atomic
def take_down(story: Story, *, by: Any, reason: str) -> None:
    """Withdraw ``story`` for good: its address answers 410 and it leaves every list.

    Its words so far stay withdrawn, also where it is restored and published with others.

    Raises ValidationError without a reason, or when it is taken down already.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the story is taken down."))
    story.hold()
    if story.taken_down_at:
        raise ValidationError(_("The story is taken down already."))
    was_live = story.live
    if was_live:  # announces it, once this transaction is through
        story.unpublish(user=by, log_action=False)
    story.revisions.update(approved_go_live_at=None)
    story.versions.update(withdrawn=True)
    story.taken_down_at, story.take_down_reason = timezone.now(), reason.strip()
    story.desk_state = Story.DeskState.TAKEN_DOWN
    story.save(update_fields=["taken_down_at", "take_down_reason", "desk_state"])
    log(instance=story, action="standfirst.take_down", user=by, data={"reason": story.take_down_reason})
    if not was_live:  # its address answers otherwise
        announce(StoryWithdrawn(story=story.pk, touches=(story.tag,), withdraws=(story.tag,)))


@transaction.atomic
def restore(story: Story, *, by: Any) -> None:
    """Undo a take-down: the story is a draft again, to be published like any other."""
    story.hold()
    if not story.taken_down_at:
        raise ValidationError(_("The story is not taken down."))
    story.taken_down_at, story.take_down_reason = None, ""
    story.desk_state = Story.DeskState.DRAFT
    story.save(update_fields=["taken_down_at", "take_down_reason", "desk_state"])
    log(instance=story, action="standfirst.restore", user=by)
    announce(StoryRestored(story=story.pk, touches=(story.tag,)))


@transaction.atomic
def correct(story: Story, *, kind: str, text: str, by: Any, at: datetime | None = None) -> Correction:
    """Add a correction to a story that readers could read; raises ValidationError otherwise.

    ``at`` is when it was corrected: now when not given, never in the future. Saving announces it.
    """
    now = timezone.now()
    if story.first_published_at is None:
        raise ValidationError(_("Only a published story can be corrected in public."))
    if at and at > now:
        raise ValidationError(_("A correction cannot be dated in the future."))
    correction = Correction(story=story, edition=story.edition, kind=kind, text=text.strip(), at=at or now)
    correction.full_clean()
    correction.save()
    log(instance=story, action="standfirst.correct", user=by, data={"kind": kind})
    return correction


def run_due() -> int:
    """Publish what is scheduled and withdraw what has expired by now; return how many it was.

    Stories, and special projects, which Wagtail's own command would see to. One failure is logged and
    stops no other; what failed stays due, and the desk shows it as overdue.
    """
    moment = timezone.now()
    due = [*_due_publications(moment), *_due_expiries(moment)]
    return sum(_done(action, model, identity) for action, model, identity in due)


def record_deletion(story: Story) -> None:
    """Keep what follows from ``story`` being deleted; called while it, and what hangs on it, is still there.

    Nothing follows where readers knew nothing of it.
    """
    try:
        story.hold()
    except Story.DoesNotExist:  # deleted by someone else meanwhile
        return
    if story.live:
        record_withdrawal(story)
    elif story.taken_down_at:
        announce(StoryWithdrawn(story=story.pk, touches=(story.tag,)))


def translation_tags(*places: tuple[Any, ...] | None) -> set[str]:
    """Return the tags of what links to a story, found at ``places``, from its other languages."""
    return {f"translations:{place[-1]}" for place in places if place}


def _touched(story: Story, lists: set[str], *, now: tuple[Any, ...] | None) -> tuple[str, ...]:
    """Return the tags of what readers see otherwise: the story, lists, and what its place stands in."""
    touched = [story.tag, *list_tags(lists)]
    if story.stood != now:
        touched += sorted(translation_tags(story.stood, now))
    if (story.stood is None) != (now is None) and story.corrections.exists():
        touched.append(f"corrections:{story.edition_id}")
    return tuple(touched)


def _due_publications(moment: datetime) -> list[_Due]:
    content_types = ContentType.objects.get_for_models(*_TIMED).items()
    models = {content_type.pk: model for model, content_type in content_types}
    revisions = Revision.objects.filter(content_type__in=models, approved_go_live_at__lte=moment)
    rows = revisions.order_by("approved_go_live_at").values_list("content_type", "pk")
    return [(_publish_scheduled, models[content_type], pk) for content_type, pk in rows]


def _due_expiries(moment: datetime) -> list[_Due]:
    return [(_expire, model, pk) for model in _TIMED for pk in _expired(model, moment)]


def _expired(model: type[Any], moment: datetime) -> QuerySet[Any, int]:
    past = model.objects.filter(live=True, expire_at__isnull=False, expire_at__lte=moment)
    found: QuerySet[Any, int] = past.values_list("pk", flat=True)
    return found


def _done(action: Callable[[type[Any], int], bool], model: type[Any], identity: int) -> bool:
    try:
        return action(model, identity)
    except Exception:
        facts = {"action": action.__name__, "model": model.__name__, "id": identity}
        logger.exception("due publication failed", extra=facts)
        return False


@transaction.atomic
def _publish_scheduled(model: type[Any], revision_id: int) -> bool:
    waiting = Revision.objects.filter(pk=revision_id, approved_go_live_at__isnull=False)
    # The story first, as everyone locks it: two who lock in two orders wait for each other.
    model.objects.select_for_update().filter(
        pk__in=[int(pk) for pk in waiting.values_list("object_id", flat=True)]
    ).first()
    found = waiting.select_for_update().first()
    if found is None:  # another worker was here first
        return False
    if embargo := _newer_embargo(found):
        found.approved_go_live_at = embargo
        found.save(update_fields=["approved_go_live_at"])
        return False
    found.publish(log_action="wagtail.publish.scheduled")
    return True


def _newer_embargo(revision: Revision) -> datetime | None:
    """Return until when a draft later than this revision holds the story back; None when it does not."""
    latest = getattr(revision.content_object, "latest_revision", None)
    embargo = getattr(latest.as_object(), "embargo_until", None) if latest else None
    return embargo if embargo and embargo > timezone.now() else None


@transaction.atomic
def _expire(model: type[Any], identity: int) -> bool:
    still_due = _expired(model, timezone.now()).filter(pk=identity)
    found = model.objects.select_for_update().filter(pk__in=still_due).first()
    if found is None:
        return False
    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
