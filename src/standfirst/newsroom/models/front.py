"""The front page: what an editor puts where."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from standfirst.editions.models import Edition
from standfirst.newsroom.models.project import ProjectPage
from standfirst.newsroom.models.section import Section
from standfirst.newsroom.models.story import Story


class FrontPage(ClusterableModel):
    """An edition's front page; what is left empty fills itself with the newest."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="front", verbose_name=_("edition"))
    project = models.ForeignKey(
        ProjectPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("special project banner"),
    )

    class Meta:
        """One an edition."""

        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def __str__(self) -> str:
        """Return the edition's name."""
        return str(self.edition)


class FrontSlot(Orderable):
    """A story that an editor put into a slot."""

    class Area(models.TextChoices):
        """Where on the page the slot is."""

        LEAD = "lead", _("Lead")
        SECONDARY = "secondary", _("Secondary")
        MULTIMEDIA = "multimedia", _("Multimedia")

    front = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="slots")
    area = models.CharField(_("area"), max_length=12, choices=Area)
    story = models.ForeignKey(Story, models.CASCADE, related_name="+", verbose_name=_("story"))

    class Meta(Orderable.Meta):
        """In the editor's order."""

        verbose_name = _("slot")


class FrontSection(Orderable):
    """A section that has a row on the front page."""

    front = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="section_rows")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+", verbose_name=_("section"))

    class Meta(Orderable.Meta):
        """In the editor's order."""

        verbose_name = _("section row")
