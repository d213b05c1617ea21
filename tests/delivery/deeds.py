"""What people do to a world, each by the verb that the newsroom itself uses.

A deed gets the world and ``pick``, which chooses one of several things: any of them for a state machine, each
in its turn for a test that is to run the same way every time. It yields where readers are to look before it
goes on; they look at its end as well. It stops early where the world has nothing for it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from standfirst.editions.models import Disclaimer, Edition, LegalText
from standfirst.interchange.importing import Options, import_stories
from standfirst.interchange.records import AuthorRecord, SectionRecord, StoryRecord, TopicRecord
from standfirst.interchange.writing import Box, add_related
from standfirst.media import reactions
from standfirst.media.events import PhotoAdded
from standfirst.media.expiring import remove_expired
from standfirst.media.models import Photo
from standfirst.newsroom import oembed
from standfirst.newsroom.models import (
    Author,
    Correction,
    EmbedAnswer,
    EmbedProvider,
    FrontPage,
    FrontSection,
    FrontSlot,
    ProjectPage,
    ProjectStory,
    Section,
    Story,
    StoryByline,
    StorySection,
    StoryTopic,
    Topic,
)
from standfirst.newsroom.publishing import correct, restore, run_due, take_down
from standfirst.newsroom.topics import merge_topics
from tests import factories
from tests.delivery.world import FILM, OTHER_FILM, World, answering, embed, picture, related, text

Thing = TypeVar("Thing")
Pick = Callable[[Sequence[Any]], Any]
Deed = Callable[[World, Pick], Iterator[None] | None]

# By name, with how many choices of each are worth a look of their own.
DEEDS: dict[str, tuple[Deed, int]] = {}
# Those after which nothing may have been dropped.
QUIET: set[str] = set()


class NothingToDoError(Exception):
    """The world has nothing for a deed."""


def deed(choices: int = 1, *, quiet: bool = False) -> Callable[[Deed], Deed]:
    def known(do: Deed) -> Deed:
        DEEDS[do.__name__] = (do, choices)
        if quiet:
            QUIET.add(do.__name__)
        return do

    return known


def steps_of(name: str, world: World, pick: Pick) -> Iterator[None]:
    """Do a deed step by step; after each ``next``, also the one that ends it, readers look."""
    do, _choices = DEEDS[name]
    yield from do(world, pick) or ()


def some(things: Any) -> list[Any]:
    found = list(things)
    if not found:
        raise NothingToDoError
    return found


def live() -> list[Story]:
    """The live stories, those that stand on many pages first."""
    return some(Story.objects.filter(live=True).order_by("-first_published_at", "pk"))


def hidden() -> list[Story]:
    return some(Story.objects.filter(live=False, taken_down_at=None).order_by("pk"))


def sections() -> list[Section]:
    """The sections, the first of every edition first."""
    return some(Section.objects.order_by("position", "pk"))


def publish(story: Story) -> None:
    story.save_revision().publish()


def one_of(model: Any, **having: Any) -> list[Any]:
    return some(model.objects.filter(**having).order_by("pk"))


# --- Stories ------------------------------------------------------------------------------------


@deed(3)
def publish_a_draft(world: World, pick: Pick) -> None:
    publish(pick(hidden()))


@deed()
def publish_a_new_story(world: World, pick: Pick) -> None:
    section = pick(sections())
    kind = pick(["news", "gallery", "opinion"])
    story = factories.draft(section, headline=world.words("New story"), kind=kind)
    story.topic_links = [StoryTopic(topic=one) for one in Topic.objects.filter(edition=section.edition)[:1]]
    story.save()
    publish(story)


@deed()
def publish_a_translation(world: World, pick: Pick) -> None:
    story = pick([one for one in live() if one.edition.code == "en"])
    there = set(Story.objects.filter(translation_key=story.translation_key).values_list("edition", flat=True))
    section = pick(some(Section.objects.exclude(edition__in=there).order_by("pk")))
    publish(
        factories.draft(section, headline=world.words("Translation"), translation_key=story.translation_key)
    )


@deed(4)
def word_a_headline_anew(world: World, pick: Pick) -> None:
    story = pick(live())
    story.headline = world.words("Anew")
    publish(story)


@deed(2)
def word_a_text_anew(world: World, pick: Pick) -> None:
    story = pick(live())
    story.body = [*story.body.get_prep_value(), text(world.words())]
    publish(story)


@deed(2)
def change_what_only_its_page_shows(world: World, pick: Pick) -> None:
    story = pick(live())
    story.dateline, story.lead_caption = world.words("Town"), world.words("Caption")
    publish(story)


@deed(2)
def give_a_story_other_address_words(world: World, pick: Pick) -> None:
    story = pick(live())
    story.slug = f"words-{next(world.numbers)}"
    publish(story)


@deed(3)
def put_a_story_into_another_section(world: World, pick: Pick) -> None:
    story = pick([one for one in live() if one.edition.code == "en"])
    story.section = pick(some(Section.objects.filter(edition=story.edition).exclude(pk=story.section_id)))
    publish(story)


@deed(2)
def date_a_story_otherwise(world: World, pick: Pick) -> None:
    story = pick(live())
    story.first_published_at -= timedelta(days=pick([1, 4]))
    publish(story)


@deed(2)
def change_the_kind(world: World, pick: Pick) -> None:
    story = pick(live())
    story.kind = pick([kind for kind in ("video", "opinion", "news", "gallery") if kind != story.kind])
    publish(story)


@deed(2)
def change_what_hangs_on_a_story(world: World, pick: Pick) -> None:
    story = pick(live())
    authors = list(Author.objects.filter(edition=story.edition).order_by("-pk")[:2])
    topics = list(Topic.objects.filter(edition=story.edition, merged_into=None).order_by("-pk")[:2])
    story.bylines = [StoryByline(author=one, sort_order=place) for place, one in enumerate(authors)]
    story.topic_links = [StoryTopic(topic=one, sort_order=place) for place, one in enumerate(topics)]
    story.other_sections = [StorySection(section=Section.objects.filter(edition=story.edition).last())]
    publish(story)


@deed(2)
def take_a_further_section_away(world: World, pick: Pick) -> None:
    story = pick(some(Story.objects.filter(live=True, other_sections__isnull=False)))
    story.other_sections = []
    publish(story)


@deed(2)
def give_a_story_another_lead_photo(world: World, pick: Pick) -> None:
    story = pick(live())
    story.lead_photo = pick([*one_of(Photo), None])
    publish(story)


@deed(2)
def name_other_things_in_a_body(world: World, pick: Pick) -> None:
    story = pick(live())
    named = pick(list(Story.objects.exclude(pk=story.pk).order_by("pk")))
    story.body = [text("See"), related(named), embed(f"https://films.courier.example/{next(world.numbers)}")]
    publish(story)


@deed(quiet=True)
def edit_a_draft(world: World, pick: Pick) -> None:
    story = pick([*live(), *hidden()])
    story.headline = world.words("Unpublished")
    story.save_revision()


@deed(quiet=True)
def begin_a_story(world: World, pick: Pick) -> None:
    factories.draft(pick(sections()), headline=world.words("Begun")).save_revision()


@deed(quiet=True)
def send_a_story_through_the_workflow(world: World, pick: Pick) -> None:
    story = pick([one for one in (*hidden(), *live()) if not one.current_workflow_state])
    story.save_revision()
    person = factories.desk_member("editor", story.edition)
    story.get_workflow().start(story, person)


@deed(quiet=True)
def schedule_a_story(world: World, pick: Pick) -> None:
    story = pick([*hidden(), *live()])
    story.headline, story.go_live_at = world.words("Scheduled"), timezone.now() + timedelta(hours=2)
    publish(story)


@deed(2)
def schedule_and_wait(world: World, pick: Pick) -> Iterator[None]:
    story = pick([*hidden(), *live()])
    story.headline, story.go_live_at = world.words("Scheduled"), timezone.now() + timedelta(hours=2)
    publish(story)
    yield
    world.clock.on(timedelta(hours=3))
    run_due()


@deed()
def publish_under_an_embargo(world: World, pick: Pick) -> Iterator[None]:
    story = pick(hidden())
    story.embargo_until = timezone.now() + timedelta(hours=2)
    publish(story)
    yield
    world.clock.on(timedelta(hours=3))
    run_due()


@deed()
def let_a_story_expire(world: World, pick: Pick) -> Iterator[None]:
    story = pick(live())
    story.expire_at = timezone.now() + timedelta(hours=2)
    publish(story)
    yield
    world.clock.on(timedelta(hours=3))
    yield  # nothing has withdrawn it yet
    run_due()


@deed(4)
def unpublish_a_story(world: World, pick: Pick) -> None:
    pick(live()).unpublish()


@deed()
def publish_again(world: World, pick: Pick) -> Iterator[None]:
    story = pick(live())
    story.unpublish()
    yield
    publish(Story.objects.get(pk=story.pk))


@deed(4)
def take_a_story_down(world: World, pick: Pick) -> Iterator[None]:
    story = pick(live())
    take_down(story, by=None, reason="By order")
    yield
    restore(Story.objects.get(pk=story.pk), by=None)
    yield
    publish(Story.objects.get(pk=story.pk))


@deed()
def take_a_story_down_for_good(world: World, pick: Pick) -> None:
    take_down(pick(live()), by=None, reason="By order")


@deed()
def take_down_what_was_withdrawn(world: World, pick: Pick) -> Iterator[None]:
    story = pick(live())
    story.unpublish()
    yield
    take_down(Story.objects.get(pk=story.pk), by=None, reason="By order")
    yield
    Story.objects.get(pk=story.pk).delete()


@deed(4)
def delete_a_story(world: World, pick: Pick) -> None:
    pick(live()).delete()


@deed(quiet=True)
def delete_a_draft(world: World, pick: Pick) -> None:
    """Delete one that no editor put anywhere."""
    story = factories.draft(pick(sections()), headline=world.words("Begun"))
    story.save_revision()
    story.delete()


# --- Corrections --------------------------------------------------------------------------------


@deed(3)
def correct_a_story(world: World, pick: Pick) -> None:
    correct(pick(live()), kind="clarification", text=world.words("It was"), by=None)


@deed(2)
def word_a_correction_anew(world: World, pick: Pick) -> None:
    correction = pick(one_of(Correction))
    correction.text = world.words("It was rather")
    correction.save()


@deed(2)
def delete_a_correction(world: World, pick: Pick) -> None:
    pick(one_of(Correction)).delete()


# --- Sections, topics, authors ------------------------------------------------------------------


@deed(3)
def rename_a_section(world: World, pick: Pick) -> None:
    section = pick(sections())
    section.name = world.words("Section")
    section.save()


@deed(3)
def describe_a_section(world: World, pick: Pick) -> None:
    section = pick(sections())
    section.description = world.words("About")
    section.save()


@deed(4)
def give_a_section_another_address(world: World, pick: Pick) -> None:
    section = pick(sections())
    section.slug = f"section-{next(world.numbers)}"
    section.save()


@deed()
def put_sections_into_another_order(world: World, pick: Pick) -> None:
    for section in Section.objects.filter(edition=pick(one_of(Edition))):
        section.position = 9 - section.position
        section.save()


@deed(3)
def put_a_section_under_another(world: World, pick: Pick) -> Iterator[None]:
    section = pick(some(Section.objects.filter(children=None).order_by("parent_id", "pk")))
    above = Section.objects.filter(edition=section.edition, parent=None).exclude(pk=section.pk)
    section.parent = None if section.parent_id else pick(some(above.order_by("pk")))
    section.full_clean()
    section.save()
    yield
    world.react()


@deed()
def add_a_section(world: World, pick: Pick) -> None:
    factories.section(pick(one_of(Edition)))


@deed()
def delete_a_section(world: World, pick: Pick) -> None:
    mine = Story.objects.values("section")
    pick(some(Section.objects.filter(children=None).exclude(pk__in=mine).order_by("pk"))).delete()


@deed()
def delete_a_section_that_stories_stand_in_too(world: World, pick: Pick) -> Iterator[None]:
    story = pick([one for one in live() if one.edition.code == "en"])
    extra = factories.section(story.edition, parent=Section.objects.get(edition=story.edition, slug="sport"))
    story.other_sections = [StorySection(section=extra)]
    publish(story)
    yield
    extra.delete()


@deed(2)
def rename_a_topic(world: World, pick: Pick) -> None:
    topic = pick(one_of(Topic))
    topic.name, topic.slug = world.words("Topic"), f"topic-{next(world.numbers)}"
    topic.description = world.words("On")
    topic.save()


@deed(3)
def merge_two_topics(world: World, pick: Pick) -> None:
    topic = pick(one_of(Topic, edition__code="en", merged_into=None))
    others = Topic.objects.filter(edition=topic.edition, merged_into=None).exclude(pk=topic.pk)
    merge_topics(topic, pick(some(others.order_by("-pk"))))


@deed(2)
def delete_a_topic(world: World, pick: Pick) -> None:
    pick(one_of(Topic)).delete()


@deed()
def add_a_topic(world: World, pick: Pick) -> None:
    factories.topic(pick(one_of(Edition)))


@deed(4)
def rename_an_author(world: World, pick: Pick) -> None:
    author = pick(one_of(Author))
    author.name = world.words("Author")
    author.save()


@deed(2)
def give_an_author_another_address_and_life(world: World, pick: Pick) -> None:
    author = pick(one_of(Author))
    author.slug, author.role = f"author-{next(world.numbers)}", world.words("Role")
    author.biography, author.kind = world.words("Born"), "agency"
    author.save()


@deed(2)
def give_an_author_another_portrait(world: World, pick: Pick) -> None:
    author = pick(one_of(Author))
    author.portrait = pick([*one_of(Photo), None])
    author.save()


@deed()
def delete_an_author(world: World, pick: Pick) -> None:
    named = StoryByline.objects.values("author")
    pick(some(Author.objects.exclude(pk__in=named))).delete()


@deed(quiet=True)
def let_an_author_sign_in(world: World, pick: Pick) -> None:
    author = pick(one_of(Author))
    author.account = factories.desk_member()
    author.save()


# --- Photos -------------------------------------------------------------------------------------


@deed(7)
def word_a_photo_anew(world: World, pick: Pick) -> None:
    shown = pick(one_of(Photo))
    shown.caption = shown.credit = shown.alt_text = world.words("Photo")
    shown.long_description = shown.creator = shown.copyright_notice = world.words("Photo")
    shown.save()


@deed()
def say_in_another_language_what_a_photo_shows(world: World, pick: Pick) -> None:
    shown = pick(one_of(Photo))
    shown.alt_texts = {"en": world.words("In English")}
    shown.save()


@deed()
def move_a_focal_point(world: World, pick: Pick) -> None:
    shown = pick(one_of(Photo))
    shown.focal_point_x, shown.focal_point_y = 3 + next(world.numbers) % 40, 5
    shown.focal_point_width = shown.focal_point_height = 6
    shown.save()


@deed()
def replace_a_file(world: World, pick: Pick) -> None:
    shown = pick(one_of(Photo))
    shown.file = ContentFile(picture(next(world.numbers) % 200), "another.jpg")
    shown.save()


@deed()
def replace_a_file_and_end_its_rights(world: World, pick: Pick) -> None:
    shown = pick(one_of(Photo))
    shown.file = ContentFile(picture(next(world.numbers) % 200), "another.jpg")
    shown.rights_expire_at = timezone.now() - timedelta(hours=1)
    shown.save()


@deed()
def make_the_renditions(world: World, pick: Pick) -> None:
    reactions.make_files(PhotoAdded(photo=pick(one_of(Photo)).pk))


@deed()
def end_the_rights_now(world: World, pick: Pick) -> Iterator[None]:
    shown = pick(one_of(Photo))
    shown.rights_expire_at = timezone.now() - timedelta(hours=1)
    shown.save()
    yield
    remove_expired()
    yield
    shown.refresh_from_db()
    shown.rights_expire_at = timezone.now() + timedelta(hours=1)
    shown.save()
    yield
    world.react()
    yield
    world.clock.on(timedelta(hours=2))


@deed(3)
def delete_a_photo(world: World, pick: Pick) -> None:
    pick(one_of(Photo)).delete()


@deed()
def let_rights_end(world: World, pick: Pick) -> Iterator[None]:
    """Banner, portrait and pictures on one another's pages, each at its own time; see ``world``."""
    for _ in range(6):
        world.clock.on(timedelta(days=2) - timedelta(minutes=1))
        yield
    remove_expired()


