"""Which lists a story stands in; written when it is published, read by every public list."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection, transaction

from standfirst.editions.models import Edition
from standfirst.events.announcing import announce
from standfirst.newsroom.events import StoriesRelisted
from standfirst.newsroom.models import ListedStory, Section, Story, StoryByline, StorySection, StoryTopic

BATCH = 500


def edition_list(edition: Edition) -> str:
    """Return the name of the list of everything in ``edition``."""
    return f"edition:{edition.pk}"


def kind_list(edition: Edition, kind: str) -> str:
    """Return the name of the list of one kind in ``edition``."""
    return f"kind:{edition.pk}:{kind}"


def lists_of(story: Story) -> list[str]:
    """Return every list that ``story`` stands in once it is published."""
    return _lists_of_each([story])[story.pk]


@transaction.atomic(savepoint=False)
def relist(story: Story) -> set[str]:
    """Make the lists true for ``story``: in all of its own when it is live, in none otherwise.

    Returns the lists that it entered, left, or stands in at another place.
    """
    return _renew([story.pk], rows_for(story))


@transaction.atomic(savepoint=False)
def unlist(story: Story) -> set[str]:
    """Take ``story`` from every list; return which those were."""
    return _renew([story.pk], [])


def rows_for(*stories: Story) -> list[ListedStory]:
    """Return the rows that live stories have; none for any other."""
    live = [story for story in stories if story.live and story.first_published_at]
    lists = _lists_of_each(live)
    return [
        ListedStory(list=name, published_at=story.first_published_at, story=story)
        for story in live
        for name in lists[story.pk]
    ]


def relist_section(section: Section) -> None:
    """Make the lists true again after ``section`` came under another parent or left it, and announce it."""
    named = f"section:{section.pk}"
    stories = ListedStory.objects.filter(list=named).values_list("story_id", flat=True)
    for ids in _batches(list(stories)):
        with transaction.atomic():
            if changed := relist_many(ids):
                announce(StoriesRelisted(section=section.pk, touches=list_tags(changed)))


@transaction.atomic
def relist_many(ids: Iterable[int]) -> set[str]:
    """Make the lists true for the stories of ``ids`` (a few hundred at most); return those that changed."""
    # Held, in one order: nobody publishes one of them elsewhere meanwhile.
    stories = list(Story.objects.filter(pk__in=list(ids)).order_by("pk").select_for_update().defer("body"))
    return _renew([story.pk for story in stories], rows_for(*stories))


def list_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of lists: what pages that show a part of them depend on."""
    return tuple(sorted(f"list:{name}" for name in names))


def _lists_of_each(stories: Sequence[Story]) -> dict[int, list[str]]:
    """Return the lists that each of ``stories`` belongs to; four queries, however many they are."""
    found = {
        story.pk: [f"edition:{story.edition_id}", f"kind:{story.edition_id}:{story.kind}"]
        for story in stories
    }
    above = dict(
        Section.objects.filter(pk__in={story.section_id for story in stories}).values_list("pk", "parent_id")
    )
    sections = [(story.pk, story.section_id, above[story.section_id]) for story in stories]
    further = StorySection.objects.filter(story__in=found)
    sections += further.values_list("story_id", "section_id", "section__parent_id")
    for pk, section, parent in sections:
        found[pk] += [f"section:{one}" for one in (section, parent) if one]
    # A draft may still name a topic that has become part of another.
    topics = StoryTopic.objects.filter(story__in=found)
    for pk, topic, into in topics.values_list("story_id", "topic_id", "topic__merged_into_id"):
        found[pk].append(f"topic:{into or topic}")
    for pk, author in StoryByline.objects.filter(story__in=found).values_list("story_id", "author_id"):
        found[pk].append(f"author:{author}")
    return {pk: list(dict.fromkeys(names)) for pk, names in found.items()}


def _renew(ids: list[int], rows: list[ListedStory]) -> set[str]:
    """Make ``rows`` all that the stories of ``ids`` have, writing what differs; return the lists it is in."""
    wanted = {(row.story_id, row.list, row.published_at): row for row in rows}
    listed = ListedStory.objects.filter(story__in=ids)
    standing = {
        (story, name, at): pk
        for pk, story, name, at in listed.values_list("pk", "story_id", "list", "published_at")
    }
    gone, new = standing.keys() - wanted.keys(), wanted.keys() - standing.keys()
    for pks in _batches([standing[place] for place in gone]):
        ListedStory.objects.filter(pk__in=pks).delete()
    ListedStory.objects.bulk_create((wanted[place] for place in new), batch_size=BATCH)
    return {name for _, name, _ in gone | new}


def newest_of_each(lists: dict[str, int]) -> dict[str, list[int]]:
    """Return, for each list, the ids of its newest stories, as many as asked for; one query for all.

    A compound of limited look-ups: each reads just its rows from the index, however long the list is.
    """
    if not lists:
        return {}
    one = (
        "SELECT * FROM (SELECT list, story_id FROM newsroom_listedstory WHERE list = %s"
        " ORDER BY published_at DESC, story_id DESC LIMIT %s) AS l"
    )
    found: dict[str, list[int]] = {name: [] for name in lists}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([one] * len(lists)), [value for pair in lists.items() for value in pair]
        )
        for name, story_id in cursor.fetchall():
            found[name].append(story_id)
    return found


def _batches(ids: list[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
