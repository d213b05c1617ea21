"""Mail between writers and editors, written by the worker after the commit."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.users.models import UserProfile

from standfirst.newsroom.models import Story
from tests.desk.test_workflow import decide, file


@pytest.fixture
def newsroom(desk):
    """Everyone has an address."""
    for person in (desk.writer, desk.editor, desk.business_editor, desk.chief, desk.superuser):
        person.email = f"{person.username}@courier.example"
        person.save()
    return desk


def messages(run_reactions):
    run_reactions()
    sent, mail.outbox[:] = list(mail.outbox), []
    return {message.to[0].partition("@")[0]: message for message in sent}


def test_filing_writes_to_the_sections_editors_and_to_nobody_else(newsroom, run_reactions):
    file(newsroom, newsroom.story)
    assert not mail.outbox
    sent = messages(run_reactions)
    assert set(sent) == {newsroom.editor.username, newsroom.chief.username}
    message = sent[newsroom.editor.username]
    assert message.subject == "Filed: Ferry fares go up"
    assert f"{newsroom.writer.username} filed a story for you." in message.body
    assert f"http://testserver{reverse('stories:edit', args=(newsroom.story.pk,))}" in message.body
    assert message.content_subtype == "plain"
    assert not getattr(message, "alternatives", None)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_sending_back_writes_to_whoever_filed_it_with_the_note(newsroom, run_reactions):
    file(newsroom, newsroom.story)
    messages(run_reactions)
    decide(newsroom, newsroom.story, "reject", newsroom.editor, comment="Who pays?\nAsk the port.")
    sent = messages(run_reactions)
    assert set(sent) == {newsroom.writer.username}
    message = sent[newsroom.writer.username]
    assert message.subject == "Sent back: Ferry fares go up"
    assert "Who pays?\nAsk the port." in message.body
    file(newsroom, newsroom.story)
    assert newsroom.editor.username in messages(run_reactions)


def test_approval_writes_to_whoever_filed_it(newsroom, run_reactions):
    file(newsroom, newsroom.story)
    messages(run_reactions)
    decide(newsroom, newsroom.story, "approve", newsroom.editor)
    assert messages(run_reactions)[newsroom.writer.username].subject == "Approved: Ferry fares go up"


def test_nobody_is_told_what_they_did_themselves(newsroom, run_reactions):
    file(newsroom, newsroom.story, by=newsroom.editor)
    assert set(messages(run_reactions)) == {newsroom.chief.username}
    decide(newsroom, newsroom.story, "reject", newsroom.editor, comment="Not yet")
    assert not messages(run_reactions)


def test_a_headline_cannot_begin_a_header(newsroom, run_reactions):
    Story.objects.filter(pk=newsroom.story.pk).update(headline="Fares\r\nBcc: everyone@courier.example")
    story = Story.objects.get(pk=newsroom.story.pk)
    story.save_revision(user=newsroom.writer)
    story.get_workflow().start(story, newsroom.writer)
    message = messages(run_reactions)[newsroom.editor.username]
    assert message.subject == "Filed: Fares Bcc: everyone@courier.example"
    assert "Bcc" not in message.message()
    assert message.recipients() == [newsroom.editor.email]


def test_each_person_can_switch_it_off(newsroom, run_reactions):
    account = newsroom.client(newsroom.editor).get(reverse("wagtailadmin_account")).content.decode()
    assert "Stories filed to me" in account
    account = newsroom.client(newsroom.writer).get(reverse("wagtailadmin_account")).content.decode()
    assert "Stories filed to me" not in account
    assert "My stories sent back" in account
    UserProfile.objects.update_or_create(
        user=newsroom.editor, defaults={"submitted_notifications": False, "preferred_language": "en"}
    )
    file(newsroom, newsroom.story)
    assert set(messages(run_reactions)) == {newsroom.chief.username}


def test_a_withdrawn_filing_and_a_gone_story_write_to_nobody(newsroom, run_reactions):
    file(newsroom, newsroom.story)
    Story.objects.get(pk=newsroom.story.pk).current_workflow_state.cancel(user=newsroom.writer)
    assert not messages(run_reactions)
