"""Photos at the desk: every way of uploading, the list, the form, the original, and who may do what."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection

from standfirst.media.models import Photo
from standfirst.media.rights import read_rights
from tests import factories
from tests.media import pictures

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def upload(content: bytes, name: str = "harbour.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def form_of(photo: Photo | None = None, **given):
    fields = {
        name: getattr(photo, name, None) or ""
        for name in Photo.admin_form_fields
        if name not in ("file", "tags", "collection", "taken_at", "rights_expire_at")
    }
    return {**fields, "tags": "", "taken_at": "", "rights_expire_at": "", **given}


def send_by_form(desk, file, **given):
    return desk.post(reverse("wagtailimages:add"), form_of(title="Harbour", file=file, **given))


def send_to_uploader(desk, file):
    return desk.post(
        reverse("wagtailimages:add_multiple"), {"files[]": file, "title": file.name.rsplit(".", 1)[0]}
    )


def send_by_chooser(desk, file, **given):
    fields = form_of(title="Harbour", file=file, **given)
    return desk.post(
        reverse("wagtailimages_chooser:create"), {f"image-chooser-upload-{k}": v for k, v in fields.items()}
    )


WAYS = [send_by_form, send_to_uploader, send_by_chooser]


@pytest.mark.parametrize("send", WAYS)
def test_every_way_of_uploading_reads_the_rights_and_makes_a_first_file(
    desk, send, run_reactions, photo_editor
):
    answer = send(desk, upload(pictures.agency_jpeg(1000, 600)))
    assert answer.status_code in (200, 302), answer.content
    photo = Photo.objects.get()
    assert (photo.credit, photo.caption, photo.place) == (
        "AP Photo",
        "The quay at dawn.",
        "Saltgate Quay, Marenza, Orvane",
    )
    assert photo.alt_text == "A white ferry leaving a quay"
    assert photo.taken_at.isoformat() == "2026-11-22T03:17:00+00:00"
    assert photo.rendition_widths == [960]
    assert photo.uploaded_by_user == photo_editor
    run_reactions()
    photo.refresh_from_db()
    assert photo.rendition_formats == ["avif", "webp", "jpeg"]


@pytest.mark.parametrize("send", WAYS)
@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "logo.svg", "SVG drawings cannot be uploaded"),
        (SVG, "logo.jpg", "SVG drawings cannot be uploaded"),
        (pictures.bomb_png(), "bomb.png", "too many pixels"),
        (pictures.file_of(pictures.scene(900, 600))[:-4000], "cut.jpg", "damaged or not complete"),
        (pictures.file_of(pictures.scene(40, 30), "PNG"), "lie.jpg", "but is a PNG picture"),
        (b"<html>", "page.png", "not a picture that can be used"),
    ],
)
def test_every_way_of_uploading_refuses_with_a_sentence(desk, send, content, name, sentence):
    answer = send(desk, upload(content, name))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Photo.objects.exists()


def test_what_the_editor_wrote_stays(desk):
    send_by_form(desk, upload(pictures.agency_jpeg(500, 300)), credit="Courier / Ines Calloway")
    photo = Photo.objects.get()
    assert (photo.credit, photo.creator) == ("Courier / Ines Calloway", "Ines Calloway; Dario Venn")


def test_the_uploader_shows_what_the_file_said(desk):
    answer = send_to_uploader(desk, upload(pictures.agency_jpeg(500, 300))).json()
    assert answer["success"]
    assert "AP Photo" in answer["form"]
    assert Photo.objects.get().title == "Ferries leave again"


def test_the_uploader_says_what_a_photo_lacks(desk):
    whole = send_to_uploader(desk, upload(pictures.agency_jpeg(500, 300))).json()
    bare = send_to_uploader(desk, upload(pictures.file_of(pictures.scene(90, 60)), "bare.jpg")).json()
    assert "No credit line yet." not in whole["form"]
    assert "No credit line yet." in bare["form"]
    number = bare["image_id"]
    fields = {f"image-{number}-{k}": v for k, v in form_of(title="", credit="Courier").items()}
    answer = desk.post(reverse("wagtailimages:edit_multiple", args=[number]), fields).json()
    assert not answer["success"]
    fields[f"image-{number}-title"] = "Named"
    assert desk.post(reverse("wagtailimages:edit_multiple", args=[number]), fields).json()["success"]
    assert Photo.objects.get(pk=number).credit == "Courier"


def test_one_upload_leads_to_the_form_with_what_the_file_said(desk):
    answer = send_by_form(desk, upload(pictures.agency_jpeg(500, 300)))
    assert answer["Location"] == reverse("wagtailimages:edit", args=[Photo.objects.get().pk])
    assert "AP Photo" in desk.get(answer["Location"]).content.decode()


def test_a_title_that_is_too_long_is_asked_for_again_and_the_file_kept(desk, photo_editor):
    file = upload(pictures.agency_jpeg(500, 300))
    asked = desk.post(reverse("wagtailimages:add_multiple"), {"files[]": file, "title": "x" * 300}).json()
    number = asked["uploaded_file_id"]
    assert not Photo.objects.exists()
    fields = {f"uploaded-image-{number}-{k}": v for k, v in form_of(title="Short").items()}
    answer = desk.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), fields
    ).json()
    assert answer["success"]
    photo = Photo.objects.get()
    assert (photo.title, photo.credit, photo.rendition_widths) == ("Short", "AP Photo", [500])
    assert photo.uploaded_by_user == photo_editor


@pytest.mark.parametrize("send", WAYS)
def test_the_same_picture_again_is_pointed_out(desk, send):
    first = factories.photo(file=ContentFile(pictures.agency_jpeg(500, 300), "a.jpg"), title="The first one")
    answer = send(desk, upload(pictures.agency_jpeg(500, 300), "other.jpg"))
    said = (
        desk.get(answer["Location"]).content.decode()
        if answer.status_code == 302
        else answer.content.decode()
    )
    assert "The first one" in said
    assert Photo.objects.exclude(pk=first.pk).count() == 1


def test_the_form_says_what_is_missing(desk):
    photo = factories.photo(credit="", alt_text="", rights_expire_at=timezone.now())
    page = desk.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
    assert "No credit line yet." in page
    assert "No alternative text yet." in page
    assert "Its rights ended on" in page
    for heading in ("Picture", "Words", "Rights"):
        assert f">{heading}</legend>" in page
    answer = desk.post(reverse("wagtailimages:edit", args=[photo.pk]), form_of(photo), follow=True)
    assert "has no credit line and no alternative text yet" in answer.content.decode()


def test_the_form_keeps_what_was_there(desk):
    photo = factories.photo(source_type="http://cv.iptc.org/newscodes/digitalsourcetype/unheardOf")
    answer = desk.post(reverse("wagtailimages:edit", args=[photo.pk]), form_of(photo, caption="New"))
    assert answer.status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.source_type[-9:]) == ("New", "unheardOf")


def test_another_file_forgets_the_focal_point_and_keeps_the_words(desk, django_capture_on_commit_callbacks):
    photo = factories.photo(focal_point_x=10, focal_point_y=20, focal_point_width=5, focal_point_height=5)
    former = photo.file.name
    photo.get_rendition("max-165x165")
    fields = form_of(photo, file=upload(pictures.agency_jpeg(500, 300)))
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(reverse("wagtailimages:edit", args=[photo.pk]), fields).status_code == 302
    photo.refresh_from_db()
    assert (photo.width, photo.has_focal_point(), photo.credit) == (500, False, "Strait News Agency")
    assert photo.caption == "The quay at dawn."
    assert not photo.renditions.exists()
    assert not photo.file.storage.exists(former)


@pytest.mark.parametrize("layout", ["grid", "list"])
def test_the_list_says_what_is_missing(desk, layout):
    factories.photo(title="Complete")
    factories.photo(title="Bare", credit="")
    factories.photo(title="Old", rights_expire_at=timezone.now())
    page = desk.get(reverse("wagtailimages:index"), {"layout": layout}).content.decode()
    assert page.count("no credit line") == 1
    assert page.count("rights expired") == 1


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("credit", {"bare"}),
        ("alt_text", {"bare"}),
        ("expired", {"old"}),
        ("expiring", {"soon"}),
        ("duplicate", {"twin", "twin again"}),
        # A photo whose rights have ended waits for nothing: it gets no public files any more.
        ("waiting", {"bare", "soon", "twin", "twin again", "plain"}),
    ],
)
def test_the_list_finds_what_asks_for_care(desk, what, found):
    def made(title, width, **given):
        content = pictures.file_of(pictures.scene(width, 50))
        factories.photo(title=title, file=ContentFile(content, "a.jpg"), **given)

    made("bare", 51, credit="", alt_text="")
    made("old", 52, rights_expire_at=timezone.now())
    made("soon", 53, rights_expire_at=timezone.now() + timedelta(days=3))
    made("twin", 54)
    made("twin again", 54)
    made("plain", 55)
    page = desk.get(reverse("wagtailimages:index_results"), {"to_do": what})
    assert {photo.title for photo in page.context["object_list"]} == found


def test_the_list_asks_the_database_as_often_for_many_as_for_few(desk, django_assert_max_num_queries):
    for _ in range(12):
        factories.photo()
    desk.get(reverse("wagtailimages:index"), {"layout": "list"})
    with django_assert_max_num_queries(30):
        desk.get(reverse("wagtailimages:index"), {"layout": "list"})


def test_every_view_of_a_photo_opens(desk, settings):
    photo = factories.photo()
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index_results"),
        reverse("wagtailimages:add"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtailimages:edit", args=[photo.pk]),
        reverse("wagtailimages:image_usage", args=[photo.pk]),
        reverse("wagtailimages:preview", args=[photo.pk, "width-100"]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtailimages_chooser:chosen", args=[photo.pk]),
        reverse("wagtailimages_chooser:select_format", args=[photo.pk]),
    ):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_original_is_for_those_who_may_edit_it(desk, client, db):
    photo = factories.photo(file=ContentFile(pictures.agency_jpeg(500, 300), "a.jpg"))
    answer = desk.get(photo.file.url)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert pictures.SERIAL_NUMBER in content
    stranger = User.objects.create_user("stranger")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.get(photo.file.url).status_code in (302, 403)
    client.logout()
    assert client.get(photo.file.url).status_code == 302


def test_photos_of_another_collection_are_out_of_reach(desk):
    elsewhere = Collection.objects.create(path="00010001", depth=2, name="Elsewhere")
    Collection.fix_tree()
    photo = factories.photo(collection=elsewhere)
    assert desk.get(reverse("wagtailimages:edit", args=[photo.pk])).status_code == 200
    from wagtail.models import GroupCollectionPermission

    GroupCollectionPermission.objects.all().delete()
    assert desk.get(reverse("wagtailimages:edit", args=[photo.pk])).status_code in (302, 403)
    assert desk.get(photo.file.url).status_code in (302, 403)


def test_usage_in_stories_is_found(desk, edition, run_reactions):
    photo = factories.photo()
    story = factories.draft(
        factories.section(edition),
        lead_photo=photo,
        body=[{"type": "photo", "value": {"photo": photo.pk, "caption": "", "width": "column"}}],
    )
    from wagtail.models import ReferenceIndex

    ReferenceIndex.create_or_update_for_object(story)
    assert ReferenceIndex.get_references_to(photo).count() == 2
    page = desk.get(reverse("wagtailimages:image_usage", args=[photo.pk])).content.decode()
    assert "story" in page.lower()


def test_documents_open_without_a_public_address(client, admin_user):
    client.force_login(admin_user)
    document = Document.objects.create(title="Budget", file=ContentFile(b"%PDF-1.7", "budget.pdf"))
    for address in (
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs_chooser:choose"),
    ):
        assert client.get(address).status_code == 200, address
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"


def test_what_the_desk_previews_carries_the_rights(desk):
    factories.photo(file=ContentFile(pictures.agency_jpeg(500, 300), "a.jpg"))
    desk.get(reverse("wagtailimages:index"))
    rendition = Photo.objects.get().renditions.get()
    with rendition.file.storage.open(rendition.file.name) as file:
        assert read_rights(io.BytesIO(file.read())).copyright_notice == "© 2026 AP"


def test_rights_end_at_their_moment():
    now = timezone.now()
    assert Photo().may_be_shown
    assert Photo(rights_expire_at=now + timedelta(seconds=1)).may_be_shown_at(now)
    assert not Photo(rights_expire_at=now).may_be_shown_at(now)


def test_pictures_made_with_ai_are_known():
    vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    assert Photo(source_type=vocabulary + "trainedAlgorithmicMedia").made_with_ai
    assert not Photo(source_type=vocabulary + "digitalCapture").made_with_ai