# --- Editions -----------------------------------------------------------------------------------


@deed(3)
def rename_an_edition(world: World, pick: Pick) -> None:
    edition = pick(one_of(Edition))
    edition.name, edition.tagline, edition.publisher = (world.words("The") for _ in range(3))
    edition.save()


@deed()
def change_how_an_edition_writes(world: World, pick: Pick) -> None:
    edition = pick(one_of(Edition))
    edition.time_zone, edition.numbering, edition.accent = "Asia/Tokyo", "deva", "#123456"
    edition.editor_email = edition.corrections_email = edition.privacy_email = "new@courier.example"
    edition.save()


@deed(2)
def give_an_edition_another_prefix(world: World, pick: Pick) -> None:
    edition = pick(one_of(Edition, host=""))
    edition.prefix = f"e{next(world.numbers)}"
    edition.save()


@deed()
def add_an_edition(world: World, pick: Pick) -> Iterator[None]:
    edition = factories.edition(prefix=f"e{next(world.numbers)}", name=world.words("The"), position=9)
    yield
    edition.delete()


@deed()
def put_editions_into_another_order(world: World, pick: Pick) -> None:
    for edition in Edition.objects.all():
        edition.position = 9 - edition.position
        edition.save()


@deed(2)
def word_a_disclaimer(world: World, pick: Pick) -> Iterator[None]:
    edition, kind = pick(one_of(Edition)), pick(["opinion", "news"])
    found, _made = Disclaimer.objects.get_or_create(
        edition=edition, kind=kind, defaults={"text": "The author's."}
    )
    yield
    found.text = world.words("The author's own")
    found.save()
    yield
    found.kind = "analysis"
    found.save()
    yield
    found.delete()


