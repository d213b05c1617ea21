"""The headings of a body make an outline without gaps."""

import pytest

from standfirst.newsroom.reading import body_to_read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "read"),
    [("33", "22"), ("323", "223"), ("2323", "2323"), ("", "")],
)
def test_a_subheading_before_the_first_heading_is_a_heading(edition, written, read):
    blocks = [{"type": "heading", "value": {"text": "21:10", "level": level}} for level in written]
    assert "".join(one.value["level"] for one in body_to_read(blocks, edition)) == read
