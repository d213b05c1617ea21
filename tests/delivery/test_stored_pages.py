"""Ready pages: what readers get from the store, and what never comes from it."""

import gzip

import brotli
import pytest

from standfirst.newsroom.publishing import take_down
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def story(edition):
    return factories.published(factories.section(edition, slug="city"), headline="The pier opens")


def test_the_second_reader_is_answered_without_the_site(door, story):
    first = door.get(story.address, accept_encoding="br")
    second = door.get(story.address, accept_encoding="br")

    assert first.status == second.status == 200
    assert first.body == second.body
    assert door.rendered == [story.address]


def test_every_encoding_holds_the_same_page(door, story):
    plain = door.get(story.address)
    packed = door.get(story.address, accept_encoding="gzip, deflate")
    small = door.get(story.address, accept_encoding="gzip, deflate, br, zstd")

    assert b"The pier opens" in plain.body
    assert gzip.decompress(packed.body) == brotli.decompress(small.body) == plain.body
    assert [packed.headers["content-encoding"], small.headers["content-encoding"]] == ["gzip", "br"]
    assert len({plain.headers["etag"], packed.headers["etag"], small.headers["etag"]}) == 3
    for sent in (plain, packed, small):
        assert sent.headers["vary"] == "Accept-Encoding"
        assert int(sent.headers["content-length"]) == len(sent.body)
    assert len(door.rendered) == 1


@pytest.mark.parametrize("accepted", ["br;q=0, gzip;q=0", "identity", "", "deflate", "br;q=nonsense"])
def test_who_takes_no_compression_gets_none(door, story, accepted):
    assert "content-encoding" not in door.get(story.address, accept_encoding=accepted).headers


def test_a_reader_who_has_the_page_gets_304(door, story):
    sent = door.get(story.address, accept_encoding="br")
    again = door.get(story.address, accept_encoding="br", if_none_match=sent.headers["etag"])
    other = door.get(story.address, accept_encoding="gzip", if_none_match=sent.headers["etag"])

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == sent.headers["etag"]
    assert again.headers["cache-control"] == sent.headers["cache-control"]
    assert other.status == 200


def test_head_has_the_headers_alone(door, story):
    whole = door.get(story.address, accept_encoding="br")
    head = door.get(story.address, method="HEAD", accept_encoding="br")

    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)


def test_unknown_parameters_make_no_second_page(door, story):
    door.get("/latest/")
    for query in ("utm_source=mail", "fbclid=1&x=2", "KIND=video"):
        assert door.get(f"/latest/?{query}").body == door.get("/latest/").body
    door.get("/latest/?kind=news&utm_source=mail")
    door.get("/latest/?utm_source=x&kind=news")

    assert door.rendered == ["/latest/", "/latest/"]


def test_a_question_mark_in_the_path_is_no_query(door, story):
    door.get("/latest/?kind=news")

    # As servers decode /latest/%3Fkind=news.
    assert door.ask("/latest/?kind=news", query="").status == 404


@pytest.mark.parametrize("host", ["testserver /authors/x?y", "testserver?x", "testserver /latest/"])
def test_a_host_is_no_part_of_an_address(door, story, host):
    assert door.get("/", host=host).status == 400


def test_a_host_in_capitals_is_the_same(door, story):
    assert door.get("/", host="TestServer").body == door.get("/").body
    assert door.rendered == ["/"]


def test_a_query_of_any_length_is_answered_and_makes_no_page(door, story):
    assert door.get(f"/latest/?before={'0' * 5_000}").status == 404
    door.get(f"/latest/?kind=news&x={'0' * 5_000}")
    door.get(f"/latest/?kind=news&x={'0' * 5_000}")

    assert len(door.rendered) == 3


def test_browsers_ask_again_each_time_and_caches_may_bridge_a_failure(door, story):
    cached = door.get(story.address).headers["cache-control"]

    assert "max-age=0" in cached
    assert "stale-while-revalidate=" in cached
    assert "stale-if-error=" in cached


def test_what_is_not_there_is_not_kept(door, story):
    for _ in range(2):
        assert door.get("/no-such-section/").status == 404
    assert len(door.rendered) == 2


def test_a_change_is_seen_by_the_next_reader(door, make_door, story):
    other_process = make_door()
    assert b"The pier opens" in other_process.get(story.address).body

    story.headline = "The pier stays shut"
    story.save_revision().publish()

    for process in (door, other_process):
        assert b"The pier stays shut" in process.get(story.address).body
        assert b"The pier stays shut" in process.get("/").body


def test_pages_that_show_nothing_of_a_change_stay(door, edition, story):
    other = factories.published(factories.section(edition, slug="sport"), headline="The regatta")
    for _ in range(30):  # so that neither stands beside the other any more
        factories.published(factories.section(edition), headline="News")
    door.get(other.address)
    story.headline = "The pier stays shut"
    story.save_revision().publish()
    door.get(other.address)

    assert door.rendered == [other.address]


def test_a_restart_finds_the_pages(make_door, story):
    before = make_door()
    sent = before.get(story.address, accept_encoding="br")
    after = make_door()

    assert after.get(story.address, accept_encoding="br") == sent
    assert after.rendered == []


def test_a_damaged_file_is_no_page(make_door, story, tmp_path):
    sent = make_door().get(story.address)
    for file in (tmp_path / "delivery" / "pages").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-100])

    assert make_door().get(story.address) == sent


def test_a_cookie_changes_nothing(door, story):
    shared = door.get(story.address)
    with_cookie = door.get(story.address, cookie="session=abc; csrf=def")

    assert with_cookie == shared
    assert "set-cookie" not in shared.headers


def test_what_changes_something_reaches_the_site(door, story):
    door.get(story.address)

    assert door.get(story.address, method="POST").status in {403, 405}
    assert door.rendered[-1] == story.address


def test_a_page_taken_down_is_gone_at_once(door, story):
    door.get(story.address)
    take_down(story, by=None, reason="Ordered by a court")

    assert door.get(story.address).status == 410