@deed(3)
def word_a_legal_text(world: World, pick: Pick) -> None:
    found = pick(one_of(LegalText))
    found.title, found.body = world.words("Privacy"), f"<p>{world.words()}</p>"
    found.save()


@deed()
def let_a_legal_text_come(world: World, pick: Pick) -> Iterator[None]:
    edition = pick(one_of(Edition))
    coming = timezone.now() + timedelta(hours=2)
    LegalText.objects.create(
        edition=edition,
        kind="privacy",
        version=world.words("v"),
        title="Later",
        body="<p>L</p>",
        effective_at=coming,
    )
    yield
    world.clock.on(timedelta(hours=3))


@deed()
def wait_for_the_next_legal_text(world: World, pick: Pick) -> None:
    world.clock.on(timedelta(days=2, hours=1))


@deed(2)
def date_a_legal_text_otherwise(world: World, pick: Pick) -> Iterator[None]:
    found = pick(one_of(LegalText))
    found.effective_at = timezone.now() + timedelta(hours=1)
    found.save()
    yield
    found.delete()


# --- Front pages and projects -------------------------------------------------------------------


@deed(2)
def arrange_a_front_page(world: World, pick: Pick) -> None:
    edition = pick(one_of(Edition))
    stories = [story for story in live() if story.edition == edition]
    with transaction.atomic():
        front, _made = FrontPage.objects.get_or_create(edition=edition)
        front.slots = [
            FrontSlot(area=area, story=pick(some(stories)), sort_order=place)
            for place, area in enumerate((*FrontSlot.Area.values, "secondary"))
        ]
        front.section_rows = [FrontSection(section=section) for section in edition.sections.all()[1:3]]
        front.save()


