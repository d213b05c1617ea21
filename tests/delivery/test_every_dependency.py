"""Every change that people can make is seen on every page: each by itself, the same way every time."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.delivery.deeds import DEEDS
from tests.delivery.staging import Stage, stage

# Databases answer alike; the state machine beside runs on both.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def set_stage(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Stage]:
    with django_db_blocker.unblock(), transaction.atomic():
        with stage(tmp_path_factory.mktemp("stage") / "delivery") as ready:
            yield ready
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("name", "choice"), [(name, choice) for name, (_, choices) in DEEDS.items() for choice in range(choices)]
)
def test_readers_see_what_was_done(set_stage, name, choice):
    assert set_stage.play(name, choice) == []
