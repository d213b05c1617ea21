"""Every page of the desk: its content security policy, and the clock that its times are read by."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from standfirst.newsroom.models import Story
from tests import factories


def policy(response):
    parts = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.parametrize("path", ["/desk/", "/desk/login/", "/desk/stories/"])
def test_the_desk_loads_nothing_from_elsewhere_and_is_framed_by_nobody(desk, path):
    held = policy(desk.client(desk.chief).get(path))
    assert held["default-src"] == held["object-src"] == held["base-uri"] == {"'none'"}
    assert held["form-action"] == held["frame-ancestors"] == held["connect-src"] == {"'self'"}
    assert held["script-src"] == {"'self'", "'unsafe-inline'"}
    assert held["frame-src"] == {"'self'"}


def test_readers_keep_the_stricter_policy(desk):
    assert policy(Client().get("/"))["script-src"] == {"'self'"}


def last_edited(desk, person):
    Story.objects.filter(pk=desk.story.pk).update(last_edited_at=datetime(2026, 7, 1, 21, 30, tzinfo=UTC))
    page = desk.client(person).get(reverse("stories:list")).content.decode()
    return "02/07/2026 00:30" in page or "July 2, 2026, 12:30 a.m." in page


def test_times_are_those_of_the_edition_until_one_chooses_a_zone(desk):
    assert last_edited(desk, desk.writer)
    profile = UserProfile.objects.create(user=desk.writer, current_time_zone="UTC")
    assert not last_edited(desk, desk.writer)
    profile.current_time_zone = ""
    profile.save()
    assert last_edited(desk, desk.writer)
    assert UserProfile.objects.get(user=desk.writer).current_time_zone == ""


def test_superusers_read_by_the_first_editions_clock(desk):
    assert last_edited(desk, desk.superuser)
    assert not last_edited(desk, factories.desk_member())
