"""Which lists a story stands in; written when it is published, read by every public list."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from standfirst.editions.models import Edition
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
    sections = [story.section, *(link.section for link in story.other_sections.all())]
    named = dict.fromkeys(
        tag
        for section in sections
        for tag in (section.tag, f"section:{section.parent_id}" if section.parent_id else "")
        if tag
    )
    # A draft may still name a topic that has become part of another.
    topics = dict.fromkeys(link.topic.merged_into_id or link.topic_id for link in story.topic_links.all())
    return [
        f"edition:{story.edition_id}",
        f"kind:{story.edition_id}:{story.kind}",
        *named,
        *(f"topic:{topic}" for topic in topics),
        *(f"author:{byline.author_id}" for byline in story.bylines.all()),
    ]


@transaction.atomic
def relist(story: Story) -> None:
    """Make the lists true for ``story``: in all of its own when it is live, in none otherwise."""
    ListedStory.objects.filter(story=story).delete()
    ListedStory.objects.bulk_create(rows_for(story))


def rows_for(story: Story) -> list[ListedStory]:
    """Return the rows that a live story has; none for any other."""
    if not story.live or story.first_published_at is None:
        return []
    return [
        ListedStory(list=name, published_at=story.first_published_at, story=story) for name in lists_of(story)
    ]


def relist_section(section: Section) -> None:
    """Make the lists true again after ``section`` came under another parent or left it."""
    named = f"section:{section.pk}"
    stories = ListedStory.objects.filter(list=named).values_list("story_id", flat=True)
    for ids in _batches(list(stories)):
        relist_many(ids)


@transaction.atomic
def relist_many(ids: Iterable[int]) -> None:
    """Make the lists true for the stories of ``ids`` (a few hundred at most)."""
    stories = (
        Story.objects.filter(pk__in=list(ids))
        .defer("body")
        .select_related("section")
        .prefetch_related("bylines", "topic_links__topic", "other_sections__section")
    )
    ListedStory.objects.filter(story__in=stories).delete()
    ListedStory.objects.bulk_create([row for story in stories for row in rows_for(story)], batch_size=BATCH)


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
