"""The story: one table for every kind."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom.body import BODY_BLOCKS
from standfirst.newsroom.models.author import Author
from standfirst.newsroom.models.section import Section
from standfirst.newsroom.models.topic import Topic
from standfirst.text.slugs import slug_of

# The desk's list is read along one of these, last edited first; what it can be narrowed by stands in each,
# so that no row of the table is looked at for a story that is then left out.
_DESK_INDEXES = (
    ("story_desk", (), ("edition", "section", "kind", "desk_state")),
    ("story_desk_edition", ("edition",), ("section", "kind", "desk_state")),
    ("story_desk_section", ("section",), ("kind", "desk_state")),
    ("story_desk_state", ("desk_state",), ("edition", "section", "kind")),
    ("story_desk_kind", ("kind",), ("edition", "section", "desk_state")),
)

# What belongs to the story as a whole and not to a draft: never taken from a revision or an old copy.
_OF_THE_WHOLE = (
    "live_revision_id",
    "updated_at",
    "taken_down_at",
    "take_down_reason",
    "desk_state",
    "last_edited_at",
)
_STANDING = (
    *_OF_THE_WHOLE,
    "live",
    "expired",
    "has_unpublished_changes",
    "latest_revision_id",
    "first_published_at",
    "last_published_at",
    "locked",
    "locked_at",
    "locked_by_id",
)
# What can change of how readers find a live story: its address (the date in it stays), its other languages.
_PLACE = ("section_id", "slug", "translation_key")


class Story(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """A story of any kind, from first draft to take-down.

    ``pk`` is the public id: it is never reused, and addresses are found by it alone.
    """

    class DeskState(models.TextChoices):
        """Where a story stands, as the desk's list shows and filters it."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("With the section editor")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Published, with changes")
        EXPIRED = "expired", _("Expired")
        TAKEN_DOWN = "taken_down", _("Taken down")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=12, choices=StoryKind, default=StoryKind.NEWS)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+", verbose_name=_("section"))
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    short_headline = models.CharField(
        _("short headline"), max_length=90, blank=True, help_text=_("For lists; empty: the headline is used.")
    )
    slug = models.SlugField(
        _("address words"),
        max_length=120,
        allow_unicode=True,
        blank=True,
        help_text=_("Empty: made from the headline. Old addresses keep working."),
    )
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    dateline = models.CharField(_("dateline"), max_length=80, blank=True)
    lead_photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead photo")
    )
    lead_caption = models.CharField(_("lead photo's caption"), max_length=500, blank=True)
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("body"))
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False)

    embargo_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("Cannot be published before, whoever presses the button."),
    )
    # When what readers read last changed; None: never since it was first published.
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)
    take_down_reason = models.CharField(
        _("reason for the take-down"), max_length=500, blank=True, editable=False
    )
    desk_state = models.CharField(max_length=12, choices=DeskState, default=DeskState.DRAFT, editable=False)
    last_edited_at = models.DateTimeField(default=timezone.now, editable=False)
    live = models.BooleanField(_("live"), default=False, editable=False)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    # Where the row is, whatever a draft or a form says meanwhile; None: not read from the database.
    stored_place: tuple[int, int] | None = None
    # Where readers found it when it was held; None: nowhere.
    stood: tuple[Any, ...] | None = None

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="story", for_concrete_model=False)
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="story",
        for_concrete_model=False,
    )

    class Meta:
        """Every list that readers or the desk page through has its index (performance.md)."""

        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "edition"], name="story_one_per_translation"),
        ]
        indexes = [
            *(
                models.Index(fields=[*first, "-last_edited_at", "-id", *filters], name=name)
                for name, first, filters in _DESK_INDEXES
            ),
            models.Index(fields=["locked_at"], name="story_locked", condition=models.Q(locked=True)),
            models.Index(
                fields=["expire_at"],
                name="story_expiring",
                condition=models.Q(live=True, expire_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return the headline."""
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a slug from the headline when an editor gave none."""
        if not self.slug:
            self.slug = self.default_slug()
        super().save(*args, **kwargs)

    def default_slug(self) -> str:
        """Return the headline as the edition writes addresses; ``story`` when nothing is left of it."""
        in_own_letters = self.edition.slug_style == Edition.SlugStyle.UNICODE
        return slug_of(self.headline, unicode=in_own_letters) or "story"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Return the story as read; it remembers the edition and section that it is stored under."""
        story = super().from_db(db, field_names, values)
        if {"edition_id", "section_id"} <= story.__dict__.keys():
            story.stored_place = (story.edition_id, story.section_id)
        return story

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return a revision's content as a story that cannot go live before its embargo ends."""
        story = super().with_content_json(content)
        for fact in _OF_THE_WHOLE:
            setattr(story, fact, getattr(self, fact))
        story.stood = self.stood
        _follow_merges(story)
        embargo = story.embargo_until
        if embargo and embargo > timezone.now() and (not story.go_live_at or story.go_live_at < embargo):
            story.go_live_at = embargo
        return story

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision; the desk's list then shows the story as edited now."""
        self.last_edited_at = timezone.now()
        revision = super().save_revision(*args, **kwargs)
        type(self).objects.filter(pk=self.pk).update(last_edited_at=self.last_edited_at)
        return revision

    def hold(self) -> None:
        """Lock the story until the transaction ends, and learn how it stands now.

        Whoever changes what readers can read begins with it: another editor or a worker may have
        published, withdrawn or taken it down since this copy was read. What is done then tells by ``stood``
        what it changes for readers.
        """
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        stored = rows.values(*dict.fromkeys((*_STANDING, *_PLACE))).get()
        for name in _STANDING:
            setattr(self, name, stored[name])
        self.stood = tuple(stored[name] for name in _PLACE) if stored["live"] else None

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; everything that follows from it is in the same transaction.

        Raises PermissionDenied for a story that is taken down: it is to be restored first.
        """
        self.hold()
        if self.taken_down_at:
            raise PermissionDenied(gettext("The story is taken down; restore it first."))
        if self.live and self.live_revision_id is None:
            # Imported without a revision. Wagtail would take what is live off the site when it schedules.
            self.live_revision = revision
        revision.content_object = self
        return super().publish(revision, *args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the story off the site; everything that follows from it is in the same transaction."""
        self.hold()
        return super().unpublish(*args, **kwargs)

    @property
    def public_id(self) -> int:
        """The number in the story's address."""
        return int(self.pk)

    @property
    def tag(self) -> str:
        """What pages that show this story depend on."""
        return f"story:{self.pk}"

    @property
    def place(self) -> tuple[Any, ...] | None:
        """Where readers find it: another place is another address or other languages; None while not live."""
        return tuple(getattr(self, name) for name in _PLACE) if self.live else None

    @property
    def list_headline(self) -> str:
        """The headline as lists show it."""
        return self.short_headline or self.headline

    @property
    def dated(self) -> datetime:
        """The moment of first publication (now, while there was none) on the edition's clock."""
        return _dated(self.edition, self.first_published_at)

    @property
    def address(self) -> str:
        """The canonical address: ``/<section>/<YYYYMMDD><public id>-<slug>/`` within the edition."""
        return story_address(self.edition, self.section.slug, self.first_published_at, self.pk, self.slug)

    def get_full_url(self) -> str:
        """Return the address in full, so that a preview is rendered as a request to it would be."""
        host = f"{urlsplit(settings.BASE_URL).scheme}://{self.edition.host}"
        return f"{host if self.edition.host else settings.BASE_URL}{self.address}"

    full_url = property(get_full_url)

    def _get_dummy_headers(self, original_request: Any = None) -> dict[str, Any]:
        """Return a preview's headers; WSGI carries a path's own letters as the bytes of UTF-8 (PEP 3333)."""
        headers: dict[str, Any] = super()._get_dummy_headers(original_request)
        headers["PATH_INFO"] = headers["PATH_INFO"].encode().decode("latin-1")
        return headers

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Return the reader's own template: a preview is what readers will see."""
        return "website/story.html"


class StoryByline(Orderable):
    """One author of a story, in the order of the byline."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="+", verbose_name=_("author"))

    class Meta(Orderable.Meta):
        """An author stands once in a byline."""

        verbose_name = _("byline")
        constraints = [models.UniqueConstraint(fields=["story", "author"], name="byline_author_once")]
        indexes = [models.Index(fields=["author", "-story"], name="byline_newest_story_first")]


class StorySection(Orderable):
    """A further section that a story is listed in."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="other_sections")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+", verbose_name=_("section"))

    class Meta(Orderable.Meta):
        """A section is named once."""

        verbose_name = _("further section")
        constraints = [models.UniqueConstraint(fields=["story", "section"], name="story_section_once")]


class StoryTopic(Orderable):
    """A topic of a story, most important first."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+", verbose_name=_("topic"))

    class Meta(Orderable.Meta):
        """A topic is named once."""

        verbose_name = _("topic")
        constraints = [models.UniqueConstraint(fields=["story", "topic"], name="story_topic_once")]


def _follow_merges(story: Story) -> None:
    """Give a draft the surviving topics in the place of those merged since it was written, each once."""
    links = list(story.topic_links.all())
    ids = [link.topic_id for link in links]
    merged = dict(
        Topic.objects.filter(pk__in=ids, merged_into__isnull=False).values_list("pk", "merged_into")
    )
    if not merged:
        return
    kept: dict[int, StoryTopic] = {}
    for link in links:
        link.topic_id = merged.get(link.topic_id, link.topic_id)
        kept.setdefault(link.topic_id, link)
    story.topic_links.set(kept.values())


def story_address(edition: Edition, section: str, published_at: datetime | None, pk: int, slug: str) -> str:
    """Return the address of ``Story.address`` for who has the columns and no story; ``section`` is a slug."""
    dated = _dated(edition, published_at)
    day = f"{dated.year:04}{dated:%m%d}"  # strftime writes the year 1 as “1”
    return edition.path(f"/{section}/{day}{pk}-{slug}/")


def _dated(edition: Edition, published_at: datetime | None) -> datetime:
    return edition.local(published_at or timezone.now())
