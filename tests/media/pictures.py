"""Makes the files that the tests upload: pictures as cameras, agencies and attackers send them."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw
from PIL.ImageFile import ImageFile

SERIAL_NUMBER = b"SN-0042-SECRET"
OWNER = b"Owner Of Camera"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
  xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
  aux:SerialNumber="SN-0042-SECRET" exif:GPSLatitude="35,20.1N" exif:GPSLongitude="25,8.4E"
  photoshop:Credit="AP Photo" photoshop:City="Marenza" photoshop:Country="Orvane"
  photoshop:DateCreated="2026-11-22T05:17:00+02:00" xmpRights:WebStatement="https://ap.example/terms"
  Iptc4xmpCore:Location="Saltgate Quay">
 <dc:creator><rdf:Seq><rdf:li>Ines Calloway</rdf:li><rdf:li>Dario Venn</rdf:li></rdf:Seq></dc:creator>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 AP</rdf:li></rdf:Alt></dc:rights>
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">MAR-101</rdf:li></rdf:Alt></dc:title>
 <dc:description><rdf:Alt><rdf:li xml:lang="fr">Le quai</rdf:li>
  <rdf:li xml:lang="x-default">The quay at dawn.</rdf:li></rdf:Alt></dc:description>
 <photoshop:Headline>Ferries leave again</photoshop:Headline>
 <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use only</rdf:li></rdf:Alt></xmpRights:UsageTerms>
 <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">
  <plus:LicensorURL>https://ap.example/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>
 <Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</Iptc4xmpExt:DigitalSourceType>
 <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A white ferry leaving a quay</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
 <Iptc4xmpCore:ExtDescrAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Long words.</rdf:li></rdf:Alt></Iptc4xmpCore:ExtDescrAccessibility>
 <mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:Name>Face Of Someone</mwg-rs:Name></mwg-rs:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""  # noqa: E501


def scene(width: int = 1200, height: int = 800, mode: str = "RGB") -> Image.Image:
    """Draw a picture that has a different colour in each corner, so that turning it shows."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    middle, half = width // 2, height // 2
    for box, colour in (
        ((0, 0, middle, half), "#cc2020"),
        ((middle, 0, width, half), "#20aa20"),
        ((0, half, middle, height), "#2020cc"),
    ):
        draw.rectangle(box, fill=colour)
    return picture if mode == "RGB" else picture.convert(mode)


def file_of(picture: Image.Image, name: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    picture.save(output, name, **options)
    return output.getvalue()


def agency_jpeg(width: int = 2400, height: int = 1600, *, orientation: int = 1) -> bytes:
    """Make a JPEG as an agency sends it: EXIF with GPS and serial number, IIM and XMP."""
    return file_of(
        scene(width, height), exif=camera_exif(orientation), xmp=XMP.encode(), extra=app13(agency_iim())
    )


def camera_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Exif Artist"
    exif[0x8298] = "Exif copyright"
    exif[0xA430] = OWNER.decode()
    exif.get_ifd(0x8769).update({0x9003: "2026:11:20 08:00:00", 0xA431: SERIAL_NUMBER.decode()})
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 20.0, 6.0), 3: "E", 4: (25.0, 8.0, 24.0)})
    return exif


def agency_iim() -> bytes:
    return iim(
        {
            5: "IIM-OBJECT",
            80: "IIM Byline",
            90: "IIM City",
            105: "IIM Headline",
            110: "IIM Credit",
            116: "IIM Copyright",
            120: "IIM caption",
            55: "20261121",
            60: "101500+0200",
        }
    )


def iim(said: dict[int, str], encoding: str = "utf-8") -> bytes:
    declared = struct.pack(">BBBH", 0x1C, 1, 90, 3) + b"\x1b%G" if encoding == "utf-8" else b""
    records = []
    for dataset, text in said.items():
        value = text.encode(encoding)
        records.append(struct.pack(">BBBH", 0x1C, 2, dataset, len(value)) + value)
    return declared + b"".join(records)


def app13(content: bytes) -> bytes:
    resource = (
        b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(content)) + content + b"\x00" * (len(content) % 2)
    )
    body = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def bomb_png(width: int = 40_000, height: int = 40_000) -> bytes:
    """Make a PNG of a few hundred bytes that claims to be 1.6 thousand million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def opened(content: bytes) -> ImageFile:
    return Image.open(io.BytesIO(content))


def printing_profile() -> bytes:
    """Return a profile that is not sRGB, so that a conversion shows."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()


def corner(picture: Image.Image, name: str) -> str:
    """Return which of the scene's colours lies in this corner."""
    x = picture.width // 4 if "left" in name else picture.width * 3 // 4
    y = picture.height // 4 if "top" in name else picture.height * 3 // 4
    red, green, blue = picture.convert("RGB").getpixel((x, y))
    if min(red, green, blue) > 180:
        return "white"
    return max((red, "red"), (green, "green"), (blue, "blue"))[1]
