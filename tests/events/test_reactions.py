"""Consequences follow in order, in their manner; what is slow or prompt is a row that is retried and seen."""

import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import OperationalError, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from standfirst.events import hurrying, reacting
from standfirst.events.announcing import announce
from standfirst.events.event import Event
from standfirst.events.models import Reaction
from standfirst.events.reacting import (
    GiveUp,
    at_once,
    promptly,
    resume_interrupted,
    retry,
    run_reaction,
    slowly,
    within,
)

done = []


@dataclass(frozen=True, slots=True, kw_only=True)
class PierOpened(Event):
    pier: int


def first(event):
    done.append(("first", event))


def second(event):
    done.append(("second", event))


def failing(event):
    done.append(("failing", event))
    raise RuntimeError("the crane is stuck")


def hopeless(event):
    raise GiveUp("there is no crane")


@pytest.fixture
def wired(monkeypatch):
    done.clear()

    def wire(*consequences, every=()):
        monkeypatch.setattr(reacting, "_wiring", {Event: every, PierOpened: consequences})

    return wire


@pytest.mark.django_db
def test_quick_reactions_run_after_commit_in_order(wired, django_capture_on_commit_callbacks):
    wired(at_once(first), at_once(second))
    with django_capture_on_commit_callbacks(execute=True):
        announce(PierOpened(pier=3))
        assert done == []
    assert done == [("first", PierOpened(pier=3)), ("second", PierOpened(pier=3))]


@pytest.mark.django_db
def test_a_failing_reaction_stops_no_other_and_is_seen(wired, django_capture_on_commit_callbacks):
    wired(at_once(failing), at_once(second))
    with django_capture_on_commit_callbacks(execute=True):
        announce(PierOpened(pier=3))
    assert [name for name, _ in done] == ["failing", "second"]
    row = Reaction.objects.get()
    assert (row.state, row.event) == ("failed", "PierOpened")
    assert "the crane is stuck" in row.error


@pytest.mark.django_db
def test_a_slow_reaction_waits_for_the_worker_with_its_event(wired):
    wired(slowly(first))
    announce(PierOpened(pier=3, touches=("pier:3",)))
    assert done == []
    row = Reaction.objects.get()
    assert DBTaskResult.objects.count() == 1

    run_reaction.func(row.pk)

    assert done == [("first", PierOpened(pier=3, touches=("pier:3",)))]
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == ("done", 1, "")


