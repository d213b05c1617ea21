"""What the clock asks for; who calls for a worker, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.signals import task_enqueued
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from standfirst.config import timetable
from standfirst.config.calling import VARIABLE, Calls, call_worker
from standfirst.config.management.commands.worker import _worker, work_until_idle
from standfirst.events.reacting import run_reaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "calls"))
    return Calls(tmp_path / "calls")


def running_since(moment) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=run_reaction.enqueue(0).id)
    task.claim("a worker")
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=moment)
    return task


def test_a_task_left_running_is_taken_up_again_after_an_hour():
    left = running_since(timezone.now() - timedelta(hours=2))
    fresh = running_since(timezone.now() - timedelta(minutes=10))

    assert (timetable.resume_killed(), timetable.resume_killed()) == (1, 0)

    assert list(DBTaskResult.objects.ready()) == [left]
    assert list(DBTaskResult.objects.running()) == [fresh]


def test_the_clock_calls_as_long_as_work_waits(calls):
    later = timezone.now() + timedelta(minutes=1)
    run_reaction.using(run_after=later).enqueue(0)
    assert not timetable.call_where_work_waits()
    assert not calls.wait(0)

    run_reaction.enqueue(0)
    for _ in range(2):
        assert timetable.call_where_work_waits()
        assert calls.wait(0)
        assert not calls.wait(0)


def test_what_is_queued_is_called_for_once_it_is_committed(calls, django_capture_on_commit_callbacks):
    task_enqueued.connect(timetable.call_after_commit)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            run_reaction.enqueue(0)
            assert not calls.wait(0)
        assert calls.wait(0)
        with django_capture_on_commit_callbacks(execute=True):
            run_reaction.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(0)
        assert not calls.wait(0)
    finally:
        task_enqueued.disconnect(timetable.call_after_commit)


def test_nobody_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    call_worker()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing"))
    call_worker()
    calls = Calls(tmp_path / "calls")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "calls"))
    for _ in range(100_000):  # more than the pipe holds
        call_worker()
    assert calls.wait(0)


def test_an_idle_worker_ends_when_the_work_is_done(monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_given: None)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)  # the test's own
    tasks = [run_reaction.enqueue(0).id for _ in range(3)]
    work_until_idle(_worker(until_empty=True), 0.01)
    assert DBTaskResult.objects.successful().filter(pk__in=tasks).count() == 3
