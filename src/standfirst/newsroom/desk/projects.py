"""Special projects at the desk: a list of their own in the place of Wagtail's tree of pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.editions.models import Edition
from standfirst.newsroom.models import ProjectPage, Story
from standfirst.newsroom.models.reach import Reach


class ProjectForm(WagtailAdminPageForm):
    """A special project of an edition that the person edits; its stories are of the same edition."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the editions that the person edits; a project stays in its edition."""
        super().__init__(*args, **kwargs)
        edits = Reach.of(self.for_user).edits
        editions = Edition.objects.all()
        field = self.fields["edition"]
        field.queryset = editions if edits.everything else editions.filter(pk__in=edits.editions)
        field.disabled = self.instance.edition_id is not None and self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """Check the stories against the edition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        edition, stories = cleaned.get("edition"), self.formsets.get("project_stories")
        if edition and stories is not None and stories.is_valid():
            for form in stories.forms:
                chosen = getattr(form, "cleaned_data", {}).get("story")
                if chosen and chosen.edition_id != edition.pk:
                    refused = gettext("“%s” belongs to another edition.") % chosen
                    form.add_error("story", ValidationError(refused))
        return cleaned


def project_panels() -> Any:
    """Return the form's layout."""
    story = FieldPanel(
        "story", widget=AdminSnippetChooser(model=Story, linked_fields={"edition": "#id_edition"})
    )
    content = [
        FieldPanel("edition", widget=forms.Select),
        TitleFieldPanel("title"),
        FieldPanel("standfirst"),
        FieldPanel("banner"),
        FieldPanel("introduction"),
        MultipleChooserPanel(
            "project_stories",
            heading=gettext_lazy("Stories"),
            label=gettext_lazy("Story"),
            chooser_field_name="story",
            panels=[story],
        ),
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading=gettext_lazy("Project")),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading=gettext_lazy("Publishing")),
        ],
        base_form_class=ProjectForm,
    )


class ProjectMenuItem(MenuItem):
    """Special projects in the menu, for editors of whole editions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person edits an edition."""
        edits = Reach.of(request.user).edits
        return edits.everything or bool(edits.editions)


class ProjectViewSet(PageListingViewSet):
    """The list of special projects, under ``/desk/projects/``."""

    model = ProjectPage
    name = "special-projects"
    url_prefix = "projects"
    url_namespace = "projects"
    icon = "pick"
    list_display = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=gettext_lazy("Title")),
        Column("edition", label=gettext_lazy("Edition")),
        DateColumn("latest_revision_created_at", label=gettext_lazy("Last edited")),
        PageStatusColumn("status", label=gettext_lazy("State")),
    ]


def project_menu_item() -> MenuItem:
    """Return the place of special projects in the menu."""
    return ProjectMenuItem(
        gettext_lazy("Special projects"),
        reverse("projects:index"),
        name="special-projects",
        icon_name="pick",
        order=115,
    )
