"""A slow consequence of an event, kept as a row until it is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reaction(models.Model):
    """One reaction to one event: what is to be done, how often it was tried, and why it failed."""

    class State(models.TextChoices):
        """Where the reaction stands."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    event = models.CharField(_("event"), max_length=80)
    reaction = models.CharField(_("reaction"), max_length=120)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("announced"), auto_now_add=True)
    # When it may begin; once it runs, when it began.
    due_at = models.DateTimeField(_("due"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        """The desk asks for what is unfinished, oldest first, and for the newest failures."""

        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        indexes = [models.Index(fields=["state", "-id"], name="reaction_by_state")]

    def __str__(self) -> str:
        """Return event and reaction."""
        return f"{self.event} → {self.reaction}"
