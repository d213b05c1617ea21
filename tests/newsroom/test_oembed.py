"""Hosts that the administrator added are asked once, by the worker, and never trusted with markup."""

import json

import pytest

from standfirst.fetching.guarded import Fetched
from standfirst.newsroom import oembed
from standfirst.newsroom.events import StoryPublished
from standfirst.newsroom.models import EmbedAnswer, EmbedProvider
from tests import factories
from tests.touching import touches

pytestmark = pytest.mark.django_db

FILM = "https://films.courier.example/watch/7"


@pytest.fixture
def provider():
    return EmbedProvider.objects.create(
        name="Courier Films", host="courier.example", endpoint="https://courier.example/oembed"
    )


@pytest.fixture
def asked(monkeypatch):
    """What the host was asked, and what it answers."""
    questions, answers = (
        [],
        {"title": "The tide", "html": '<iframe src="https://films.courier.example/e/7"></iframe>'},
    )

    def answer(address, limits):
        questions.append(address)
        return Fetched(json.dumps(answers).encode(), address, "application/json")

    monkeypatch.setattr(oembed, "fetch", answer)
    return questions, answers


def published_with(edition, *addresses):
    body = [{"type": "embed", "value": {"url": address, "caption": ""}} for address in addresses]
    return factories.published(factories.section(edition), body=body)


def ask(story):
    oembed.ask_providers(StoryPublished(story=story.pk, first_time=True))


def test_the_answer_is_kept_and_asked_for_once(edition, provider, asked):
    story = published_with(edition, FILM, "https://vimeo.com/1")
    ask(story)
    ask(story)
    assert asked[0] == [
        f"https://courier.example/oembed?url={FILM.replace(':', '%3A').replace('/', '%2F')}&format=json"
    ]
    found = oembed.embeds_for([FILM])[FILM]
    assert (found.provider, found.frame_address, found.host) == (
        "Courier Films",
        "https://films.courier.example/e/7",
        "films.courier.example",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<iframe src="https://evil.example/e/7"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="http://films.courier.example/e/7"></iframe>',
        '<iframe src="https://courier.example.evil.example/"></iframe>',
        "",
    ],
)
def test_only_a_frame_of_the_providers_own_host_is_shown(edition, provider, asked, html):
    asked[1]["html"] = html
    ask(published_with(edition, FILM))
    assert EmbedAnswer.objects.get().frame_address == ""
    assert oembed.embeds_for([FILM])[FILM].frame_address is None


def test_a_host_that_nobody_added_is_never_asked(edition, provider, asked):
    ask(published_with(edition, "https://notcourier.example/watch/7"))
    assert asked[0] == []


def test_an_answer_touches_what_embeds_once(edition, provider, asked, announced):
    story = published_with(edition, FILM)
    for touched in ({"embeds"}, set()):
        announced.clear()
        ask(story)
        assert touches(announced) == touched
