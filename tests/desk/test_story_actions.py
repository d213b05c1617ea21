"""Correct, take down, restore, note: what is done with a story beside writing it."""

import re

from django.test import Client
from django.urls import reverse

from standfirst.newsroom.models import Story, StoryNote
from tests import factories
from tests.desk.test_permissions import refused


def test_an_editor_corrects_in_public(desk):
    story = factories.published(desk.world)
    url = reverse("stories:correct", args=(story.pk,))
    client = desk.client(desk.editor)
    assert client.get(url).status_code == 200
    client.post(url, {"kind": "correction", "text": "The fare is 3.20.", "at": ""})
    assert story.corrections.get().text == "The fare is 3.20."
    assert b"The fare is 3.20." in client.get(reverse("stories:edit", args=(story.pk,))).content


def test_an_unpublished_story_is_not_corrected(desk):
    url = reverse("stories:correct", args=(desk.story.pk,))
    response = desk.client(desk.editor).post(url, {"kind": "update", "text": "Now.", "at": ""})
    assert b"Only a published story can be corrected" in response.content
    assert not desk.story.corrections.exists()


def test_a_writer_neither_corrects_nor_takes_down(desk):
    story = factories.published(desk.world)
    client = desk.client(desk.writer)
    for name in ("correct", "take_down", "restore"):
        assert refused(client.get(reverse(f"stories:{name}", args=(story.pk,))))


def test_a_take_down_needs_a_reason(desk):
    story = factories.published(desk.world)
    url = reverse("stories:take_down", args=(story.pk,))
    client = desk.client(desk.editor)
    assert client.post(url, {"reason": "  "}).status_code == 200
    assert Story.objects.get(pk=story.pk).live
    client.post(url, {"reason": "The source withdrew its photo."})
    story.refresh_from_db()
    assert not story.live
    assert story.desk_state == Story.DeskState.TAKEN_DOWN
    assert story.take_down_reason == "The source withdrew its photo."
    history = client.get(reverse("stories:history", args=(story.pk,))).content
    assert b"Taken down" in history


def test_what_is_taken_down_is_not_published_by_mistake(desk):
    story = factories.published(desk.world)
    client = desk.client(desk.editor)
    client.post(reverse("stories:take_down", args=(story.pk,)), {"reason": "Wrong"})
    edit = reverse("stories:edit", args=(story.pk,))
    assert b"action-publish" not in client.get(edit).content
    client.post(reverse("stories:restore", args=(story.pk,)))
    story.refresh_from_db()
    assert story.taken_down_at is None
    assert story.desk_state == Story.DeskState.DRAFT
    assert b"action-publish" in client.get(edit).content


def test_colleagues_leave_notes_and_settle_them(desk):
    client = desk.client(desk.writer)
    client.post(reverse("stories:note", args=(desk.story.pk,)), {"text": "Call the ferry company"})
    note = StoryNote.objects.get()
    assert (note.author, note.story) == (desk.writer, desk.story)
    edit = reverse("stories:edit", args=(desk.story.pk,))
    assert b"Call the ferry company" in desk.client(desk.editor).get(edit).content
    settle = reverse("stories:settle_note", args=(desk.story.pk, note.pk))
    client.post(settle)
    assert StoryNote.objects.get().settled_at
    client.post(settle)
    assert StoryNote.objects.get().settled_at is None


def test_an_empty_note_is_not_kept(desk):
    desk.client(desk.writer).post(reverse("stories:note", args=(desk.story.pk,)), {"text": " "})
    assert not StoryNote.objects.exists()


def test_a_note_is_settled_through_its_own_story_only(desk):
    other = factories.draft(desk.world)
    note = StoryNote.objects.create(story=other, text="Elsewhere")
    url = reverse("stories:settle_note", args=(desk.story.pk, note.pk))
    assert desk.client(desk.writer).post(url).status_code == 404


def test_the_form_of_a_note_carries_its_token(desk):
    """Wagtail's side panels are rendered without the request."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.writer)
    page = client.get(reverse("stories:edit", args=(desk.story.pk,))).content.decode()
    panel = page[page.index('id="notes"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', panel)[1]
    sent = {"text": "With a token", "csrfmiddlewaretoken": token}
    assert client.post(reverse("stories:note", args=(desk.story.pk,)), sent).status_code == 302
    assert StoryNote.objects.get().text == "With a token"
