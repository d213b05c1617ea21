"""Each kind of page declares what docs/decisions/0010 says that it depends on, no more and no less."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from standfirst.delivery.depending import collecting
from standfirst.editions.kinds import MULTIMEDIA_KINDS, StoryKind
from standfirst.editions.models import Edition, LegalText
from standfirst.newsroom.history import record_version
from standfirst.newsroom.models import Author, FrontPage, FrontSlot, ProjectPage, ProjectStory, Section, Topic
from standfirst.newsroom.publishing import correct
from tests import factories
from tests.website.worlds import AT, live, photos

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("versions")]


class World:
    """An edition with one story that shows everything, ``story``, and one beside it, ``other``."""

    def __init__(self):
        self.edition = factories.edition()
        self.section = factories.section(self.edition, slug="city")
        self.topic = factories.topic(self.edition)
        self.portrait, self.lead, self.inside, self.other_photo = photos(4)
        self.author = factories.author(self.edition, portrait=self.portrait)
        self.other_author = factories.author(self.edition)
        self.other = live(
            self.section,
            first_published_at=AT - timedelta(hours=1),
            authors=[self.other_author],
            lead_photo=self.other_photo,
            kind=StoryKind.VIDEO,
        )
        self.draft = factories.draft(self.section)
        self.story = self.publish_story()
        self.frame = {"editions", f"sections:{self.edition.pk}"}
        self.named = {f"list:edition:{self.edition.pk}", f"translations:{self.story.translation_key}"}
        self.card = {self.story.tag, self.author.tag, self.lead.tag}
        self.other_card = {self.other.tag, self.other_author.tag, self.other_photo.tag}

    def publish_story(self):
        return live(
            self.section,
            authors=[self.author],
            topics=[self.topic],
            lead_photo=self.lead,
            body=[
                {"type": "text", "value": "<p>The pier opened.</p>"},
                {"type": "photo", "value": {"photo": self.inside.pk, "caption": "", "width": "column"}},
                {"type": "related", "value": {"heading": "", "stories": [self.draft.pk]}},
            ],
        )


@pytest.fixture
def world():
    return World()


def said(client, address):
    with collecting() as dependencies:
        assert client.get(address).status_code == 200, address
    return dependencies.tags


def test_a_story(client, world):
    expected = {
        *world.frame,
        *world.named,
        *world.card,
        f"disclaimers:{world.edition.pk}",
        world.portrait.tag,
        world.inside.tag,
        world.topic.tag,
        f"list:{world.topic.tag}",
        f"list:{world.section.tag}",
        world.draft.tag,  # not there yet, but named
        *world.other_card,  # read next
    }
    assert said(client, world.story.address) == expected


def test_a_story_in_the_rail_is_a_line_of_words(client, world):
    for _ in range(6):  # nearer by section: what is read next is these
        live(factories.section(world.edition), first_published_at=AT - timedelta(hours=2))
    lonely = live(factories.section(world.edition))
    tags = said(client, lonely.address)
    assert {world.story.tag, world.other.tag} <= tags
    assert tags.isdisjoint({world.lead.tag, world.author.tag, world.other_photo.tag, world.other_author.tag})


def test_a_story_in_two_languages_names_the_other_ones_section(client, world):
    french = factories.edition(language="fr", prefix="fr")
    live(factories.section(french), translation_key=world.story.translation_key)
    assert f"sections:{french.pk}" in said(client, world.story.address)
    assert f"sections:{french.pk}" not in said(client, world.other.address)


def test_embeds_are_asked_about_only_where_the_built_in_list_ends(client, world):
    def with_embed(url):
        body = [{"type": "embed", "value": {"url": url, "caption": ""}}]
        return said(client, live(world.section, body=body).address)

    assert "embeds" in with_embed("https://films.example/1")
    assert "embeds" not in with_embed("https://www.youtube.com/watch?v=abcdefghijk")


def test_a_link_to_a_project(client, world):
    text = '<p><a linktype="page" id="7">Harbour</a></p>'
    story = live(world.section, body=[{"type": "text", "value": text}])
    assert "project:7" in said(client, story.address)


def test_changes(client, world):
    for headline in ("Harbour opens", "Harbour opens late"):
        world.story.headline = headline
        record_version(world.story, AT)
    assert said(client, f"{world.story.address}changes/") == {*world.frame, world.story.tag}


def test_lists(client, world):
    both = {*world.frame, *world.card, *world.other_card}
    edition = world.edition
    assert said(client, "/latest/") == {*both, f"list:edition:{edition.pk}"}
    assert said(client, "/archive/2026/11/20/") == {*both, f"list:edition:{edition.pk}"}
    assert said(client, "/city/") == {*both, f"list:{world.section.tag}"}
    assert said(client, "/latest/?kind=video") == {
        *world.frame,
        *world.other_card,
        f"list:kind:{edition.pk}:video",
    }
    assert said(client, world.topic.address) == {
        *world.frame,
        *world.card,
        world.topic.tag,
        f"list:{world.topic.tag}",
    }
    assert said(client, world.author.address) == {
        *world.frame,
        *world.card,
        world.author.tag,
        world.portrait.tag,
        f"list:{world.author.tag}",
    }
    quiet = [Author(name="Quiet", slug="quiet"), Topic(name="Quiet", slug="quiet")]
    for one in quiet:
        one.edition = edition
        one.save()
        assert said(client, one.address) == {*world.frame, one.tag, f"list:{one.tag}"}


def test_corrections(client, world):
    correct(world.story, kind="correction", text="It opened at nine.", by=None)
    expected = {*world.frame, f"corrections:{world.edition.pk}", world.story.tag}
    assert said(client, "/corrections/") == expected


def test_a_project(client, world):
    [banner] = photos(1)
    project = ProjectPage(
        title="The island",
        slug="island",
        edition=world.edition,
        banner=banner,
        introduction=[{"type": "related", "value": {"heading": "", "stories": [world.draft.pk]}}],
    )
    Page.get_first_root_node().add_child(instance=project)
    ProjectStory.objects.create(page=project, story=world.other, sort_order=0)
    expected = {*world.frame, *world.other_card, project.tag, banner.tag, world.draft.tag}
    assert said(client, project.address) == expected


def test_the_front_page(client, world):
    [banner] = photos(1)
    project = ProjectPage(title="The island", slug="island", edition=world.edition, banner=banner)
    Page.get_first_root_node().add_child(instance=project)
    front = FrontPage.objects.create(edition=world.edition, project=project)
    FrontSlot.objects.create(front=front, area="lead", story=world.draft)
    edition = world.edition.pk
    expected = {
        *world.frame,
        *world.card,
        *world.other_card,
        f"front:{edition}",
        f"list:edition:{edition}",
        *(f"list:kind:{edition}:{kind}" for kind in MULTIMEDIA_KINDS),
        f"list:{world.section.tag}",
        project.tag,
        banner.tag,
        world.draft.tag,
    }
    assert said(client, "/") == expected
    project.unpublish()
    assert said(client, "/") == expected - {banner.tag}


def test_a_legal_text(client, world):
    LegalText.objects.create(
        edition=world.edition, kind="privacy", version="1", title="Privacy", body="<p>Yes.</p>"
    )
    assert said(client, "/privacy/") == {*world.frame, f"legal:{world.edition.pk}:privacy"}


def test_the_accent(client, world):
    assert said(client, "/accent.css") == {"editions"}


# --- what changes by itself ---------------------------------------------------------------------


def until(client, address):
    with collecting() as dependencies:
        assert client.get(address).status_code == 200
    return dependencies.until


@pytest.mark.parametrize("shown", ["lead", "inside", "portrait", "other_photo"])
def test_a_page_ends_with_the_rights_of_its_first_photo(client, world, versions, shown):
    assert until(client, world.story.address) == float("inf")
    photo, end = getattr(world, shown), timezone.now() + timedelta(days=2)
    type(photo).objects.filter(pk=photo.pk).update(rights_expire_at=end)
    type(photo).objects.exclude(pk=photo.pk).update(rights_expire_at=end + timedelta(days=1))
    versions.touch(one.tag for one in type(photo).objects.all())
    assert until(client, world.story.address) == end.timestamp()


def test_a_legal_text_is_shown_until_the_next_is_in_force(client, world):
    now = timezone.now()
    for version, days in (("1", -1), ("3", 9), ("2", 4)):
        LegalText.objects.create(
            edition=world.edition,
            kind="privacy",
            version=version,
            title="Privacy",
            body="<p>Yes.</p>",
            effective_at=now + timedelta(days=days),
        )
    assert until(client, "/privacy/") == (now + timedelta(days=4)).timestamp()


def test_an_old_address_without_words_is_looked_up_each_time(client, world):
    assert until(client, "/") == float("inf")
    assert until(client, "/?p=77") <= timezone.now().timestamp()


# --- what is kept for several pages ---------------------------------------------------------------


def test_what_pages_share_follows_every_change_of_it(client, world, versions):
    """Each change is written past every announcement; only the tag says that something is another."""

    def page():
        with collecting(versions.stamp()):
            return client.get("/latest/").content.decode()

    def change(rows, tag, **values):
        before = page()
        rows.update(**values)
        assert page() == before, "what is shown must have been kept"
        versions.touch([tag])
        after = page()
        assert after != before
        return after

    edition, section = world.edition, world.section
    sections, editions = Section.objects.filter(pk=section.pk), Edition.objects.filter(pk=edition.pk)
    stories, authors = type(world.other).objects, Author.objects
    photos = type(world.lead).objects
    assert "Jetty" in change(stories.filter(pk=world.other.pk), world.other.tag, headline="Jetty")
    assert "Nia" in change(authors.filter(pk=world.author.pk), world.author.tag, name="Nia")
    assert "Dove" in change(photos.filter(pk=world.lead.pk), world.lead.tag, credit="Dove")
    change(stories.filter(pk=world.story.pk), world.story.tag, live=False)
    assert "/town/2026" in change(sections, f"sections:{edition.pk}", slug="town")
    assert "The Morning" in change(editions, "editions", name="The Morning")
    assert 'datetime="2026-11-20T11:00+00:00"' in change(editions, "editions", time_zone="UTC")
