"""Published versions of a story, as readers read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from standfirst.newsroom.models.story import Story


class StoryVersion(models.Model):
    """The words of one published version; kept for ever, so that readers can see what changed."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    published_at = models.DateTimeField(_("published"))
    headline = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    # One string for each paragraph, heading, item, quote or caption, in order.
    paragraphs = models.JSONField(default=list)
    # Taken down since: what was withdrawn is not to be read again as what changed.
    withdrawn = models.BooleanField(default=False, db_default=False)

    class Meta:
        """In the order of publication."""

        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="version_numbered_once")]

    def __str__(self) -> str:
        """Return story and number."""
        return f"{self.story_id} v{self.number}"