@deed()
def clear_a_front_page(world: World, pick: Pick) -> Iterator[None]:
    front = pick(one_of(FrontPage))
    front.project = None
    front.save()
    yield
    front.slots = []
    front.save()
    yield
    front.section_rows = []
    front.save()


@deed()
def put_slots_into_another_order(world: World, pick: Pick) -> None:
    front = pick(one_of(FrontPage))
    slots = list(front.slots.all())
    for slot in slots:
        slot.sort_order, slot.area = 9 - slot.sort_order, "secondary"
    front.slots = slots
    front.save()


@deed()
def put_a_project_on_a_front_page(world: World, pick: Pick) -> Iterator[None]:
    front, _made = FrontPage.objects.get_or_create(edition=pick(one_of(Edition, code="fr")))
    front.project = ProjectPage.objects.get(slug="pont")
    front.save()
    yield
    front.delete()


@deed(2)
def word_a_project_anew(world: World, pick: Pick) -> Iterator[None]:
    project = pick(one_of(ProjectPage, live=True))
    project.title, project.standfirst = world.words("Project"), world.words()
    project.slug = f"project-{next(world.numbers)}"
    project.save_revision().publish()
    yield
    project.introduction = [text(world.words())]
    project.banner = pick([*one_of(Photo), None])
    project.save_revision().publish()


