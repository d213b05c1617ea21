"""An edition written out as ninjs 3.1 and read back is the same edition."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from standfirst.interchange.blocks import Reading, blocks_of
from standfirst.interchange.exporting import export_edition
from standfirst.interchange.formats.markup import markup_of
from standfirst.interchange.formats.ninjs import read
from standfirst.interchange.importing import Options, import_stories
from standfirst.interchange.records import PhotoRecord, StoryRecord
from standfirst.newsroom.models import Story
from tests import factories

FIELDS = (
    "kind",
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "dateline",
    "slug",
    "first_published_at",
    "lead_caption",
)

NAMES_OF_NINJS = {
    *("uri", "type", "representationType", "profile", "version", "firstCreated", "versionCreated"),
    *("contentCreated", "embargoedUntil", "pubStatus", "urgency", "copyrightHolder", "copyrightNotice"),
    *("usageTerms", "edNote", "language", "descriptions", "bodies", "headlines", "people", "organisations"),
    *("places", "subjects", "events", "objects", "infoSources", "title", "by", "slugline", "located"),
    *("renditions", "associations", "altIds", "trustIndicators", "standard", "genres", "expires"),
    *("rightsInfo", "digitalSourceType"),
}


def picture(colour: str) -> ContentFile:
    """A file that no other is like, so that each photo is stored as itself."""
    content = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(content, "JPEG")
    return ContentFile(content.getvalue(), f"{colour}.jpg")


@pytest.fixture
def full(edition) -> Story:
    city = factories.section(edition, name="City", slug="city")
    lead = factories.photo(file=picture("navy"), caption="Own caption")
    inside = factories.photo(file=picture("orange"), creator="Ada", credit="SNA")
    other = factories.published(city, headline="Another")
    body = [
        {
            "type": "text",
            "value": (
                '<p>One <b>two</b> <a href="https://x.example/?a=1&amp;b=2">three</a>.</p>'
                "<p>H<sub>2</sub>O &lt;5</p>"
            ),
        },
        {"type": "heading", "value": {"text": "A & B", "level": "3"}},
        {"type": "quote", "value": {"text": "First.\n\nSecond\nline.", "attribution": "Ada"}},
        {"type": "pull_quote", "value": {"text": "Big.", "attribution": ""}},
        {"type": "list", "value": {"style": "numbered", "items": ["<i>a</i>", "b"]}},
        {
            "type": "table",
            "value": {
                "caption": "T",
                "columns": [{"type": "text", "heading": "H"}],
                "rows": [{"values": ["c & d"]}],
            },
        },
        {"type": "photo", "value": {"photo": inside.pk, "caption": "Here", "width": "wide"}},
        {
            "type": "pair",
            "value": {
                "left": {"photo": lead.pk, "caption": "L"},
                "right": {"photo": inside.pk, "caption": ""},
            },
        },
        {"type": "factbox", "value": {"title": "F", "body": "<p>x</p><ul><li>y</li></ul>"}},
        {"type": "embed", "value": {"url": "https://vimeo.com/1084537", "caption": "Film"}},
        {"type": "kept", "value": {"html": "<script>secret</script>", "reason": "r"}},
        {"type": "related", "value": {"heading": "More", "stories": [other.pk]}},
    ]
    return factories.published(
        city,
        kind="analysis",
        headline="Harbour & barrier",
        short_headline="Harbour",
        kicker="Tides",
        dateline="Marenza",
        standfirst="What it means.",
        slug="harbour-barrier",
        lead_photo=lead,
        lead_caption="At dawn",
        body=body,
        authors=[
            factories.author(edition, name="Ada Prell"),
            factories.author(edition, name="Strait Wire", kind="agency"),
        ],
        topics=[
            factories.topic(edition, name="Helena Corvi", kind="person"),
            factories.topic(edition, name="Tides", kind="theme"),
        ],
        sections=[factories.section(edition, name="Science", slug="science")],
    )


def exported(edition, folder: Path, **how: Any) -> dict[str, Any]:
    export_edition(edition, folder, **how)
    return {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}


def test_every_published_story_and_no_other_is_a_file(edition, tmp_path):
    city = factories.section(edition)
    factories.draft(city)
    live = factories.published(city)
    factories.published(factories.section(factories.edition(prefix="fr")))
    assert set(exported(edition, tmp_path / "out")) == {str(live.pk)}


def test_the_form_is_ninjs_3_1(edition, full, tmp_path):
    item = exported(edition, tmp_path)[str(full.pk)]
    assert item["standard"]["version"] == "3.1"
    allowed = NAMES_OF_NINJS
    assert set(item) <= allowed
    for association in item["associations"]:
        assert set(association) <= allowed | {"name", "rel"}
        assert {"name", "uri"} <= set(association)
    assert item["uri"].startswith("tag:testserver,2026:")
    assert "secret" not in json.dumps(item)


def test_it_reads_back_the_same(edition, full, tmp_path):
    export_edition(edition, tmp_path / "out", media=True)
    copy = factories.edition(code="copy", prefix="copy")
    report = import_stories(read(tmp_path / "out"), copy, Options(media=tmp_path / "out" / "media"))
    assert (report.created, report.failed, report.missing) == (2, [], {})
    again = Story.objects.get(edition=copy, headline="Harbour & barrier")
    for name in FIELDS:
        assert getattr(again, name) == getattr(full, name), name
    assert [(line.author.name, line.author.kind) for line in again.bylines.all()] == [
        ("Ada Prell", "person"),
        ("Strait Wire", "agency"),
    ]
    assert [(link.topic.name, link.topic.kind) for link in again.topic_links.all()] == [
        ("Helena Corvi", "person"),
        ("Tides", "theme"),
    ]
    assert again.section.name == "City"
    assert [link.section.slug for link in again.other_sections.all()] == ["science"]
    assert again.lead_photo == full.lead_photo
    expected = [
        plain(block) for block in full.body.get_prep_value() if block["type"] not in {"kept", "related"}
    ]
    got = [plain(block) for block in again.body.get_prep_value()]
    assert got[:-1] == expected
    assert got[-1]["type"] == "related"
    assert Story.objects.get(pk=got[-1]["value"]["stories"][0]).headline == "Another"


def test_it_reads_back_twice_without_change(edition, full, tmp_path):
    export_edition(edition, tmp_path / "out", media=True)
    copy = factories.edition(code="copy", prefix="copy")
    for fate in ("created", "unchanged"):
        report = import_stories(read(tmp_path / "out"), copy, Options(media=tmp_path / "out" / "media"))
        assert getattr(report, fate) == 2


def plain(block: dict[str, Any]) -> dict[str, Any]:
    """A block without the ids that the newsroom gives."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"type", "value", "id"} and value["type"] == "item":
                return value["value"]
            return {name: strip(part) for name, part in value.items() if name != "id"}
        return [strip(part) for part in value] if isinstance(value, list) else value

    return strip(block)


