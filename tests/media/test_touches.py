"""A photo touches its own tag when readers see it otherwise; once they may not see it, it is withdrawn."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from standfirst.media.expiring import remove_expired
from standfirst.media.models import Photo
from standfirst.media.renditions import make_renditions
from tests import factories
from tests.media import pictures
from tests.touching import touches, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(announced) -> Photo:
    made = factories.photo(rights_expire_at=timezone.now() + timedelta(hours=1))
    announced.clear()
    return made


def save(photo: Photo, only=None, **changed) -> None:
    for name, value in changed.items():
        setattr(photo, name, value)
    photo.save(update_fields=only)


def past(hours: int = 1):
    return timezone.now() - timedelta(hours=hours)


def other_file() -> ContentFile:
    return ContentFile(pictures.agency_jpeg(700, 400), "other.jpg")


# A change; whether it touches the photo, and whether it withdraws it.
TABLE = {
    "as it was": (save, False, False),
    "credit": (lambda photo: save(photo, credit="New"), True, False),
    "focal point": (lambda photo: save(photo, focal_point_x=4, focal_point_y=4), True, False),
    "credit alone": (lambda photo: save(photo, only=["credit"], credit="New"), True, False),
    "credit, not saved": (lambda photo: save(photo, only=["place"], credit="New"), False, False),
    "title": (lambda photo: save(photo, title="New"), False, False),
    "title alone": (lambda photo: save(photo, only=["title"], title="New"), False, False),
    "file": (lambda photo: save(photo, file=other_file()), True, False),
    "file of rights that ended": (
        lambda photo: save(photo, file=other_file(), rights_expire_at=past()),
        True,
        True,
    ),
    "rights that end later": (lambda photo: save(photo, rights_expire_at=None), True, False),
    "rights that ended": (lambda photo: save(photo, rights_expire_at=past()), True, True),
    "renditions": (make_renditions, True, False),
    "deleted": (lambda photo: Photo.objects.filter(pk=photo.pk).delete(), True, True),
}


@pytest.mark.parametrize("change", TABLE)
def test_a_change_touches_the_photo_when_readers_see_it(photo, announced, change):
    act, touched, withdrawn = TABLE[change]
    tag = {photo.tag}
    act(photo)
    assert touches(announced) == (tag if touched else set())
    assert withdraws(announced) == (tag if withdrawn else set())


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
