"""The form that a story is written in: fields grouped as an editor thinks, choices within reach."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from standfirst.newsroom.models import Author, Section, Story, Topic
from standfirst.newsroom.models.reach import Reach

# Choosers offer what belongs to the edition of the section chosen in the form.
_OF_SECTION = {"section": "#id_section"}


class StoryForm(WagtailAdminModelForm):
    """Creates and changes stories; ``for_user`` decides which sections are offered."""

    translation_of = forms.ModelChoiceField(
        Story.objects.all(),
        required=False,
        label=_("Translation of"),
        widget=AdminSnippetChooser(model=Story),
        help_text=_("The same story in another edition; readers are led from one to the other."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sections in which the person writes; an existing story stays in its edition."""
        super().__init__(*args, **kwargs)
        sections = Section.objects.filter(Reach.of(self.for_user).writes.of_sections())
        if self.instance.edition_id:
            sections = sections.filter(edition_id=self.instance.edition_id)
        field = self.fields["section"]
        field.queryset = sections.select_related("edition", "parent").order_by(
            "edition__position", "edition_id", "position", "id"
        )
        field.label_from_instance = _section_label
        self.initial["translation_of"] = self._translated_from()

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: section, authors, topics and translation; embargo and schedule."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        section = cleaned.get("section")
        if section is None:
            return cleaned
        if not self.instance.edition_id:
            self.instance.edition = section.edition
        self._check_children("bylines", "author", section.edition_id)
        self._check_children("topic_links", "topic", section.edition_id)
        self._check_children("other_sections", "section", section.edition_id)
        self._link_translation(cleaned.get("translation_of"))
        embargo, go_live = cleaned.get("embargo_until"), cleaned.get("go_live_at")
        if embargo and embargo > timezone.now() and (not go_live or go_live < embargo):
            cleaned["go_live_at"] = embargo
        return cleaned

    def _check_children(self, relation: str, name: str, edition_id: int) -> None:
        formset = self.formsets.get(relation)
        if formset is None or not formset.is_valid():
            return
        for form in formset.forms:
            chosen = getattr(form, "cleaned_data", {}).get(name)
            if chosen and chosen.edition_id != edition_id:
                form.add_error(name, gettext("“%s” belongs to another edition.") % chosen)

    def _translated_from(self) -> Story | None:
        if self.instance.pk is None:
            return None
        same = Story.objects.filter(translation_key=self.instance.translation_key)
        return same.exclude(pk=self.instance.pk).order_by("pk").first()

    def _link_translation(self, original: Story | None) -> None:
        """Give the story its original's key; a key of its own when the link was taken away."""
        known = self._translated_from()
        if original == known:
            return
        if original is None:
            self.instance.translation_key = uuid.uuid4()
            return
        taken = Story.objects.filter(
            translation_key=original.translation_key, edition_id=self.instance.edition_id
        ).exclude(pk=self.instance.pk)
        if original.edition_id == self.instance.edition_id or taken.exists():
            wrong = gettext("Choose a story of another edition that has no translation in this one.")
            self.add_error("translation_of", ValidationError(wrong))
            return
        self.instance.translation_key = original.translation_key


def _section_label(section: Section) -> str:
    parent = f"{section.parent} › " if section.parent else ""
    return f"{section.edition}: {parent}{section}"


def _chooser(model: type) -> Any:
    return AdminSnippetChooser(model=model, linked_fields=_OF_SECTION)


def story_panels() -> Any:
    """Return the form's layout."""
    return TabbedInterface(
        [
            ObjectList([*_place_panels(), *_text_panels()], heading=_("Story")),
            ObjectList(_people_panels(), heading=_("Bylines and topics")),
            ObjectList([FieldPanel("lead_photo"), FieldPanel("lead_caption")], heading=_("Photo")),
            ObjectList(_publishing_panels(), heading=_("Publishing")),
        ],
        base_form_class=StoryForm,
    )


def _place_panels() -> list[Any]:
    return [
        FieldRowPanel(
            [FieldPanel("section", widget=forms.Select), FieldPanel("kind")], heading=_("Where it belongs")
        )
    ]


def _text_panels() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("kicker", help_text=_("One to three words over the headline.")),
                FieldPanel(
                    "headline",
                    help_text=_("50 to 70 characters read best; longer ones are cut by search engines."),
                    attrs={"data-standfirst-count": "70"},
                ),
                FieldPanel("short_headline", attrs={"data-standfirst-count": "60"}),
                FieldPanel(
                    "standfirst",
                    help_text=_("One or two sentences, 200 characters or less."),
                    attrs={"data-standfirst-count": "200"},
                ),
                FieldPanel("dateline", help_text=_("Where the story was written, such as “Athens”.")),
            ],
            heading=_("Headlines"),
        ),
        FieldPanel("body"),
    ]


def _people_panels() -> list[Any]:
    return [
        MultipleChooserPanel(
            "bylines",
            label=_("Byline"),
            heading=_("Bylines"),
            chooser_field_name="author",
            panels=[FieldPanel("author", widget=_chooser(Author))],
        ),
        MultipleChooserPanel(
            "topic_links",
            label=_("Topic"),
            heading=_("Topics"),
            chooser_field_name="topic",
            panels=[FieldPanel("topic", widget=_chooser(Topic))],
            help_text=_("The most important first."),
        ),
        MultipleChooserPanel(
            "other_sections",
            label=_("Further section"),
            heading=_("Further sections"),
            chooser_field_name="section",
            panels=[FieldPanel("section", widget=_chooser(Section))],
            help_text=_("Where the story is listed besides its own section."),
        ),
    ]


def _publishing_panels() -> list[Any]:
    return [
        FieldPanel("embargo_until"),
        FieldPanel("slug"),
        FieldPanel("translation_of"),
        PublishingPanel(),
    ]
