"""What discovery keeps in the database."""

from django.db import models


class ChangedStory(models.Model):
    """A story that changed for readers: the index is to look at it again.

    Written in the transaction of the change, so none is lost. Rows stay for a while once they are done: an
    index that is being rebuilt meanwhile needs them too.
    """

    story_id = models.BigIntegerField()  # the story itself may be gone
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Asked for what is not done, in order; and for what was done since a moment."""

        indexes = [models.Index(fields=["done_at", "id"], name="changed_story_not_done")]

    def __str__(self) -> str:
        """Return the story's tag."""
        return f"story:{self.story_id}"
