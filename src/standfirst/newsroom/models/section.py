"""Sections, two levels deep."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition, not_reserved


class Section(models.Model):
    """A part of the paper; a second-level section's stories are also its parent's."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=60, allow_unicode=True, validators=[not_reserved])
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        """In the order of the paper's navigation."""

        ordering = ("position", "id")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="section_one_per_address")]

    def __str__(self) -> str:
        """Return the section's name."""
        return self.name

    def clean(self) -> None:
        """Refuse a third level, a parent of another edition and an address that is an edition's prefix."""
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Sections have two levels: choose a first-level section.")})
        if self.parent and self.parent.edition_id != self.edition_id:
            raise ValidationError({"parent": _("Choose a section of the same edition.")})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This section has sections of its own and must stay first-level.")}
            )
        if Edition.objects.filter(prefix=self.slug).exists():
            raise ValidationError({"slug": _("An edition already answers under this address.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and what follows from it, all or nothing: a move relists the section's stories."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    @property
    def tag(self) -> str:
        """What pages that list this section depend on."""
        return f"section:{self.pk}"

    @property
    def address(self) -> str:
        """The section's page."""
        return self.edition.path(f"/{self.slug}/")
