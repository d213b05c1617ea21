"""Authors: people and agencies whose names stand over stories."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition
from standfirst.media.models import Photo


class Author(models.Model):
    """A name in bylines; need not be able to sign in."""

    class Kind(models.TextChoices):
        """Who stands behind the name."""

        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="authors")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    biography = models.TextField(_("biography"), max_length=2000, blank=True)
    portrait = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk account"),
    )

    class Meta:
        """By name, one address an edition."""

        ordering = ("name", "id")
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="author_one_per_address")]

    def __str__(self) -> str:
        """Return the author's name."""
        return self.name

    @property
    def tag(self) -> str:
        """What pages that name this author depend on."""
        return f"author:{self.pk}"

    @property
    def address(self) -> str:
        """The author's page."""
        return self.edition.path(f"/authors/{self.slug}/")
