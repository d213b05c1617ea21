"""Corrections: what was wrong, said in public."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition
from standfirst.newsroom.models.story import Story


class Correction(models.Model):
    """A dated note on a published story (schema.org CorrectionComment)."""

    class Kind(models.TextChoices):
        """How grave it is."""

        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    story = models.ForeignKey(Story, models.CASCADE, related_name="corrections")
    # The story's, which never changes: one index then reads an edition's corrections, whatever others have.
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", editable=False, db_index=False, verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(_("text"), max_length=2000)
    at = models.DateTimeField(_("date"), default=timezone.now)

    class Meta:
        """Newest first, everywhere."""

        ordering = ("-at", "-id")
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["edition", "-at", "-id"], name="correction_by_edition")]

    def __str__(self) -> str:
        """Return the kind of note."""
        return self.get_kind_display()
