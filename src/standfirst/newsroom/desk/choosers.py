"""Choosing a story, an author, a topic or a section: what lies within one's editions, and no more."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import chooser

from standfirst.newsroom.desk.story_list import editions_within
from standfirst.newsroom.headlines import with_words
from standfirst.newsroom.models import Section, Story, Topic
from standfirst.newsroom.models.reach import Reach

MOST_OFFERED = 500


class FoundByName(BaseFilterForm):
    """A field for a part of the name."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Search")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Return those whose name, or headline, has what was asked for."""
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        if objects.model is Story:
            return with_words(objects, self.search_query).order_by("-pk")
        return objects.filter(name__icontains=self.search_query)


class BoundedPaginator(WagtailPaginator):
    """Pages through the first few hundred only: whoever looks for more, searches."""

    @cached_property
    def count(self) -> int:
        """Count no further than what is offered."""
        return len(self.object_list.values_list("pk", flat=True)[:MOST_OFFERED])


class WithinEditions:
    """What may be chosen: of one's own editions, and of the edition that the form is about."""

    request: Any
    model_class: Any
    filter_form_class = FoundByName
    paginator_class = BoundedPaginator

    def get_object_list(self) -> QuerySet[Any]:
        """Return what is offered."""
        return offered(self.model_class, self.request)

    def get_object(self, pk: Any) -> Any:
        """Return the chosen one, if it was on offer; raises the model's DoesNotExist otherwise."""
        if not str(pk).isdecimal():
            raise self.model_class.DoesNotExist
        return offered(self.model_class, self.request).get(pk=pk)

    def get_objects(self, pks: list[Any]) -> QuerySet[Any]:
        """Return the chosen ones that were on offer."""
        numbers = [pk for pk in pks if str(pk).isdecimal()]
        return offered(self.model_class, self.request).filter(pk__in=numbers)


def offered(model: Any, request: Any) -> QuerySet[Any]:
    """Return what this person may choose.

    Of stories: those of one's sections, and what every reader of one's editions can read.
    """
    objects = model.objects.filter(edition__in=editions_within(request))
    if model is Story:
        own = Reach.of(request.user).writes.stories()
        public = Q(live=True, edition__in=editions_within(request))
        objects = Story.objects.filter(own | public).select_related("section").defer("body")
        objects = objects.order_by("-last_edited_at", "-pk")
    if model is Topic:
        objects = objects.filter(merged_into=None)
    edition_id = _edition_of_form(request)
    return objects.filter(edition_id=edition_id) if edition_id else objects.select_related("edition")


def _edition_of_form(request: Any) -> int | None:
    """Return the edition that the form says, itself or by the section chosen in it."""
    edition, section = request.GET.get("edition", ""), request.GET.get("section", "")
    if edition.isdecimal():
        return int(edition)
    if section.isdecimal():
        return Section.objects.filter(pk=section).values_list("edition_id", flat=True).first()
    return None


class WithinEditionsColumns(WithinEditions):
    """The list in the chooser, with the edition or the state beside each name."""

    @property
    def columns(self) -> list[Any]:
        """Return the title and what tells namesakes apart."""
        title = super().columns[0]  # type: ignore[misc]
        if self.model_class is Story:
            return [
                title,
                Column("section", label=_("Section")),
                Column("state", label=_("State"), accessor="get_desk_state_display"),
            ]
        return [title, Column("edition", label=_("Edition"))]


class ChooseView(WithinEditionsColumns, chooser.ChooseView):
    """The chooser's window."""


class ChooseResultsView(WithinEditionsColumns, chooser.ChooseResultsView):
    """The list in it."""


class ChosenView(WithinEditions, chooser.SnippetChosenView):
    """What was chosen."""


class ChosenMultipleView(WithinEditions, chooser.SnippetChosenMultipleView):
    """What was chosen, several at once."""


class NewsroomChooserViewSet(chooser.SnippetChooserViewSet):
    """A chooser that offers what lies within one's editions, and makes nothing new."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    preserve_url_parameters: ClassVar[list[str]] = ["multiple", "section", "edition"]

    def get_urlpatterns(self) -> list[Any]:
        """Leave out the view that creates: each thing has its own form, with its own rules."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
