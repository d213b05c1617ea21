"""Photos and their renditions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Photo(AbstractImage):
    """A picture with its rights: IPTC Photo Metadata 2023.2 fields that editors see.

    The uploaded file is never served; readers get ``widths`` x ``formats`` renditions of it.
    """

    caption = models.TextField(_("caption"), max_length=2000, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    credit = models.CharField(_("credit line"), max_length=255, blank=True)
    creator = models.CharField(_("creator"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    usage_terms = models.CharField(_("usage terms"), max_length=500, blank=True)
    web_statement = models.URLField(_("rights web page"), max_length=500, blank=True)
    licensor_url = models.URLField(_("licensor's web page"), max_length=500, blank=True)
    source_type = models.URLField(
        _("digital source type"),
        max_length=200,
        blank=True,
        help_text=_("IPTC term; tells pictures made by AI or program."),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    rights_expire_at = models.DateTimeField(_("may be used until"), null=True, blank=True)
    # Ready renditions: widths in pixels of the files that exist; empty until the worker made them.
    rendition_widths = models.JSONField(default=list, editable=False)
    rendition_formats = models.JSONField(default=list, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "caption",
        "alt_text",
        "credit",
        "creator",
        "copyright_notice",
        "usage_terms",
        "web_statement",
        "licensor_url",
        "source_type",
        "taken_at",
        "place",
        "rights_expire_at",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        """As Wagtail's own image."""

        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [models.Index(fields=["file_hash"], name="photo_by_content")]


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
