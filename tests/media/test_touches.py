"""A photo touches its own tag when readers see it otherwise; once they may not see it, it is withdrawn."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from standfirst.media.expiring import remove_expired
from standfirst.media.models import Photo
from standfirst.media.renditions import make_renditions
from tests import factories
from tests.media import pictures
from tests.touching import check, touches, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(announced) -> Photo:
    made = factories.photo(rights_expire_at=timezone.now() + timedelta(hours=1))
    announced.clear()
    return made


def save(photo: Photo, only=None, **changed) -> None:
    photo = Photo.objects.get(pk=photo.pk)
    for name, value in changed.items():
        setattr(photo, name, value)
    photo.save(update_fields=only)


def past(hours: int = 1):
    return timezone.now() - timedelta(hours=hours)


def other_file() -> ContentFile:
    return ContentFile(pictures.agency_jpeg(700, 400), "other.jpg")


PHOTO = "{photo.tag}"

# A change, what it touches, and what it withdraws.
TABLE = {
    "as it was": (lambda paper: save(paper.photo), ""),
    "credit": (lambda paper: save(paper.photo, credit="New"), PHOTO),
    "focal point": (lambda paper: save(paper.photo, focal_point_x=4, focal_point_y=4), PHOTO),
    "credit alone": (lambda paper: save(paper.photo, only=["credit"], credit="New"), PHOTO),
    "credit, not saved": (lambda paper: save(paper.photo, only=["place"], credit="New"), ""),
    "title": (lambda paper: save(paper.photo, title="New"), ""),
    "title alone": (lambda paper: save(paper.photo, only=["title"], title="New"), ""),
    "file": (lambda paper: save(paper.photo, file=other_file()), PHOTO),
    "file of rights that ended": (
        lambda paper: save(paper.photo, file=other_file(), rights_expire_at=past()),
        PHOTO,
        PHOTO,
    ),
    "rights that end later": (lambda paper: save(paper.photo, rights_expire_at=None), PHOTO),
    "rights that ended": (lambda paper: save(paper.photo, rights_expire_at=past()), PHOTO, PHOTO),
    "renditions": (lambda paper: make_renditions(paper.photo), PHOTO),
    "deleted": (lambda paper: Photo.objects.filter(pk=paper.photo.pk).delete(), PHOTO, PHOTO),
}


def test_each_change_touches_the_photo_when_readers_see_it(photo, announced):
    check(TABLE, SimpleNamespace(photo=photo), announced)


def test_a_new_photo_touches_what_names_it(announced):
    assert touches(announced) == set()
    photo = factories.photo()
    assert touches(announced) == {photo.tag}
    assert withdraws(announced) == set()


def test_renditions_made_again_as_they_were_touch_nothing(photo, announced):
    make_renditions(photo)
    announced.clear()
    make_renditions(photo)
    assert announced == []


def test_rights_that_ended_withdraw_the_photo_with_its_files(photo, announced, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert remove_expired() == 1
    assert touches(announced) == withdraws(announced) == {photo.tag}
