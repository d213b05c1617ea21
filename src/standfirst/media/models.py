"""Photos, their rights, and the desk's own renditions."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePath
from typing import IO, Any, Self

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    ImageQuerySet,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.search import index
from willow.image import AvifImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage

from standfirst.events.announcing import announce
from standfirst.media import encoding
from standfirst.media.encoding import JPEG
from standfirst.media.events import PhotoAdded, PhotoChanged
from standfirst.media.renditions import first_rendition
from standfirst.media.rights import packets_of, read_rights
from standfirst.media.source_types import made_with_ai
from standfirst.media.uploads import UnfitFileError, check_upload


class OriginalFile(WagtailImageFieldFile):
    """An original: measured as it will be shown, and reached only through the desk."""

    @property
    def url(self) -> str:
        """The desk's address of the original, for those who may edit the photo; there is no public one."""
        return reverse("photo_original", args=[self.instance.pk])

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Return width and height with the EXIF orientation applied; nothing for what is no picture."""
        was_closed = self.closed
        try:
            self.open()
            return encoding.upright_size(Pillow.open(self))
        except (
            OSError,
            ValueError,
            SyntaxError,
            Pillow.DecompressionBombError,
            Pillow.DecompressionBombWarning,
        ):
            return None, None
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class OriginalField(WagtailImageField):
    """The field of an original."""

    attr_class = OriginalFile


class WebAddressField(models.URLField):  # type: ignore[type-arg]
    """A URL whose scheme, where an editor left it out, is https."""

    def deconstruct(self) -> Any:
        """Return Django's own field: the difference is the form's, not the table's."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **given: Any) -> Any:
        """Return the form's field."""
        return super().formfield(**{"assume_scheme": "https", **given})


class DeskFilter(Filter):
    """Wagtail's filter with a save step of ours: sRGB, the photo's rights, nothing of the original's EXIF.

    Wagtail's own copies EXIF with GPS and serial numbers into renditions and drops IPTC and XMP.
    """

    _FILES = {"jpeg": JPEGImageFile, "png": PNGImageFile, "webp": WebPImageFile, "avif": AvifImageFile}

    def run(self, image: "Photo", output: IO[bytes], source: IO[bytes] | None = None) -> Any:
        """Write the rendition of ``image`` to ``output``: JPEG, or what the filter names."""
        transform = self.get_transform(image, (image.width, image.height))
        part = tuple(transform.get_rect().round())
        whole = part == (0, 0, image.width, image.height)
        with self._original(image, source) as file:
            picture = PillowImage(encoding.opened(file, transform.size[0] if whole else None))
        picture = (picture if whole else picture.crop(part)).resize(transform.size)
        wanted: dict[str, Any] = {"original-format": "jpeg"}
        for operation in self.filter_operations:
            picture = operation.run(picture, image, wanted) or picture
        name = wanted.get("output-format", "jpeg")
        name = name if name in self._FILES else "jpeg"
        output.write(encoding.encoded(picture.image.convert("RGB"), name, packets_of(image)))
        output.seek(0)
        return self._FILES[name](output)

    @contextmanager
    def _original(self, image: "Photo", source: IO[bytes] | None) -> Iterator[IO[bytes]]:
        if source is not None:
            source.seek(0)
            yield source
            return
        with image.open_file() as file:
            yield file


class PhotoQuerySet(ImageQuerySet):
    """Photos, and those that ask for something."""

    def lacking_files(self) -> Self:
        """Return the photos that readers may see whose renditions are not all there: none, or only one."""
        shown = models.Q(rights_expire_at=None) | models.Q(rights_expire_at__gt=timezone.now())
        lacking = models.Q(rendition_formats=[]) | models.Q(rendition_formats=[JPEG])
        found: Self = self.filter(shown, lacking)
        return found


