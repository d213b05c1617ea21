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
    assert in_a_new_process(program, tmp_path) == "[] []\n"


def in_a_new_process(program, directory) -> str:
    """Return what ``program`` prints in a process that has loaded nothing yet."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{directory}/nothing.sqlite3",
        "DJANGO_SETTINGS_MODULE": "standfirst.config.settings",
        "STANDFIRST_DATA": str(directory),
    }
    return subprocess.check_output([sys.executable, "-c", program], env=environment, text=True)


def test_the_desk_is_there_once_it_is_asked_for(admin_client):
    assert reverse("wagtailadmin_home") == "/desk/"
    assert reverse("wagtaildocs_serve", args=(1, "x.pdf")) == "/documents/1/x.pdf"
    assert admin_client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_preview_of_the_api_is_not_served(admin_client):
    assert admin_client.get("/desk/api/v3/").status_code == 404


@pytest.mark.once
def test_who_may_edit_is_known_before_the_desk_is_asked_for(tmp_path):
    program = (
        "import django; django.setup(); from django.urls import resolve; resolve('/userbar/');"
        "from wagtail.permissions import policy_registry; from standfirst.newsroom.models import Story;"
        "print(type(policy_registry.get_by_type(Story)).__name__); resolve('/desk/')"
    )
    assert in_a_new_process(program, tmp_path) == "SectionPolicy\n"
