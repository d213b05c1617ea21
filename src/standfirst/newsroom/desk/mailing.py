"""Mail between writers and editors: a story was filed, sent back, or approved.

What happened is announced in the transaction in which it happened; the worker writes the mail afterwards
(see config/wiring.py), so that a slow mail server keeps no editor waiting.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.admin.utils import get_user_display_name
from wagtail.models import TaskState, WorkflowState

from standfirst.events.announcing import announce
from standfirst.newsroom.events import StoryApproved, StoryFiled, StorySentBack
from standfirst.newsroom.models import SectionEditorTask, Story
from standfirst.newsroom.permissions import edit_address, editors_of


def announce_filing(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    """Announce that a story waits for its section's editors; called by Wagtail's ``task_submitted``."""
    story = instance.workflow_state.content_object
    if isinstance(instance.task.specific, SectionEditorTask) and isinstance(story, Story):
        announce(StoryFiled(story=story.pk, by=user.pk if user else None))


def announce_decision(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    """Announce what an editor decided, to whoever filed the story."""
    story = instance.content_object
    if not isinstance(story, Story) or instance.requested_by_id is None:
        return
    state = instance.current_task_state
    told: dict[str, Any] = {
        "story": story.pk,
        "by": user.pk if user else None,
        "to": instance.requested_by_id,
        "note": state.specific.get_comment() if state else "",
    }
    sent_back = instance.status == WorkflowState.STATUS_NEEDS_CHANGES
    announce(StorySentBack(**told) if sent_back else StoryApproved(**told))


def tell_editors(event: StoryFiled) -> None:
    """Write to the section's editors that a story waits for them; not to the one who filed it."""
    story = _story(event.story)
    if story is None or story.desk_state != Story.DeskState.IN_REVIEW:
        return
    for editor in editors_of(story).exclude(pk=event.by):
        with _in_words_of(editor):
            subject = _("Filed: %s") % story.headline
            sentence = _by(event.by, _("%s filed a story for you."))
            if _wants(editor, "submitted"):
                _send(editor, subject, story, sentence)


def tell_author_sent_back(event: StorySentBack) -> None:
    """Write to whoever filed the story that it came back, with the editor's note."""
    _tell_author(event, "rejected", gettext_noop("Sent back: %s"), gettext_noop("%s sent your story back."))


def tell_author_approved(event: StoryApproved) -> None:
    """Write to whoever filed the story that it was approved."""
    _tell_author(event, "approved", gettext_noop("Approved: %s"), gettext_noop("%s approved your story."))


def _tell_author(event: Any, preference: str, subject: str, sentence: str) -> None:
    story, author = _story(event.story), _account(event.to)
    if story is None or author is None or event.to == event.by or not _wants(author, preference):
        return
    with _in_words_of(author):
        _send(author, _(subject) % story.headline, story, _by(event.by, _(sentence)), event.note)


def _wants(person: Any, preference: str) -> bool:
    """Whether ``person`` is at work, has an address, and has not switched such mail off."""
    profile = getattr(person, "wagtail_userprofile", None)
    wanted = bool(getattr(profile, f"{preference}_notifications", True))
    return bool(person.is_active and person.email) and wanted


def _send(to: Any, subject: str, story: Story, sentence: str, note: str = "") -> None:
    """Send one message in plain text."""
    place = f"{story.edition}: {story.section}"
    parts = [sentence, f"{story.headline}\n{place}", note.strip(), settings.BASE_URL + edit_address(story)]
    reason = _("You can choose in your desk account which of these messages you get.")
    EmailMessage(
        subject=" ".join(subject.split()),  # a headline with a line break must not begin a header
        body="\n\n".join(part for part in [*parts, reason] if part) + "\n",
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _by(account_id: int | None, sentence: str) -> str:
    account = _account(account_id)
    return sentence % (get_user_display_name(account) if account else _("Someone"))


def _in_words_of(account: Any) -> Any:
    profile = getattr(account, "wagtail_userprofile", None)
    return translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE)


def _story(pk: int) -> Story | None:
    return Story.objects.filter(pk=pk).select_related("edition", "section").defer("body").first()


def _account(pk: int | None) -> Any:
    if pk is None:
        return None
    return get_user_model().objects.select_related("wagtail_userprofile").filter(pk=pk).first()
