"""Importing into the newsroom: what becomes public, what a second import does, what the desk keeps."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from standfirst.interchange import importing
from standfirst.interchange.formats.ninjs import read as read_ninjs
from standfirst.interchange.formats.wordpress import read as read_wordpress
from standfirst.interchange.importing import Options, import_stories
from standfirst.interchange.models import ImportedStory
from standfirst.interchange.records import (
    AuthorRecord,
    PhotoRecord,
    SectionRecord,
    Skipped,
    StoryRecord,
    TopicRecord,
    Unreadable,
)
from standfirst.interchange.reporting import Report
from standfirst.interchange.writing import Box, add_related
from standfirst.newsroom.history import paragraphs_of
from standfirst.newsroom.listing import lists_of, relist
from standfirst.newsroom.models import ListedStory, Section, Story, StoryVersion, Topic
from standfirst.newsroom.publishing import run_due, take_down
from tests import factories

EXPORTS = Path(__file__).parent / "exports"
pytestmark = pytest.mark.django_db

WHEN = datetime(2020, 5, 4, 7, 0, tzinfo=UTC)


def record(number: int = 1, **given: Any) -> StoryRecord:
    fields: dict[str, Any] = {
        "source": "wordpress:old.example",
        "source_id": str(number),
        "headline": f"Headline {number}",
        "state": "published",
        "body": ({"type": "text", "value": f"<p>Words {number}.</p>"},),
        "published_at": WHEN,
        "sections": (SectionRecord("city", "City", "city"),),
    }
    return StoryRecord(**{**fields, **given})


def bring(edition, *items: Any, **how: Any) -> Report:
    report = import_stories(items, edition, Options(**how))
    assert report.read == len(items)
    return report


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.created, report.updated, report.unchanged, len(report.skipped), len(report.failed)


def the_story() -> Story:
    return Story.objects.get()


class TestANewStory:
    def test_it_is_public_with_all_that_it_had(self, edition):
        bring(
            edition,
            record(
                kicker="Ferries",
                standfirst="S",
                slug="old-slug",
                authors=(AuthorRecord("ada", "Ada Prell"), AuthorRecord("sna", "SNA", kind="agency")),
                topics=(TopicRecord("t", "Tram", "tram"), TopicRecord("p", "Helena Corvi", "", "person")),
                sections=(
                    SectionRecord("trams", "Trams", "trams", SectionRecord("c", "City", "city")),
                    SectionRecord("n", "News", "news"),
                ),
                updated_at=WHEN + timedelta(hours=2),
            ),
        )
        story = the_story()
        assert (story.live, story.desk_state, story.slug, story.kicker) == (
            True,
            "published",
            "old-slug",
            "Ferries",
        )
        assert story.first_published_at == WHEN
        assert story.updated_at == story.last_published_at == WHEN + timedelta(hours=2)
        assert not story.has_unpublished_changes
        assert [(line.author.name, line.author.kind) for line in story.bylines.all()] == [
            ("Ada Prell", "person"),
            ("SNA", "agency"),
        ]
        assert all(line.author.account is None for line in story.bylines.all())
        assert [(link.topic.name, link.topic.kind) for link in story.topic_links.all()] == [
            ("Tram", "theme"),
            ("Helena Corvi", "person"),
        ]
        assert (story.section.slug, story.section.parent.slug) == ("trams", "city")
        assert [link.section.slug for link in story.other_sections.all()] == ["news"]
        assert story.body[0].block_type == "text"

    def test_its_lists_and_its_version_are_those_of_a_publication(self, edition):
        bring(
            edition,
            record(
                topics=(TopicRecord("t", "Tram", "tram"),),
                authors=(AuthorRecord("ada", "Ada"),),
                sections=(
                    SectionRecord("trams", "Trams", "trams", SectionRecord("c", "City", "city")),
                    SectionRecord("n", "News", "news"),
                ),
            ),
        )
        story = the_story()
        rows = sorted(ListedStory.objects.values_list("list", "published_at"))
        assert [name for name, _ in rows] == sorted(lists_of(story))
        relist(story)
        assert sorted(ListedStory.objects.values_list("list", "published_at")) == rows
        version = story.versions.get()
        assert (version.number, version.headline, version.published_at) == (1, story.headline, WHEN)
        assert version.paragraphs == paragraphs_of(story.body.get_prep_value()) == ["Words 1."]

    def test_the_desk_can_open_change_and_publish_it(self, edition):
        bring(edition, record())
        story = the_story()
        draft = story.get_latest_revision_as_object()
        draft.headline = "Changed at the desk"
        draft.save_revision().publish()
        story.refresh_from_db()
        assert story.headline == "Changed at the desk"
        assert story.versions.count() == 2

    def test_readers_find_it_at_its_address_and_by_its_old_ones(self, edition, client):
        edition.prefix = ""
        edition.save()
        bring(edition, record(old_addresses=("https://old.example/2020/05/x/", "https://old.example/?p=1")))
        story = the_story()
        answer = client.get("/2020/05/x/")
        assert (answer.status_code, answer["Location"]) == (301, story.address)
        assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/2020/05/x", "/?p=1"}

    def test_what_exists_is_matched_and_not_made_again(self, edition):
        factories.section(edition, name="City Desk", slug="city")
        main = factories.topic(edition, name="Tramway", slug="tramway", other_names=["Tram"])
        factories.author(edition, name="Ada Prell", slug="ada")
        report = bring(
            edition,
            record(topics=(TopicRecord("t", "tram", "tram"),), authors=(AuthorRecord("x", "ada  prell"),)),
        )
        assert report.made["sections"] + report.made["topics"] + report.made["authors"] == 0
        assert the_story().topic_links.get().topic == main

    def test_a_merged_topic_leads_to_the_one_that_it_became(self, edition):
        main = factories.topic(edition, name="Trams", slug="trams")
        factories.topic(edition, name="Tram", slug="tram", merged_into=main)
        bring(edition, record(topics=(TopicRecord("t", "Tram", "tram"),)))
        assert the_story().topic_links.get().topic == main

    def test_an_address_of_the_site_itself_is_no_section(self, edition):
        bring(edition, record(sections=(SectionRecord("s", "Search", "search"),)))
        assert the_story().section.slug == "search-2"

    def test_a_third_level_becomes_the_second(self, edition):
        deep = SectionRecord("c", "C", "c", SectionRecord("b", "B", "b", SectionRecord("a", "A", "a")))
        bring(edition, record(sections=(deep,)))
        assert the_story().section.parent.slug == "a"
        assert Section.objects.count() == 2

    def test_a_story_without_a_section_goes_where_it_is_told(self, edition):
        factories.section(edition, slug="first")
        factories.section(edition, slug="wire")
        bring(edition, record(1, sections=()))
        bring(edition, record(2, sections=()), default_section="wire")
        assert list(Story.objects.order_by("pk").values_list("section__slug", flat=True)) == ["first", "wire"]

    def test_a_hint_matches_but_never_makes_a_section(self, edition):
        factories.section(edition, slug="first")
        factories.section(edition, slug="business", name="Business")
        hint = (SectionRecord("x", "Nonsense", "nonsense"), SectionRecord("m", "business", "business"))
        bring(edition, record(sections=(), section_hints=hint))
        assert the_story().section.slug == "business"
        assert Section.objects.count() == 2

    def test_words_that_fit_no_field_are_not_lost(self, edition):
        long = "Word " * 200
        report = bring(
            edition,
            record(
                headline=long,
                standfirst=long * 2,
                body=({"type": "quote", "value": {"text": long * 4, "attribution": "A"}},),
            ),
        )
        story = the_story()
        assert len(story.headline) <= 200
        assert len(story.standfirst) <= 600
        text = json.dumps(story.body.get_prep_value())
        assert text.count("Word") == 200 + 400 + 800
        story.full_clean(exclude=["section"])
        assert len(report.problems[0].problems) == 3


class TestWhatIsNotPublic:
    @pytest.mark.parametrize("state", ["draft", "withheld"])
    def test_it_stays_a_draft_without_lists_version_or_redirects(self, edition, state):
        bring(edition, record(state=state, old_addresses=("https://old.example/x/",)))
        story = the_story()
        assert (story.live, story.desk_state, story.first_published_at) == (False, "draft", None)
        assert not ListedStory.objects.exists()
        assert not StoryVersion.objects.exists()
        assert not Redirect.objects.exists()

    def test_what_is_scheduled_waits_and_is_published_by_the_worker(self, edition, time_machine):
        soon = timezone.now() + timedelta(hours=1)
        bring(edition, record(state="scheduled", published_at=soon))
        story = the_story()
        assert (story.live, story.desk_state) == (False, "scheduled")
        assert run_due() == 0
        time_machine.move_to(soon + timedelta(minutes=1))
        assert run_due() == 1
        story.refresh_from_db()
        assert story.live
        assert ListedStory.objects.filter(story=story).exists()

    def test_an_embargo_holds(self, edition, time_machine):
        soon = timezone.now() + timedelta(hours=1)
        bring(edition, record(embargo_until=soon, published_at=WHEN))
        story = the_story()
        assert (story.live, story.embargo_until) == (False, soon)
        time_machine.move_to(soon + timedelta(minutes=1))
        run_due()
        story.refresh_from_db()
        assert story.live

    def test_what_has_expired_is_in_no_list(self, edition):
        bring(edition, record(expires_at=timezone.now() - timedelta(days=1)))
        story = the_story()
        assert (story.live, story.expired, story.desk_state) == (False, True, "expired")
        assert not ListedStory.objects.exists()

    def test_what_expires_later_is_withdrawn_then(self, edition, time_machine):
        end = timezone.now() + timedelta(hours=1)
        bring(edition, record(expires_at=end))
        assert the_story().live
        time_machine.move_to(end + timedelta(minutes=1))
        run_due()
        assert not the_story().live


class TestTheSecondTime:
    def test_nothing_happens_when_nothing_changed(self, edition):
        items = [
            record(1),
            record(2, state="draft"),
            record(3, state="scheduled", published_at=timezone.now() + timedelta(days=1)),
        ]
        assert counts(bring(edition, *items)) == (3, 0, 0, 0, 0)
        before = list(Story.objects.values())
        assert counts(bring(edition, *items)) == (0, 0, 3, 0, 0)
        assert list(Story.objects.values()) == before

    def test_what_changed_is_written_anew_at_the_same_address(self, edition):
        bring(edition, record(slug="one", topics=(TopicRecord("a", "A", "a"),)))
        story = the_story()
        bring(
            edition,
            record(
                slug="two",
                headline="New",
                topics=(TopicRecord("b", "B", "b"),),
                updated_at=WHEN + timedelta(days=1),
            ),
        )
        again = the_story()
        assert (again.pk, again.slug, again.headline, again.first_published_at) == (
            story.pk,
            "one",
            "New",
            WHEN,
        )
        assert again.updated_at == WHEN + timedelta(days=1)
        assert [link.topic.name for link in again.topic_links.all()] == ["B"]
        assert [version.headline for version in again.versions.all()] == ["Headline 1", "New"]
        assert sorted(ListedStory.objects.values_list("list", flat=True)) == sorted(lists_of(again))

    def test_a_change_that_readers_do_not_see_makes_no_version(self, edition):
        bring(edition, record())
        bring(edition, record(kicker="K"))
        assert the_story().versions.count() == 1

    def test_a_draft_that_is_published_meanwhile_goes_public(self, edition):
        bring(edition, record(state="draft"))
        bring(edition, record(old_addresses=("https://old.example/x/",)))
        assert the_story().live
        assert the_story().versions.count() == 1
        assert Redirect.objects.exists()

    def test_a_story_that_its_source_took_back_is_public_no_more(self, edition):
        bring(edition, record())
        report = bring(edition, record(state="withheld"))
        assert (the_story().live, the_story().desk_state) == (False, "draft")
        assert not ListedStory.objects.exists()
        assert "no longer" in report.problems[0].problems[-1]

    def test_a_schedule_that_moved_moves(self, edition, time_machine):
        first, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 5))
        bring(edition, record(state="scheduled", published_at=first))
        bring(edition, record(state="scheduled", published_at=later, headline="Later"))
        time_machine.move_to(first + timedelta(minutes=1))
        assert run_due() == 0
        time_machine.move_to(later + timedelta(minutes=1))
        assert run_due() == 1
        assert (the_story().live, the_story().headline) == (True, "Later")

    def test_a_schedule_that_was_given_up_never_fires(self, edition, time_machine):
        soon = timezone.now() + timedelta(hours=1)
        bring(edition, record(state="scheduled", published_at=soon))
        bring(edition, record(state="draft"))
        assert the_story().desk_state == "draft"
        time_machine.move_to(soon + timedelta(minutes=1))
        assert run_due() == 0

    def test_what_the_desk_has_edited_stays_and_is_told(self, edition):
        bring(edition, record())
        draft = the_story().get_latest_revision_as_object()
        draft.headline = "By the desk"
        draft.save_revision().publish()
        report = bring(edition, record(headline="By the source"))
        assert the_story().headline == "By the desk"
        assert "edited at the desk" in report.skipped[0].reason

    def test_what_the_desk_took_down_stays_down(self, edition):
        bring(edition, record())
        take_down(the_story(), by=None, reason="Not ours")
        report = bring(edition, record(headline="Again"))
        assert "taken down" in report.skipped[0].reason
        assert not the_story().live

    @pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite locks all of itself")
    def test_the_stories_are_locked_before_it_is_decided_what_becomes_of_them(self, edition, monkeypatch):
        bring(edition, record())
        whole, seen = importing._held, []  # noqa: SLF001

        def looking(*given):
            seen.append(any("FOR UPDATE" in query["sql"] for query in queries.captured_queries))
            return whole(*given)

        monkeypatch.setattr(importing, "_held", looking)
        with CaptureQueriesContext(connection) as queries:
            bring(edition, record(headline="New"))
        assert seen == [True]

    def test_a_box_of_a_story_that_was_deleted_meanwhile_is_left_out(self, edition):
        bring(edition, record())
        pk = the_story().pk
        the_story().delete()
        add_related(Box(pk, "1", "Headline 1", ["2"]), [2])
        assert not Story.objects.exists()

    def test_what_the_desk_deleted_stays_deleted(self, edition):
        bring(edition, record())
        ListedStory.objects.all().delete()
        the_story().delete()
        report = bring(edition, record())
        assert "deleted at the desk" in report.skipped[0].reason
        assert not Story.objects.exists()

    def test_the_same_source_into_another_edition_is_another_story(self, edition):
        other = factories.edition(prefix="fr")
        bring(edition, record())
        assert counts(bring(other, record())) == (1, 0, 0, 0, 0)
        assert Story.objects.count() == 2


class TestVersionsOfAnAgency:
    def item(self, version: int, **given: Any) -> StoryRecord:
        changed = WHEN + timedelta(hours=version)
        return record(version=str(version), updated_at=changed, headline=f"Version {version}", **given)

    def test_a_newer_version_replaces(self, edition):
        report = bring(edition, self.item(9), self.item(10))
        assert counts(report) == (1, 1, 0, 0, 0)
        assert the_story().headline == "Version 10"

    def test_an_older_version_does_not(self, edition):
        report = bring(edition, self.item(10), self.item(9))
        assert counts(report) == (1, 0, 0, 1, 0)
        assert "version 10" in report.skipped[0].reason
        assert the_story().headline == "Version 10"

    def test_a_cancellation_takes_down_for_good(self, edition):
        bring(edition, self.item(1), self.item(2, state="cancelled"))
        story = the_story()
        assert (story.live, story.desk_state) == (False, "taken_down")
        assert not ListedStory.objects.exists()
        again = bring(edition, self.item(1), self.item(2, state="cancelled"))
        assert counts(again) == (0, 0, 1, 1, 0)

    def test_a_cancellation_takes_down_what_the_desk_has_edited_too(self, edition):
        bring(edition, self.item(1))
        the_story().save_revision()
        bring(edition, self.item(2, state="cancelled"))
        assert the_story().desk_state == "taken_down"

    def test_a_version_after_the_cancellation_brings_it_back(self, edition):
        bring(edition, self.item(1), self.item(2, state="cancelled"), self.item(3))
        story = the_story()
        assert (story.live, story.headline, story.taken_down_at) == (True, "Version 3", None)

    def test_a_cancellation_of_what_never_came_is_skipped(self, edition):
        report = bring(edition, self.item(1, state="cancelled"))
        assert counts(report) == (0, 0, 0, 1, 0)

    def test_what_is_withheld_leaves_the_site_even_when_the_desk_has_edited_it(self, edition):
        bring(edition, self.item(1))
        draft = the_story().get_latest_revision_as_object()
        draft.headline = "By the desk"
        draft.save_revision().publish()
        bring(edition, self.item(2, state="withheld"))
        assert (the_story().live, the_story().headline) == (False, "By the desk")

    def test_related_stories_are_found_before_and_after(self, edition):
        box = {"type": "related", "value": {"heading": "More", "stories": ["2"]}}
        bring(edition, record(1, body=(box,)), *(record(number) for number in range(3, 260)), record(2))
        first, second = Story.objects.get(headline="Headline 1"), Story.objects.get(headline="Headline 2")
        assert [story.pk for story in first.body[0].value["stories"]] == [second.pk]
        bring(edition, record(999, body=(box,)))
        last = Story.objects.get(headline="Headline 999")
        assert [story.pk for story in last.body[0].value["stories"]] == [second.pk]

    def test_related_stories_that_never_come_are_told(self, edition):
        box = {"type": "related", "value": {"heading": "", "stories": ["never"]}}
        report = bring(edition, record(1, body=(box,)))
        assert "never" in report.problems[0].problems[0]
        assert len(the_story().body) == 0


class TestTheAccount:
    def test_everything_is_counted_once_with_its_reason(self, edition):
        report = bring(
            edition, record(1), Skipped("9", "About", "a page"), Unreadable("line 7", "Broken", "not XML")
        )
        assert counts(report) == (1, 0, 0, 1, 1)
        assert report.status == 1
        told = report.as_json()
        assert (
            told["read"]
            == 3
            == sum(told[name] for name in ("created", "updated", "unchanged", "skipped", "failed"))
        )
        assert told["failed_items"] == [{"where": "line 7", "title": "Broken", "reason": "not XML"}]
        assert any(
            "3 read = 1 created + 0 updated + 0 unchanged + 1 skipped + 1 failed" in line
            for line in report.lines()
        )

    def test_a_dry_run_counts_the_same_and_writes_nothing(self, edition, django_assert_max_num_queries):
        bring(edition, record(1))
        items = [
            record(1),
            record(2),
            replace(record(2), headline="Changed", version="2"),
            record(3, topics=(TopicRecord("t", "T", "t"),)),
            Skipped("9", "", "x"),
        ]
        state = (Story.objects.count(), Topic.objects.count(), ImportedStory.objects.count())
        dry = bring(edition, *items, dry_run=True)
        assert (Story.objects.count(), Topic.objects.count(), ImportedStory.objects.count()) == state
        assert counts(dry) == counts(bring(edition, *items)) == (2, 1, 1, 1, 0)
        assert dry.made["topics"] == 1

    def test_one_bad_record_costs_one_record(self, edition):
        misshapen = record(3, body=({"type": "photo", "value": {}},))
        impossible = record(4, published_at="yesterday")
        report = import_stories([record(1), misshapen, impossible, record(2)], edition)
        assert counts(report) == (2, 0, 0, 0, 2)
        assert {left.where for left in report.failed} == {"3", "4"}
        assert Story.objects.count() == 2

    def test_an_export_of_wordpress(self, edition):
        report = import_stories(read_wordpress(EXPORTS / "harbour-1.2.xml", edition.zone), edition)
        assert counts(report) == (6, 0, 0, 6, 0)
        assert Story.objects.filter(live=True).count() == 2
        again = import_stories(read_wordpress(EXPORTS / "harbour-1.2.xml", edition.zone), edition)
        assert counts(again) == (0, 0, 6, 6, 0)

    def test_items_of_an_agency(self, edition):
        factories.section(edition, slug="wire")
        report = import_stories(read_ninjs(EXPORTS / "agency-2.2.json"), edition)
        assert counts(report) == (2, 0, 0, 2, 2)
        assert not Story.objects.filter(live=True).exists()


def test_killed_in_the_middle_it_goes_on_with_whole_batches(edition, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 10)
    items = [record(number) for number in range(35)]

    def until_killed():
        yield from items[:25]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_stories(until_killed(), edition)
    assert Story.objects.count() == ImportedStory.objects.count() == 20
    assert counts(import_stories(items, edition)) == (15, 0, 20, 0, 0)
    assert Story.objects.count() == 35


def test_killed_within_a_batch_nothing_of_it_is_there(edition, monkeypatch):
    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_remember", killed)
    with pytest.raises(KeyboardInterrupt):
        import_stories([record(1)], edition)
    assert not Story.objects.exists()
    assert not Section.objects.exists()


class TestPictures:
    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        picture = factories.photo()
        folder = tmp_path / "media"
        (folder / "2020" / "05").mkdir(parents=True)
        with picture.open_file() as file:
            (folder / "2020" / "05" / "a.jpg").write_bytes(file.read())
        picture.delete()
        (folder / "svg.jpg").write_text("<svg xmlns='http://www.w3.org/2000/svg'></svg>")
        (tmp_path / "secret.jpg").write_bytes(b"secret")
        return folder

    def shown(self, name: str = "2020/05/a.jpg", **given: Any) -> StoryRecord:
        address = f"https://old.example/wp-content/uploads/{name}"
        photo = PhotoRecord("7", address, caption="C", credit="Ada", alt_text="A tram")
        block = {"type": "photo", "value": {"photo": photo, "caption": "Own", "width": "column"}}
        return record(lead_photo=photo, lead_caption="Lead", body=(block,), **given)

    def test_from_a_folder_with_their_rights(self, edition, folder):
        report = bring(edition, self.shown(), media=folder)
        story = the_story()
        assert report.made["photos"] == 1
        assert (story.lead_photo.credit, story.lead_photo.alt_text, story.lead_caption) == (
            "Ada",
            "A tram",
            "Lead",
        )
        assert story.body[0].value["photo"] == story.lead_photo
        assert story.body[0].value["caption"] == "Own"
        assert counts(bring(edition, self.shown(), media=folder)) == (0, 0, 1, 0, 0)

    def test_by_its_name_alone(self, edition, folder):
        bring(edition, self.shown("elsewhere/a.jpg"), media=folder)
        assert the_story().lead_photo is not None

    @pytest.mark.parametrize("name", ["none.jpg", "svg.jpg", "../secret.jpg", "..%2F..%2Fsecret.jpg"])
    def test_what_is_missing_is_told_and_kept_for_the_desk(self, edition, folder, name):
        report = bring(edition, self.shown(name), media=folder)
        assert list(report.missing) == [f"https://old.example/wp-content/uploads/{name}"]
        story = the_story()
        assert story.lead_photo is None
        assert [block.block_type for block in story.body] == ["kept", "kept"]
        assert "A tram" in story.body[0].value["html"]

    def test_they_can_come_later(self, edition, folder):
        bring(edition, self.shown())
        assert the_story().lead_photo is None
        assert counts(bring(edition, self.shown())) == (0, 0, 1, 0, 0)
        assert counts(bring(edition, self.shown(), media=folder)) == (0, 1, 0, 0, 0)
        assert the_story().lead_photo is not None
        assert counts(bring(edition, self.shown())) == (0, 0, 1, 0, 0)

    def test_a_dry_run_stores_none(self, edition, folder):
        from standfirst.media.models import Photo

        report = bring(edition, self.shown(), media=folder, dry_run=True)
        assert not report.missing
        assert not Photo.objects.exists()

    def test_fetched_ones_go_through_the_guard(self, edition):
        inside = PhotoRecord("8", "http://127.0.0.1/secret.jpg")
        report = bring(edition, record(lead_photo=inside), fetch_media=True)
        assert "public network" in report.missing["http://127.0.0.1/secret.jpg"]

    def test_one_of_a_pair_that_is_missing_leaves_the_other(self, edition, folder):
        there, gone = (PhotoRecord(name, f"https://old.example/{name}") for name in ("a.jpg", "gone.jpg"))
        pair = {
            "type": "pair",
            "value": {"left": {"photo": there, "caption": "L"}, "right": {"photo": gone, "caption": "R"}},
        }
        bring(edition, record(body=(pair,)), media=folder)
        assert [block.block_type for block in the_story().body] == ["photo", "kept"]
