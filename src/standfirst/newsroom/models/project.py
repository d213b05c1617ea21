"""Special projects: pages with a banner of their own."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.body import BODY_BLOCKS
from standfirst.newsroom.models.story import Story


class ProjectPage(Page):
    """A special project: banner, introduction, the stories that belong to it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    banner = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("banner")
    )
    introduction = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("introduction"))

    subpage_types: tuple[str, ...] = ()
    # A project is for every reader: the desk offers no password that reader pages would not ask for.
    private_page_options: tuple[str, ...] = ()
    # Reader pages render it, and know nothing of drafts of it.
    preview_modes: tuple[tuple[str, str], ...] = ()

    class Meta:
        """A Wagtail page."""

        verbose_name = _("special project")
        verbose_name_plural = _("special projects")

    @property
    def address(self) -> str:
        """The project's page."""
        return self.edition.path(f"/projects/{self.slug}/")

    @property
    def tag(self) -> str:
        """What pages that show this project depend on."""
        return f"project:{self.pk}"

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return site id, root and path, so that the desk's links lead to the edition's address."""
        site = super().get_url_parts(request)
        root = settings.BASE_URL
        if self.edition.host:
            root = f"{urlsplit(root).scheme}://{self.edition.host}"
        return (site[0], root, self.address) if site else None


class ProjectStory(Orderable):
    """A story that belongs to a special project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="project_stories")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+", verbose_name=_("story"))

    class Meta(Orderable.Meta):
        """A story belongs once."""

        verbose_name = _("story")
        constraints = [models.UniqueConstraint(fields=["page", "story"], name="project_story_once")]
