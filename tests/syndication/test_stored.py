"""What is the same for all is stored like pages, and never says what is true no longer."""

import json

import pytest

from standfirst.delivery.dropping import drop_touched
from standfirst.events import reacting
from standfirst.events.event import Event
from standfirst.newsroom.events import CorrectionAdded, StoryPublished, StoryWithdrawn
from standfirst.newsroom.models import Story
from standfirst.newsroom.publishing import correct, take_down
from standfirst.syndication import reactions, shortlinks
from standfirst.website.addressing import stored_parameters
from tests import factories
from tests.delivery.conftest import door, make_door, versions  # noqa: F401

FEEDS = [f"/feeds/{form}" for form in ("rss.xml", "atom.xml", "feed.json", "sections/city/atom.xml")]
LISTS = [*FEEDS, "/sitemap-stories-0.xml", "/news-sitemap.xml"]


@pytest.fixture
def wired(monkeypatch):
    renewed = (reacting.slowly(reactions.renew_sitemap),)
    table = {
        Event: (reacting.within(drop_touched),),
        **dict.fromkeys((StoryPublished, StoryWithdrawn, CorrectionAdded), renewed),
    }
    monkeypatch.setattr(reacting, "_wiring", table)


def test_which_answers_are_stored(edition):
    story = factories.published(factories.section(edition, slug="city"))
    code = shortlinks.code_of(story.pk)
    for path in (*LISTS, "/sitemap.xml", "/robots.txt", f"/s/{code}.svg", f"{story.address}card/"):
        assert stored_parameters("testserver", path) == (), path
    assert stored_parameters("testserver", "/api/oembed") == ("url", "format", "maxwidth", "maxheight")
    assert stored_parameters("testserver", "/feeds/hub/") is None
    assert stored_parameters("testserver", f"/s/{code}") is None  # it is counted


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("wired")
def test_every_door_opens_and_closes_with_the_story(door, edition, run_reactions):  # noqa: F811
    section = factories.section(edition, slug="city")
    factories.published(section, headline="Another story")
    run_reactions()
    for path in (*LISTS, "/sitemap.xml"):
        door.get(path)  # stored as it was before
    story = factories.published(section, headline="Pier & harbour", slug="pier")
    run_reactions()
    code = shortlinks.code_of(story.pk)
    own = [f"{story.address}card/", f"/s/{code}.svg", f"/api/oembed?url=http://testserver{story.address}"]
    for path in LISTS:
        assert story.address.encode() in door.get(path).body, path
    assert [door.get(path).status for path in own] == [200, 200, 200]

    known = {path: door.get(path) for path in FEEDS}
    asked = len(door.rendered)
    assert {door.get(path, if_none_match=sent.headers["etag"]).status for path, sent in known.items()} == {
        304
    }
    assert len(door.rendered) == asked
    correct(story, kind="correction", text="It was ten.", by=None)
    for path, sent in known.items():
        again = door.get(path, if_none_match=sent.headers["etag"])
        assert (again.status, "It was ten." in again.body.decode()) == (200, True)

    renamed = Story.objects.get(pk=story.pk)
    renamed.headline = "The pier, renamed"
    renamed.save_revision().publish()
    run_reactions()
    assert json.loads(door.get("/feeds/feed.json").body)["items"][0]["title"] == "The pier, renamed"
    assert b"The pier, renamed" in door.get(own[0]).body
    assert b"The pier, renamed" in door.get("/news-sitemap.xml").body

    take_down(Story.objects.get(pk=story.pk), by=None, reason="Wrong.")
    run_reactions()
    for path in LISTS:
        sent = door.get(path)
        assert sent.status == 200
        assert story.address.encode() not in sent.body, path
    assert [door.get(path).status for path in own] == [404, 410, 404]
