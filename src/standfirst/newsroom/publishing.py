"""Publishing, withdrawing and correcting: the verbs that change what readers can read."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from standfirst.events.announcing import announce
from standfirst.newsroom.events import CorrectionAdded, StoryPublished, StoryWithdrawn
from standfirst.newsroom.history import record_version
from standfirst.newsroom.listing import lists_of, relist
from standfirst.newsroom.models import Correction, Story

logger = logging.getLogger("standfirst.newsroom")


@transaction.atomic
def record_publication(story: Story) -> None:
    """Keep what follows from ``story`` going live: version, lists, the announcement.

    Called by Wagtail's ``published`` signal, in the transaction of the publication; does nothing for a
    story that was only scheduled.
    """
    if not story.live:
        return
    at = story.last_published_at or timezone.now()
    first_time = not story.versions.exists()
    version = record_version(story, at)
    if version and not first_time:
        story.updated_at = at
        Story.objects.filter(pk=story.pk).update(updated_at=at)
    relist(story)
    announce(StoryPublished(story=story.pk, first_time=first_time, touches=touched_by(story)))


@transaction.atomic
def record_withdrawal(story: Story) -> None:
    """Keep what follows from ``story`` leaving the site; called by Wagtail's ``unpublished`` signal."""
    relist(story)
    announce(StoryWithdrawn(story=story.pk, touches=touched_by(story)))


@transaction.atomic
def take_down(story: Story, *, by: Any, reason: str) -> None:
    """Withdraw ``story`` for good: its address answers 410 and it leaves every list.

    Raises ValidationError without a reason, or when it is taken down already.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the story is taken down."))
    if story.taken_down_at:
        raise ValidationError(_("The story is taken down already."))
    if story.live:
        story.unpublish(user=by, log_action=False)
    story.revisions.update(approved_go_live_at=None)
    story.taken_down_at, story.take_down_reason = timezone.now(), reason.strip()
    story.desk_state = Story.DeskState.TAKEN_DOWN
    story.save(update_fields=["taken_down_at", "take_down_reason", "desk_state"])
    log(instance=story, action="standfirst.take_down", user=by, data={"reason": story.take_down_reason})
    announce(StoryWithdrawn(story=story.pk, touches=touched_by(story)))


@transaction.atomic
def restore(story: Story, *, by: Any) -> None:
    """Undo a take-down: the story is a draft again, to be published like any other."""
    if not story.taken_down_at:
        raise ValidationError(_("The story is not taken down."))
    story.taken_down_at, story.take_down_reason = None, ""
    story.desk_state = Story.DeskState.DRAFT
    story.save(update_fields=["taken_down_at", "take_down_reason", "desk_state"])
    log(instance=story, action="standfirst.restore", user=by)
    announce(StoryWithdrawn(story=story.pk, touches=touched_by(story)))


@transaction.atomic
def correct(story: Story, *, kind: str, text: str, by: Any, at: datetime | None = None) -> Correction:
    """Add a correction to a story that readers could read; raises ValidationError otherwise."""
    if story.first_published_at is None:
        raise ValidationError(_("Only a published story can be corrected in public."))
    correction = Correction(
        story=story, edition=story.edition, kind=kind, text=text.strip(), at=at or timezone.now()
    )
    correction.full_clean()
    correction.save()
    log(instance=story, action="standfirst.correct", user=by, data={"kind": kind})
    announce(CorrectionAdded(story=story.pk, touches=(*touched_by(story), f"corrections:{story.edition_id}")))
    return correction


def run_due() -> int:
    """Publish what is scheduled and withdraw what has expired by now; return how many stories.

    One story's failure is logged and stops no other; it stays due, and the desk shows it as overdue.
    """
    moment = timezone.now()
    due = [*_due_publications(moment), *_due_expiries(moment)]
    return sum(_done(action, story_id) for action, story_id in due)


def touched_by(story: Story) -> tuple[str, ...]:
    """Return the tags of everything that shows ``story``."""
    return (story.tag, *lists_of(story), f"front:{story.edition_id}")


def _due_publications(moment: datetime) -> list[tuple[Any, int]]:
    revisions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(Story), approved_go_live_at__lte=moment
    )
    ids = revisions.order_by("approved_go_live_at").values_list("pk", flat=True)
    return [(_publish_scheduled, revision_id) for revision_id in ids]


def _due_expiries(moment: datetime) -> list[tuple[Any, int]]:
    ids = Story.objects.filter(live=True, expire_at__isnull=False, expire_at__lte=moment).values_list(
        "pk", flat=True
    )
    return [(_expire, story_id) for story_id in ids]


def _done(action: Any, identity: int) -> bool:
    try:
        return bool(action(identity))
    except Exception:
        logger.exception("due publication failed", extra={"action": action.__name__, "id": identity})
        return False


@transaction.atomic
def _publish_scheduled(revision_id: int) -> bool:
    revision = Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__isnull=False)
    found = revision.first()
    if found is None:  # another worker was here first
        return False
    found.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def _expire(story_id: int) -> bool:
    story = Story.objects.select_for_update().filter(pk=story_id, live=True).first()
    if story is None:
        return False
    story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
