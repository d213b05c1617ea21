"""A photo editor at the desk, and a storage of their own."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.storage import storages
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    """Keep this test's originals and renditions in a directory of their own."""
    stored = {name: {**options} for name, options in settings.STORAGES.items()}
    for name, directory in (("default", "originals"), ("public", "public")):
        stored[name] = {
            **stored[name],
            "OPTIONS": {**stored[name]["OPTIONS"], "location": str(tmp_path / directory)},
        }
    settings.STORAGES = stored
    return tmp_path


@pytest.fixture
def photo_editor(db) -> User:
    person = User.objects.create_user("photo-editor", password="a long password")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    group = Group.objects.create(name="Photo editors")
    person.groups.add(group)
    root = Collection.get_first_root_node()
    for codename in ("add_image", "change_image", "choose_image"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailimages")
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return person


@pytest.fixture
def desk(client: Client, photo_editor: User) -> Client:
    client.force_login(photo_editor)
    return client


@pytest.fixture
def public_files():
    """Return a function that lists the public files of a photo."""

    def of(photo_id: int) -> set[str]:
        try:
            return set(storages["public"].listdir(f"photos/{photo_id}")[1])
        except FileNotFoundError:
            return set()

    return of
