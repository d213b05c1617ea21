"""Photos whose rights have ended have no public files; where the rights are extended, they come back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from standfirst.media.expiring import remove_expired
from standfirst.media.models import Photo
from standfirst.media.renditions import FORMATS
from tests import factories

pytestmark = pytest.mark.django_db


def ended(photo: Photo) -> Photo:
    photo.rights_expire_at = timezone.now() - timedelta(minutes=1)
    photo.save()
    return photo


def test_the_files_go_with_the_rights_and_the_original_stays(public_files):
    photo, other = ended(factories.photo()), factories.photo()
    assert public_files(photo.pk)

    assert (remove_expired(), remove_expired()) == (1, 0)

    photo.refresh_from_db()
    assert (photo.rendition_widths, photo.rendition_formats) == ([], [])
    assert public_files(photo.pk) == set()
    assert photo.file.storage.exists(photo.file.name)
    assert public_files(other.pk)


def test_nothing_makes_them_again_before_the_rights_are_extended(public_files, run_reactions):
    photo = ended(factories.photo())
    remove_expired()
    photo.refresh_from_db()
    photo.credit = "Another agency"
    photo.save()
    run_reactions()
    assert public_files(photo.pk) == set()
    assert not Photo.objects.lacking_files().exists()

    photo.refresh_from_db()
    photo.rights_expire_at = timezone.now() + timedelta(days=1)
    photo.save()
    run_reactions()
    photo.refresh_from_db()
    assert photo.rendition_formats == list(FORMATS)
    assert public_files(photo.pk)
    assert remove_expired() == 0
