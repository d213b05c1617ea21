"""What discovery does about changes: notes them with the change, and brings the index up to date after it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex

from standfirst.discovery.backends.choosing import backend
from standfirst.discovery.indexing import index_changed, note_changed, note_listed
from standfirst.events.event import Event
from standfirst.media.events import PhotoChanged
from standfirst.media.models import Photo
from standfirst.newsroom.events import (
    AuthorChanged,
    StoriesImported,
    StoriesRelisted,
    StoryPublished,
    StoryWithdrawn,
    TopicChanged,
    TopicsMerged,
)
from standfirst.newsroom.models import Author, Story, Topic


def note_story(event: StoryPublished | StoryWithdrawn) -> None:
    """Note a story that went live, changed or left; within the transaction."""
    note_changed([event.story])


def note_stories(event: StoriesImported) -> None:
    """Note what an import wrote; within the transaction."""
    note_changed(event.stories)


def bring_up_to_date(event: Event) -> None:
    """Index what was noted, of this event and of every other that waits."""
    index_changed()


def index_section(event: StoriesRelisted) -> None:
    """Index the stories of a section that came under another one or left it."""
    note_listed(f"section:{event.section}")
    index_changed()


def index_topic(event: TopicChanged) -> None:
    """Index the stories of a topic that has another name; its description is not searched."""
    topic = Topic.objects.select_related("edition").filter(pk=event.topic).first()
    if topic and not _known(topic, topic.name, *map(str, topic.other_names)):
        note_listed(topic.tag)
        index_changed()


def index_merged_topic(event: TopicsMerged) -> None:
    """Index the stories of a topic that took in another's."""
    note_listed(f"topic:{event.into}")
    index_changed()


def index_author(event: AuthorChanged) -> None:
    """Index the stories of an author who has another name."""
    author = Author.objects.select_related("edition").filter(pk=event.author).first()
    if author and not _known(author, author.name):
        note_listed(author.tag)
        index_changed()


def index_captions(event: PhotoChanged) -> None:
    """Index the stories that show a photo: its caption may have changed."""
    photos, stories = ContentType.objects.get_for_models(Photo, Story).values()
    used = ReferenceIndex.objects.filter(
        to_content_type=photos, to_object_id=str(event.photo), base_content_type=stories
    )
    ids = {int(pk) for pk in used.values_list("object_id", flat=True)}
    shown = Story.objects.filter(Q(pk__in=ids) | Q(lead_photo=event.photo), live=True)
    if shown.exists():
        note_changed(shown.values_list("pk", flat=True))
        index_changed()


def _known(one: Topic | Author, *names: str) -> bool:
    index = backend()
    return all(index.has_name(one.edition, one.tag, name) for name in names)
