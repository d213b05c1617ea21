"""The desk's first page and its reports."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from standfirst.newsroom.models import Story
from tests import factories
from tests.desk.test_permissions import refused


def schedule(story, at):
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    Revision.objects.filter(pk=Story.objects.get(pk=story.pk).scheduled_revision.pk).update(
        approved_go_live_at=at
    )


def report(name):
    return reverse(f"story_report_{name}")


def test_home_shows_my_drafts_and_what_i_filed(desk):
    mine = factories.draft(desk.world, headline="Half written")
    mine.save_revision(user=desk.writer)
    filed = factories.draft(desk.world, headline="Sent upstairs")
    filed.save_revision(user=desk.writer)
    filed.get_workflow().start(filed, desk.writer)
    home = desk.client(desk.writer).get(reverse("wagtailadmin_home")).content.decode()
    assert "My drafts" in home
    assert "Half written" in home
    assert "Filed by me" in home
    assert "Sent upstairs" in home
    assert "Half written" not in desk.client(desk.editor).get(reverse("wagtailadmin_home")).content.decode()


def test_home_forgets_a_story_that_left_my_sections(desk):
    desk.story.save_revision(user=desk.writer)
    desk.story.get_workflow().start(desk.story, desk.writer)
    Story.objects.filter(pk=desk.story.pk).update(section=desk.business)
    home = desk.client(desk.writer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Ferry fares go up" not in home


def test_home_shows_the_schedule_with_overdue_marked(desk):
    schedule(desk.story, timezone.now() - timedelta(minutes=10))
    home = desk.client(desk.writer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Scheduled" in home
    assert "Overdue" in home


def test_scheduled_stories_in_order_with_overdue_marked(desk):
    late = factories.draft(desk.world, headline="Should be out")
    schedule(desk.story, timezone.now() + timedelta(hours=2))
    schedule(late, timezone.now() - timedelta(minutes=10))
    expiring = factories.published(desk.world, headline="Until tonight")
    Story.objects.filter(pk=expiring.pk).update(expire_at=timezone.now() + timedelta(hours=5))
    response = desk.client(desk.writer).get(report("scheduled"))
    assert [str(row) for row in response.context["rows"]] == [
        "Should be out",
        "Ferry fares go up",
        "Until tonight",
    ]
    assert [row.overdue for row in response.context["rows"]] == [True, False, False]
    assert "Overdue" in response.content.decode()


def test_ageing_stories_the_oldest_first(desk):
    old, older, fresh = (factories.published(desk.world, headline=name) for name in ("Old", "Older", "Fresh"))
    for story, days in ((old, 400), (older, 500), (fresh, 10)):
        Story.objects.filter(pk=story.pk).update(last_edited_at=timezone.now() - timedelta(days=days))
    client = desk.client(desk.writer)
    assert client.get(report("ageing")).context["rows"] == [older, old]
    assert client.get(report("ageing") + "?days=5").context["rows"] == [older, old, fresh]
    assert client.get(report("ageing") + "?days=x").status_code == 200


def test_locked_stories(desk):
    Story.objects.filter(pk=desk.story.pk).update(
        locked=True, locked_by=desk.editor, locked_at=timezone.now()
    )
    response = desk.client(desk.writer).get(report("locked"))
    assert response.context["rows"] == [desk.story]
    assert desk.editor.username in response.content.decode()


@pytest.mark.parametrize("name", ["scheduled", "ageing", "locked"])
def test_reports_end_at_ones_sections(desk, name):
    schedule(desk.story, timezone.now() + timedelta(hours=2))
    live = factories.published(desk.world)
    Story.objects.filter(pk=live.pk).update(
        last_edited_at=timezone.now() - timedelta(days=900), locked=True, locked_at=timezone.now()
    )
    assert desk.client(desk.business_editor).get(report(name)).context["rows"] == []
    assert refused(desk.client(factories.desk_member()).get(report(name)))
