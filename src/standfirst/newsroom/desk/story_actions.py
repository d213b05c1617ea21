"""What is done with a story beside writing it: correct, take down, restore, note."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput

from standfirst.newsroom import publishing
from standfirst.newsroom.desk.asking import AskedPerStory
from standfirst.newsroom.models import Correction, Story, StoryNote


class CorrectionForm(forms.Form):
    """What was wrong, in public."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Correction.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say what was wrong and what is right; readers see it on the story."),
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Date"), widget=AdminDateTimeInput, initial=timezone.now, required=False
    )


class TakeDownForm(forms.Form):
    """Why a story leaves the site."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Kept in the story's history; readers do not see it."),
    )


class RestoreForm(forms.Form):
    """Nothing to say: only to confirm."""


class StoryActionView(AskedPerStory, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """A page with a short form that does one thing with a story."""

    template_name = "desk/story_action.html"
    explanation: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    done: ClassVar[Any] = ""

    def get_page_subtitle(self) -> str:
        """Name the story."""
        return self.story_row.headline

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list and the story."""
        return [
            {"url": reverse("stories:list"), "label": _("Stories")},
            {"url": self.get_success_url(), "label": self.story_row.headline},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self) -> str:
        """Lead back to the story."""
        return reverse("stories:edit", args=(self.story_row.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the explanation, the button's word, and the form's scripts."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        more = {"story": self.story_row, "explanation": self.explanation, "button": self.button}
        return {**context, **more, "media": context["form"].media, "back": self.get_success_url()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it; what the rules refuse is shown beside the form."""
        try:
            self.act(Story.objects.get(pk=self.story_row.pk), form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        messages.success(self.request, self.done % {"headline": self.story_row.headline})
        return redirect(self.get_success_url())

    def act(self, story: Story, given: dict[str, Any]) -> None:
        """Do what the view is for; raises ValidationError."""
        raise NotImplementedError


class CorrectView(StoryActionView):
    """Adds a correction."""

    asked = "correct"
    form_class = CorrectionForm
    page_title = gettext_lazy("Correct in public")
    header_icon = "warning"
    explanation = gettext_lazy("The note appears on the story and on the page of corrections at once.")
    button = gettext_lazy("Add the correction")
    done = gettext_lazy("“%(headline)s” is corrected in public.")

    def act(self, story: Story, given: dict[str, Any]) -> None:
        """Add the note."""
        publishing.correct(
            story, kind=given["kind"], text=given["text"], by=self.request.user, at=given["at"]
        )


class TakeDownView(StoryActionView):
    """Takes a story down for good."""

    asked = "take_down"
    form_class = TakeDownForm
    page_title = gettext_lazy("Take down")
    header_icon = "no-view"
    explanation = gettext_lazy(
        "The story leaves every list, and its address answers that it is gone. To take it off the site for "
        "a while only, unpublish it."
    )
    button = gettext_lazy("Take the story down")
    done = gettext_lazy("“%(headline)s” is taken down.")

    def act(self, story: Story, given: dict[str, Any]) -> None:
        """Take it down."""
        publishing.take_down(story, by=self.request.user, reason=given["reason"])


class RestoreView(StoryActionView):
    """Undoes a take-down."""

    asked = "take_down"
    form_class = RestoreForm
    page_title = gettext_lazy("Restore")
    header_icon = "rotate"
    explanation = gettext_lazy("The story becomes a draft again, to be published like any other.")
    button = gettext_lazy("Restore as a draft")
    done = gettext_lazy("“%(headline)s” is a draft again.")

    def act(self, story: Story, given: dict[str, Any]) -> None:
        """Restore it."""
        publishing.restore(story, by=self.request.user)


class NoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A note."""

    class Meta:
        """Only the words; the rest is known."""

        model = StoryNote
        fields = ("text",)


class NotesView(AskedPerStory, View):
    """Adds a note beside a story, or settles one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, note: int | None = None) -> HttpResponse:
        """Add the note that was sent; with ``note``, settle that one or open it again."""
        if note is None:
            self._add(request)
        else:
            found = get_object_or_404(StoryNote, pk=note, story_id=pk)
            found.settled_at = None if found.settled_at else timezone.now()
            found.save(update_fields=["settled_at"])
        return redirect(reverse("stories:edit", args=(pk,)) + "#notes")

    def _add(self, request: HttpRequest) -> None:
        written = StoryNote(story=self.story_row, author=request.user)  # type: ignore[misc]
        form = NoteForm(request.POST, instance=written)
        if form.is_valid():
            form.save()
        else:
            messages.error(request, _("Write the note first."))