@deed(2)
def give_a_project_other_stories(world: World, pick: Pick) -> Iterator[None]:
    project = pick(one_of(ProjectPage, live=True))
    stories = [story for story in live() if story.edition_id == project.edition_id]
    project.project_stories = [ProjectStory(story=story) for story in stories[:2]]
    project.save_revision().publish()
    yield
    project.project_stories = []
    project.save_revision().publish()


@deed()
def unpublish_a_project(world: World, pick: Pick) -> Iterator[None]:
    project = pick(one_of(ProjectPage, live=True))
    project.unpublish()
    yield
    ProjectPage.objects.get(pk=project.pk).save_revision().publish()


@deed()
def publish_a_project(world: World, pick: Pick) -> None:
    pick(one_of(ProjectPage, live=False)).save_revision().publish()


@deed()
def let_a_project_come_and_go(world: World, pick: Pick) -> Iterator[None]:
    now = timezone.now()
    project = pick(one_of(ProjectPage, live=False))
    project.go_live_at, project.expire_at = now + timedelta(hours=1), now + timedelta(hours=3)
    project.save_revision().publish()
    yield
    for _ in range(2):
        world.clock.on(timedelta(hours=2))
        run_due()
        yield


@deed(quiet=True)
def edit_a_draft_of_a_project(world: World, pick: Pick) -> None:
    project = pick(one_of(ProjectPage, live=True))
    project.title = world.words("Unpublished")
    project.save_revision()


