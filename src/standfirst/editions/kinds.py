"""The kinds of story that every edition lists, labels and filters by."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StoryKind(models.TextChoices):
    """What a story is; one table holds them all (see docs/decisions/0002)."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    GALLERY = "gallery", _("Gallery")
    CARTOON = "cartoon", _("Cartoon")
    INFOGRAPHIC = "infographic", _("Infographic")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    LIVE = "live", pgettext_lazy("kind of story", "Live")


MULTIMEDIA_KINDS = (
    StoryKind.GALLERY,
    StoryKind.CARTOON,
    StoryKind.INFOGRAPHIC,
    StoryKind.VIDEO,
    StoryKind.AUDIO,
)