@pytest.mark.django_db
def test_what_is_rolled_back_has_no_consequences(wired):
    wired(slowly(first))
    with transaction.atomic():
        announce(PierOpened(pier=3))
        transaction.set_rollback(True)
    assert not Reaction.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_reaction_is_done_once_whoever_is_asked(wired):
    wired(slowly(first))
    announce(PierOpened(pier=3))
    row = Reaction.objects.get()
    run_reaction.func(row.pk)
    run_reaction.func(row.pk)
    assert len(done) == 1


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_in_the_end_given_up(wired):
    wired(slowly(failing))
    announce(PierOpened(pier=3))
    row = Reaction.objects.get()
    for attempt in range(1, len(reacting.RETRY_AFTER) + 1):
        run_reaction.func(row.pk)
        row.refresh_from_db()
        assert (row.state, row.attempts) == ("waiting", attempt)
        assert "the crane is stuck" in row.error
        assert DBTaskResult.objects.filter(run_after=row.due_at).exists()
    run_reaction.func(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"


@pytest.mark.django_db
def test_what_no_try_can_mend_is_given_up_at_once_and_can_be_asked_for_again(wired):
    wired(slowly(hopeless))
    announce(PierOpened(pier=3))
    row = Reaction.objects.get()
    run_reaction.func(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 1)

    before = DBTaskResult.objects.count()
    retry(row)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert DBTaskResult.objects.count() == before + 1


@pytest.mark.django_db
def test_a_reaction_that_nothing_answers_to_any_more_says_so(wired):
    wired(slowly(first))
    announce(PierOpened(pier=3))
    wired()
    row = Reaction.objects.get()
    run_reaction.func(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "Nothing called" in row.error


@pytest.mark.django_db
def test_what_a_killed_worker_left_running_is_taken_up_again(wired, time_machine):
    wired(slowly(first))
    announce(PierOpened(pier=3))
    row = Reaction.objects.get()
    Reaction.objects.update(state="running")
    assert resume_interrupted() == 0

    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert resume_interrupted() == 1
    run_reaction.func(row.pk)
    assert len(done) == 1


@pytest.mark.django_db
def test_what_waited_long_and_runs_now_is_left_alone(wired, time_machine):
    wired(slowly(looking_at_itself))
    announce(PierOpened(pier=3))
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    run_reaction.func(Reaction.objects.get().pk)
    assert done == [0]


def looking_at_itself(event):
    done.append(resume_interrupted())


@pytest.mark.django_db
def test_what_was_taken_and_never_begun_is_queued_again(wired, time_machine):
    wired(slowly(first))
    announce(PierOpened(pier=3))
    DBTaskResult.objects.all().delete()
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert [resume_interrupted(), resume_interrupted()] == [1, 0]
    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.django_db
def test_what_kills_every_worker_fails_in_the_end(wired, time_machine):
    wired(slowly(first))
    announce(PierOpened(pier=3))
    Reaction.objects.update(state="running", attempts=len(reacting.RETRY_AFTER) + 1)
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert resume_interrupted() == 0
    assert Reaction.objects.get().state == "failed"


@pytest.mark.django_db
def test_what_belongs_to_the_change_runs_with_it_and_undoes_it_when_it_fails(wired):
    wired(at_once(first), within(second), within(failing))
    with pytest.raises(RuntimeError, match="the crane is stuck"), transaction.atomic():
        announce(PierOpened(pier=3))
    assert [name for name, _ in done] == ["second", "failing"]
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_what_follows_from_every_event_comes_first(wired, django_capture_on_commit_callbacks):
    wired(at_once(second), within(second), every=[at_once(first), within(first), slowly(first)])
    with django_capture_on_commit_callbacks(execute=True):
        announce(PierOpened(pier=3))
    assert [name for name, _ in done] == ["first", "second", "first", "second"]

    run_reaction.func(Reaction.objects.get().pk)
    assert done[4:] == [("first", PierOpened(pier=3))]


@pytest.fixture
def committing(django_db_setup, django_db_blocker):
    """Let this test commit, and delete what it wrote."""
    with django_db_blocker.unblock():
        yield
        hurried()
        Reaction.objects.all().delete()
        DBTaskResult.objects.all().delete()
        connections.close_all()


def noting_its_thread(event):
    done.append((threading.current_thread().name, connections["default"], Reaction.objects.get().state))


def hurried():
    """Wait until this process has done what it does in the background."""
    for thread in threading.enumerate():
        if thread.name == "prompt reactions":
            thread.join(20)
            assert not thread.is_alive()


def test_a_prompt_reaction_is_done_in_the_background_after_commit_and_not_again(committing, wired):
    wired(promptly(noting_its_thread))
    with transaction.atomic():
        announce(PierOpened(pier=3))
        hurried()
        assert done == []
    hurried()
    [(thread, database, state)] = done
    assert (thread, state) == ("prompt reactions", "running")
    assert database.connection is None  # closed with the thread
    row = Reaction.objects.get()
    assert (row.state, row.attempts) == ("done", 1)
    run_reaction.func(row.pk)
    assert len(done) == 1


def test_a_prompt_reaction_that_fails_is_retried_and_stops_no_other(committing, wired, monkeypatch):
    wired(promptly(first), promptly(failing), promptly(second))
    tried = []

    class Failing:
        def func(self, pk):
            tried.append(pk)
            if len(tried) == 1:
                raise OperationalError("the server is gone")
            run_reaction.func(pk)

    monkeypatch.setattr(hurrying, "run_reaction", Failing())
    with transaction.atomic():
        announce(PierOpened(pier=3))
    hurried()
    assert [name for name, _ in done] == ["failing", "second"]
    rows = Reaction.objects.order_by("pk")
    assert list(rows.values_list("state", "attempts")) == [("waiting", 0), ("waiting", 1), ("done", 1)]


@pytest.mark.django_db
def test_the_worker_does_what_was_prompt_where_the_process_ended(wired, django_capture_on_commit_callbacks):
    wired(promptly(first))
    announced = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        announce(PierOpened(pier=3))
    hurried()
    task = DBTaskResult.objects.get()
    assert done == []
    assert announced < task.run_after < announced + timedelta(minutes=1)

    run_reaction.func(*task.args_kwargs["args"])
    assert done == [("first", PierOpened(pier=3))]
