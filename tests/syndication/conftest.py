"""Words and stories that try every format."""

import uuid
from datetime import UTC, datetime
from functools import partial

import pytest

from standfirst.editions.models import Edition
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import correct
from standfirst.syndication import shortlinks
from tests import factories

AT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

# Arabic with its own quotes, markup that is none, entities, emoji of several parts, CDATA's end, controls.
WORDS = 'Fish & <chips> "50%" 👩🏽‍🚀 ]]> &amp; «مرفأ» l’été'
KEY = uuid.UUID("7d2f2a6e-2d0a-4a7e-9c63-5a2d2cbf4a11")
CONTROLS = "\x01\x0b\x1f\ufffe"


@pytest.fixture
def papers(db) -> dict[str, Edition]:
    """Make three editions: at the root, under a prefix, on a host of its own."""
    make = partial(factories.edition, publisher=f"Courier {WORDS} Ltd", tagline=WORDS + CONTROLS)
    return {
        "en": make(code="en", name=f"The Courier {WORDS}", position=1),
        "fr": make(
            code="fr", name="Le Courrier", language="fr", prefix="fr", time_zone="Europe/Paris", position=2
        ),
        "ar": make(
            code="ar",
            name="البريد",
            language="ar",
            host="localhost",
            slug_style="unicode",
            numbering="arab",
            position=3,
        ),
    }


@pytest.fixture
def trying(papers):
    """Return a function that publishes a story with everything in it, in one of the three editions.

    The first story of each edition is the same one in another language.
    """
    made: list[Story] = []
    name = f"City {WORDS}{CONTROLS}"
    sections = {
        code: factories.section(paper, name=name, slug="مدينة" if code == "ar" else "city")
        for code, paper in papers.items()
    }

    def publish(code: str = "en", **given) -> Story:
        paper, section = papers[code], sections[code]
        before = [story.pk for story in made if story.edition_id == paper.pk]
        photo = factories.photo(
            credit=f"Agency {WORDS}{CONTROLS}",
            caption=f"Pier {WORDS}{CONTROLS}",
            alt_text=f"Alt {WORDS}{CONTROLS}",
            creator="Ines Calloway",
            copyright_notice="© Courier",
            web_statement="https://courier.example/licence?a=1&b=2",
            licensor_url="https://courier.example/buy",
        )
        story = factories.published(
            section,
            **{
                "at": AT,
                "headline": f"{code} {WORDS}{CONTROLS}",
                "standfirst": f"First {WORDS}{CONTROLS}",
                "dateline": "Marenza",
                "slug": "",
                "lead_photo": photo,
                "authors": [factories.author(paper, name=f"Ada {WORDS}{CONTROLS}", role="Reporter")],
                "topics": [factories.topic(paper, name=f"Isla {WORDS}")],
                "body": every_block(photo.pk, before),
                **({} if before else {"translation_key": KEY}),
                **given,
            },
        )
        correct(story, kind="correction", text=f"It was {WORDS}{CONTROLS}", by=None, at=None)
        made.append(story)
        return Story.objects.get(pk=story.pk)

    return publish


@pytest.fixture(autouse=True)
def answered(settings):
    """Let the addresses be answered that the program does not answer yet."""
    settings.ROOT_URLCONF = "tests.syndication.addresses"


@pytest.fixture(autouse=True)
def written_when_asked(monkeypatch):
    """Let uses of short links be written when a test says so, not by a thread after it."""
    monkeypatch.setattr(shortlinks, "uses", shortlinks.Uses(lambda _write: None))


def every_block(photo: int, stories: list[int]) -> list[dict]:
    link = '<a href="/x/?a=1&amp;b=2">they &amp; we</a>'
    return [
        {"type": "heading", "value": {"text": WORDS, "level": "2"}},
        {
            "type": "text",
            "value": f'<p data-block-key="x1">It <b>opens</b>, {link}.</p>',
        },
        {"type": "quote", "value": {"text": WORDS + CONTROLS, "attribution": "A captain"}},
        {"type": "pull_quote", "value": {"text": "At last.", "attribution": ""}},
        {"type": "list", "value": {"style": "numbered", "items": ["<p>One</p>", "<p>Two</p>"]}},
        {
            "type": "table",
            "value": {
                "caption": WORDS,
                "columns": [{"type": "text", "heading": "Who"}, {"type": "text", "heading": "Lira"}],
                "rows": [{"values": ["Adult", WORDS + CONTROLS]}, {"values": ["Child", "0"]}],
            },
        },
        {"type": "photo", "value": {"photo": photo, "caption": "The cranes", "width": "wide"}},
        {
            "type": "pair",
            "value": {
                "left": {"photo": photo, "caption": "Left"},
                "right": {"photo": photo, "caption": ""},
            },
        },
        {"type": "factbox", "value": {"title": "In figures", "body": "<p>Ten piers.</p>"}},
        {"type": "related", "value": {"heading": "", "stories": stories}},
        {"type": "embed", "value": {"url": "https://vimeo.com/1084537", "caption": "A film"}},
        {"type": "kept", "value": {"html": "<marquee>", "reason": "unknown"}},
    ]
