"""What a killed worker left behind is taken up by the next."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from standfirst.config.management.commands.worker import resume_killed
from standfirst.events.reacting import run_reaction

pytestmark = pytest.mark.django_db


def running_since(moment) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=run_reaction.enqueue(0).id)
    task.claim("a worker")
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=moment)
    return task


def test_a_task_left_running_is_taken_up_again_after_an_hour():
    left = running_since(timezone.now() - timedelta(hours=2))
    fresh = running_since(timezone.now() - timedelta(minutes=10))

    assert (resume_killed(), resume_killed()) == (1, 0)

    assert list(DBTaskResult.objects.ready()) == [left]
    assert list(DBTaskResult.objects.running()) == [fresh]