class Photo(AbstractImage):
    """A picture with its rights: IPTC Photo Metadata 2023.2 fields that editors see.

    The uploaded file is never served; readers get ``rendition_widths`` x ``rendition_formats`` of it
    (see ``renditions.py``), which carry its rights and nothing that a camera wrote.
    """

    objects = PhotoQuerySet.as_manager()

    file = OriginalField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    caption = models.TextField(_("caption"), max_length=2000, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    alt_texts = models.JSONField(
        _("alternative text in other languages"),
        default=dict,
        blank=True,
        help_text=_("One line a language, such as “fr: Un ferry quitte le port à l’aube”."),
    )
    long_description = models.TextField(
        _("extended description"),
        max_length=4000,
        blank=True,
        help_text=_("For charts and maps: everything that can be read from it, in words."),
    )
    credit = models.CharField(_("credit line"), max_length=255, blank=True)
    creator = models.CharField(_("creator"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    usage_terms = models.CharField(_("usage terms"), max_length=500, blank=True)
    web_statement = WebAddressField(_("rights web page"), max_length=500, blank=True)
    licensor_url = WebAddressField(_("licensor's web page"), max_length=500, blank=True)
    source_type = WebAddressField(
        _("digital source type"),
        max_length=200,
        blank=True,
        help_text=_("IPTC term; tells pictures made by AI or program."),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    rights_expire_at = models.DateTimeField(
        _("may be used until"), null=True, blank=True, help_text=_("Readers no longer see it afterwards.")
    )
    # Widths in pixels and formats of the files that exist; after upload one JPEG, soon all of them.
    rendition_widths = models.JSONField(default=list, editable=False)
    rendition_formats = models.JSONField(default=list, editable=False)

    # What an editor fills in, as the form groups it.
    picture_fields = ("title", "file", "collection", "tags")
    word_fields = ("caption", "alt_text", "alt_texts", "long_description", "taken_at", "place")
    carried_rights = (
        "credit",
        "creator",
        "copyright_notice",
        "usage_terms",
        "web_statement",
        "licensor_url",
        "source_type",
    )
    rights_fields = (*carried_rights, "rights_expire_at")
    focal_fields = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    admin_form_fields = (*picture_fields, *word_fields, *rights_fields, *focal_fields)

    # What renditions carry, and what else readers see of a photo.
    carried_fields = ("caption", "alt_text", *carried_rights)
    shown_fields = (
        *carried_fields,
        "alt_texts",
        "long_description",
        "taken_at",
        "place",
        "rights_expire_at",
        *focal_fields,
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("alt_text"),
        index.SearchField("credit"),
        index.SearchField("creator"),
        index.SearchField("place"),
        index.FilterField("file_hash"),
        index.FilterField("rights_expire_at"),
    ]

    class Meta(AbstractImage.Meta):
        """As Wagtail's own image; expiring rights are few among many."""

        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [
            models.Index(
                fields=["rights_expire_at"],
                name="photo_rights_expiring",
                condition=models.Q(rights_expire_at__isnull=False),
            )
        ]

    @property
    def tag(self) -> str:
        """What pages that show this photo depend on."""
        return f"photo:{self.pk}"

    @property
    def may_be_shown(self) -> bool:
        """Whether readers may see it: its rights, where they end, have not ended yet."""
        return self.may_be_shown_at(timezone.now())

    def may_be_shown_at(self, moment: datetime) -> bool:
        """Return whether readers may see it at ``moment``."""
        return self.rights_expire_at is None or self.rights_expire_at > moment

    @property
    def made_with_ai(self) -> bool:
        """Whether readers are to be told that generative AI had a part in it."""
        return made_with_ai(str(self.source_type))

    def alt_in(self, language: str) -> str:
        """Return the alternative text for readers of ``language`` (BCP 47): in it, or as it is."""
        in_others: dict[str, str] = self.alt_texts
        return in_others.get(language) or in_others.get(language.partition("-")[0]) or str(self.alt_text)

    @property
    def default_alt_text(self) -> str:
        """The alternative text that the desk proposes."""
        return str(self.alt_text)

    @property
    def missing(self) -> list[str]:
        """The names of what should be filled in before readers see it."""
        needed = ("credit", "alt_text")
        return [str(self._meta.get_field(name).verbose_name) for name in needed if not getattr(self, name)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is checked, read for its rights, given its first rendition and announced.

        Raises ``uploads.UnfitFileError`` for a file that cannot become a photo; then nothing is stored.
        """
        if self._brings_a_file():
            stored_before = self.file._committed  # noqa: SLF001
            self._save_with_file(*args, **kwargs)
            if stored_before:
                self.file.close()
        else:
            self._save_words(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: File[Any] | None = None) -> File[Any]:  # noqa: A002
        """Return the desk's rendition for ``filter``."""
        made = DeskFilter(filter.spec).run(self, io.BytesIO(), source)
        key = filter.get_cache_key(self)
        spec = filter.spec.replace("|", ".")
        name = ".".join(part for part in (spec, key, _extension(made.format_name)) if part)
        return File(made.f, name=name)

    def _brings_a_file(self) -> bool:
        return self._state.adding or not self.file._committed  # noqa: SLF001

    def _save_with_file(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("update_fields", None)
        if not self.file:
            raise UnfitFileError(gettext("There is no file."), code="empty")
        check_upload(self.file.file)
        self._set_image_file_metadata()
        self._fill_in_rights()
        former = (
            type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else None
        )
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                first_rendition(self)
                super().save(update_fields=["rendition_widths", "rendition_formats"])
                if former and former != self.file.name:
                    self._forget_file(former)
                announce(PhotoAdded(photo=self.pk, touches=(self.tag,), withdraws=self._withdrawn))
        except BaseException:
            if self.file._committed and self.file.name != former:  # noqa: SLF001
                self.file.storage.delete(self.file.name)
            raise

    def _save_words(self, *args: Any, **kwargs: Any) -> None:
        only = kwargs.get("update_fields")
        saved = [name for name in self.shown_fields if only is None or name in only]
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values(*saved).first() if saved else None
            super().save(*args, **kwargs)
            changed = {name for name, value in (before or {}).items() if value != getattr(self, name)}
            if changed:
                in_files = not changed.isdisjoint(self.carried_fields)
                announce(
                    PhotoChanged(
                        photo=self.pk,
                        in_files=in_files,
                        touches=(self.tag,),
                        withdraws=self._withdrawn,
                    )
                )

    @property
    def _withdrawn(self) -> tuple[str, ...]:
        """The photo's tag once readers may no longer see it."""
        return () if self.may_be_shown else (self.tag,)

    def _forget_file(self, former: str) -> None:
        """Delete the file that was replaced and the desk's renditions of it, once that is certain."""
        storage = self.file.storage
        # A file that cannot be deleted keeps nothing else from happening.
        transaction.on_commit(lambda: storage.delete(former), robust=True)
        self.renditions.all().delete()

    def _fill_in_rights(self) -> None:
        """Fill fields that are empty from what the file says; a title that is only the file's name counts."""
        said = read_rights(self.file)
        stem = PurePath(self.file.name).stem
        if str(self.title) in ("", self.file.name, stem):
            self.title: str = (said.title or stem)[:255]
        for name in (*self.word_fields, *self.rights_fields):
            value = getattr(said, name, None)
            if value and not getattr(self, name):
                setattr(self, name, _fitting(self._meta.get_field(name), value))


class PhotoRendition(AbstractRendition):
    """Wagtail's own renditions, used by the desk only."""

    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        """One file for a filter."""

        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_one_per_filter"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return where the rendition is kept: by the photo's content, so that names cannot be guessed."""
        return os.path.join("desk", self.image.file_hash[:20], os.path.basename(filename))  # noqa: PTH118, PTH119


def _fitting(field: Any, value: Any) -> Any:
    """Return ``value`` as ``field`` can hold it: cut to its length; an address that is none is dropped."""
    if not isinstance(value, str):
        return value
    if isinstance(field, models.URLField):
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError:
            return ""
        return value if len(value) <= (field.max_length or 0) else ""
    return value[: field.max_length]


def _extension(name: str) -> str:
    return "jpg" if name == "jpeg" else name
