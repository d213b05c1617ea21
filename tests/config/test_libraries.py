"""What readers' pages do not need is not loaded for them; the desk is whole all the same."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

NOT_FOR_READERS = {
    "boto3",
    "ninja",
    "psycopg",
    "pydantic",
    "rest_framework",
    "standfirst.interchange.importing",
    "wagtail.admin.urls",
}


@pytest.mark.once
def test_readers_pages_are_reached_without_desk_and_api(tmp_path):
    program = (
        "import sys, django; django.setup(); from django.urls import resolve; resolve('/latest/');"
        f"print(sorted({NOT_FOR_READERS!r} & set(sys.modules)), [n for n in sys.modules if '.api.v3' in n])"
    )
    loaded = subprocess.check_output(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/nothing.sqlite3",
            "DJANGO_SETTINGS_MODULE": "standfirst.config.settings",
            "STANDFIRST_DATA": str(tmp_path),
        },
        text=True,
    )
    assert loaded == "[] []\n"


def test_the_desk_is_there_once_it_is_asked_for(admin_client):
    assert reverse("wagtailadmin_home") == "/desk/"
    assert reverse("wagtaildocs_serve", args=(1, "x.pdf")) == "/documents/1/x.pdf"
    assert admin_client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_preview_of_the_api_is_not_served(admin_client):
    assert admin_client.get("/desk/api/v3/").status_code == 404
