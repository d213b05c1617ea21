"""The files that readers fetch: widths, formats, colours, what they carry and when they go."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models.fields.files import FieldFile
from PIL import Image, ImageCms

from standfirst.events.models import Reaction
from standfirst.media.adding import add_photo
from standfirst.media.encoding import opened
from standfirst.media.models import Photo
from standfirst.media.renditions import (
    FORMATS,
    WIDTHS,
    address,
    make_many,
    make_renditions,
    sources,
    widths_of,
)
from standfirst.media.rights import read_rights
from standfirst.media.uploads import UnfitFileError
from tests.media import pictures

pytestmark = pytest.mark.django_db

SECRETS = [
    pictures.SERIAL_NUMBER,
    pictures.OWNER,
    b"Exif\x00\x00",
    b"GPS",
    b"SerialNumber",
    b"Face Of Someone",
]
SECRETS += [b"Exif Artist", b"mwg-rs", b"MAR-101", b"JFXX"]


def stored(content: bytes, name: str = "harbour.jpg", **given) -> Photo:
    return Photo.objects.create(file=ContentFile(content, name), title="Harbour", **given)


def content_of(file: FieldFile) -> bytes:
    with file.storage.open(file.name) as stored_file:
        return stored_file.read()


def public(photo: Photo, width: int, name: str) -> bytes:
    path = address(photo, width, name).removeprefix("/media/")
    with storages["public"].open(path) as file:
        return file.read()


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (200, (200,)),
        (320, (320,)),
        (700, (320, 480, 640, 700)),
        (1280, (320, 480, 640, 960, 1280)),
        (6000, WIDTHS),
    ],
)
def test_nothing_is_enlarged(width, made):
    assert widths_of(width) == made


def test_a_jpeg_is_there_as_soon_as_the_photo_is():
    photo = stored(pictures.agency_jpeg())
    assert (photo.rendition_widths, photo.rendition_formats) == ([960], ["jpeg"])
    picture = pictures.opened(public(photo, 960, "jpeg"))
    assert picture.size == (960, 640)
    assert Photo.objects.get().rendition_widths == [960]


def test_the_worker_makes_the_rest(run_reactions, public_files):
    photo = stored(pictures.agency_jpeg())
    run_reactions()
    photo.refresh_from_db()
    assert photo.rendition_widths == list(WIDTHS)
    assert photo.rendition_formats == list(FORMATS)
    assert len(public_files(photo.pk)) == len(WIDTHS) * len(FORMATS)
    for width in WIDTHS:
        for name in FORMATS:
            assert pictures.opened(public(photo, width, name)).size == (width, round(width * 1600 / 2400))
    assert Reaction.objects.get().state == Reaction.State.DONE


def test_every_file_carries_the_rights_and_nothing_of_the_camera(run_reactions):
    photo = stored(pictures.agency_jpeg())
    run_reactions()
    original = content_of(photo.file)
    assert all(secret in original for secret in (pictures.SERIAL_NUMBER, b"Face Of Someone"))
    for width in WIDTHS:
        for name in FORMATS:
            content = public(photo, width, name)
            said = read_rights(io.BytesIO(content))
            assert said.credit == "AP Photo"
            assert said.creator == "Ines Calloway; Dario Venn"
            assert said.copyright_notice == "© 2026 AP"
            assert said.usage_terms == "Editorial use only"
            assert said.web_statement == "https://ap.example/terms"
            assert said.licensor_url == "https://ap.example/buy"
            assert said.source_type.endswith("digitalCapture")
            assert said.caption == "The quay at dawn."
            assert said.alt_text == "A white ferry leaving a quay"
            assert (said.place, said.taken_at, said.title) == ("", None, "")
            assert not [secret for secret in SECRETS if secret in content], (width, name)
            assert not dict(pictures.opened(content).getexif())
            assert "icc_profile" not in pictures.opened(content).info


def test_a_jpeg_carries_the_older_iim_block_too():
    from PIL import IptcImagePlugin

    photo = stored(pictures.agency_jpeg())
    records = IptcImagePlugin.getiptcinfo(pictures.opened(public(photo, 960, "jpeg")))
    assert records[(2, 110)] == b"AP Photo"
    assert records[(2, 116)] == "© 2026 AP".encode()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(orientation):
    turned = (
        pictures.scene(1200, 800).transpose(Image.Transpose.ROTATE_90)
        if orientation > 4
        else pictures.scene()
    )
    photo = stored(pictures.file_of(turned, exif=pictures.camera_exif(orientation), quality=90))
    assert (photo.width > photo.height) == (
        turned.width > turned.height if orientation < 5 else turned.width < turned.height
    )
    made = pictures.opened(public(photo, photo.rendition_widths[0], "jpeg"))
    assert abs(made.width / made.height - photo.width / photo.height) < 0.01


def test_a_phone_held_upright():
    """It stores the picture lying, with orientation 6: the top left comes from the bottom left."""
    photo = stored(pictures.file_of(pictures.scene(1200, 800), exif=pictures.camera_exif(6), quality=90))
    made = pictures.opened(public(photo, 800, "jpeg"))
    assert made.size == (800, 1200)
    assert [
        pictures.corner(made, where) for where in ("top left", "top right", "bottom left", "bottom right")
    ] == [
        "blue",
        "red",
        "white",
        "green",
    ]


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("1", "PNG"),
        ("P", "GIF"),
        ("RGBA", "WEBP"),
    ],
)
def test_every_kind_of_colour_becomes_plain_rgb(mode, name):
    content = pictures.file_of(pictures.scene(400, 300, mode), name)
    made = opened(io.BytesIO(content))
    assert (made.mode, made.size) == ("RGB", (400, 300))
    assert pictures.corner(made, "bottom right") == "white"


def test_transparency_becomes_white():
    made = opened(io.BytesIO(pictures.file_of(Image.new("RGBA", (40, 30), (255, 0, 0, 0)), "PNG")))
    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_become_eight_without_turning_white():
    made = opened(io.BytesIO(pictures.file_of(Image.new("I;16", (40, 30), 128 * 256), "PNG")))
    assert made.getpixel((5, 5)) == (128, 128, 128)


def test_wide_colours_become_srgb():
    photoshop_rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = pictures.file_of(pictures.scene(40, 30), icc_profile=photoshop_rgb, quality=95)
    made = opened(io.BytesIO(content))
    assert pictures.corner(made, "top left") == "red"
    assert not made.info


@pytest.mark.parametrize("profile", [b"broken", b"\x00" * 500])
def test_a_broken_profile_is_left_aside(profile):
    made = opened(io.BytesIO(pictures.file_of(pictures.scene(40, 30), icc_profile=profile)))
    assert pictures.corner(made, "top left") == "red"


def test_the_first_frame_stands_for_a_moving_picture():
    frames = [pictures.scene(60, 40), Image.new("RGB", (60, 40), "black")]
    content = pictures.file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert pictures.corner(opened(io.BytesIO(content)), "top left") == "red"


def test_names_are_public_and_follow_from_the_content():
    photo = stored(pictures.agency_jpeg())
    assert address(photo, 960, "jpeg") == f"/media/photos/{photo.pk}/{photo.file_hash[:12]}-960.jpg"


def test_sources_name_every_width_best_format_first(run_reactions):
    photo = stored(pictures.file_of(pictures.scene(500, 400)))
    assert [source.mime_type for source in sources(photo)] == ["image/jpeg"]
    run_reactions()
    photo.refresh_from_db()
    assert [source.mime_type for source in sources(photo)] == ["image/avif", "image/webp", "image/jpeg"]
    assert re.findall(r" (\d+)w", sources(photo)[0].srcset) == ["320", "480", "500"]


def test_making_them_again_changes_nothing(run_reactions, public_files):
    photo = stored(pictures.file_of(pictures.scene(500, 400)))
    run_reactions()
    before = {name: public(photo, 500, name) for name in FORMATS}
    make_renditions(photo)
    assert {name: public(photo, 500, name) for name in FORMATS} == before
    assert len(public_files(photo.pk)) == 9


def test_new_words_reach_the_files(run_reactions):
    photo = stored(pictures.agency_jpeg(500, 400))
    run_reactions()
    photo.refresh_from_db()
    photo.credit = "Reuters"
    photo.save()
    run_reactions()
    assert read_rights(io.BytesIO(public(photo, 480, "avif"))).credit == "Reuters"


def test_what_files_do_not_carry_is_not_worth_making_them_again(run_reactions, monkeypatch):
    photo = stored(pictures.agency_jpeg(500, 400))
    run_reactions()
    photo.refresh_from_db()
    monkeypatch.setattr(
        "standfirst.media.reactions.make_renditions", lambda _photo: pytest.fail("made again")
    )
    photo.place = "Elsewhere"
    photo.save()
    run_reactions()
    assert not Reaction.objects.exclude(state=Reaction.State.DONE).exists()


def test_another_file_gets_other_names_and_the_old_ones_go(
    run_reactions, public_files, django_capture_on_commit_callbacks
):
    photo = stored(pictures.agency_jpeg(500, 400))
    run_reactions()
    photo.refresh_from_db()
    former, old_name = public_files(photo.pk), photo.file.name
    photo.file = ContentFile(pictures.agency_jpeg(700, 400), "other.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert (photo.width, photo.rendition_widths) == (700, [700])
    assert not photo.file.storage.exists(old_name)
    run_reactions()
    assert not former & public_files(photo.pk)
    assert len(public_files(photo.pk)) == 12


def test_a_slow_worker_does_not_bring_the_old_file_back(public_files):
    photo = stored(pictures.agency_jpeg(500, 400))
    slow = Photo.objects.get()
    content = content_of(photo.file)
    photo.file = ContentFile(pictures.agency_jpeg(700, 400), "other.jpg")
    photo.save()
    slow.file.storage.save(slow.file.name, ContentFile(content))
    make_renditions(slow)
    photo.refresh_from_db()
    assert photo.rendition_widths == [700]
    assert not [name for name in public_files(photo.pk) if name.startswith(slow.file_hash[:12])]


def test_a_deleted_photo_takes_its_files_along(
    run_reactions, public_files, django_capture_on_commit_callbacks
):
    from django_tasks_db.models import DBTaskResult

    photo = stored(pictures.agency_jpeg(500, 400))
    run_reactions()
    number, name, storage = photo.pk, photo.file.name, photo.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.all().delete()
    for waiting in DBTaskResult.objects.filter(task_path="wagtail.tasks.delete_file_from_storage_task"):
        waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
    run_reactions()
    assert not storage.exists(name)
    assert public_files(number) == set()


def test_a_file_that_is_no_picture_leaves_nothing_behind(own_storage):
    with pytest.raises(UnfitFileError):
        stored(b"MZ" + b"\x00" * 100, "setup.jpg")
    assert not Photo.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_failure_while_storing_leaves_nothing_behind(own_storage, monkeypatch):
    def fail(_photo: Photo) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("standfirst.media.models.first_rendition", fail)
    with pytest.raises(OSError, match="disk"):
        stored(pictures.agency_jpeg(500, 400))
    assert not Photo.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_missing_original_is_said_and_not_tried_again(run_reactions):
    photo = stored(pictures.agency_jpeg(500, 400))
    photo.file.storage.delete(photo.file.name)
    run_reactions()
    row = Reaction.objects.get()
    assert row.state == Reaction.State.FAILED
    assert "missing" in row.error


def test_many_are_made_in_other_processes(public_files):
    photos = [stored(pictures.file_of(pictures.scene(330 + n, 200))) for n in range(3)]
    photos[1].file.storage.delete(photos[1].file.name)
    done = []
    failures = make_many(photos, lambda: done.append(1), processes=1)
    assert [failure.photo for failure in failures] == [photos[1].pk]
    assert len(done) == 3
    assert Photo.objects.get(pk=photos[2].pk).rendition_formats == list(FORMATS)
    assert len(public_files(photos[0].pk)) == 6


def test_the_same_content_is_not_added_twice():
    content = pictures.agency_jpeg(500, 400)
    first, made = add_photo(ContentFile(content, "one.png"), credit="Mine")
    second, again = add_photo(ContentFile(content, "two"))
    assert (made, again, first.pk) == (True, False, second.pk)
    assert first.file.name.endswith("one.jpg")
    assert (first.credit, first.caption) == ("Mine", "The quay at dawn.")


def test_what_the_desk_shows_carries_the_rights_and_nothing_of_the_camera():
    photo = stored(pictures.agency_jpeg(1200, 800, orientation=6))
    for spec in (
        "max-165x165",
        "fill-100x100",
        "original",
        "width-300|format-webp",
        "max-200x200|format-png",
    ):
        rendition = photo.get_rendition(spec)
        content = content_of(rendition.file)
        assert read_rights(io.BytesIO(content)).credit == "AP Photo"
        assert not [secret for secret in SECRETS if secret in content], spec
        assert photo.file_hash[:20] in rendition.url
    assert photo.get_rendition("max-165x165").height == 165
    assert len(photo.get_renditions("max-50x50", "max-60x60")) == 2


@pytest.fixture
def storage_without_paths(settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": memory,
        "public": {**memory, "OPTIONS": {"base_url": "https://images.example/"}},
    }


@pytest.mark.usefixtures("storage_without_paths")
def test_a_storage_without_paths_does_as_well(run_reactions, public_files):
    photo = stored(pictures.agency_jpeg(500, 400))
    assert address(photo, 500, "jpeg").startswith("https://images.example/photos/")
    run_reactions()
    assert make_many([photo], processes=1) == []
    make_renditions(photo)
    assert len(public_files(photo.pk)) == 9
    with storages["public"].open(f"photos/{photo.pk}/{photo.file_hash[:12]}-500.avif") as file:
        assert read_rights(file).credit == "AP Photo"
