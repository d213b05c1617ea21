"""What a picture says about itself: IPTC Photo Metadata read from files and written into renditions.

Read are XMP and, in JPEG, the older IIM block; where both speak, XMP wins, as IPTC's mapping guidelines and
the Metadata Working Group ask of readers (IIM's fields are short and of uncertain encoding). EXIF is asked
last, for who made the picture and when. Written is XMP, and in JPEG a small IIM block beside it.

exiv2 and its bindings do all this, but they are under the GPL; a locked lxml and Pillow are enough.
"""

import re
import struct
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import IO, Any, Protocol

from lxml import etree
from PIL import Image, IptcImagePlugin

from standfirst.media.encoding import Packets

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
_LONGEST_PACKET = 4 * 1024 * 1024
_NOT_IN_XML = "\ufffe\uffff"
_UTF8 = b"\x1b%G"  # IIM 1:90, the escape sequence that declares UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a file says about itself, cleaned; named as the photo's fields. Empty where it is silent."""

    title: str = ""
    caption: str = ""
    alt_text: str = ""
    long_description: str = ""
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    licensor_url: str = ""
    source_type: str = ""
    place: str = ""
    taken_at: datetime | None = None


class Credited(Protocol):
    """What a rendition says of its photo."""

    caption: Any
    alt_text: Any
    credit: Any
    creator: Any
    copyright_notice: Any
    usage_terms: Any
    web_statement: Any
    licensor_url: Any
    source_type: Any


def read_rights(file: IO[bytes]) -> Rights:
    """Return what ``file`` says about itself, from XMP, then IIM, then EXIF; never raises for its content.

    A date without a zone is taken as UTC. A packet that is broken says nothing.
    """
    file.seek(0)
    try:
        picture = Image.open(file)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Rights()
    finally:
        file.seek(0)
    spoken = [_heard(source, picture) for source in (_from_xmp, _from_iim, _from_exif)]
    return Rights(**{field.name: _first_said(spoken, field.name) for field in fields(Rights)})


def rights_packet(photo: Credited) -> bytes:
    """Return the XMP that renditions of ``photo`` carry: whose it is, on what terms, and what it shows.

    Nothing of the original's own packet is copied. Empty when there is nothing to say.
    """
    about = etree.Element(_name("rdf:Description"), nsmap={k: v for k, v in _SPACES.items() if k != "x"})
    about.set(_name("rdf:about"), "")
    _list(about, "dc:creator", "Seq", clean(photo.creator))
    _text(about, "photoshop:Credit", clean(photo.credit))
    _list(about, "dc:rights", "Alt", clean(photo.copyright_notice))
    if clean(photo.copyright_notice):
        _text(about, "xmpRights:Marked", "True")
    _list(about, "xmpRights:UsageTerms", "Alt", clean(photo.usage_terms))
    _text(about, "xmpRights:WebStatement", clean(photo.web_statement))
    _licensor(about, clean(photo.licensor_url))
    _text(about, "Iptc4xmpExt:DigitalSourceType", clean(photo.source_type))
    _list(about, "dc:description", "Alt", clean(photo.caption, lines=True))
    _list(about, "Iptc4xmpCore:AltTextAccessibility", "Alt", clean(photo.alt_text))
    return _wrapped(about) if len(about) else b""


def packets_of(photo: Credited) -> Packets:
    """Return everything that a rendition of ``photo`` carries."""
    return Packets(xmp=rights_packet(photo), iim=_iim_packet(photo))


def clean(text: object, *, lines: bool = False) -> str:
    """Return ``text`` without control characters, surrogates and what XML cannot hold.

    ``lines`` keeps line ends. Format characters stay: Arabic, Persian and emoji are written with them.
    """
    spaced = re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", str(text or ""))
    kept = "".join(_kept(character, lines=lines) for character in spaced)
    if lines:
        return "\n".join(re.sub(r" +", " ", line).strip(" ") for line in kept.split("\n")).strip("\n")
    return re.sub(r" +", " ", kept).strip(" ")


# --- Reading ------------------------------------------------------------------------------------

_Said = dict[str, Any]


