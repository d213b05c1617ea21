"""What readers can find follows from what is live: publications, corrections of names, take-downs."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from standfirst.discovery.indexing import index_changed, keep_up, missing, note_changed, rebuilt, remove
from standfirst.discovery.models import ChangedStory
from standfirst.discovery.search import search
from standfirst.discovery.suggesting import suggest
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import run_due, take_down
from standfirst.newsroom.topics import merge_topics
from tests import factories
from tests.discovery.finding import choices, found, indexed, rebuild, told

pytestmark = pytest.mark.django_db


def test_a_story_is_found_from_its_publication_to_its_take_down_with_the_words_it_has(paper, wired):
    section = factories.section(paper)
    story = factories.draft(section, headline="Zeppelin lands")
    wired()
    assert found("zeppelin", paper) == []

    story.save_revision().publish()
    wired()
    assert found("zeppelin", paper) == [story.pk]

    story.refresh_from_db()
    story.headline = "Airship lands"
    story.save_revision()
    wired()
    assert found("airship", paper) == []  # it is a draft as yet
    story.latest_revision.publish()
    wired()
    assert found("airship", paper) == [story.pk]
    assert found("zeppelin", paper) == []

    story.refresh_from_db()
    take_down(story, by=None, reason="Wrong.")
    assert found("airship", paper) == []  # before the worker has heard of it
    assert suggest("airship", paper) == []
    wired()
    assert search("airship", paper).total == 0


def test_an_embargoed_story_is_not_found_before_it_is_live(paper, wired):
    story = factories.draft(factories.section(paper), headline="Zeppelin")
    story.embargo_until = story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    wired()
    rebuild(paper)
    assert search("zeppelin", paper).total == 0
    assert suggest("zepp", paper) == []

    revision = story.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["embargo_until"] = revision.content["go_live_at"] = None
    revision.save()
    run_due()
    wired()
    assert found("zeppelin", paper) == [story.pk]


def test_a_deleted_or_expired_story_leaves_the_index(paper, wired):
    section = factories.section(paper)
    deleted, expired = told(section, "Zeppelin one"), told(section, "Zeppelin two")
    wired()
    deleted.delete()
    expired.unpublish(set_expired=True)
    wired()
    assert search("zeppelin", paper).total == 0


def test_an_undone_publication_leaves_no_note(paper, wired):
    ChangedStory.objects.all().delete()
    story = factories.draft(factories.section(paper), headline="Zeppelin")
    with transaction.atomic():
        story.save_revision().publish()
        transaction.set_rollback(True)
    assert not ChangedStory.objects.exists()


def test_other_names_of_topics_and_authors_lead_to_their_stories(paper, wired):
    section = factories.section(paper)
    topic, author = factories.topic(paper, name="Old Pier"), factories.author(paper, name="Ada Stern")
    story = told(section, "Notes", topics=[topic], authors=[author])
    wired()
    topic.name, author.name = "Zeppelin Quay", "Ada Montgolfier"
    topic.save()
    author.save()
    wired()
    assert found("zeppelin", paper) == found("montgolfier", paper) == [story.pk]
    assert found("pier", paper) == found("stern", paper) == []
    assert [one.label for one in suggest("montg", paper)] == ["Ada Montgolfier"]
    assert suggest("old pi", paper) == []


def test_a_topics_description_is_no_reason_to_index_its_stories_again(paper, wired):
    topic = factories.topic(paper, name="Old Pier")
    told(factories.section(paper), "Notes", topics=[topic])
    wired()
    ChangedStory.objects.all().delete()
    topic.description = "Where boats were."
    topic.save()
    wired()
    assert not ChangedStory.objects.exists()


def test_a_merged_topics_stories_are_found_under_the_other(paper, wired):
    section = factories.section(paper)
    quay, pier = (
        factories.topic(paper, name="Quay", slug="quay"),
        factories.topic(paper, name="Pier", slug="pier"),
    )
    story = told(section, "Notes", topics=[quay])
    wired()
    merge_topics(quay, pier)
    wired()
    assert found("topic:pier", paper) == found("topic:quay", paper) == found("pier", paper) == [story.pk]
    assert choices(search("notes", paper), "topic") == {"Pier": 1}


def test_stories_of_a_moved_section_are_found_under_its_new_parent(paper, wired):
    city, sport = (factories.section(paper, name=name, slug=name.lower()) for name in ("City", "Sport"))
    sailing = factories.section(paper, name="Sailing", slug="sailing", parent=city)
    story = told(sailing, "Regatta")
    wired()
    assert found("section:city", paper) == [story.pk]
    sailing.parent = sport
    sailing.save()
    wired()
    assert found("section:sport", paper) == [story.pk]
    assert found("section:city", paper) == []


def test_another_caption_of_a_photo_is_found(paper, wired):
    photo = factories.photo(caption="The old crane")
    story = told(factories.section(paper), "Notes", lead_photo=photo)
    wired()
    assert found("crane", paper) == [story.pk]
    photo.caption = "A zeppelin"
    photo.save()
    wired()
    assert found("zeppelin", paper) == [story.pk]


def test_notes_are_done_in_batches_and_once(paper):
    section = factories.section(paper)
    stories = [told(section, "Tram") for _ in range(3)]
    indexed(*stories)
    assert index_changed() == 0
    assert search("tram", paper).total == 3
    remove([stories[0].pk])
    assert search("tram", paper).total == 2


def test_what_changes_while_an_index_is_rebuilt_is_in_the_new_one(paper, index):
    section = factories.section(paper)
    stays, leaves = told(section, "Zeppelin one"), told(section, "Zeppelin two")
    indexed(stays, leaves)
    with rebuilt(paper) as written:
        assert sum(written) == 2
        assert set(found("zeppelin", paper)) == {stays.pk, leaves.pk}  # the old one answers
        late = told(section, "Zeppelin three")
        Story.objects.filter(pk=leaves.pk).update(live=False)
        indexed(late, leaves)
        undone = told(section, "Zeppelin four")
        note_changed([undone.pk])
    assert set(found("zeppelin", paper)) == {stays.pk, late.pk, undone.pk}
    assert search("zeppelin", paper).total == 3
    assert found("zepelin", paper)  # its words are known, too


def test_a_rebuild_that_fails_leaves_the_old_index(paper, index):
    story = told(factories.section(paper), "Zeppelin")
    indexed(story)
    with pytest.raises(KeyboardInterrupt):
        _begin_to_rebuild(paper)
    assert found("zeppelin", paper) == [story.pk]
    assert rebuild(paper) == 1
    assert found("zeppelin", paper) == [story.pk]


def _begin_to_rebuild(edition) -> None:
    with rebuilt(edition) as written:
        next(written)
        raise KeyboardInterrupt


def test_the_command_rebuilds_and_says_how_many(paper, index, capsys):
    indexed(told(factories.section(paper), "Zeppelin"))
    remove([hit.card.pk for hit in search("zeppelin", paper).hits])
    call_command("rebuild_search", edition=paper.code)
    assert f"{paper.code}: 1 stories" in capsys.readouterr().out
    assert search("zeppelin", paper).total == 1
    with pytest.raises(CommandError):
        call_command("rebuild_search", edition="nowhere")


def test_an_edition_without_an_index_is_noticed_and_answers_politely(index, edition):
    told(factories.section(edition), "Zeppelin")
    assert not search("zeppelin", edition).ready
    assert missing() == [edition]
    assert suggest("zepp", edition) == []
    keep_up()
    assert missing() == []
    assert search("zeppelin", edition).total == 1
