"""Editions at the desk: for superusers, since an edition's addresses and legal texts bind the publisher."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from standfirst.editions.models import Disclaimer, Edition, LegalText


class GetOnlyCopyView(snippets.CopyView):
    """Offers one as the beginning of another; what is sent goes to the create view."""

    http_method_names = ["get", "head"]


class InForce:
    """Stands before what would change a version that readers may have accepted (GDPR article 7(1))."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to a new version in the place of changing one in force."""
        text = get_object_or_404(LegalText, pk=kwargs["pk"])
        if text.effective_at <= timezone.now():
            messages.warning(request, _("A version in force is never changed. This form makes a new one."))
            return redirect(reverse("legal-texts:copy", args=(text.pk,)))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class LegalTextEditView(InForce, snippets.EditView):
    """Changes a version that is not in force yet."""


class LegalTextDeleteView(InForce, snippets.DeleteView):
    """Deletes a version that is not in force yet."""


class EditionViewSet(SnippetViewSet):
    """Editions: name, language, clock, address, contacts."""

    model = Edition
    icon = "globe"
    url_namespace = url_prefix = "editions"
    copy_view_class = GetOnlyCopyView
    list_display = ["name", "code", "language", "prefix", "host", "time_zone"]
    search_backend_name = None

    def get_edit_handler(self) -> Any:
        """Group the fields as a publisher thinks of them."""
        return ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel(name)
                        for name in ("name", "tagline", "code", "publisher", "accent", "position")
                    ],
                    heading=gettext_lazy("The paper"),
                ),
                MultiFieldPanel(
                    [FieldPanel(name) for name in ("language", "time_zone", "numbering", "slug_style")],
                    heading=gettext_lazy("Language and clock"),
                ),
                FieldRowPanel([FieldPanel("prefix"), FieldPanel("host")], heading=gettext_lazy("Address")),
                MultiFieldPanel(
                    [
                        FieldPanel(f"{who}_email")
                        for who in ("editor", "corrections", "moderators", "privacy")
                    ],
                    heading=gettext_lazy("Contacts"),
                ),
            ]
        ).bind_to_model(self.model)


class DisclaimerViewSet(SnippetViewSet):
    """The sentence under every story of a kind."""

    model = Disclaimer
    icon = "info-circle"
    url_namespace = url_prefix = "disclaimers"
    copy_view_class = GetOnlyCopyView
    list_display = ["kind", "edition", "text"]
    list_filter = ["edition"]
    search_backend_name = None

    def get_edit_handler(self) -> Any:
        """Return a plain form."""
        panels = [FieldPanel(name) for name in ("kind", "text")]
        return ObjectList([FieldPanel("edition", widget=forms.Select), *panels]).bind_to_model(self.model)


class LegalTextViewSet(SnippetViewSet):
    """Legal texts: a version in force stays as it is, and a new one is added."""

    model = LegalText
    icon = "doc-full-inverse"
    url_namespace = url_prefix = "legal-texts"
    copy_view_class = GetOnlyCopyView
    edit_view_class = LegalTextEditView
    delete_view_class = LegalTextDeleteView
    list_display = ["title", "version", "kind", "edition", "effective_at"]
    list_filter = ["edition", "kind"]
    search_backend_name = None

    def get_edit_handler(self) -> Any:
        """Return a plain form."""
        panels = [
            FieldPanel(name) for name in ("edition", "kind", "version", "title", "body", "effective_at")
        ]
        return ObjectList(panels).bind_to_model(self.model)


class EditionsGroup(SnippetViewSetGroup):
    """One menu for all of them."""

    items = (EditionViewSet, DisclaimerViewSet, LegalTextViewSet)
    menu_icon = "globe"
    menu_label = gettext_lazy("Editions")
    menu_name = "editions"
    menu_order = 130


register_snippet(EditionsGroup)
