"""What follows from publishing, changing, taking down and scheduling a story."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

from standfirst.events import reacting
from standfirst.newsroom import publishing
from standfirst.newsroom.events import StoryPublished, StoryWithdrawn
from standfirst.newsroom.models import ListedStory, ProjectPage, Story
from tests import factories

pytestmark = pytest.mark.django_db


def lists(story: Story) -> set[str]:
    return set(ListedStory.objects.filter(story=story).values_list("list", flat=True))


@pytest.fixture
def heard(monkeypatch):
    events = []
    monkeypatch.setattr(
        reacting,
        "_wiring",
        {kind: (reacting.at_once(events.append),) for kind in (StoryPublished, StoryWithdrawn)},
    )
    return events


def test_a_published_story_stands_in_every_list_it_belongs_to(edition):
    parent = factories.section(edition)
    child = factories.section(edition, parent=parent)
    other = factories.section(edition)
    topic, author = factories.topic(edition), factories.author(edition)

    story = factories.published(child, authors=[author], topics=[topic], sections=[other])

    assert lists(story) == {
        f"edition:{edition.pk}",
        f"kind:{edition.pk}:news",
        *(one.tag for one in (child, parent, other, topic, author)),
    }


def test_a_draft_stands_in_none(edition):
    assert lists(factories.draft(factories.section(edition))) == set()


def test_changed_words_make_a_version_and_an_updated_time_the_same_words_do_not(edition):
    story = factories.published(factories.section(edition))
    story.save_revision().publish()
    story.refresh_from_db()
    assert (story.versions.count(), story.updated_at) == (1, None)

    story.headline = "Harbour closes the pier"
    story.save_revision().publish()

    story.refresh_from_db()
    assert story.versions.count() == 2
    assert story.updated_at == story.last_published_at


def test_publication_is_announced_after_commit(edition, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.published(factories.section(edition))
        assert heard == []

    assert [(type(event), event.story, event.first_time) for event in heard] == [
        (StoryPublished, story.pk, True)
    ]


def test_a_taken_down_story_leaves_every_list_and_cannot_be_published(edition):
    story = factories.published(factories.section(edition))

    publishing.take_down(story, by=None, reason="Court order")

    story.refresh_from_db()
    assert lists(story) == set()
    assert not story.live
    assert story.desk_state == Story.DeskState.TAKEN_DOWN
    with pytest.raises(PermissionDenied):
        story.save_revision().publish()
    with pytest.raises(ValidationError):
        publishing.take_down(story, by=None, reason="Again")


def test_a_take_down_needs_a_reason(edition):
    story = factories.published(factories.section(edition))
    with pytest.raises(ValidationError):
        publishing.take_down(story, by=None, reason="  ")
    assert lists(story)


def test_a_restored_story_is_a_draft_that_can_be_published_again(edition):
    story = factories.published(factories.section(edition))
    publishing.take_down(story, by=None, reason="Mistaken identity")
    publishing.restore(story, by=None)
    story.refresh_from_db()
    assert (story.live, story.taken_down_at, lists(story)) == (False, None, set())

    story.save_revision().publish()
    assert lists(story)


def test_a_scheduled_story_goes_live_when_it_is_due_and_not_before(edition, time_machine):
    story = factories.draft(factories.section(edition))
    at = timezone.now() + timedelta(hours=2)
    story.go_live_at = at
    story.save_revision().publish()

    time_machine.move_to(at - timedelta(minutes=1))
    assert publishing.run_due() == 0
    story.refresh_from_db()
    assert (story.live, lists(story)) == (False, set())

    time_machine.move_to(at + timedelta(seconds=1))
    assert publishing.run_due() == 1
    assert publishing.run_due() == 0
    story.refresh_from_db()
    assert story.live
    assert lists(story)


def test_an_embargo_holds_whoever_publishes(edition):
    story = factories.draft(factories.section(edition))
    story.embargo_until = timezone.now() + timedelta(days=1)
    story.save_revision().publish()

    story.refresh_from_db()
    assert not story.live
    assert lists(story) == set()
    assert Revision.objects.get(approved_go_live_at=story.embargo_until)


def test_an_embargo_of_a_later_draft_holds_what_was_scheduled_before(edition, time_machine):
    story = factories.draft(factories.section(edition))
    at = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    story.go_live_at = at
    story.save_revision().publish()
    later = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    later.go_live_at, later.embargo_until = None, at + timedelta(days=1)
    later.save_revision()

    time_machine.move_to(at + timedelta(seconds=1))
    assert (publishing.run_due(), publishing.run_due()) == (0, 0)
    story.refresh_from_db()
    assert not story.live
    assert Revision.objects.get(approved_go_live_at=later.embargo_until)

    time_machine.move_to(later.embargo_until + timedelta(seconds=1))
    assert publishing.run_due() == 1
    story.refresh_from_db()
    assert story.live


def test_an_expired_story_is_withdrawn(edition, time_machine):
    story = factories.published(factories.section(edition), expire_at=timezone.now() + timedelta(hours=1))
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert publishing.run_due() == 1
    story.refresh_from_db()
    assert (story.live, story.expired, lists(story)) == (False, True, set())


def test_one_due_story_that_fails_stops_no_other(edition, monkeypatch, time_machine):
    section = factories.section(edition)
    stories = [factories.published(section, expire_at=timezone.now() + timedelta(hours=1)) for _ in range(2)]
    whole = publishing.record_withdrawal

    def failing(story):
        if story.pk == stories[0].pk:
            raise RuntimeError
        whole(story)

    monkeypatch.setattr(publishing, "record_withdrawal", failing)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert publishing.run_due() == 1
    assert set(Story.objects.filter(live=True)) == {stories[0]}


def test_only_what_readers_could_read_is_corrected_in_public(edition):
    section = factories.section(edition)
    with pytest.raises(ValidationError):
        publishing.correct(
            factories.draft(section), kind="correction", text="The pier is 40 m long.", by=None
        )
    story = factories.published(section)
    correction = publishing.correct(story, kind="correction", text="The pier is 40 m long.", by=None)
    assert list(story.corrections.all()) == [correction]


def test_a_correction_is_not_dated_in_the_future(edition):
    story = factories.published(factories.section(edition))
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError, match="in the future"):
        publishing.correct(story, kind="correction", text="The pier is 40 m long.", by=None, at=tomorrow)


@pytest.mark.parametrize("live", [True, False])
def test_a_take_down_is_announced_once(edition, heard, django_capture_on_commit_callbacks, live):
    story = (factories.published if live else factories.draft)(factories.section(edition))
    with django_capture_on_commit_callbacks(execute=True):
        publishing.take_down(story, by=None, reason="Court order")
    assert [(type(event), event.story) for event in heard] == [(StoryWithdrawn, story.pk)]


def test_a_live_story_that_is_deleted_is_announced_and_a_draft_is_not(
    edition, heard, django_capture_on_commit_callbacks
):
    section = factories.section(edition)
    story, draft = factories.published(section), factories.draft(section)
    pk = story.pk
    with django_capture_on_commit_callbacks(execute=True):
        draft.delete()
        story.delete()
    assert [(type(event), event.story) for event in heard] == [(StoryWithdrawn, pk)]


def test_who_comes_late_with_an_old_copy_does_not_undo_a_take_down(edition, client):
    story = factories.published(factories.section(edition))
    revision = story.save_revision()
    assert revision.content_object.live
    read_before = Story.objects.get(pk=story.pk)
    publishing.take_down(Story.objects.get(pk=story.pk), by=None, reason="Wrong person named")

    with pytest.raises(PermissionDenied):
        revision.publish()
    with pytest.raises(ValidationError):
        publishing.take_down(read_before, by=None, reason="Again")
    read_before.unpublish()

    assert client.get(story.address).status_code == 410


def test_scheduling_a_change_leaves_an_imported_story_on_the_site(edition, client):
    story = factories.published(factories.section(edition))
    story.revisions.all().delete()
    Story.objects.filter(pk=story.pk).update(live_revision=None, latest_revision=None)
    story = Story.objects.get(pk=story.pk)
    story.headline, story.go_live_at = "Pier closes", timezone.now() + timedelta(hours=1)

    story.save_revision().publish()

    assert "Pier closes" not in client.get(story.address).content.decode()
    assert Story.objects.get(pk=story.pk).live


def test_special_projects_come_and_go_on_time_too(edition, client, time_machine):
    now = timezone.now()
    project = ProjectPage(title="The harbour", slug="harbour", edition=edition, live=False)
    project.go_live_at, project.expire_at = now + timedelta(hours=1), now + timedelta(hours=2)
    Page.get_first_root_node().add_child(instance=project)
    project.save_revision().publish()
    answers = []
    for hours in (0, 1.5, 2.5):
        time_machine.move_to(now + timedelta(hours=hours))
        answers.append((publishing.run_due(), client.get("/projects/harbour/").status_code))
    assert answers == [(0, 404), (1, 200), (1, 404)]


def test_what_was_taken_down_is_not_read_again_as_what_changed(edition, client):
    story = factories.published(factories.section(edition), headline="The wrong person named")
    publishing.take_down(story, by=None, reason="Libel")
    publishing.restore(story, by=None)
    for headline, expected in (("No one named", 404), ("No one named at all", 200)):
        story = Story.objects.get(pk=story.pk)
        story.headline = headline
        story.save_revision().publish()
        story.refresh_from_db()
        assert ("changes/" in client.get(story.address).content.decode()) == (expected == 200)
        for query in ("", "?version=2", "?version=3"):
            changes = client.get(f"{story.address}changes/{query}")
            assert "wrong person" not in changes.content.decode()
        assert client.get(f"{story.address}changes/").status_code == expected


def test_what_is_published_again_as_it_was_can_be_compared_again(edition, client):
    story = factories.published(factories.section(edition))
    publishing.take_down(story, by=None, reason="By mistake")
    publishing.restore(story, by=None)
    story.save_revision().publish()
    assert list(story.versions.values_list("number", "withdrawn")) == [(1, False)]
