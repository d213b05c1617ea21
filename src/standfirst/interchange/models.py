"""What was imported from where: the memory that makes a second import of the same file harmless."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.models import Story


class ImportedStory(models.Model):
    """One story of another system and what it became here.

    ``story`` is empty once the desk has deleted it: it then stays deleted, however often it is imported.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    source = models.CharField(_("source"), max_length=200)
    source_id = models.CharField(_("id at the source"), max_length=500)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    version = models.CharField(_("version at the source"), max_length=80, blank=True)
    changed_at = models.DateTimeField(_("changed at the source"), null=True)
    digest = models.CharField(max_length=64)
    cancelled = models.BooleanField(_("cancelled by the source"), default=False)
    # The story's own ``last_edited_at`` as the import left it: another value means that the desk was there.
    edited_at = models.DateTimeField()
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        """One row a story, edition and source."""

        verbose_name = _("imported story")
        verbose_name_plural = _("imported stories")
        constraints = [
            models.UniqueConstraint(fields=["edition", "source", "source_id"], name="imported_story_once")
        ]

    def __str__(self) -> str:
        """Return source and id."""
        return f"{self.source} {self.source_id}"


class ImportedPhoto(models.Model):
    """One picture of another system and the photo that it became here."""

    source = models.CharField(_("source"), max_length=200)
    source_id = models.CharField(_("id at the source"), max_length=500)
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="+")

    class Meta:
        """One row a picture and source."""

        verbose_name = _("imported photo")
        verbose_name_plural = _("imported photos")
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="imported_photo_once")]

    def __str__(self) -> str:
        """Return source and id."""
        return f"{self.source} {self.source_id}"