def _heard(source: Callable[[Image.Image], _Said], picture: Image.Image) -> _Said:
    """Return what ``source`` finds; whatever a broken packet makes a parser raise, it then says nothing."""
    try:
        return source(picture)
    except Exception:  # noqa: BLE001  (metadata is untrusted, and an upload never fails over it)
        return {}


def _first_said(spoken: Iterable[_Said], name: str) -> Any:
    silent = None if name == "taken_at" else ""
    return next((said[name] for said in spoken if said.get(name)), silent)


def _from_xmp(picture: Image.Image) -> _Said:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    packet = packet.strip(b"\x00 \t\r\n")
    if not packet or len(packet) > _LONGEST_PACKET:
        return {}
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    root = etree.fromstring(packet, parser)
    if root is None:
        return {}
    abouts = list(root.iter(_name("rdf:Description")))
    return {
        "title": _said(abouts, "photoshop:Headline") or _said(abouts, "dc:title"),
        "caption": _said(abouts, "dc:description", lines=True),
        "alt_text": _said(abouts, "Iptc4xmpCore:AltTextAccessibility"),
        "long_description": _said(abouts, "Iptc4xmpCore:ExtDescrAccessibility", lines=True),
        "credit": _said(abouts, "photoshop:Credit"),
        "creator": _said(abouts, "dc:creator", every=True),
        "copyright_notice": _said(abouts, "dc:rights"),
        "usage_terms": _said(abouts, "xmpRights:UsageTerms"),
        "web_statement": _said(abouts, "xmpRights:WebStatement"),
        "licensor_url": _said(abouts, "plus:LicensorURL"),
        "source_type": _said(abouts, "Iptc4xmpExt:DigitalSourceType"),
        "place": _place(
            _said(abouts, "Iptc4xmpCore:Location"),
            _said(abouts, "photoshop:City"),
            _said(abouts, "photoshop:Country"),
        ),
        "taken_at": _moment(_said(abouts, "photoshop:DateCreated")),
    }


def _from_iim(picture: Image.Image) -> _Said:
    records = IptcImagePlugin.getiptcinfo(picture) if picture.format in ("JPEG", "MPO") else None  # type: ignore[arg-type]
    if not records:
        return {}
    encoding = "utf-8" if records.get((1, 90)) == _UTF8 else ""

    def said(dataset: int, *, lines: bool = False) -> str:
        found = records.get((2, dataset)) or b""
        values = found if isinstance(found, list) else [found]
        return "; ".join(filter(None, (clean(_decoded(v or b"", encoding), lines=lines) for v in values)))

    return {
        "title": said(105) or said(5),
        "caption": said(120, lines=True),
        "credit": said(110),
        "creator": said(80),
        "copyright_notice": said(116),
        "place": _place(said(92), said(90), said(101)),
        "taken_at": _moment(_iim_moment(said(55), said(60))),
    }


def _from_exif(picture: Image.Image) -> _Said:
    exif = picture.getexif()
    details = exif.get_ifd(0x8769)
    moment = str(details.get(0x9003, ""))
    zone = str(details.get(0x9011, ""))
    return {
        "creator": clean(exif.get(0x013B, "")),
        "copyright_notice": clean(str(exif.get(0x8298, "")).replace("\x00", " ")),
        "taken_at": _moment(re.sub(r"^(\d{4}):(\d\d):(\d\d) ", r"\1-\2-\3T", moment.strip("\x00 ")) + zone),
    }


def _said(abouts: Iterable[etree._Element], name: str, *, lines: bool = False, every: bool = False) -> str:
    """Return a property's value wherever it stands: attribute, text, ``rdf:resource``, Alt, Bag or Seq."""
    tag = _name(name)
    for about in abouts:
        if attribute := about.get(tag):
            return clean(attribute, lines=lines)
        for element in about.iter(tag):
            items = list(element.iter(_name("rdf:li")))
            chosen = items if every else _preferred(items)
            values = [_value(item) for item in chosen] or [_value(element)]
            if said := "; ".join(filter(None, (clean(value, lines=lines) for value in values))):
                return said
        for element in about.iter():
            if attribute := element.get(tag):
                return clean(attribute, lines=lines)
    return ""


