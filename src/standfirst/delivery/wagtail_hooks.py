"""Delivery at the desk: how many pages are ready, whether other machines are heard, what was dropped."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from standfirst.delivery.dropping import drop_everything
from standfirst.delivery.watching import delivery_now
from standfirst.events.wagtail_hooks import SuperuserMenuItem


class DeliveryReport(WagtailAdminTemplateMixin, TemplateView):
    """The page store; for superusers, who may also drop every page."""

    template_name = "delivery/report.html"
    page_title = gettext_lazy("Delivery")
    header_icon = "desktop"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everyone else."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead to the reports."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the state of the store."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "delivery": delivery_now()}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Drop every page."""
        drop_everything()
        messages.success(request, _("Every page is rendered anew when it is next asked for."))
        return HttpResponseRedirect(reverse("delivery"))


@hooks.register("register_admin_urls")
def delivery_addresses() -> list[URLPattern]:
    """Return the report's address."""
    return [path("reports/delivery/", DeliveryReport.as_view(), name="delivery")]


@hooks.register("register_reports_menu_item")
def delivery_menu_item() -> MenuItem:
    """Return the report's place in the menu."""
    return SuperuserMenuItem(
        gettext_lazy("Delivery"), reverse("delivery"), name="delivery", icon_name="desktop", order=140
    )