@deed(quiet=True)
def begin_a_project(world: World, pick: Pick) -> None:
    root = Page.objects.get(depth=2)
    number = next(world.numbers)
    edition = pick(one_of(Edition))
    root.add_child(instance=ProjectPage(title=f"P {number}", slug=f"p-{number}", edition=edition, live=False))


@deed()
def add_a_live_project(world: World, pick: Pick) -> None:
    number = next(world.numbers)
    edition = pick(one_of(Edition))
    Page.objects.get(depth=2).add_child(
        instance=ProjectPage(title=f"P {number}", slug=f"p-{number}", edition=edition)
    )


@deed()
def delete_a_project(world: World, pick: Pick) -> None:
    pick(one_of(ProjectPage, live=True)).delete()


# --- Embeds, redirects --------------------------------------------------------------------------


@deed()
def let_a_host_answer(world: World, pick: Pick) -> Iterator[None]:
    answer = f'<iframe src="https://films.courier.example/e/{next(world.numbers)}"></iframe>'
    asked, oembed.fetch = oembed.fetch, answering({"title": world.words("Film"), "html": answer})
    try:
        oembed._keep_answer(EmbedProvider.objects.get(), pick([OTHER_FILM, FILM]))  # noqa: SLF001
        yield
        oembed._keep_answer(EmbedProvider.objects.get(), pick([FILM, OTHER_FILM]))  # noqa: SLF001
    finally:
        oembed.fetch = asked


