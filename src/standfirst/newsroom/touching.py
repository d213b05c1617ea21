"""What a change of something that pages show as it stands touches (docs/decisions/0010).

Stories are not among it: what readers can read of them changes by the verbs of ``publishing`` only.
"""

from wagtail.models import Page

from standfirst.events.announcing import announce
from standfirst.events.following import Change, follow
from standfirst.newsroom.events import (
    AuthorChanged,
    CorrectionAdded,
    CorrectionChanged,
    EmbedsChanged,
    FrontArranged,
    ProjectChanged,
    SectionChanged,
    SectionMoved,
    TopicChanged,
)
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
    Topic,
)

# Wagtail's own fields of a page that readers see; all of ours are shown.
_SHOWN_OF_A_PAGE = ("title", "slug", "live")


def connect() -> None:
    """Begin to listen; called once, when the program is loaded."""
    follow(Section, _section_changed)
    follow(Topic, _topic_changed)
    follow(Author, _author_changed, unseen=["account"])
    follow(Correction, _correction_changed)
    follow(EmbedProvider, _provider_changed)
    follow(EmbedAnswer, _answer_changed, unseen=["asked_at"])
    follow(FrontPage, _front_changed)
    follow(FrontSlot, _front_row_changed)
    follow(FrontSection, _front_row_changed)
    unseen = {field.name for field in Page._meta.concrete_fields}.difference(_SHOWN_OF_A_PAGE)  # noqa: SLF001
    follow(ProjectPage, _project_changed, unseen=unseen)
    follow(ProjectStory, _project_story_changed)


def _section_changed(change: Change[Section]) -> None:
    """Tell of the section; where it came under another parent, of that too."""
    touched = change.tags(lambda section: f"sections:{section.edition_id}")
    announce(SectionChanged(section=change.row.pk, touches=touched))
    if change.before and change.before.parent_id != change.row.parent_id:
        announce(SectionMoved(section=change.row.pk))


def _topic_changed(change: Change[Topic]) -> None:
    """No page shows a topic that has just been made."""
    if change.before:
        announce(TopicChanged(topic=change.row.pk, touches=(f"topic:{change.row.pk}",)))


def _author_changed(change: Change[Author]) -> None:
    """No page shows an author who has just been added."""
    if change.before:
        announce(AuthorChanged(author=change.row.pk, touches=(f"author:{change.row.pk}",)))


def _correction_changed(change: Change[Correction]) -> None:
    stories = change.tags(lambda one: f"story:{one.story_id}")
    touched = (*stories, *change.tags(lambda one: f"corrections:{one.edition_id}"))
    event = CorrectionChanged if change.before else CorrectionAdded
    announce(event(story=change.row.story_id, touches=touched))


def _provider_changed(change: Change[EmbedProvider]) -> None:
    announce(EmbedsChanged(provider=change.row.pk, touches=("embeds",)))


def _answer_changed(change: Change[EmbedAnswer]) -> None:
    announce(EmbedsChanged(provider=change.row.provider_id, touches=("embeds",)))


def _front_changed(change: Change[FrontPage]) -> None:
    """Tell of the arrangement; an empty front page looks as one that was never made."""
    if change.before or change.row.project_id:
        touched = change.tags(lambda front: f"front:{front.edition_id}")
        announce(FrontArranged(edition=change.row.edition_id, touches=touched))


def _front_row_changed(change: Change[FrontSlot] | Change[FrontSection]) -> None:
    edition = change.row.front.edition_id
    announce(FrontArranged(edition=edition, touches=(f"front:{edition}",)))


def _project_changed(change: Change[ProjectPage]) -> None:
    """Tell of a project that is live, was, or is about to be; others are shown nowhere."""
    project, before = change.row, change.before
    if before and (before.live or project.live):
        leaves = change.gone or not project.live
        touched = (project.tag,)
        announce(ProjectChanged(project=project.pk, touches=touched, withdraws=touched if leaves else ()))


def _project_story_changed(change: Change[ProjectStory]) -> None:
    if change.row.page.live:
        announce(ProjectChanged(project=change.row.page_id, touches=(change.row.page.tag,)))
