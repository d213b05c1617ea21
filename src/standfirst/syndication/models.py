"""What syndication keeps: the site's own key, uses of short links, sitemap buckets, subscriptions."""

import random
import string
import uuid
from typing import ClassVar, Self

from django.db import models

from standfirst.delivery.fragments import fragment
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Story


def _shuffled() -> str:
    letters = list(string.ascii_letters + string.digits)
    random.SystemRandom().shuffle(letters)
    return "".join(letters)


class SiteKey(models.Model):
    """What makes this site's identities its own: one row, written once and never changed.

    Kept rather than made of the secret key, which an operator may change: entries of feeds would all be new
    again, and printed short links dead.
    """

    namespace = models.UUIDField(default=uuid.uuid4)
    alphabet = models.CharField(max_length=62, default=_shuffled)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    def __str__(self) -> str:
        """Return the namespace."""
        return str(self.namespace)

    @classmethod
    def get(cls) -> Self:
        """Return the row, written when it is first asked for."""
        return fragment("site key", lambda: cls.objects.get_or_create(pk=1)[0])

    def identity(self, of: str) -> str:
        """Return the name for ever (RFC 9562, 5.5) of what this site calls ``of``, such as ``story:81``."""
        return uuid.uuid5(self.namespace, of).urn


class ShortLinkUse(models.Model):
    """How often a story's short link was followed."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="+")
    count = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return story and count."""
        return f"{self.story_id}: {self.count}"


class SitemapBucket(models.Model):
    """One file of an edition's sitemap: the stories of a span of ids, and when what it says last changed."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    stories = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        """In the order of ids; the constraint's index reads them."""

        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="sitemap_bucket_numbered_once")
        ]

    def __str__(self) -> str:
        """Return edition and number."""
        return f"{self.edition_id}: {self.number}"


class Subscription(models.Model):
    """Someone who is told when a feed changed (W3C WebSub); confirmed by their own answer.

    ``list`` and ``form`` say which feed it is, ``topic`` its address as the subscriber wrote it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    list = models.CharField(max_length=40)
    form = models.CharField(max_length=12)
    topic = models.CharField(max_length=2000)
    callback = models.CharField(max_length=1000)
    secret = models.CharField(max_length=200, blank=True)
    # Until when; None: asked for, not confirmed yet.
    lease_until = models.DateTimeField(null=True)
    # What was asked for last and is to be confirmed, and for how many seconds; empty: nothing.
    asked_mode = models.CharField(max_length=12, blank=True)
    asked_seconds = models.PositiveIntegerField(default=0)
    asked_secret = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    # Whether a message is on its way that will carry what changes meanwhile; how many failed in a row.
    due = models.BooleanField(default=False)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A callback hears of a feed once; what changed is looked up by list."""

        constraints = [
            models.UniqueConstraint(fields=["callback", "list", "form"], name="subscribed_once"),
        ]
        indexes = [models.Index(fields=["list"], name="subscription_by_list")]

    def __str__(self) -> str:
        """Return the callback."""
        return self.callback
