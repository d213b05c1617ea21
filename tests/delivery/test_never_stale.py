"""Whatever people do, in any order: no reader is ever shown what is no longer so.

After every deed each page is asked for at two doors, as two processes of a machine have them, and compared
byte for byte with what the site says that keeps nothing. A long run, by hand::

    NEVER_STALE_EXAMPLES=200 .venv/bin/pytest tests/delivery/test_never_stale.py
"""

import os
from collections.abc import Iterator
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.delivery.deeds import DEEDS, QUIET, NothingToDoError, steps_of
from tests.delivery.readers import Readers
from tests.delivery.staging import short_lists
from tests.delivery.world import Clock, World, build

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EXAMPLES = int(os.environ.get("NEVER_STALE_EXAMPLES", "0"))


class Newsroom(RuleBasedStateMachine):
    """A world that anything may happen to, with readers who look after each deed."""

    directories: Iterator[object]

    def __init__(self) -> None:
        """Begin with a new world and an empty store."""
        super().__init__()
        _empty_database()
        self._clock = Clock()
        self.world: World = build(self._clock.__enter__())
        self.readers = Readers(self.world, next(self.directories))
        assert self.readers.wrong() == []

    def teardown(self) -> None:
        """Leave the clock and the program as they were."""
        self.readers.leave()
        self._clock.__exit__()

    @rule()
    def let_the_worker_work(self) -> None:
        self.world.react()
        assert self.readers.wrong() == []

    def do(self, name: str, data: st.DataObject) -> None:
        before = self.readers.versions.stamp()
        try:
            for _ in steps_of(name, self.world, lambda things: data.draw(st.sampled_from(things))):
                assert self.readers.wrong() == []
        except NothingToDoError:
            return
        assert self.readers.wrong() == []
        if name in QUIET:
            assert self.readers.versions.stamp() == before, "dropped though nothing changed for readers"


def _rule(name: str) -> object:
    def act(self: Newsroom, data: st.DataObject) -> None:
        self.do(name, data)

    act.__name__ = name
    return rule(data=st.data())(act)


for _name in DEEDS:
    setattr(Newsroom, _name, _rule(_name))


def test_no_order_of_deeds_leaves_a_page_stale(tmp_path):
    numbers = count(1)
    Newsroom.directories = (tmp_path / f"delivery-{number}" for number in numbers)
    with short_lists():
        run_state_machine_as_test(
            Newsroom,
            settings=settings(
                max_examples=EXAMPLES or 3,
                stateful_step_count=20 if EXAMPLES else 8,
                deadline=None,
                database=None,
                derandomize=not EXAMPLES,
                suppress_health_check=list(HealthCheck),
                # Shrinking is for long runs: each try is a newsroom's whole morning.
                phases=[Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
            ),
        )


def _empty_database() -> None:
    """Make the database as it was before the first test, as Django does between tests."""
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # noqa: SLF001
