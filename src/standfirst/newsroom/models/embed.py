"""Hosts that stories may embed from, beyond the built-in list."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmbedProvider(models.Model):
    """A host added by the administrator, asked by oEmbed (oembed.com) for what to show."""

    name = models.CharField(_("name"), max_length=80)
    host = models.CharField(
        _("host"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9.-]+$", _("Write a host name, such as “video.example”."))],
        help_text=_("Addresses on this host and its subdomains may be embedded."),
    )
    endpoint = models.URLField(_("oEmbed address"), max_length=500)

    class Meta:
        """By name."""

        ordering = ("name",)
        verbose_name = _("embed provider")
        verbose_name_plural = _("embed providers")

    def __str__(self) -> str:
        """Return the provider's name."""
        return self.name


class EmbedAnswer(models.Model):
    """What a provider answered for one address."""

    provider = models.ForeignKey(EmbedProvider, models.CASCADE, related_name="answers")
    address = models.URLField(max_length=500, unique=True)
    title = models.CharField(max_length=300, blank=True)
    frame_address = models.URLField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One an address."""

        verbose_name = _("embed answer")

    def __str__(self) -> str:
        """Return the embedded address."""
        return self.address
