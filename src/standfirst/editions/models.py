"""Editions: a paper's language, clock, address, contacts, disclaimers and legal texts."""

import zoneinfo
from datetime import datetime, tzinfo

import babel
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from standfirst.editions.kinds import StoryKind

# First path segments that belong to the program and can never be an edition or a section.
RESERVED_SEGMENTS = frozenset(
    {
        "account",
        "api",
        "archive",
        "authors",
        "contact",
        "corrections",
        "desk",
        "documents",
        "feeds",
        "for-you",
        "latest",
        "listen",
        "livez",
        "media",
        "metrics",
        "newsletters",
        "news-sitemap.xml",
        "podcasts",
        "privacy",
        "projects",
        "readyz",
        "robots.txt",
        "s",
        "search",
        "service-worker.js",
        "sitemap.xml",
        "standards",
        "static",
        "topics",
        "userbar",
    }
)


def known_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone, such as “Europe/Athens”."), params={"name": name}
        )


def known_language(code: str) -> None:
    """Refuse a code that is not a BCP 47 language known to CLDR."""
    try:
        babel.Locale.parse(code, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        raise ValidationError(
            _("“%(code)s” is not a language code, such as “fr” or “pt-BR”."), params={"code": code}
        ) from None


def not_reserved(segment: str) -> None:
    """Refuse a path segment that the program itself answers under."""
    if segment in RESERVED_SEGMENTS:
        raise ValidationError(
            _("“%(segment)s” is an address of the site itself."), params={"segment": segment}
        )


class Edition(models.Model):
    """One paper in one language, under a path prefix or a host of its own."""

    class Numbering(models.TextChoices):
        """CLDR numbering systems that dates and counts are written in."""

        LATIN = "latn", _("Latin digits (0123456789)")
        ARABIC = "arab", _("Arabic-Indic digits (٠١٢٣٤٥٦٧٨٩)")
        PERSIAN = "arabext", _("Persian digits (۰۱۲۳۴۵۶۷۸۹)")
        DEVANAGARI = "deva", _("Devanagari digits (०१२३४५६७८९)")
        BENGALI = "beng", _("Bengali digits (০১২৩৪৫৬৭৮৯)")

    class SlugStyle(models.TextChoices):
        """How a headline becomes the last part of an address."""

        TRANSLITERATE = "transliterate", _("In Latin letters")
        UNICODE = "unicode", _("In the edition's own letters")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=16, validators=[known_language])
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[known_time_zone])
    numbering = models.CharField(_("digits"), max_length=8, choices=Numbering, default=Numbering.LATIN)
    slug_style = models.CharField(
        _("addresses"), max_length=16, choices=SlugStyle, default=SlugStyle.TRANSLITERATE
    )
    host = models.CharField(
        _("host"), max_length=253, blank=True, help_text=_("Empty: the edition answers on every host.")
    )
    prefix = models.SlugField(
        _("path prefix"),
        max_length=20,
        blank=True,
        validators=[not_reserved],
        help_text=_("First part of every address, such as “fr”; empty for the edition at the root."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#9b1c31",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as # and six digits."))],
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    editor_email = models.EmailField(_("editor's e-mail"), blank=True)
    moderators_email = models.EmailField(_("moderators' e-mail"), blank=True)
    privacy_email = models.EmailField(_("privacy contact's e-mail"), blank=True)
    corrections_email = models.EmailField(_("corrections e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        """Editions are few and always read in their own order."""

        ordering = ("position", "id")
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["host", "prefix"], name="edition_one_per_address"),
        ]

    def __str__(self) -> str:
        """Return the paper's name."""
        return self.name

    @property
    def locale(self) -> babel.Locale:
        """The edition's language as CLDR knows it."""
        return babel.Locale.parse(self.language, sep="-")

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, for the ``dir`` attribute."""
        return str(self.locale.text_direction)

    @property
    def zone(self) -> tzinfo:
        """The edition's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def path(self, rest: str = "/") -> str:
        """Return ``rest`` (a path beginning with ``/``) as an address within this edition."""
        return f"/{self.prefix}{rest}" if self.prefix else rest

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` on the edition's own clock; as it is where no calendar has that time there."""
        try:
            return timezone.localtime(moment, self.zone)
        except OverflowError:  # within hours of the years 1 and 9999
            return moment


class Disclaimer(models.Model):
    """The sentence printed under every story of one kind, in one edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="disclaimers")
    kind = models.CharField(_("kind"), max_length=16, choices=StoryKind)
    text = models.TextField(_("text"), max_length=1000)

    class Meta:
        """One sentence a kind."""

        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="disclaimer_one_per_kind")]

    def __str__(self) -> str:
        """Return the kind that it stands under."""
        return self.get_kind_display()


class LegalText(models.Model):
    """One version of a text that readers accept; a new version is a new row (GDPR article 7(1))."""

    class Kind(models.TextChoices):
        """Which text it is."""

        PRIVACY = "privacy", _("Privacy policy")
        STANDARDS = "standards", _("Community standards")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="legal_texts")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "link", "ul", "ol"])
    effective_at = models.DateTimeField(_("in force from"), default=timezone.now)

    class Meta:
        """Newest first, one row a version."""

        ordering = ("-effective_at", "-id")
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "version"], name="legal_text_one_per_version")
        ]

    def __str__(self) -> str:
        """Return title and version."""
        return f"{self.title} ({self.version})"
