"""What the newsroom announces."""

from dataclasses import dataclass

from standfirst.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPublished(Event):
    """A story went live, for the first time or again."""

    story: int
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWithdrawn(Event):
    """A story left the site: taken down, unpublished or expired."""

    story: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRestored(Event):
    """A story that was taken down is a draft again."""

    story: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesImported(Event):
    """An import wrote a batch of stories."""

    stories: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAdded(Event):
    """A story was corrected in public."""

    story: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionChanged(Event):
    """A correction was worded anew, or deleted."""

    story: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontArranged(Event):
    """An editor arranged a front page."""

    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChanged(Event):
    """A section was made, changed or deleted."""

    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMoved(Event):
    """A section came under another, or under none: its stories are to be listed anew."""

    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesRelisted(Event):
    """Stories of a section that moved or was deleted are listed where they belong now."""

    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanged(Event):
    """A topic was changed or deleted."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsMerged(Event):
    """Two topics became one."""

    topic: int
    into: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorChanged(Event):
    """An author was changed or deleted."""

    author: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChanged(Event):
    """What readers read of a special project was changed, or it came or left."""

    project: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedsChanged(Event):
    """A host that stories may embed from, or what it answered, was changed."""

    provider: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFiled(Event):
    """A story waits for its section's editors."""

    story: int
    by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySentBack(Event):
    """An editor sent a story back to whoever filed it."""

    story: int
    by: int | None
    to: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryApproved(Event):
    """An editor approved a story."""

    story: int
    by: int | None
    to: int
    note: str