WORDS = st.text("abc &<>\"'é", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
RICH = WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
BLOCKS = st.one_of(
    st.lists(RICH, min_size=1, max_size=3).map(
        lambda texts: {"type": "text", "value": "".join(f"<p>{text}</p>" for text in texts)}
    ),
    st.builds(
        lambda text, level: {"type": "heading", "value": {"text": text, "level": level}},
        WORDS,
        st.sampled_from("23"),
    ),
    st.builds(
        lambda kind, texts, who: {"type": kind, "value": {"text": "\n\n".join(texts), "attribution": who}},
        st.sampled_from(["quote", "pull_quote"]),
        st.lists(WORDS, min_size=1, max_size=3),
        st.just("") | st.just("Ada Prell"),
    ),
    st.builds(
        lambda style, items: {"type": "list", "value": {"style": style, "items": items}},
        st.sampled_from(["bulleted", "numbered"]),
        st.lists(RICH, min_size=1, max_size=3),
    ),
    st.builds(
        lambda caption, heads, row: {
            "type": "table",
            "value": {
                "caption": caption,
                "columns": [{"type": "text", "heading": head} for head in heads],
                "rows": [{"values": row}, {"values": row}],
            },
        },
        WORDS,
        st.lists(WORDS, min_size=2, max_size=2),
        st.lists(WORDS, min_size=2, max_size=2),
    ),
    st.builds(
        lambda title, text: {"type": "factbox", "value": {"title": title, "body": f"<p>{text}</p>"}},
        WORDS,
        RICH,
    ),
    st.builds(
        lambda caption: {"type": "embed", "value": {"url": "https://vimeo.com/1084537", "caption": caption}},
        WORDS,
    ),
    st.builds(
        lambda caption, width: {"type": "photo", "value": {"photo": 7, "caption": caption, "width": width}},
        WORDS,
        st.sampled_from(["column", "wide"]),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=6))
def test_any_body_reads_back_the_same(blocks):
    """Neighbouring texts become one, which reads the same; nothing else changes."""
    html = markup_of(
        blocks, lambda number: f'<img src="https://x.example/{number}.jpg" data-id="photo-{number}">', str
    )
    known = {"photo-7": PhotoRecord("7", "https://x.example/7.jpg")}
    again, problems = blocks_of(html, Reading(pictures=known))
    assert not problems
    assert [numbered(block) for block in again] == joined(blocks)


def numbered(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] == "photo":
        return {**block, "value": {**block["value"], "photo": int(block["value"]["photo"].source_id)}}
    return block


def joined(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for block in blocks:
        if block["type"] == "text" and found and found[-1]["type"] == "text":
            found[-1] = {"type": "text", "value": found[-1]["value"] + block["value"]}
        else:
            found.append(dict(block))
    return found


def test_a_photo_that_may_no_longer_be_shown_is_left_out(edition, full, tmp_path):
    from django.utils import timezone

    full.lead_photo.rights_expire_at = timezone.now()
    full.lead_photo.save()
    item = exported(edition, tmp_path)[str(full.pk)]
    assert "mainpic" not in {association["name"] for association in item["associations"]}


def test_its_records_know_their_old_address(edition, full, tmp_path):
    export_edition(edition, tmp_path)
    records = [item for item in read(tmp_path) if isinstance(item, StoryRecord)]
    assert (full.full_url,) in [record.old_addresses for record in records]
