"""The desk's list of stories as a view: filters, search, columns, and the way to older ones."""

import re
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Length
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.utils import set_query_params
from wagtail.snippets.views import snippets

from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.newsroom.desk.counting import about_how_many
from standfirst.newsroom.desk.finding import Wanted, desk_stories
from standfirst.newsroom.models import Author, Section, Story
from standfirst.newsroom.models.reach import Reach
from standfirst.newsroom.permissions import may
from standfirst.newsroom.reading import Cursor

PER_PAGE = 25
NAMES_OFFERED = 12
_NAME_AND_EDITION = re.compile(r"(?P<name>.+) \((?P<code>[\w-]+)\)")


def editions_within(request: Any) -> Any:
    """Return the editions in which the person holds a role."""
    reach = Reach.of(request.user)
    return (
        Edition.objects.all() if reach.writes.everything else Edition.objects.filter(pk__in=reach.edition_ids)
    )


def sections_within(request: Any) -> Any:
    """Return the sections in which the person writes."""
    sections = Section.objects.filter(Reach.of(request.user).writes.of_sections())
    return sections.select_related("edition", "parent").order_by(
        "edition__position", "edition_id", "position", "id"
    )


def author_named(request: Any, text: str) -> Author | None:
    """Return the author within reach whom ``text`` names: “Ada”, “ada” or, of one edition, “Ada (fr)”."""
    named = _NAME_AND_EDITION.fullmatch(text.strip())
    wanted = Q(name__istartswith=text.strip())
    if named:
        wanted |= Q(name__istartswith=named["name"], edition__code=named["code"])
    # A name written in full is the shortest that begins so.
    return authors_within(request).filter(wanted).order_by(Length("name"), "pk").first()


def author_names(request: Any) -> JsonResponse:
    """Return the first names that have what was typed, as the list's filter understands them."""
    if not Reach.of(request.user).writes:
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()
    found = authors_within(request).filter(name__icontains=typed)[:NAMES_OFFERED] if typed else []
    one_edition = len(Reach.of(request.user).edition_ids) == 1
    names = [one.name if one_edition else f"{one.name} ({one.edition.code})" for one in found]
    return JsonResponse({"names": names})


def authors_within(request: Any) -> Any:
    """Return the authors of the editions in which the person holds a role."""
    return Author.objects.filter(edition__in=editions_within(request)).select_related("edition")


class AuthorInput(forms.TextInput):
    """A name, completed by the browser from a list that follows what is typed; works without the list."""

    template_name = "desk/author_input.html"

    class Media:
        """The script that fills the list."""

        js = ("desk/authors.js",)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Say where names are asked for."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "list": f"{context['widget']['attrs'].get('id', name)}-names",
            "data-standfirst-authors": reverse("stories:author_names"),
            "autocomplete": "off",
            "dir": "auto",
        }
        return context


