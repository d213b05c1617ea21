"""Sections, topics, authors, fronts, projects and embeds touch their own tags when they change."""

from dataclasses import dataclass

import pytest
from wagtail.models import Page, Revision

from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.events import SectionMoved
from standfirst.newsroom.models import (
    Author,
    EmbedAnswer,
    EmbedProvider,
    FrontPage,
    FrontSection,
    FrontSlot,
    ProjectPage,
    ProjectStory,
    Section,
    Story,
    Topic,
)
from standfirst.newsroom.reactions import relist_moved
from standfirst.newsroom.topics import merge_topics
from tests import factories
from tests.touching import check, said, touches


@dataclass
class Paper:
    """A paper with one of each; ``story`` is about tides, and listed under docks, a part of harbour, too."""

    edition: Edition
    other: Edition
    harbour: Section
    docks: Section
    sport: Section
    tides: Topic
    boats: Topic
    quays: Topic
    ann: Author
    portrait: Photo
    story: Story
    front: FrontPage
    slot: FrontSlot
    row: FrontSection
    project: ProjectPage
    planned: ProjectPage
    provider: EmbedProvider
    answer: EmbedAnswer


@pytest.fixture
def paper(edition, announced) -> Paper:
    harbour, sport = factories.section(edition), factories.section(edition)
    docks = factories.section(edition, parent=harbour)
    tides, boats, quays = (factories.topic(edition) for _ in range(3))
    story = factories.published(sport, topics=[tides], sections=[docks])
    front = FrontPage.objects.create(edition=edition)
    provider = EmbedProvider.objects.create(
        name="Films", host="films.example", endpoint="https://films.example/o"
    )
    merge_topics(quays, tides)
    made = Paper(
        edition=edition,
        other=factories.edition(prefix="fr"),
        harbour=harbour,
        docks=docks,
        sport=sport,
        tides=Topic.objects.get(pk=tides.pk),
        boats=boats,
        quays=quays,
        ann=factories.author(edition),
        portrait=factories.photo(),
        story=story,
        front=front,
        slot=FrontSlot.objects.create(front=front, area="lead", story=story, sort_order=1),
        row=FrontSection.objects.create(front=front, section=sport, sort_order=1),
        project=project(edition, "ferries", live=True, story=story),
        planned=project(edition, "bridges", live=False, story=story),
        provider=provider,
        answer=EmbedAnswer.objects.create(provider=provider, address="https://films.example/7", title="Tide"),
    )
    announced.clear()
    return made


def project(edition: Edition, slug: str, *, live: bool, story: Story) -> ProjectPage:
    page = ProjectPage(title=slug.title(), slug=slug, edition=edition, live=live)
    page.project_stories = [ProjectStory(story=story, sort_order=1)]
    Page.objects.get(depth=2).add_child(instance=page)
    return page


