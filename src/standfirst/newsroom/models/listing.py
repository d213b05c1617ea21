"""Which published stories stand in which list: the one table that every public list reads."""

from django.db import models

from standfirst.newsroom.models.story import Story


class ListedStory(models.Model):
    """A published story in one list.

    ``list`` is the tag of what is listed: ``edition:1``, ``kind:1:video``, ``section:7``, ``topic:3``,
    ``author:9``. Rows exist for published stories only; ``newsroom.listing.relist`` writes them.
    """

    list = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")

    class Meta:
        """One index serves every list, both ways, by keyset."""

        constraints = [models.UniqueConstraint(fields=["list", "story"], name="listed_once")]
        indexes = [models.Index(fields=["list", "-published_at", "-story"], name="listed_newest_first")]

    def __str__(self) -> str:
        """Return the list and the story's id."""
        return f"{self.list}: {self.story_id}"
