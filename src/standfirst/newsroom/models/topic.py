"""Topics: people, organisations, places, events and themes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition


class Topic(models.Model):
    """Something stories are about, known under one or several names."""

    class Kind(models.TextChoices):
        """What the topic is (schema.org's Person, Organization, Place, Event, Thing)."""

        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")
        PLACE = "place", _("Place")
        EVENT = "event", _("Event")
        THEME = "theme", _("Theme")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="topics")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.THEME)
    name = models.CharField(_("name"), max_length=120)
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        """By name, one address an edition."""

        ordering = ("name", "id")
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="topic_one_per_address")]

    def __str__(self) -> str:
        """Return the topic's first name."""
        return self.name

    def clean(self) -> None:
        """Refuse other names that are not a list of words."""
        if not isinstance(self.other_names, list) or not all(
            isinstance(name, str) for name in self.other_names
        ):
            raise ValidationError({"other_names": _("Write the other names as a list of words.")})

    @property
    def tag(self) -> str:
        """What pages that list this topic depend on."""
        return f"topic:{self.pk}"

    @property
    def address(self) -> str:
        """The topic's page."""
        return self.edition.path(f"/topics/{self.slug}/")
