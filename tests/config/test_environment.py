"""What an operator sets is taken as meant, or refused with a sentence that names the variable."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from standfirst.config.environment import read_environment
from standfirst.config.storing import image_origins, storages_of

pytestmark = pytest.mark.once


def test_nothing_needs_to_be_set(tmp_path):
    found = read_environment({"STANDFIRST_DATA": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path}/standfirst.sqlite3"
    assert not found.secure
    assert not found.debug


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    first = read_environment({"STANDFIRST_DATA": str(tmp_path)}).secret_key
    assert read_environment({"STANDFIRST_DATA": str(tmp_path)}).secret_key == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_who_makes_the_key_second_takes_the_first(tmp_path, monkeypatch):
    first = read_environment({"STANDFIRST_DATA": str(tmp_path)}).secret_key
    monkeypatch.setattr(Path, "exists", lambda _path: False)  # as seen just before the first was there
    assert read_environment({"STANDFIRST_DATA": str(tmp_path)}).secret_key == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_the_key_is_whole_before_it_has_its_name(tmp_path, monkeypatch):
    whole, seen = os.link, []

    def linking(source, path):
        seen.append((Path(path).exists(), len(Path(source).read_text())))
        whole(source, path)

    monkeypatch.setattr(os, "link", linking)
    key = read_environment({"STANDFIRST_DATA": str(tmp_path)}).secret_key
    assert seen == [(False, len(key))]


def test_https_makes_the_site_secure(tmp_path):
    assert read_environment({"STANDFIRST_DATA": str(tmp_path), "BASE_URL": "https://courier.example/"}).secure


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WEB_WORKERS", "0"),
        ("WEB_THREADS", "many"),
        ("LOG_FORMAT", "xml"),
        ("DEBUG", "yes"),
        ("BASE_URL", "x.example"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path, variable, value):
    with pytest.raises(ImproperlyConfigured, match=variable):
        read_environment({"STANDFIRST_DATA": str(tmp_path), variable: value})


def test_originals_have_no_public_address():
    kept = storages_of("file:///srv/media", "/media/")
    assert kept["default"]["OPTIONS"]["base_url"] is None
    assert kept["public"]["OPTIONS"]["base_url"] == "/media/"
    assert kept["default"]["OPTIONS"]["location"] != kept["public"]["OPTIONS"]["location"]
    assert image_origins("file:///srv/media") == []


def test_a_bucket_is_shown_from_its_public_host():
    url = "s3://photos?endpoint=https://s3.courier.example&region=eu&public=https://images.courier.example"
    public = storages_of(url, "/media/")["public"]["OPTIONS"]
    assert (public["bucket_name"], public["custom_domain"]) == ("photos", "images.courier.example")
    assert image_origins(url) == ["https://images.courier.example"]


def test_another_kind_of_storage_is_refused():
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storages_of("ftp://photos", "/media/")