def save(row, only=None, **changed) -> None:
    """Save a row as someone who has read it again does."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=only)


def delete(row) -> None:
    type(row).objects.get(pk=row.pk).delete()


def publish(page: ProjectPage, **changed) -> None:
    draft_of(page, **changed).publish()


def unpublish(page: ProjectPage) -> None:
    ProjectPage.objects.get(pk=page.pk).unpublish()


def draft_of(page: ProjectPage, **changed) -> Revision:
    page = ProjectPage.objects.get(pk=page.pk)
    for name, value in changed.items():
        setattr(page, name, value)
    return page.save_revision()


def rearrange(paper: Paper) -> None:
    front = FrontPage.objects.get(pk=paper.front.pk)
    front.slots = [FrontSlot(area="secondary", story=paper.story, sort_order=1)]
    front.save()


def merge(topic: Topic, into: Topic) -> None:
    merge_topics(Topic.objects.get(pk=topic.pk), Topic.objects.get(pk=into.pk))


def move_docks(paper: Paper) -> None:
    save(paper.docks, parent=paper.sport)


def drop_other_edition(paper: Paper) -> None:
    section = factories.section(paper.other)
    front = FrontPage.objects.create(edition=paper.other)
    FrontSection.objects.create(front=front, section=section, sort_order=1)
    delete(paper.other)


SECTIONS = "sections:{edition.pk}"
TIDES, ANN, FRONT, EMBEDS = "topic:{tides.pk}", "author:{ann.pk}", "front:{edition.pk}", "embeds"
PROJECT = "project:{project.pk}"
MERGED = f"{TIDES} topic:{{boats.pk}} topic:{{quays.pk}} list:topic:{{tides.pk}} list:topic:{{boats.pk}}"

# A change, what it touches, and what it withdraws.
TABLE = {
    "a section as it was": (lambda paper: save(paper.docks), ""),
    "a section's name": (lambda paper: save(paper.docks, name="New"), SECTIONS),
    "a section's address": (lambda paper: save(paper.docks, slug="new"), SECTIONS),
    "a section's description": (lambda paper: save(paper.docks, description="New"), SECTIONS),
    "a section's place": (lambda paper: save(paper.docks, position=9), SECTIONS),
    "a section's parent": (move_docks, SECTIONS),
    "a new section": (lambda paper: factories.section(paper.edition), SECTIONS),
    "a section goes to another edition": (
        lambda paper: save(paper.docks, edition=paper.other, parent=None),
        "sections:{edition.pk} sections:{other.pk}",
    ),
    "a section is deleted": (
        lambda paper: delete(paper.docks),
        f"{SECTIONS} list:section:{{docks.pk}} list:section:{{harbour.pk}}",
    ),
    "a topic as it was": (lambda paper: save(paper.tides), ""),
    "a new topic": (lambda paper: factories.topic(paper.edition), ""),
    "a topic's name": (lambda paper: save(paper.tides, name="New"), TIDES),
    "a topic's other names": (lambda paper: save(paper.tides, other_names=["New"]), TIDES),
    "a topic is deleted": (lambda paper: delete(paper.boats), "topic:{boats.pk}"),
    "a topic is merged": (lambda paper: merge(paper.tides, paper.boats), MERGED),
    "a topic without stories is merged": (
        lambda paper: merge(paper.boats, paper.tides),
        f"{TIDES} topic:{{boats.pk}}",
    ),
    "an author as it was": (lambda paper: save(paper.ann), ""),
    "a new author": (lambda paper: factories.author(paper.edition), ""),
    "an author's name": (lambda paper: save(paper.ann, name="New"), ANN),
    "an author's name alone": (lambda paper: save(paper.ann, only=["name"], name="New"), ANN),
    "an author's name, not saved": (lambda paper: save(paper.ann, only=["role"], name="New"), ""),
    "an author's portrait": (lambda paper: save(paper.ann, portrait=paper.portrait), ANN),
    "an author's portrait alone": (
        lambda paper: save(paper.ann, only=["portrait"], portrait=paper.portrait),
        ANN,
    ),
    "an author's account": (lambda paper: save(paper.ann, account=factories.desk_member()), ""),
    "an author is deleted": (lambda paper: delete(paper.ann), ANN),
    "a provider is named anew": (lambda paper: save(paper.provider, name="New"), EMBEDS),
    "a provider is deleted": (lambda paper: delete(paper.provider), EMBEDS),
    "an answer is another": (lambda paper: save(paper.answer, title="New"), EMBEDS),
    "an answer is the same again": (lambda paper: save(paper.answer), ""),
    "an answer is deleted": (lambda paper: delete(paper.answer), EMBEDS),
    "a front page is arranged": (rearrange, FRONT),
    "a front page as it was": (lambda paper: save(paper.front), ""),
    "a front page shows a project": (lambda paper: save(paper.front, project=paper.project), FRONT),
    "a slot shows something else": (lambda paper: save(paper.slot, area="secondary"), FRONT),
    "a slot is emptied": (lambda paper: delete(paper.slot), FRONT),
    "a section row is another": (lambda paper: save(paper.row, section=paper.harbour), FRONT),
    "an empty front page": (lambda paper: FrontPage.objects.create(edition=paper.other), ""),
    "a new front page with a project": (
        lambda paper: FrontPage.objects.create(edition=paper.other, project=paper.project),
        "front:{other.pk}",
    ),
    "an edition goes with its front page": (
        drop_other_edition,
        "editions front:{other.pk} sections:{other.pk}",
    ),
    "a project as it was": (lambda paper: publish(paper.project), ""),
    "a project is edited, not published": (lambda paper: draft_of(paper.project, title="New"), ""),
    "a planned project is edited": (lambda paper: save(paper.planned, title="New"), ""),
    "a planned project gets a story": (
        lambda paper: ProjectStory.objects.filter(page=paper.planned).get().delete(),
        "",
    ),
    "a planned project is deleted": (lambda paper: delete(paper.planned), ""),
    "a project's title": (lambda paper: publish(paper.project, title="New"), PROJECT),
    "a project's address": (lambda paper: publish(paper.project, slug="new"), PROJECT),
    "a project's introduction": (
        lambda paper: publish(paper.project, introduction=[("text", "<p>New</p>")]),
        PROJECT,
    ),
    "a project's stories": (lambda paper: publish(paper.project, project_stories=[]), PROJECT),
    "a project is published": (lambda paper: publish(paper.planned), "project:{planned.pk}"),
    "a project is unpublished": (lambda paper: unpublish(paper.project), PROJECT, PROJECT),
    "a project is deleted": (lambda paper: delete(paper.project), PROJECT, PROJECT),
}


def test_each_change_touches_exactly_what_shows_it(paper, announced):
    check(TABLE, paper, announced)


def test_a_section_that_moved_touches_the_lists_once_its_stories_are_there(paper, announced):
    move_docks(paper)
    assert SectionMoved(section=paper.docks.pk) in announced
    announced.clear()
    relist_moved(SectionMoved(section=paper.docks.pk))
    assert touches(announced) == said("list:section:{harbour.pk}", paper)
    announced.clear()
    relist_moved(SectionMoved(section=paper.docks.pk))
    assert announced == []


def test_a_merged_topic_whose_stories_have_the_other_too_leaves_that_list_alone(edition, announced):
    small, large = factories.topic(edition), factories.topic(edition)
    factories.published(factories.section(edition), topics=[small, large])
    announced.clear()
    merge_topics(small, large)
    assert touches(announced) == {small.tag, large.tag, f"list:{small.tag}"}
