"""Signing in: so often, and no more."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from standfirst.newsroom.desk.login import FAILURES_OF_A_NAME, FAILURES_OF_AN_ADDRESS
from tests import factories


@pytest.fixture(autouse=True)
def forget():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, name, password="a long password", address="192.0.2.1"):  # noqa: S107
    sent = {"username": name, "password": password, "next": "/desk/stories/"}
    return client.post(reverse("wagtailadmin_login"), sent, REMOTE_ADDR=address)


def test_signing_in_under_the_desks_own_address(desk, client):
    assert reverse("wagtailadmin_login") == "/desk/login/"
    assert sign_in(client, desk.writer.username).status_code == 302


def test_a_name_is_refused_after_too_many_failures_even_with_the_right_password(desk, client):
    for number in range(FAILURES_OF_A_NAME):
        sign_in(client, desk.writer.username, "wrong", address=f"192.0.2.{number}")
    response = sign_in(client, desk.writer.username.upper(), address="198.51.100.1")
    assert b"Too many attempts" in response.content
    response = sign_in(client, desk.writer.username, address="198.51.100.1")
    assert b"Too many attempts" in response.content
    assert sign_in(client, desk.editor.username).status_code == 302


def test_an_address_is_refused_after_too_many_failures(desk, client):
    for number in range(FAILURES_OF_AN_ADDRESS):
        sign_in(client, f"guess{number}", "wrong")
    assert b"Too many attempts" in sign_in(client, desk.writer.username).content
    assert sign_in(client, desk.writer.username, address="198.51.100.1").status_code == 302


def test_a_name_that_nobody_has_is_answered_alike(desk, client):
    known = sign_in(client, desk.writer.username, "wrong").content.decode()
    unknown = sign_in(client, "nobody", "wrong").content.decode()
    error = "Your username and password didn&#x27;t match"
    assert error in known
    assert error in unknown


def test_success_forgets_the_failures_of_a_name(desk, client):
    for _ in range(FAILURES_OF_A_NAME - 1):
        sign_in(client, desk.writer.username, "wrong")
    assert sign_in(client, desk.writer.username).status_code == 302
    client.logout()
    sign_in(client, desk.writer.username, "wrong")
    assert sign_in(client, desk.writer.username).status_code == 302


def test_the_desk_is_closed_to_those_without_a_role(db, client):
    person = factories.desk_member()
    person.user_permissions.clear()
    client.force_login(person)
    assert client.get(reverse("stories:list")).status_code == 302


def test_desk_language_follows_the_profile(desk):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(desk.writer)
    profile.preferred_language = "ar"
    profile.save()
    page = desk.client(desk.writer).get(reverse("stories:list")).content.decode()
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page
