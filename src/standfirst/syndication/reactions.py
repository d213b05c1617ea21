"""What follows from changes of stories for sitemaps and for those who subscribed to feeds."""

from collections.abc import Iterable

from standfirst.editions.events import EditionChanged
from standfirst.editions.models import Edition
from standfirst.newsroom.events import (
    CorrectionAdded,
    CorrectionChanged,
    SectionChanged,
    StoriesImported,
    StoriesRelisted,
    StoryPublished,
    StoryWithdrawn,
    TopicsMerged,
)
from standfirst.newsroom.models import ListedStory, Story
from standfirst.syndication import sitemaps, websub
from standfirst.syndication.models import SitemapBucket

StoryChanged = StoryPublished | StoryWithdrawn | CorrectionAdded | CorrectionChanged
ListsChanged = StoryChanged | StoriesImported | StoriesRelisted | TopicsMerged


def renew_sitemap(event: StoryChanged) -> None:
    """Make the bucket of a story true; it may be deleted, so that only its id is known."""
    _renew([event.story])


def renew_sitemap_of_imported(event: StoriesImported) -> None:
    """Make the buckets of imported stories true."""
    _renew(event.stories)


def renew_sitemap_of_section(event: SectionChanged) -> None:
    """Make the buckets of a section's stories true: its address may be another, and with it theirs."""
    listed = ListedStory.objects.filter(list=f"section:{event.section}")
    _renew(listed.values_list("story_id", flat=True).iterator())


def renew_sitemap_of_edition(event: EditionChanged) -> None:
    """Make all buckets of an edition true: its host, prefix or clock may be another."""
    if edition := Edition.objects.filter(pk=event.edition).first():
        sitemaps.renew_all(edition)


def tell_subscribers(event: ListsChanged) -> None:
    """Tell those who subscribed to a feed of a list that changed, or that has a story that did."""
    lists = {tag.removeprefix("list:") for tag in event.touches if tag.startswith("list:")}
    if isinstance(event, StoryChanged):
        lists.update(ListedStory.objects.filter(story=event.story).values_list("list", flat=True))
    websub.tell(lists)


def _renew(stories: Iterable[int]) -> None:
    ids = set(stories)
    numbers = {sitemaps.bucket_of(pk) for pk in ids}
    wanted = {(edition, sitemaps.bucket_of(pk)) for pk, edition in _editions_of(ids)}
    # A deleted story was in a bucket that somebody's sitemap has.
    kept = SitemapBucket.objects.filter(number__in=numbers).values_list("edition_id", "number")
    editions = Edition.objects.in_bulk()
    for edition, number in sorted(wanted | set(kept)):
        sitemaps.renew(editions[edition], [number])


def _editions_of(ids: set[int]) -> Iterable[tuple[int, int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), 500):
        yield from Story.objects.filter(pk__in=ordered[start : start + 500]).values_list("pk", "edition_id")
