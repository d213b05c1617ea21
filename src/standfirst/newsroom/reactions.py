"""What the worker does about changes in the newsroom."""

from wagtail.models import ReferenceIndex

from standfirst.newsroom.events import SectionMoved, StoriesImported
from standfirst.newsroom.listing import relist_section
from standfirst.newsroom.models import Section, Story


def relist_moved(event: SectionMoved) -> None:
    """List the stories of a section that moved where they belong now."""
    if section := Section.objects.filter(pk=event.section).first():
        relist_section(section)


def index_references(event: StoriesImported) -> None:
    """Index what imported stories use, for the desk's "used in": a bulk insert tells Wagtail nothing."""
    for story in Story.objects.filter(pk__in=event.stories):
        ReferenceIndex.create_or_update_for_object(story)
