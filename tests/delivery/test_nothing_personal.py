"""Nothing of one reader is in what another gets: pages are stored as for somebody unknown, whoever asked."""

import pytest
from django.test import Client
from django.urls import reverse

from standfirst.newsroom.publishing import take_down
from tests import factories
from tests.delivery.world import photo

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# What the browser of somebody known sends, and what proxies and the curious add.
ODD = {
    "accept_language": "ar,fr;q=0.8",
    "x_forwarded_for": "203.0.113.9",
    "x_forwarded_host": "elsewhere.example",
    "x_forwarded_proto": "https",
    "x_real_ip": "203.0.113.9",
    "forwarded": "for=203.0.113.9;host=elsewhere.example;proto=https",
    "x_requested_with": "XMLHttpRequest",
    "hx_request": "true",
    "authorization": "Basic YWRhOnRpZGU=",
    "user_agent": "Mozilla/5.0 (someone's own)",
    "referer": "http://testserver/desk/?secret",
    "x_original_url": "/desk/",
    "x_http_method_override": "DELETE",
    "dnt": "1",
    "sec_gpc": "1",
    "range": "bytes=0-10",
    "if_modified_since": "Sun, 22 Nov 2037 10:00:00 GMT",
}


def cookies_of(account):
    client = Client()
    client.force_login(account)
    client.get(reverse("wagtailadmin_home"))
    told = {name: morsel.value for name, morsel in client.cookies.items()}
    return "; ".join(f"{name}={value}" for name, value in {**told, "django_language": "fr"}.items())


@pytest.fixture
def everyone(edition):
    """The cookies of who can sign in: with a role, with rights of Django's own, with every right."""
    people = [
        factories.desk_member("editor", edition, first_name="Verity"),
        factories.desk_member(is_staff=True, first_name="Verity"),
        factories.desk_member(is_superuser=True, is_staff=True, first_name="Verity"),
    ]
    return [cookies_of(person) for person in people]


@pytest.fixture
def addresses(edition):
    """One page of each kind."""
    section = factories.section(edition)
    author = factories.author(edition, portrait=photo())
    story = factories.published(
        section, authors=[author], lead_photo=photo(), topics=[factories.topic(edition)]
    )
    story.headline = "Worded anew"
    story.save_revision().publish()
    topic = story.topic_links.first().topic
    days = f"/archive/{story.dated:%Y/%-m/%-d}/"
    lists = ["/", "/latest/", "/latest/?kind=news", "/corrections/", days, "/accent.css"]
    shown = [section.address, author.address, topic.address, story.address, f"{story.address}changes/"]
    return [*lists, *shown]


def test_whoever_asks_first_everyone_gets_the_same(make_door, addresses, everyone):
    for_nobody = make_door()
    plain = {address: for_nobody.get(address) for address in addresses}
    assert {sent.status for sent in plain.values()} == {200}
    for cookie in everyone:
        door = make_door()
        door.delivery.store.versions.distrust()  # so that this one's asking makes the page
        for address in addresses:
            assert door.get(address, cookie=cookie, **ODD) == plain[address]
        assert len(door.rendered) == len(addresses)
        for address in addresses:
            assert door.get(address) == plain[address]
        assert len(door.rendered) == len(addresses)


def test_no_page_sets_a_cookie_or_differs_by_one(door, addresses, everyone):
    for address in [*addresses, "/no-such-section/"]:
        for headers in ({}, {"cookie": everyone[0]}):
            sent = door.get(address, **headers)
            assert "set-cookie" not in sent.headers
            assert "cookie" not in sent.headers.get("vary", "").lower()
            assert b"Verity" not in sent.body
            assert b"csrf" not in sent.body.lower()


def test_what_is_personal_is_asked_for_by_itself_and_never_kept(door, edition, everyone):
    story = factories.published(factories.section(edition))
    for _ in range(2):
        for_nobody = door.get(f"/userbar/?story={story.pk}")
        for_editor = door.get(f"/userbar/?story={story.pk}", cookie=everyone[2])
        assert (for_nobody.status, for_editor.status) == (204, 200)
        assert "no-store" in for_editor.headers["cache-control"]
    assert door.rendered == ["/userbar/"] * 4


@pytest.mark.parametrize("who", [0, 1, 2, None])
def test_what_readers_may_not_read_is_neither_served_nor_kept(door, make_door, edition, everyone, who):
    section = factories.section(edition)
    factories.draft(section, headline="Unheard of")
    embargoed = factories.draft(section, headline="Unheard of")
    gone = factories.published(section, headline="Unheard of")
    take_down(gone, by=None, reason="By order")
    cookie = {} if who is None else {"cookie": everyone[who]}
    for story, status in ((embargoed, 404), (gone, 410)):
        for process in (door, make_door()):
            for address in (story.address, f"{story.address}changes/"):
                sent = process.get(address, **cookie)
                assert sent.status == status
                assert b"Unheard" not in sent.body
                assert process.delivery.store.last_good(f"testserver {address}") is None
    for address in ("/", "/latest/", section.address):
        assert b"Unheard" not in door.get(address, **cookie).body


def test_a_preview_is_never_kept(door, edition, everyone):
    section = factories.section(edition)
    story = factories.published(section, headline="As it is")
    story.headline = "As it may become"
    revision = story.save_revision()
    address = reverse("stories:revisions_view", args=(story.pk, revision.pk))

    preview = door.get(address, cookie=everyone[2])

    assert preview.status == 200
    assert b"As it may become" in preview.body
    assert b"As it is" in door.get(story.address, cookie=everyone[2]).body
    assert door.get(address).status == 302
    assert door.delivery.store.last_good(f"testserver {address}") is None


def test_an_edition_on_a_host_of_its_own_is_served_there_alone(door, edition):
    other = factories.edition(host="localhost", name="The Other", language="fr")
    here, there = (factories.section(one, slug="city") for one in (edition, other))
    factories.published(here, headline="Of here")
    factories.published(there, headline="Of there")
    for _ in range(2):
        assert b"Of there" not in door.get("/city/").body
        assert b"Of here" not in door.get("/city/", host="localhost").body
        assert b"Of there" in door.get("/city/", host="LOCALHOST.").body
