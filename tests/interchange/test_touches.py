"""An import touches what readers see otherwise after it, and no more."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from standfirst.editions.models import Edition
from standfirst.interchange.generating import generate_stories
from standfirst.interchange.importing import Options, import_stories
from standfirst.interchange.records import AuthorRecord, SectionRecord, StoryRecord, TopicRecord
from standfirst.interchange.writing import Box, add_related
from standfirst.newsroom.models import Section, Story, Topic
from standfirst.newsroom.publishing import correct
from tests import factories
from tests.touching import check, said, touches

CITY, SPORT = SectionRecord("city", "City", "city"), SectionRecord("sport", "Sport", "sport")


def record(**given) -> StoryRecord:
    fields = {
        "source": "wordpress:old.example",
        "source_id": "1",
        "headline": "Ferry fares go up",
        "state": "published",
        "body": ({"type": "text", "value": "<p>Fares go up.</p>"},),
        "published_at": datetime(2020, 5, 4, 7, 0, tzinfo=UTC),
        "sections": (CITY,),
    }
    return StoryRecord(**{**fields, **given})


def bring(edition: Edition, **given) -> None:
    report = import_stories([record(**given)], edition, Options())
    assert (report.read, report.failed) == (1, [])


@dataclass
class Paper:
    """A paper with two sections and a story that was imported, and corrected here."""

    edition: Edition
    city: Section
    sport: Section
    tram: Topic
    story: Story


@pytest.fixture
def paper(edition, announced) -> Paper:
    city = factories.section(edition, name="City", slug="city")
    sport = factories.section(edition, name="Sport", slug="sport")
    tram = factories.topic(edition, name="Tram", slug="tram")
    bring(edition)
    story = Story.objects.get()
    correct(story, kind="correction", text="They do not.", by=None)
    announced.clear()
    return Paper(edition, city, sport, tram, story)


LISTS = "list:edition:{edition.pk} list:kind:{edition.pk}:news list:section:{city.pk}"
MOVED = "story:{story.pk} translations:{story.translation_key}"
TRAMS = (TopicRecord("t", "Tram", "tram"),)


def second(**given):
    """Return a second import that brings something else."""
    return lambda paper: bring(paper.edition, **given)


# What a second import of the story brings, and what that touches.
TABLE = {
    "the same": (second(), ""),
    "other words": (second(headline="New"), "story:{story.pk}"),
    "another section": (
        second(sections=(SPORT,)),
        f"{MOVED} list:section:{{city.pk}} list:section:{{sport.pk}}",
    ),
    "a topic": (second(topics=TRAMS), "story:{story.pk} list:topic:{tram.pk}"),
    "a draft": (
        second(state="draft"),
        f"{MOVED} {LISTS} corrections:{{edition.pk}}",
        "story:{story.pk}",
    ),
    "another draft": (second(source_id="2", state="draft"), ""),
}


def test_a_second_import_touches_exactly_what_it_changes(paper, announced):
    check(TABLE, paper, announced)


def test_what_comes_back_touches_its_corrections_again(paper, announced):
    bring(paper.edition, state="draft")
    announced.clear()
    bring(paper.edition, state="draft", headline="New")
    assert touches(announced) == set()
    bring(paper.edition)
    assert touches(announced) == said(f"{MOVED} {LISTS} corrections:{{edition.pk}}", paper)


def test_a_new_story_touches_itself_its_lists_and_what_is_new_beside_it(edition, announced):
    announced.clear()
    authors, topics = (AuthorRecord("ada", "Ada Prell"),), TRAMS
    bring(edition, sections=(CITY,), authors=authors, topics=topics)
    made = SimpleNamespace(
        edition=edition,
        story=Story.objects.get(),
        city=Section.objects.get(),
        ada=edition.authors.get(),
        tram=edition.topics.get(),
    )
    lists = f"{LISTS} list:author:{{ada.pk}} list:topic:{{tram.pk}}"
    assert touches(announced) == said(f"story:{{story.pk}} sections:{{edition.pk}} {lists}", made)


def test_a_box_that_is_filled_later_touches_its_story(paper, announced):
    add_related(Box(paper.story.pk, "1", "Ferry fares go up", ["2"]), [factories.published(paper.sport).pk])
    assert {paper.story.tag} == touches(announced[-1:])


def test_generated_stories_touch_every_page(edition, announced):
    sum(generate_stories(edition, 4))
    announced[:-1] = []
    assert touches(announced) == {"editions"}
