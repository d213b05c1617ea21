"""What every test may ask for."""

import pytest

from standfirst.editions.models import Edition
from standfirst.events import reacting
from standfirst.events.event import Event
from tests import factories


@pytest.fixture
def edition(db) -> Edition:
    return factories.edition()


@pytest.fixture
def announced(monkeypatch) -> list[Event]:
    """Return every event that is announced, in order, in the place of what would follow from it."""
    events: list[Event] = []
    monkeypatch.setattr(reacting, "_wiring", {Event: (reacting.within(events.append),)})
    return events


@pytest.fixture
def run_reactions(db):
    """Return a function that does what the worker would: every slow reaction that is due."""
    from django_tasks_db.models import DBTaskResult

    from standfirst.events.models import Reaction
    from standfirst.events.reacting import run_reaction

    def run() -> int:
        waiting = list(Reaction.objects.filter(state="waiting").order_by("pk"))
        for row in waiting:
            run_reaction.func(row.pk)
        DBTaskResult.objects.all().delete()
        return len(waiting)

    return run
