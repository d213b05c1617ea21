"""Makes what tests need: valid, small, with the defaults that matter least."""

import io
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.models import (
    Author,
    DeskRole,
    Section,
    Story,
    StoryByline,
    StorySection,
    StoryTopic,
    Topic,
)

_numbers = count(1)


def edition(**given: Any) -> Edition:
    number = next(_numbers)
    fields: dict[str, Any] = {
        "code": f"e{number}",
        "name": "The Courier",
        "language": "en",
        "time_zone": "Europe/Athens",
        "editor_email": "editor@courier.example",
    }
    return Edition.objects.create(**{**fields, **given})


def section(of: Edition, **given: Any) -> Section:
    number = next(_numbers)
    return Section.objects.create(
        edition=of, **{"name": f"Section {number}", "slug": f"section-{number}", **given}
    )


def topic(of: Edition, **given: Any) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(edition=of, **{"name": f"Topic {number}", "slug": f"topic-{number}", **given})


def author(of: Edition, **given: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(
        edition=of, **{"name": f"Author {number}", "slug": f"author-{number}", **given}
    )


def photo(**given: Any) -> Photo:
    number = next(_numbers)
    picture = io.BytesIO()
    Image.new("RGB", (1200, 800), (number % 255, 90, 120)).save(picture, "JPEG")
    fields = {
        "title": f"Photo {number}",
        "credit": "Strait News Agency",
        "alt_text": "A harbour at dawn",
        "file": ContentFile(picture.getvalue(), f"photo-{number}.jpg"),
    }
    return Photo.objects.create(**{**fields, **given})


def draft(of: Section, **given: Any) -> Story:
    """Make a draft; ``authors``, ``topics`` and ``sections`` hang on it."""
    number = next(_numbers)
    linked = {name: given.pop(name, ()) for name in ("authors", "topics", "sections")}
    fields: dict[str, Any] = {
        "headline": f"Harbour opens pier {number}",
        "standfirst": "The pier is open.",
        "body": [{"type": "text", "value": "<p>The pier opened on time.</p>"}],
    }
    story = Story(edition=of.edition, section=of, **{**fields, **given})
    story.bylines = [StoryByline(author=one, sort_order=place) for place, one in enumerate(linked["authors"])]
    story.topic_links = [
        StoryTopic(topic=one, sort_order=place) for place, one in enumerate(linked["topics"])
    ]
    story.other_sections = [
        StorySection(section=one, sort_order=place) for place, one in enumerate(linked["sections"])
    ]
    story.save()
    return story


def published(of: Section, *, at: datetime | None = None, **given: Any) -> Story:
    """Make a story that is live since ``at`` (an hour ago when not given), by Wagtail's own publication."""
    story = draft(of, **given)
    story.first_published_at = at or timezone.now() - timedelta(hours=1)
    story.save(update_fields=["first_published_at"])
    story.save_revision().publish()
    story.refresh_from_db()
    return story


def desk_member(role: str | None = None, of: Section | Edition | None = None, **given: Any) -> User:
    """Make a person who may open the desk, with one role in a section or a whole edition."""
    number = next(_numbers)
    person = User.objects.create_user(
        **{"username": f"person{number}", "password": "a long password", **given}
    )
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if role and isinstance(of, Section):
        DeskRole.objects.create(account=person, edition=of.edition, section=of, role=role)
    elif role and of:
        DeskRole.objects.create(account=person, edition=of, role=role)
    return person
