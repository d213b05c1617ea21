"""Reactions at the desk: what the worker did, what failed and why, and the button to try again."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.reports import ReportView

from standfirst.events.models import Reaction
from standfirst.events.reacting import retry


class ReactionFilters(WagtailFilterSet):
    """By state; failures first come to mind."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Reaction.State.choices)

    class Meta:
        """By state only: the index of the table."""

        model = Reaction
        fields = ("state",)


class RetryColumn(Column):
    """What went wrong, and the button to try again."""

    cell_template_name = "events/retry_cell.html"

    def get_cell_context_data(self, instance: Reaction, parent_context: Any) -> dict[str, Any]:
        """Give the button its token."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(parent_context["request"])}


class ReactionReport(ReportView):
    """The newest reactions; for superusers, since payloads may name anything."""

    model = Reaction
    page_title = gettext_lazy("Reactions")
    header_icon = "rotate"
    index_url_name = "reactions"
    index_results_url_name = "reactions_results"
    filterset_class = ReactionFilters
    default_ordering = "-pk"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse everyone else."""
        if not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> Any:
        """Return the newest first, by the primary key."""
        return Reaction.objects.order_by("-pk")

    @cached_property
    def columns(self) -> list[Any]:
        """Show event, reaction, state, attempts, error."""
        return [
            Column("event", label=_("Event")),
            Column("reaction", label=_("Reaction")),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display"),
            Column("attempts", label=_("Attempts")),
            DateColumn("created_at", label=_("Announced")),
            RetryColumn("error", label=_("Error")),
        ]


@require_POST
def retry_reaction(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed reaction again."""
    if not request.user.is_superuser:
        raise PermissionDenied
    retry(get_object_or_404(Reaction, pk=pk))
    messages.success(request, _("The reaction is tried again."))
    return redirect(reverse("reactions"))


class SuperuserMenuItem(MenuItem):
    """A menu item for superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person is one."""
        return bool(request.user.is_superuser)


@hooks.register("register_admin_urls")
def reaction_addresses() -> list[URLPattern]:
    """Return the report's addresses."""
    return [
        path("reports/reactions/", ReactionReport.as_view(), name="reactions"),
        path(
            "reports/reactions/results/", ReactionReport.as_view(results_only=True), name="reactions_results"
        ),
        path("reports/reactions/<int:pk>/retry/", retry_reaction, name="retry_reaction"),
    ]


@hooks.register("register_reports_menu_item")
def reactions_menu_item() -> MenuItem:
    """Return the report's place in the menu."""
    return SuperuserMenuItem(
        gettext_lazy("Reactions"), reverse("reactions"), name="reactions", icon_name="rotate", order=150
    )
