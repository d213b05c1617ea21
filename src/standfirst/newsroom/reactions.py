"""What the worker does about changes in the newsroom."""

from standfirst.newsroom.events import SectionMoved
from standfirst.newsroom.listing import relist_section
from standfirst.newsroom.models import Section


def relist_moved(event: SectionMoved) -> None:
    """List the stories of a section that moved where they belong now."""
    if section := Section.objects.filter(pk=event.section).first():
        relist_section(section)
