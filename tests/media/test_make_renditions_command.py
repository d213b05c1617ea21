"""The command that makes files again."""

import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from standfirst.media.models import Photo
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("make_renditions", "--processes=1", *arguments, stdout=output)
    return output.getvalue()


def test_it_makes_what_is_lacking(public_files):
    factories.photo()
    assert "1/1" in run()
    photo = Photo.objects.get()
    assert photo.rendition_formats == ["avif", "webp", "jpeg"]
    assert len(public_files(photo.pk)) == 15
    assert "0/0" in run()


def test_all_brings_lost_files_back(public_files, own_storage):
    photo = factories.photo()
    run()
    shutil.rmtree(own_storage / "public")
    run("--all")
    assert len(public_files(photo.pk)) == 15


def test_it_names_what_could_not_be_made():
    good, bad = factories.photo(), factories.photo()
    bad.file.storage.delete(bad.file.name)
    with pytest.raises(CommandError, match=f"Photo {bad.pk}: "):
        run()
    good.refresh_from_db()
    assert good.rendition_formats == ["avif", "webp", "jpeg"]
