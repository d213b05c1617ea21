"""The log of what was dropped: how a machine learns what others changed, or what it was killed over."""

from django.db import models


class Drop(models.Model):
    """Tags that one change touched, written in the transaction of the change (see ``dropping``)."""

    tags = models.JSONField()
    withdrawn = models.JSONField(default=list)
    # The transaction's number on PostgreSQL, where rows do not become visible in the order of their ids.
    transaction_id = models.BigIntegerField(default=0)
    # Whether the process that made the change renders the hot pages again itself.
    renewed = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Read by those who follow, from where they were."""

        indexes = [
            models.Index(fields=["transaction_id"], name="drop_by_transaction"),
            models.Index(fields=["at"], name="drop_by_age"),
        ]

    def __str__(self) -> str:
        """Return the tags."""
        return " ".join(self.tags)