def _preferred(items: list[etree._Element]) -> list[etree._Element]:
    """Return the one of several languages that is marked as default, else English, else the first."""
    by_language = {str(item.get(_XML_LANG, "")).lower(): item for item in reversed(items)}
    for language in ("x-default", "en", "en-us", "en-gb"):
        if language in by_language:
            return [by_language[language]]
    return items[:1]


def _value(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()) or str(element.get(_name("rdf:resource"), ""))


def _place(*parts: str) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _moment(written: str) -> datetime | None:
    """Return an XMP date (``2026``, ``2026-11``, ``2026-11-22T05:17``, with or without zone) as a moment."""
    match = re.match(
        r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?"
        r"(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$",
        written.strip(),
    )
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        return datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=_zone(zone),
        )
    except ValueError:
        return None


def _zone(written: str | None) -> timezone:
    if not written or written == "Z":
        return UTC
    digits = written.replace(":", "")
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return timezone(-offset if digits[0] == "-" else offset)


def _iim_moment(date: str, time: str) -> str:
    """Return IIM's ``CCYYMMDD`` and ``HHMMSS±HHMM`` written as XMP writes them."""
    day = re.match(r"^(\d{4})(\d\d)(\d\d)$", date)
    if not day:
        return ""
    written = "-".join(part if part != "00" else "01" for part in day.groups())
    clock = re.match(r"^(\d\d)(\d\d)(\d\d)([+-]\d{4})?$", time)
    return f"{written}T{clock[1]}:{clock[2]}:{clock[3]}{clock[4] or ''}" if clock else written


def _decoded(value: bytes, encoding: str) -> str:
    for name in filter(None, (encoding, "utf-8")):
        try:
            return value.decode(name)
        except UnicodeDecodeError:
            continue
    return value.decode("cp1252", errors="replace")


def _kept(character: str, *, lines: bool) -> str:
    if character in "\n\t":
        return character if lines and character == "\n" else " "
    return "" if unicodedata.category(character) in ("Cc", "Cs") or character in _NOT_IN_XML else character


# --- Writing ------------------------------------------------------------------------------------


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def _text(about: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(about, _name(name)).text = value


def _list(about: etree._Element, name: str, kind: str, value: str) -> None:
    if not value:
        return
    holder = etree.SubElement(etree.SubElement(about, _name(name)), f"{{{_RDF}}}{kind}")
    item = etree.SubElement(holder, f"{{{_RDF}}}li")
    item.text = value
    if kind == "Alt":
        item.set(_XML_LANG, "x-default")


def _licensor(about: etree._Element, address: str) -> None:
    if not address:
        return
    holder = etree.SubElement(etree.SubElement(about, _name("plus:Licensor")), _name("rdf:Seq"))
    item = etree.SubElement(holder, _name("rdf:li"))
    item.set(_name("rdf:parseType"), "Resource")
    _text(item, "plus:LicensorURL", address)


def _wrapped(about: etree._Element) -> bytes:
    meta = etree.Element(_name("x:xmpmeta"), nsmap={"x": _SPACES["x"]})
    rdf = etree.SubElement(meta, _name("rdf:RDF"), nsmap={"rdf": _RDF})
    rdf.append(about)
    etree.cleanup_namespaces(meta)
    body: bytes = etree.tostring(meta, encoding="utf-8")
    return '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode() + body + b'<?xpacket end="r"?>'


def _iim_packet(photo: Credited) -> bytes:
    """Return byline (2:80), credit (2:110) and copyright (2:116) as IIM in UTF-8, cut to IIM's lengths."""
    said = [(80, photo.creator, 32), (110, photo.credit, 32), (116, photo.copyright_notice, 128)]
    written = [
        _dataset(2, number, _cut(clean(value), limit)) for number, value, limit in said if clean(value)
    ]
    return b"".join([_dataset(1, 90, _UTF8), *written]) if written else b""


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _cut(text: str, limit: int) -> bytes:
    """Return ``text`` as at most ``limit`` bytes of UTF-8, never through the middle of a character."""
    return text.encode()[:limit].decode(errors="ignore").encode()
