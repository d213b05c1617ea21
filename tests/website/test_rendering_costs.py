"""No page asks the database more often because it shows more, and what pages share is asked for once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from standfirst.delivery.depending import collecting
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import LegalText
from standfirst.newsroom.models import (
    Correction,
    FrontPage,
    FrontSlot,
    ProjectPage,
    ProjectStory,
    StoryVersion,
)
from tests import factories
from tests.website.worlds import live, photos

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]

AT = datetime(2026, 11, 20, 18, tzinfo=UTC)


class Growing:
    """An edition of which every page shows as many things as it was grown to."""

    def __init__(self):
        self.edition = factories.edition(name="Strait")
        self.section = factories.section(self.edition, slug="city")
        self.topic, self.author = factories.topic(self.edition), factories.author(self.edition)
        self.project = ProjectPage(title="Island", slug="island", edition=self.edition)
        Page.get_first_root_node().add_child(instance=self.project)
        self.front = FrontPage.objects.create(edition=self.edition, project=self.project)
        self.shown, self.photos, self.topics, self.authors = [], [], [], []
        for language in ("fr", "ar"):
            factories.edition(language=language, prefix=language)

    def grow(self, number):
        """Add so many stories, each with an author, topics and a photo of its own, to every list."""
        for photo in photos(number):
            author = factories.author(self.edition, portrait=photo)
            topic = factories.topic(self.edition)
            place = len(self.shown)
            story = live(
                factories.section(self.edition) if place % 2 else self.section,
                first_published_at=AT - timedelta(minutes=place),
                kind=StoryKind.VIDEO if place % 3 else StoryKind.OPINION,
                authors=[self.author, author],
                topics=[self.topic, topic],
                lead_photo=photo,
            )
            Correction.objects.create(story=story, edition=self.edition, text="Not so.", at=AT)
            ProjectStory.objects.create(page=self.project, story=story, sort_order=place)
            FrontSlot.objects.create(front=self.front, area="secondary", story=story, sort_order=place)
            LegalText.objects.create(
                edition=self.edition, kind="privacy", version=f"{place}", title="P", effective_at=AT
            )
            for kept, one in ((self.shown, story), (self.photos, photo), (self.topics, topic)):
                kept.append(one)
            self.authors.append(author)

    def full_story(self):
        """Return the address of a story whose page shows all of it."""
        story = live(
            self.section,
            first_published_at=AT + timedelta(minutes=len(self.shown)),
            lead_photo=self.photos[0],
            authors=self.authors,
            topics=self.topics,
            body=[
                {"type": "related", "value": {"heading": "", "stories": [one.pk for one in self.shown]}},
                *(
                    {"type": "photo", "value": {"photo": one.pk, "caption": "", "width": "column"}}
                    for one in self.photos
                ),
                {"type": "embed", "value": {"url": "https://films.example/1", "caption": ""}},
            ],
        )
        for number in range(2 + len(self.shown)):
            Correction.objects.create(story=story, edition=self.edition, text="Not so.", at=AT)
            StoryVersion.objects.create(story=story, number=number, published_at=AT, headline="Pier")
        return story.address

    def addresses(self):
        story = self.full_story()
        return {
            "front": "/",
            "section": "/city/",
            "latest": "/latest/",
            "kind": "/latest/?kind=video",
            "archive": "/archive/2026/11/20/",
            "topic": self.topic.address,
            "author": self.author.address,
            "corrections": "/corrections/",
            "project": self.project.address,
            "legal": "/privacy/",
            "changes": f"{story}changes/",
            "accent": "/accent.css",
            "story": story,
        }


def asked(client, address, versions):
    """Return how many queries the page at ``address`` takes."""
    with collecting(versions.stamp()), CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def test_more_on_a_page_is_no_more_queries(client, versions):
    world, counts = Growing(), []
    for number in (5, 20):
        world.grow(number)
        counts.append({})
        for name, address in world.addresses().items():
            versions.distrust()
            counts[-1][name] = asked(client, address, versions)
    few, many = counts
    assert many == few
    assert many["story"] <= 8
    assert max(many.values()) <= 10
    assert many["accent"] == 1


def test_a_changed_story_is_all_that_is_read_again(client, versions):
    world = Growing()
    world.grow(5)
    address = live(world.section, topics=world.topics, authors=world.authors[:1]).address
    beside = world.shown[0].address
    asked(client, address, versions)
    asked(client, beside, versions)
    versions.touch([f"story:{world.shown[1].pk}"])
    assert asked(client, address, versions) == 3  # its row, what hangs on it, and the one card
    versions.touch([f"story:{address.rpartition('/20261120')[2].partition('-')[0]}"])
    assert asked(client, address, versions) == 2
    asked(client, "/latest/", versions)
    assert asked(client, "/latest/", versions) == 0


def test_no_page_is_personal(client, versions):
    """A store refuses what sets a cookie or varies by one."""
    world = Growing()
    world.grow(3)
    client.cookies["csrf"], client.cookies["session"] = "x" * 32, "y" * 32
    for address in world.addresses().values():
        answer = client.get(address)
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address
