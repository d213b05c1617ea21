"""What is read from files, and what is written into them."""

import io
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from standfirst.media.encoding import encoded
from standfirst.media.rights import Rights, clean, packets_of, read_rights, rights_packet
from tests.media import pictures

CARRIED = (
    "caption",
    "alt_text",
    "credit",
    "creator",
    "copyright_notice",
    "usage_terms",
    "web_statement",
    "licensor_url",
    "source_type",
)


def said_by(content: bytes) -> Rights:
    return read_rights(io.BytesIO(content))


def photo(**fields: str) -> SimpleNamespace:
    return SimpleNamespace(**{**dict.fromkeys(CARRIED, ""), **fields})


def test_xmp_wins_over_iim_and_exif():
    said = said_by(pictures.agency_jpeg(400, 300))
    assert said == Rights(
        title="Ferries leave again",
        caption="The quay at dawn.",
        alt_text="A white ferry leaving a quay",
        long_description="Long words.",
        credit="AP Photo",
        creator="Ines Calloway; Dario Venn",
        copyright_notice="© 2026 AP",
        usage_terms="Editorial use only",
        web_statement="https://ap.example/terms",
        licensor_url="https://ap.example/buy",
        source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
        place="Saltgate Quay, Marenza, Orvane",
        taken_at=datetime(2026, 11, 22, 5, 17, tzinfo=timezone(timedelta(hours=2))),
    )


def test_iim_speaks_where_there_is_no_xmp():
    said = said_by(pictures.file_of(pictures.scene(40, 30), extra=pictures.app13(pictures.agency_iim())))
    assert (said.title, said.creator, said.credit) == ("IIM Headline", "IIM Byline", "IIM Credit")
    assert (said.caption, said.copyright_notice, said.place) == ("IIM caption", "IIM Copyright", "IIM City")
    assert said.taken_at == datetime(2026, 11, 21, 10, 15, tzinfo=timezone(timedelta(hours=2)))


def test_iim_without_a_declared_encoding_is_read_as_windows_wrote_it():
    content = pictures.iim({80: "Amélie Duroc", 110: "Agence du Détroit"}, encoding="cp1252")
    said = said_by(pictures.file_of(pictures.scene(40, 30), extra=pictures.app13(content)))
    assert (said.creator, said.credit) == ("Amélie Duroc", "Agence du Détroit")


def test_exif_speaks_last():
    said = said_by(pictures.file_of(pictures.scene(40, 30), exif=pictures.camera_exif()))
    assert (said.creator, said.copyright_notice) == ("Exif Artist", "Exif copyright")
    assert said.taken_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11-22T05:17", datetime(2026, 11, 22, 5, 17, tzinfo=UTC)),
        ("2026-11-22T05:17:08.25Z", datetime(2026, 11, 22, 5, 17, 8, tzinfo=UTC)),
        ("2026-11-22T05:17:08-03:30", datetime(2026, 11, 22, 8, 47, 8, tzinfo=UTC)),
        ("2026-13-40", None),
        ("yesterday", None),
        ("0000-00-00", None),
    ],
)
def test_dates_with_and_without_zone(written, moment):
    xmp = pictures.XMP.replace("2026-11-22T05:17:00+02:00", written)
    assert said_by(pictures.file_of(pictures.scene(40, 30), xmp=xmp.encode())).taken_at == moment


@pytest.mark.parametrize("name", ["PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format(name):
    output = io.BytesIO()
    if name == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", pictures.XMP)
        pictures.scene(40, 30).save(output, name, pnginfo=text)
    else:
        pictures.scene(40, 30).save(output, name, xmp=pictures.XMP.encode())
    said = said_by(output.getvalue())
    assert (said.credit, said.alt_text) == ("AP Photo", "A white ferry leaving a quay")


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\x00\xff\xfe garbage",
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF",
        pictures.XMP.encode()[:900],
        b"<a>" * 20_000,
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x xmlns="adobe:ns:meta/">&e;</x>',
    ],
)
def test_broken_packets_say_nothing_and_break_nothing(packet):
    said_by(pictures.file_of(pictures.scene(40, 30), xmp=packet, extra=pictures.app13(packet[:60_000])))


def test_entities_and_external_files_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    xmp = pictures.XMP.replace(
        "?>\n<x:xmpmeta", f'?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>\n<x:xmpmeta'
    )
    said = said_by(
        pictures.file_of(pictures.scene(40, 30), xmp=xmp.replace("The quay at dawn.", "&e;").encode())
    )
    assert "secret" not in said.caption


def test_billion_laughs_are_stopped():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xmp = pictures.XMP.replace("?>\n<x:xmpmeta", f'?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>\n<x:xmpmeta')
    said = said_by(
        pictures.file_of(pictures.scene(40, 30), xmp=xmp.replace("The quay at dawn.", "&l9;").encode())
    )
    assert len(said.caption) < 1000


WORDS = st.text(max_size=200)


@given(caption=WORDS, credit=WORDS, creator=WORDS, alt_text=WORDS, usage_terms=WORDS, copyright_notice=WORDS)
@example(
    caption="a <b> & ]]> \"c\" 'd'\r\ntwo\nlines",
    credit="بريد مارينزا \u200f(أ ب)\u200f",
    creator="👩🏽‍🚀 & co",
    alt_text="bell\x07 null\x00 del\x7f \ufffe \ud800",
    usage_terms="&amp;lt;",
    copyright_notice="© 2026\u00a0AP",
)
def test_whatever_is_written_is_read_again_but_for_control_characters(**words):
    written = photo(**words)
    file = encoded(Image.new("RGB", (8, 8)), "webp", packets_of(written))
    said = said_by(file)
    for name, text in words.items():
        assert getattr(said, name) == clean(text, lines=name == "caption"), name


@given(WORDS)
def test_clean_text_stays_as_it_is(text):
    for lines in (True, False):
        assert clean(clean(text, lines=lines), lines=lines) == clean(text, lines=lines)


@given(credit=WORDS, creator=WORDS, copyright_notice=WORDS)
def test_iim_in_jpeg_says_the_same_cut_to_its_lengths(credit, creator, copyright_notice):
    packets = packets_of(photo(credit=credit, creator=creator, copyright_notice=copyright_notice))
    alone = type(packets)(iim=packets.iim)
    said = said_by(encoded(Image.new("RGB", (8, 8)), "jpeg", alone))
    for mine, given_text, limit in (
        (said.credit, credit, 32),
        (said.creator, creator, 32),
        (said.copyright_notice, copyright_notice, 128),
    ):
        assert clean(given_text).startswith(mine)
        assert len(mine.encode()) <= limit
        assert bool(mine) == bool(clean(given_text))


def test_a_photo_that_says_nothing_carries_no_packet():
    assert rights_packet(photo()) == b""
    assert packets_of(photo()).iim == b""


def test_the_longest_words_still_fit_into_a_jpeg_segment():
    longest = photo(caption="&" * 2000, alt_text="🙂" * 500, usage_terms="<" * 500, credit='"' * 255)
    assert said_by(encoded(Image.new("RGB", (8, 8)), "jpeg", packets_of(longest))).caption == "&" * 2000


def test_an_address_without_default_language_is_read_in_the_first():
    xmp = pictures.XMP.replace('xml:lang="x-default">A white', 'xml:lang="de">A white')
    assert said_by(pictures.file_of(pictures.scene(40, 30), xmp=xmp.encode())).alt_text.startswith("A white")
