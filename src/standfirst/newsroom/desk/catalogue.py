"""Topics, authors, sections, desk roles and embed providers: the newsroom's lists."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.editions.models import Edition
from standfirst.newsroom.desk.asking import AskedPerObject
from standfirst.newsroom.desk.choosers import NewsroomChooserViewSet
from standfirst.newsroom.desk.merging import MergeTopicView
from standfirst.newsroom.models import Author, DeskRole, EmbedProvider, Section, Topic
from standfirst.newsroom.models.reach import Reach


class OwnIndexView(snippets.IndexView):
    """Lists what the person may change."""

    def get_base_queryset(self) -> Any:
        """Return those within reach."""
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(self.request.user, ["change"])


class OwnEditView(AskedPerObject, snippets.EditView):
    """Changes one within reach."""


class OwnCopyView(AskedPerObject, snippets.CopyView):
    """Offers one as the beginning of another; what is sent goes to the create view."""

    http_method_names = ["get", "head"]


class OwnDeleteView(AskedPerObject, snippets.DeleteView):
    """Deletes one within reach."""

    asked = "delete"


class OwnHistoryView(AskedPerObject, snippets.HistoryView):
    """What was done with one within reach."""


class OwnUsageView(AskedPerObject, snippets.UsageView):
    """Where one within reach is used."""


class WithinEditionsForm(WagtailAdminModelForm):
    """A form about something that belongs to an edition, and stays there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the editions that the person edits."""
        super().__init__(*args, **kwargs)
        if "edition" not in self.fields:
            return
        edits = Reach.of(self.for_user).edits
        editions = Edition.objects.all()
        field = self.fields["edition"]
        field.queryset = editions if edits.everything else editions.filter(pk__in=edits.editions)
        field.disabled = self.instance.pk is not None


class TopicForm(WithinEditionsForm):
    """A topic, its other names one a line."""

    names = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line; found by search and by imports."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the names one a line."""
        super().__init__(*args, **kwargs)
        self.initial["names"] = "\n".join(self.instance.other_names)

    def clean(self) -> dict[str, Any]:
        """Take the names line by line."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lines = (line.strip() for line in cleaned.get("names", "").splitlines())
        self.instance.other_names = list(dict.fromkeys(line for line in lines if line))
        return cleaned


class SectionForm(WithinEditionsForm):
    """A section; its parent is a first-level section of the same edition."""

    def clean(self) -> dict[str, Any]:
        """Refuse a parent of another edition before the model asks for its edition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent, edition = cleaned.get("parent"), cleaned.get("edition")
        if parent and edition and parent.edition_id != edition.pk:
            self.add_error("parent", ValidationError(_("Choose a section of the same edition.")))
        return cleaned


class NewsroomViewSet(SnippetViewSet):
    """What all lists of the newsroom share."""

    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    copy_view_class = OwnCopyView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    chooser_viewset_class = NewsroomChooserViewSet
    search_backend_name: str | None = None
    fields: ClassVar[tuple[str, ...]] = ()
    form: ClassVar[type[WagtailAdminModelForm]] = WithinEditionsForm

    def get_edit_handler(self) -> Any:
        """Return a plain form of the fields."""
        panels = [_panel(field) for field in self.fields]
        return ObjectList(panels, base_form_class=self.form).bind_to_model(self.model)


def _panel(field: Any) -> Any:
    """Return the panel of a field; editions are few, and chosen from a list."""
    if not isinstance(field, str):
        return field
    return FieldPanel(field, widget=forms.Select) if field == "edition" else FieldPanel(field)


_OF_EDITION = {"edition": "#id_edition"}


class TopicEditView(OwnEditView):
    """Changes a topic, and leads to merging it into another."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to the merge."""
        address = reverse("topics:merge", args=(self.object.pk,))
        merge = Button(_("Merge into another topic"), url=address, icon_name="resubmit", priority=40)
        return [*super().header_more_buttons, *([] if self.object.merged_into_id else [merge])]


class TopicViewSet(NewsroomViewSet):
    """Topics, with the merge of two."""

    model = Topic
    icon = "tag"
    url_namespace = url_prefix = "topics"
    list_display: ClassVar[list[str]] = ["name", "kind", "edition", "merged_into"]
    list_filter: ClassVar[list[str]] = ["edition", "kind"]
    search_fields: ClassVar[list[str]] = ["name"]
    edit_view_class = TopicEditView
    form = TopicForm
    fields = ("edition", "kind", "name", "names", "slug", "description")

    def get_urlpatterns(self) -> list[Any]:
        """Add the merge."""
        merge = path("merge/<int:pk>/", self.construct_view(MergeTopicView), name="merge")
        return [*super().get_urlpatterns(), merge]


class AuthorViewSet(NewsroomViewSet):
    """Authors: people and agencies."""

    model = Author
    icon = "user"
    url_namespace = url_prefix = "authors"
    list_display: ClassVar[list[str]] = ["name", "kind", "role", "edition"]
    list_filter: ClassVar[list[str]] = ["edition", "kind"]
    search_fields: ClassVar[list[str]] = ["name"]
    fields = ("edition", "kind", "name", "slug", "role", "biography", "portrait", "account")


class SectionViewSet(NewsroomViewSet):
    """Sections, in the order of the paper."""

    model = Section
    icon = "folder-open-inverse"
    url_namespace = url_prefix = "sections"
    list_display: ClassVar[list[str]] = ["name", "parent", "edition", "position"]
    list_filter: ClassVar[list[str]] = ["edition"]
    ordering: ClassVar[list[str]] = ["edition", "position", "id"]
    search_fields: ClassVar[list[str]] = ["name"]
    sort_order_field = None
    form = SectionForm
    fields = (
        "edition",
        FieldPanel("parent", widget=AdminSnippetChooser(model=Section, linked_fields=_OF_EDITION)),
        "name",
        "slug",
        "description",
        "position",
    )


class DeskRoleForm(WithinEditionsForm):
    """A role: for a section of the edition, or for all of it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a section of another edition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        section, edition = cleaned.get("section"), cleaned.get("edition")
        if section and edition and section.edition_id != edition.pk:
            self.add_error("section", ValidationError(_("Choose a section of the same edition.")))
        return cleaned


class DeskRoleViewSet(NewsroomViewSet):
    """Who writes and who edits where."""

    model = DeskRole
    icon = "group"
    url_namespace = url_prefix = "roles"
    list_display: ClassVar[list[str]] = ["account", "role", "section", "edition"]
    list_filter: ClassVar[list[str]] = ["edition", "role"]
    form = DeskRoleForm
    fields = (
        "account",
        "role",
        "edition",
        FieldPanel("section", widget=AdminSnippetChooser(model=Section, linked_fields=_OF_EDITION)),
    )


class EmbedProviderViewSet(NewsroomViewSet):
    """Hosts that stories may embed from, beyond the built-in list."""

    model = EmbedProvider
    icon = "media"
    url_namespace = url_prefix = "embed-providers"
    list_display: ClassVar[list[str]] = ["name", "host", "endpoint"]
    fields = ("name", "host", "endpoint")


class NewsroomGroup(SnippetViewSetGroup):
    """One menu for all of them."""

    items = (TopicViewSet, AuthorViewSet, SectionViewSet, DeskRoleViewSet, EmbedProviderViewSet)
    menu_icon = "folder-inverse"
    menu_label = gettext_lazy("Newsroom")
    menu_name = "newsroom"
    menu_order = 120
