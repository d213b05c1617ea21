"""Which lists a story stands in; written when it is published, read by every public list."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from standfirst.editions.models import Edition
from standfirst.events.announcing import announce
from standfirst.newsroom.events import StoriesRelisted
from standfirst.newsroom.models import ListedStory, Section, Story

BATCH = 500


def edition_list(edition: Edition) -> str:
    """Return the name of the list of everything in ``edition``."""
    return f"edition:{edition.pk}"


def kind_list(edition: Edition, kind: str) -> str:
    """Return the name of the list of one kind in ``edition``."""
    return f"kind:{edition.pk}:{kind}"


def lists_of(story: Story) -> list[str]:
    """Return every list that ``story`` stands in once it is published."""
    further, topic_links = list(story.other_sections.all()), list(story.topic_links.all())
    prefetch_related_objects(further, "section")
    prefetch_related_objects(topic_links, "topic")
    sections = [story.section, *(link.section for link in further)]
    named = dict.fromkeys(
        tag
        for section in sections
        for tag in (section.tag, f"section:{section.parent_id}" if section.parent_id else "")
        if tag
    )
    # A draft may still name a topic that has become part of another.
    topics = dict.fromkeys(link.topic.merged_into_id or link.topic_id for link in topic_links)
    return [
        f"edition:{story.edition_id}",
        f"kind:{story.edition_id}:{story.kind}",
        *named,
        *(f"topic:{topic}" for topic in topics),
        *(f"author:{byline.author_id}" for byline in story.bylines.all()),
    ]


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


def rows_for(story: Story) -> list[ListedStory]:
    """Return the rows that a live story has; none for any other."""
    if not story.live or story.first_published_at is None:
        return []
    return [
        ListedStory(list=name, published_at=story.first_published_at, story=story) for name in lists_of(story)
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
    stories = list(
        Story.objects.filter(pk__in=list(ids))
        .order_by("pk")
        .select_for_update(of=("self",))
        .defer("body")
        .select_related("section")
        .prefetch_related("bylines", "topic_links__topic", "other_sections__section")
    )
    return _renew([story.pk for story in stories], [row for story in stories for row in rows_for(story)])


def list_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of lists: what pages that show a part of them depend on."""
    return tuple(sorted(f"list:{name}" for name in names))


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
