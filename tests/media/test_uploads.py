"""Which files are taken, and what is said about the others."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from standfirst.media.uploads import UnfitFileError, check_upload
from tests.media import pictures

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(content: bytes, name: str = "harbour.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def heic() -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif")
    output = io.BytesIO()
    pillow_heif.from_pillow(pictures.scene(120, 80)).save(output, quality=50)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "mode", "extension", "found"),
    [
        ("JPEG", "RGB", "jpg", "jpeg"),
        ("JPEG", "CMYK", "JPEG", "jpeg"),
        ("JPEG", "L", "jpg", "jpeg"),
        ("PNG", "RGBA", "png", "png"),
        ("PNG", "P", "png", "png"),
        ("PNG", "1", "png", "png"),
        ("WEBP", "RGB", "webp", "webp"),
        ("AVIF", "RGB", "avif", "avif"),
        ("GIF", "P", "gif", "gif"),
    ],
)
def test_pictures_are_known_by_their_content(name, mode, extension, found):
    checked = check_upload(upload(pictures.file_of(pictures.scene(120, 80, mode), name), f"a.{extension}"))
    assert (checked.format, checked.width, checked.height) == (found, 120, 80)


def test_heic_is_taken():
    assert check_upload(upload(heic(), "IMG_0001.HEIC")).format == "heic"


def test_sixteen_bit_greys_are_taken():
    from PIL import Image

    content = pictures.file_of(Image.new("I;16", (40, 30), 40_000), "PNG")
    assert check_upload(upload(content, "scan.png")).format == "png"


def test_a_turned_picture_is_measured_upright():
    checked = check_upload(upload(pictures.agency_jpeg(600, 400, orientation=6)))
    assert (checked.width, checked.height) == (400, 600)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.jpg", "empty"),
        (SVG, "logo.svg", "svg"),
        (SVG, "logo.png", "svg"),
        (b"\xef\xbb\xbf  <!-- x -->" + SVG, "logo.jpg", "svg"),
        (SVG.decode().encode("utf-16"), "logo.jpg", "svg"),
        (b"<html><script>alert(1)</script>", "page.jpg", "unknown_format"),
        (b"%PDF-1.7 ...", "paper.pdf", "unknown_format"),
        (b"MZ" + b"\x00" * 200, "setup.jpg", "unknown_format"),
        (b"II*\x00" + b"\x00" * 200, "scan.tif", "unknown_format"),
        (pictures.file_of(pictures.scene(40, 30), "PNG"), "lie.jpg", "false_name"),
        (pictures.file_of(pictures.scene(40, 30), "GIF"), "lie.php", "false_name"),
        (pictures.file_of(pictures.scene(40, 30), "PNG"), "shell.png.php", "false_name"),
        (pictures.bomb_png(), "bomb.png", "too_many_pixels"),
        (pictures.bomb_png(12_000, 12_000), "bomb.png", "too_many_pixels"),
        (pictures.file_of(pictures.scene(900, 600))[:-4000], "cut.jpg", "damaged"),
        (pictures.file_of(pictures.scene(900, 600), "PNG")[:-400], "cut.png", "damaged"),
        (pictures.file_of(pictures.scene(900, 600), "WEBP")[:-400], "cut.webp", "damaged"),
        (pictures.file_of(pictures.scene(900, 600), "AVIF")[:-400], "cut.avif", "damaged"),
        (b"\xff\xd8\xff" + b"\x00" * 400, "head.jpg", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "head.png", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBP" + b"\x00" * 400, "head.webp", "damaged"),
        (b"\x00\x00\x00\x1cftypavif" + b"\x00" * 400, "head.avif", "damaged"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content, name, code):
    with pytest.raises(UnfitFileError) as refusal:
        check_upload(upload(content, name))
    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")
    assert "%(" not in refusal.value.messages[0]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000

    class Unread(SimpleUploadedFile):
        def read(self, *_args):
            raise AssertionError("it was read")

    with pytest.raises(UnfitFileError, match="is the most that can be uploaded"):
        check_upload(Unread("big.jpg", b"\xff\xd8\xff" * 1000))


def test_a_bomb_costs_nothing_to_refuse():
    import tracemalloc

    tracemalloc.start()
    with pytest.raises(UnfitFileError):
        check_upload(upload(pictures.bomb_png(), "bomb.png"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
