"""Making two topics into one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.newsroom.desk.asking import AskedPerObject
from standfirst.newsroom.models import Topic
from standfirst.newsroom.topics import merge_topics


class MergeForm(forms.Form):
    """Which topic stays."""

    into = forms.ModelChoiceField(
        Topic.objects.filter(merged_into=None),
        label=gettext_lazy("Surviving topic"),
        widget=AdminSnippetChooser(model=Topic),
    )


class MergeTopicView(AskedPerObject, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Merges a topic into another: stories and lists move, its address leads on."""

    model = Topic
    form_class = MergeForm
    template_name = "desk/merge_topic.html"
    page_title = gettext_lazy("Merge")
    header_icon = "tag"

    def get_page_subtitle(self) -> str:
        """Name the topic that goes."""
        return str(self.topic)

    @property
    def topic(self) -> Topic:
        """The topic that goes."""
        return get_object_or_404(Topic, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the topics."""
        back = {"url": reverse("topics:list"), "label": _("Topics")}
        return [back, {"url": "", "label": self.get_page_title(), "sublabel": str(self.topic)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the topic and the chooser's scripts."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "topic": self.topic, "media": context["form"].media}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge; what the rules refuse is shown beside the form."""
        topic, into = self.topic, form.cleaned_data["into"]
        try:
            merge_topics(topic, into)
        except ValidationError as refused:
            form.add_error("into", refused)
            return self.form_invalid(form)
        messages.success(
            self.request, _("“%(topic)s” is now a name of “%(into)s”.") % {"topic": topic, "into": into}
        )
        return redirect(reverse("topics:edit", args=(into.pk,)))