class StoryFilters(WagtailFilterSet):
    """What the list can be narrowed by; offers only what lies within the person's reach.

    Editions and sections are read together, once; ``sections`` are those offered, by the value that the
    form sends.
    """

    edition = django_filters.ChoiceFilter(label=gettext_lazy("Edition"))
    section = django_filters.ChoiceFilter(label=gettext_lazy("Section"))
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=StoryKind.choices)
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Story.DeskState.choices)
    author = django_filters.CharFilter(label=gettext_lazy("Author"), widget=AuthorInput)
    edited = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Last edited"), widget=DateRangePickerWidget
    )

    class Meta:
        """The filters are all declared above; finding is done by desk/finding.py."""

        model = Story
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer editions and sections within reach; no choice of edition where there is one."""
        super().__init__(*args, **kwargs)
        self.sections: dict[str, Section] = {str(one.pk): one for one in sections_within(self.request)}
        editions = {one.edition_id: str(one.edition) for one in self.sections.values()}
        self.filters["section"].extra["choices"] = _section_choices(self.sections.values())
        self.filters["edition"].extra["choices"] = list(editions.items())
        if len(editions) == 1:
            del self.filters["edition"]


class StoryListView(snippets.IndexView):
    """Stories within reach, last edited first, one page at a time from a cursor."""

    filterset_class = StoryFilters
    is_searchable = True
    template_name = "desk/story_list.html"
    results_template_name = "desk/story_list_results.html"
    default_ordering = None
    list_export: tuple[str, ...] = ()

    def get_paginate_by(self, queryset: Any) -> None:
        """Leave paging to the cursor."""
        return

    def get_queryset(self) -> list[Story]:
        """Return this page's stories; ``self.older`` is the way to the next."""
        before = Cursor.parse(self.request.GET.get("before", ""))
        page = desk_stories(Reach.of(self.request.user).writes, self._wanted(), before=before, limit=PER_PAGE)
        self.older = page.older
        self.is_first_page = before is None
        return page.stories

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the links to older stories and back to the newest."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        here = set_query_params(self.index_url, {**self._query(), "before": None})
        return {
            **context,
            "older_url": set_query_params(here, {"before": str(self.older)}) if self.older else None,
            "newest_url": None if self.is_first_page else here,
            "about": self._about(),
        }

    @cached_property
    def columns(self) -> list[Any]:
        """Return headline, kind, section, state in words, bylines and the last edit."""
        title = self._get_title_column_class(TitleColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title(
                "headline",
                label=_("Headline"),
                get_url=self.get_edit_url,
                get_title_id=lambda story: f"snippet_{story.pk}_title",
                link_attrs={"dir": "auto"},
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("section", label=_("Section"), accessor=self._section_label),
            StatusTagColumn(
                "state", label=_("State"), accessor="get_desk_state_display", primary=lambda story: story.live
            ),
            Column("bylines", label=_("Bylines"), accessor=_bylines),
            DateColumn("last_edited_at", label=_("Last edited")),
        ]

    def get_edit_url(self, instance: Story) -> str:
        """Lead to the story's editor: whoever sees the story here may open it."""
        return reverse("stories:edit", args=(instance.pk,))

    def get_delete_url(self, instance: Story) -> str | None:
        """Offer deletion only where it is allowed."""
        return super().get_delete_url(instance) if may(self.request.user, "delete", instance) else None

    def _about(self) -> int:
        """Return about how many stories the whole list has; 0 when a part of the archive is shown."""
        whole = Reach.of(self.request.user).writes.everything and not self.is_filtering
        return about_how_many() if whole and not self.is_searching and self.is_first_page else 0

    def _section_label(self, story: Story) -> str:
        one_edition = len(Reach.of(self.request.user).edition_ids) == 1
        return str(story.section) if one_edition else f"{story.edition}: {story.section}"

    def _query(self) -> dict[str, Any]:
        sent = self.request.GET
        return {name: sent.getlist(name) for name in sent if not name.startswith("_w_")}

    def _wanted(self) -> Wanted:
        chosen = self.filters.form.cleaned_data if self.filters and self.filters.is_valid() else {}
        edited, author = chosen.get("edited"), chosen.get("author")
        offered = self.filters.sections if self.filters else {}
        section = offered.get(chosen.get("section", ""))
        return Wanted(
            edition_id=int(chosen["edition"]) if chosen.get("edition") else None,
            section=section,
            below=frozenset(one.pk for one in offered.values() if section and one.parent_id == section.pk),
            kind=chosen.get("kind") or "",
            state=chosen.get("state") or "",
            author=(author_named(self.request, author) or Author(pk=0)) if author else None,
            edited_from=edited.start if edited else None,
            edited_to=edited.stop if edited else None,
            words=self.search_query,
        )


def _section_choices(sections: Iterable[Section]) -> list[tuple[str, Any]]:
    """Return sections under the name of their edition, or plainly when there is one edition."""
    grouped: dict[str, list[tuple[str, Any]]] = {}
    for section in sections:
        label = f"{section.parent} › {section}" if section.parent else str(section)
        grouped.setdefault(str(section.edition), []).append((str(section.pk), label))
    return list(grouped.items()) if len(grouped) > 1 else [one for group in grouped.values() for one in group]


def _bylines(story: Story) -> str:
    return ", ".join(byline.author.name for byline in story.bylines.all())
