"""People of two sections of one paper, and a story between them."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.test import Client

from standfirst.editions.models import Edition
from standfirst.newsroom.models import Section, Story
from tests import factories


@dataclass
class Desk:
    """World and business desk of one edition; the story belongs to world."""

    edition: Edition
    world: Section
    business: Section
    story: Story
    writer: User
    editor: User
    business_editor: User
    chief: User
    superuser: User

    def client(self, person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client


@pytest.fixture
def desk(edition) -> Desk:
    world = factories.section(edition, name="World")
    business = factories.section(edition, name="Business")
    return Desk(
        edition=edition,
        world=world,
        business=business,
        story=factories.draft(world, headline="Ferry fares go up"),
        writer=factories.desk_member("writer", world),
        editor=factories.desk_member("editor", world),
        business_editor=factories.desk_member("editor", business),
        chief=factories.desk_member("editor", edition),
        superuser=User.objects.create_superuser("root", password="a long password"),
    )


def form_of(story: Story, **changed) -> dict[str, str]:
    """Return what the story's form would send, with ``changed`` in it."""
    fields = {
        "section": str(story.section_id),
        "kind": story.kind,
        "kicker": story.kicker,
        "headline": story.headline,
        "short_headline": story.short_headline,
        "standfirst": story.standfirst,
        "dateline": story.dateline,
        "slug": story.slug,
        "lead_photo": "",
        "lead_caption": "",
        "embargo_until": "",
        "go_live_at": "",
        "expire_at": "",
        "translation_of": "",
        "body-count": "0",
    }
    for relation in ("bylines", "topic_links", "other_sections"):
        fields |= {f"{relation}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
        fields[f"{relation}-MAX_NUM_FORMS"] = "1000"
    return fields | {name: str(value) for name, value in changed.items()}
