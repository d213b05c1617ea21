"""Reports on stories: what is scheduled, what has aged, what is locked. Each within the reader's reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, Table, TitleColumn, UserColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Revision

from standfirst.newsroom.models import Story
from standfirst.newsroom.models.reach import Reach

MOST_SHOWN = 200
AGEING_AFTER_DAYS = 365
# The worker looks every minute; what is later than this did not run.
_GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Due:
    """A story and the moment when it is to go live or to expire."""

    story: Story
    at: datetime
    what: str

    @property
    def overdue(self) -> bool:
        """Whether the moment has passed and nothing has happened."""
        return self.at < timezone.now() - _GRACE

    @property
    def pk(self) -> int:
        """The story's id, for tables."""
        return int(self.story.pk)

    def __str__(self) -> str:
        """Return the headline."""
        return str(self.story)


def scheduled_stories(account: Any, limit: int = MOST_SHOWN) -> list[Due]:
    """Return what is to go live within the person's reach, the earliest first."""
    within = Story.objects.filter(Reach.of(account).writes.stories(), desk_state=Story.DeskState.SCHEDULED)
    stories = {
        str(story.pk): story
        for story in within.select_related("section", "edition")
        .defer("body")
        .order_by("-last_edited_at")[:MOST_SHOWN]
    }
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        object_id__in=stories,
        approved_go_live_at__isnull=False,
    )
    due = [
        Due(stories[object_id], at, _("Goes live"))
        for object_id, at in revisions.values_list("object_id", "approved_go_live_at")
    ]
    return sorted(due, key=lambda one: one.at)[:limit]


def expiring_stories(account: Any) -> list[Due]:
    """Return what is to leave the site within the person's reach, the earliest first."""
    live = Story.objects.filter(Reach.of(account).writes.stories(), live=True, expire_at__isnull=False)
    stories = live.select_related("section", "edition").defer("body").order_by("expire_at")[:MOST_SHOWN]
    return [Due(story, story.expire_at, _("Expires")) for story in stories]


class StoryReport(WagtailAdminTemplateMixin, TemplateView):
    """A page with one table of stories; for everyone with a role, within it."""

    template_name = "desk/report.html"
    empty: ClassVar[Any] = gettext_lazy("Nothing to report.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who hold no role."""
        if not Reach.of(request.user).writes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand under Reports."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the table."""
        rows = self.rows()
        return {
            **super().get_context_data(**kwargs),
            "table": Table(self.table_columns(), rows),
            "rows": rows,
            "empty": self.empty,
        }

    def rows(self) -> list[Any]:
        """Return what the table shows."""
        raise NotImplementedError

    def table_columns(self) -> list[Any]:
        """Return how it shows it."""
        raise NotImplementedError


def _headline(accessor: Any = str) -> TitleColumn:
    return TitleColumn(
        "headline",
        label=_("Headline"),
        accessor=accessor,
        get_url=lambda row: reverse("stories:edit", args=(row.pk,)),
        link_attrs={"dir": "auto"},
    )


class ScheduledReport(StoryReport):
    """What goes live or expires, and what should have."""

    page_title = gettext_lazy("Scheduled stories")
    header_icon = "calendar-alt"

    def rows(self) -> list[Due]:
        """Return both kinds of moments in order."""
        account = self.request.user
        return sorted([*scheduled_stories(account), *expiring_stories(account)], key=lambda due: due.at)

    def table_columns(self) -> list[Any]:
        """Show the moment, and mark what is overdue in words."""
        return [
            _headline(),
            Column("section", label=_("Section"), accessor="story.section"),
            Column("what", label=_("What")),
            Column(
                "at",
                label=_("When"),
                accessor=lambda due: timezone.localtime(due.at).strftime("%Y-%m-%d %H:%M"),
            ),
            StatusTagColumn(
                "overdue",
                label=_("State"),
                accessor=lambda due: _("Overdue") if due.overdue else _("On time"),
            ),
        ]


class AgeingReport(StoryReport):
    """Live stories that nobody has touched for a long time, the oldest first."""

    page_title = gettext_lazy("Ageing stories")
    header_icon = "time"
    template_name = "desk/ageing_report.html"

    @property
    def days(self) -> int:
        """How many days count as long; asked for in the address, a year otherwise."""
        asked = self.request.GET.get("days", "")
        return min(int(asked), 36_500) if asked.isdecimal() else AGEING_AFTER_DAYS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the number of days for the form."""
        return {**super().get_context_data(**kwargs), "days": self.days}

    def rows(self) -> list[Story]:
        """Return them along the index of states, from its old end."""
        untouched = Story.objects.filter(
            Reach.of(self.request.user).writes.stories(),
            desk_state=Story.DeskState.PUBLISHED,
            last_edited_at__lt=timezone.now() - timedelta(days=self.days),
        )
        stories = untouched.select_related("section").defer("body")
        return list(stories.order_by("last_edited_at", "pk")[:MOST_SHOWN])

    def table_columns(self) -> list[Any]:
        """Show since when."""
        return [
            _headline(),
            Column("section", label=_("Section")),
            DateColumn("first_published_at", label=_("First published")),
            DateColumn("last_edited_at", label=_("Last edited")),
        ]


class LockedReport(StoryReport):
    """Stories that someone keeps others out of."""

    page_title = gettext_lazy("Locked stories")
    header_icon = "lock"

    def rows(self) -> list[Story]:
        """Return them, the longest locked first."""
        locked = Story.objects.filter(Reach.of(self.request.user).writes.stories(), locked=True)
        stories = locked.select_related("section", "locked_by__wagtail_userprofile").defer("body")
        return list(stories.order_by("locked_at", "pk")[:MOST_SHOWN])

    def table_columns(self) -> list[Any]:
        """Show by whom and since when."""
        return [
            _headline(),
            Column("section", label=_("Section")),
            UserColumn("locked_by", label=_("Locked by")),
            DateColumn("locked_at", label=_("Since")),
        ]


REPORTS: tuple[tuple[str, type[StoryReport]], ...] = (
    ("scheduled", ScheduledReport),
    ("ageing", AgeingReport),
    ("locked", LockedReport),
)


class ReportMenuItem(MenuItem):
    """A report in the menu, for everyone with a role."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person holds a role."""
        return bool(Reach.of(request.user).writes)


def report_addresses() -> list[URLPattern]:
    """Return the reports' addresses."""
    return [
        path(f"reports/stories/{name}/", view.as_view(), name=f"story_report_{name}")
        for name, view in REPORTS
    ]


def report_menu_item(name: str, view: type[StoryReport], order: int) -> ReportMenuItem:
    """Return the menu item of one report."""
    return ReportMenuItem(
        view.page_title,
        reverse(f"story_report_{name}"),
        name=f"story-report-{name}",
        icon_name=view.header_icon,
        order=order,
    )
