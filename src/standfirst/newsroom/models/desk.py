"""Who may do what at the desk, and what colleagues tell each other."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from standfirst.editions.models import Edition
from standfirst.newsroom.models.section import Section
from standfirst.newsroom.models.story import Story


class DeskRole(models.Model):
    """What one person may do in one section, or in a whole edition when no section is named."""

    class Role(models.TextChoices):
        """Writers write and file; editors also change others' stories, publish and take down."""

        WRITER = "writer", _("Writer")
        EDITOR = "editor", _("Editor")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_roles", verbose_name=_("account")
    )
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Empty: every section of the edition. A first-level section includes its second level."),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role)

    class Meta:
        """One role a person and section."""

        verbose_name = _("desk role")
        verbose_name_plural = _("desk roles")
        constraints = [
            models.UniqueConstraint(fields=["account", "edition", "section"], name="desk_role_once"),
            models.UniqueConstraint(
                fields=["account", "edition"],
                condition=models.Q(section=None),
                name="desk_role_once_for_all_sections",
            ),
        ]

    def __str__(self) -> str:
        """Return person, role and section."""
        return f"{self.account}: {self.get_role_display()}, {self.section or self.edition}"


class StoryNote(models.Model):
    """A note between colleagues beside a story; readers never see it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the conversation."""

        ordering = ("at", "id")
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        """Return the note's beginning."""
        return self.text[:60]
