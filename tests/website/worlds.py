"""What tests of reader pages are made of, quickly: no files, no desk."""

from datetime import UTC, datetime

from standfirst.media.models import Photo
from standfirst.newsroom.listing import relist
from tests import factories

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def photos(count):
    """Make photos without files: no page asks for one."""
    return Photo.objects.bulk_create(
        Photo(
            title=f"Photo {number}",
            file=f"{number}.jpg",
            file_hash=f"{number:040}",
            credit="Strait News Agency",
            width=1200,
            height=800,
            rendition_widths=[960],
            rendition_formats=["jpeg"],
        )
        for number in range(count)
    )


def live(of, **given):
    """Make a story that readers can read, without the desk's ceremony."""
    story = factories.draft(of, **{"live": True, "first_published_at": AT, **given})
    relist(story)
    return story
