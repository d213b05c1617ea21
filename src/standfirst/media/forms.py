"""The desk's form for a photo: the same in the edit view, the uploader of many and the chooser."""

import re
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from standfirst.media.models import Photo
from standfirst.media.source_types import SOURCE_TYPES
from standfirst.media.uploads import check_upload

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class PhotoField(WagtailImageField):
    """A file that is judged before anything decodes it (see ``uploads.check_upload``)."""

    default_validators = ()

    def to_python(self, data: Any) -> File[Any] | None:
        """Return the file, or refuse it with a sentence; Willow, which parses SVG, never sees it."""
        file: File[Any] | None = forms.FileField.to_python(self, data)
        if file is not None:
            file.content_type = f"image/{check_upload(file).format}"  # type: ignore[attr-defined]
        return file


class LanguageLinesField(forms.CharField):
    """Words in several languages, written one line a language: ``fr: Un ferry quitte le port``."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value: Any) -> Any:
        """Return the lines that stand for what is stored."""
        if isinstance(value, dict):
            return "\n".join(f"{language}: {words}" for language, words in value.items())
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lines with lines."""
        return bool(super().has_changed(self.prepare_value(initial), data))

    def to_python(self, value: Any) -> Any:
        """Return words by language; a line that names none is refused with a sentence."""
        found = {}
        for line in str(value or "").splitlines():
            language, colon, words = line.partition(":")
            if not line.strip():
                continue
            if not colon or not _LANGUAGE.fullmatch(language.strip()) or not words.strip():
                raise forms.ValidationError(
                    _("“%(line)s” is not a language code, a colon and the words."), params={"line": line[:80]}
                )
            found[language.strip()] = words.strip()[:500]
        return found


class PhotoForm(BaseImageForm):
    """A photo's words and rights; what the file says fills the fields that were left empty."""

    class Meta(BaseImageForm.Meta):
        """With the desk's own calendars and growing text boxes."""

        widgets = {
            **BaseImageForm.Meta.widgets,
            "caption": AdminAutoHeightTextInput,
            "long_description": AdminAutoHeightTextInput,
            "taken_at": AdminDateTimeInput,
            "rights_expire_at": AdminDateTimeInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the checking field in the place of Wagtail's, and name the source types."""
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            former = self.fields["file"]
            self.fields["file"] = PhotoField(
                label=former.label, required=former.required, widget=former.widget
            )
        if "alt_texts" in self.fields:
            former = self.fields["alt_texts"]
            self.fields["alt_texts"] = LanguageLinesField(
                label=former.label, help_text=former.help_text, required=False
            )
        if "source_type" in self.fields:
            self.fields["source_type"] = _source_type_field(self.instance, self.fields["source_type"])

    def save(self, commit: bool = True) -> Photo:
        """Save; with a new file the focal point of the old one is forgotten, unless a new one was drawn.

        The photo itself deletes the old file, once the change is committed; Wagtail would do it at once.
        """
        if "file" in self.changed_data and self.original_file:
            self.original_file: Any = None
            if not set(Photo.focal_fields).intersection(self.changed_data):
                self.instance.set_focal_point(None)
        photo: Photo = super().save(commit=commit)
        return photo


def _source_type_field(photo: Photo, former: forms.Field) -> forms.ChoiceField:
    own = str(photo.source_type)
    unknown = [(own, own)] if own and own not in SOURCE_TYPES else []
    return forms.ChoiceField(
        choices=[("", _("Not said")), *SOURCE_TYPES.items(), *unknown],
        label=former.label,
        help_text=former.help_text,
        required=False,
    )
