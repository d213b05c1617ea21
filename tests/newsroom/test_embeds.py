"""What may be embedded, and what a click would load."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.newsroom.embeds import embed_of

KNOWN = [
    ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
    ("https://youtu.be/aqz-KE-bpKQ?t=4", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
    ("https://m.youtube.com/shorts/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
    ("https://vimeo.com/1084537", "https://player.vimeo.com/video/1084537?dnt=1"),
    ("https://vimeo.com/1084537/ab12cd", "https://player.vimeo.com/video/1084537?dnt=1&h=ab12cd"),
    ("https://www.spreaker.com/episode/12345678", "https://widget.spreaker.com/player?episode_id=12345678"),
    (
        "https://www.spreaker.com/episode/a-talk--12345678",
        "https://widget.spreaker.com/player?episode_id=12345678",
    ),
    (
        "https://soundcloud.com/a/b",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fb",
    ),
    ("https://x.com/a/status/12", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=12"),
    ("https://twitter.com/a/status/12", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=12"),
    (
        "https://www.facebook.com/a/posts/1",
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1",
    ),
    ("https://www.instagram.com/p/AbC_1/", "https://www.instagram.com/p/AbC_1/embed/"),
    ("https://www.tiktok.com/@a/video/77", "https://www.tiktok.com/embed/v2/77"),
    ("https://t.me/channel/5", "https://t.me/channel/5?embed=1"),
]


@pytest.mark.parametrize(("address", "frame"), KNOWN)
def test_a_known_address_has_a_frame(address, frame):
    found = embed_of(address)
    assert found
    assert found.frame_address == frame


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "https://evil.example/?u=https://youtube.com/watch?v=aqz-KE-bpKQ",
        "javascript:alert(1)//youtube.com",
        "ftp://youtube.com/watch?v=aqz-KE-bpKQ",
        "//youtube.com/watch?v=aqz-KE-bpKQ",
        "https://notyoutube.com/watch?v=aqz-KE-bpKQ",
        "",
    ],
)
def test_no_other_host_passes_for_a_provider(address):
    assert embed_of(address) is None


@given(st.sampled_from([address for address, _ in KNOWN]), st.text(max_size=40))
def test_a_frame_stays_on_its_own_host_whatever_follows(address, tail):
    found = embed_of(address + tail)
    assert found is None or found.frame_address is None or found.frame_address.startswith("https://")
    assert found is None or not found.frame_address or '"' not in found.frame_address