@deed()
def rename_a_host(world: World, pick: Pick) -> None:
    provider = pick(one_of(EmbedProvider))
    provider.name = world.words("Films")
    provider.save()


@deed()
def forget_a_host(world: World, pick: Pick) -> Iterator[None]:
    pick(one_of(EmbedAnswer)).delete()
    yield
    pick(one_of(EmbedProvider)).delete()


@deed()
def let_an_old_address_lead_on(world: World, pick: Pick) -> None:
    Redirect.objects.get_or_create(
        old_path=Redirect.normalise_path("/?p=13"), defaults={"redirect_link": "/latest/"}
    )


# --- Imports ------------------------------------------------------------------------------------


@deed()
def import_a_batch(world: World, pick: Pick) -> Iterator[None]:
    edition = pick(one_of(Edition))
    number = next(world.numbers)
    first = _record(number, world.words("Imported"))
    second = _record(number, world.words("Imported too"), source_id=f"{number}b")
    import_stories([first, second], edition, Options())
    yield
    import_stories([_record(number, world.words("Imported anew"), version="2")], edition, Options())
    yield
    named = {"authors": (AuthorRecord("a", world.words("Ada")),)}
    import_stories([_record(number, world.words("A third time"), version="3", **named)], edition, Options())
    yield
    import_stories([_record(number, first.headline, version="4", state="draft")], edition, Options())
    yield
    moved = _record(
        number, first.headline, version="5", sections=(SectionRecord("new", "New", f"new{number}"),)
    )
    import_stories([moved], edition, Options())
    yield
    story = Story.objects.get(headline=first.headline)
    correct(story, kind="update", text="More.", by=None)
    yield
    import_stories([_record(number, first.headline, version="6", state="draft")], edition, Options())
    yield
    import_stories([_record(number, first.headline, version="7")], edition, Options())


@deed()
def import_what_names_each_other(world: World, pick: Pick) -> None:
    edition, number = pick(one_of(Edition)), next(world.numbers)
    box = {"type": "related", "value": {"heading": "", "stories": [f"{number}b"]}}
    words = {"type": "text", "value": "<p>Words.</p>"}
    first = _record(number, world.words("Names one"), body=(words, box))
    second = _record(number, world.words("Named"), source_id=f"{number}b")
    import_stories([first], edition, Options())
    import_stories([second, first], edition, Options())


@deed()
def import_what_has_a_translation(world: World, pick: Pick) -> Iterator[None]:
    edition, other = Edition.objects.get(code="en"), Section.objects.get(slug="ville")
    number = next(world.numbers)
    record = _record(number, world.words("Imported"))
    import_stories([record], edition, Options())
    key = Story.objects.latest("pk").translation_key
    publish(factories.draft(other, headline=world.words("Translation"), translation_key=key))
    yield
    draft = _record(number, record.headline, version="2", state="draft")
    import_stories([draft], edition, Options())
    yield
    import_stories([_record(number, record.headline, version="3")], edition, Options())


@deed()
def add_related_stories_that_an_import_waited_for(world: World, pick: Pick) -> None:
    story = pick(live())
    named = [one for one in live() if one.edition_id == story.edition_id and one != story]
    add_related(Box(story.pk, "1", story.headline, ["2"]), [pick(some(named)).pk])


def _record(number: int, headline: str, **given: Any) -> StoryRecord:
    fields: dict[str, Any] = {
        "source": "wordpress:old.example",
        "source_id": str(number),
        "headline": headline,
        "state": "published",
        "body": ({"type": "text", "value": f"<p>{headline}.</p>"},),
        "published_at": timezone.now() - timedelta(hours=1),
        "sections": (SectionRecord("wire", "Wire", "wire"),),
        "topics": (TopicRecord("t", "Wire topic", "wire-topic"),),
        "authors": (AuthorRecord("a", "Wire author"),),
    }
    return StoryRecord(**{**fields, **given})
