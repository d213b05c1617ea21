"""Arranging a front page: slots by area, section rows, the banner of a special project."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.editions.models import Edition
from standfirst.newsroom.desk.catalogue import NewsroomViewSet, OwnEditView, OwnIndexView, WithinEditionsForm
from standfirst.newsroom.models import FrontPage, Section, Story
from standfirst.newsroom.models.reach import Reach


def _chooser(model: type) -> Any:
    """Return a chooser of what belongs to the front page's edition."""
    return AdminSnippetChooser(model=model, linked_fields={"edition": "#id_edition"})


class FrontForm(WithinEditionsForm):
    """A front page; everything on it is of its own edition, and readers can read it."""

    def clean(self) -> dict[str, Any]:
        """Check slots, rows and banner against the edition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_children("slots", "story")
        self._check_children("section_rows", "section")
        project = cleaned.get("project")
        if project and project.edition_id != self.instance.edition_id:
            self.add_error("project", ValidationError(_("Choose a special project of the same edition.")))
        return cleaned

    def _check_children(self, relation: str, name: str) -> None:
        formset = self.formsets.get(relation)
        if formset is None or not formset.is_valid():
            return
        for form in formset.forms:
            chosen = getattr(form, "cleaned_data", {}).get(name)
            if chosen and chosen.edition_id != self.instance.edition_id:
                form.add_error(name, _("“%s” belongs to another edition.") % chosen)
            elif isinstance(chosen, Story) and not chosen.live and "story" in form.changed_data:
                form.add_error(name, _("“%s” is not published.") % chosen)


class FrontIndexView(OwnIndexView):
    """The front pages of the editions that the person edits; one is made for an edition that has none."""

    def get_base_queryset(self) -> Any:
        """Return the front pages within reach."""
        edits = Reach.of(self.request.user).edits
        editions = Edition.objects.filter(front=None)
        for edition in editions if edits.everything else editions.filter(pk__in=edits.editions):
            FrontPage.objects.get_or_create(edition=edition)
        return super().get_base_queryset().select_related("edition")

    def get_add_url(self) -> None:
        """Offer no other front pages: each edition has one."""
        return

    def get_copy_url(self, instance: FrontPage) -> None:
        """Offer no copies."""
        return

    def get_delete_url(self, instance: FrontPage) -> None:
        """Offer no deletion."""
        return


class FrontEditView(OwnEditView):
    """Arranges a front page."""

    def get_copy_url(self) -> None:
        """Offer no copies."""
        return


class FrontPageViewSet(NewsroomViewSet):
    """Front pages, one an edition."""

    model = FrontPage
    icon = "grid"
    url_namespace = url_prefix = "fronts"
    add_to_admin_menu = True
    menu_order = 110
    copy_view_enabled = False
    index_view_class = FrontIndexView
    edit_view_class = FrontEditView
    form = FrontForm
    fields = (
        "edition",
        InlinePanel(
            "slots",
            heading=gettext_lazy("Slots"),
            label=gettext_lazy("Slot"),
            help_text=gettext_lazy(
                "One lead, up to four secondary stories, up to five in the multimedia row. "
                "What is left empty fills itself with the newest."
            ),
            panels=[
                FieldPanel("area"),
                FieldPanel("story", widget=_chooser(Story)),
            ],
        ),
        MultipleChooserPanel(
            "section_rows",
            heading=gettext_lazy("Section rows"),
            label=gettext_lazy("Section"),
            chooser_field_name="section",
            help_text=gettext_lazy("In this order; without any, every first-level section has a row."),
            panels=[FieldPanel("section", widget=_chooser(Section))],
        ),
        FieldPanel("project"),
    )
