"""The blocks that a story's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE_FEATURES = ["bold", "italic", "link", "superscript", "subscript"]


class PhotoBlock(blocks.StructBlock):
    """A photo with a caption of its own; empty: the photo's."""

    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))
    width = blocks.ChoiceBlock(
        choices=[("column", _("As wide as the text")), ("wide", _("Wider than the text"))],
        default="column",
        label=_("Width"),
    )

    class Meta:
        """At the desk."""

        icon = "image"
        label = _("Photo")


class PairedPhotoBlock(blocks.StructBlock):
    """One of two pictures side by side."""

    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))


class PairBlock(blocks.StructBlock):
    """Two pictures side by side."""

    left = PairedPhotoBlock(label=_("First"))
    right = PairedPhotoBlock(label=_("Second"))

    class Meta:
        """At the desk."""

        icon = "duplicate"
        label = _("Pictures side by side")


class QuoteBlock(blocks.StructBlock):
    """Someone's words and whose they are."""

    text = blocks.TextBlock(max_length=2000, label=_("Words"))
    attribution = blocks.CharBlock(required=False, max_length=200, label=_("Who said it"))

    class Meta:
        """At the desk."""

        icon = "openquote"
        label = _("Quote")


class HeadingBlock(blocks.StructBlock):
    """A heading within the body."""

    text = blocks.CharBlock(max_length=200, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2", label=_("Level")
    )

    class Meta:
        """At the desk."""

        icon = "title"
        label = _("Heading")


class ListBlock(blocks.StructBlock):
    """A list, bulleted or numbered."""

    style = blocks.ChoiceBlock(
        choices=[("bulleted", _("Bullets")), ("numbered", _("Numbers"))], default="bulleted", label=_("Style")
    )
    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Item")), label=_("Items")
    )

    class Meta:
        """At the desk."""

        icon = "list-ul"
        label = _("List")


class FactboxBlock(blocks.StructBlock):
    """Background beside the story."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    body = blocks.RichTextBlock(features=[*INLINE_FEATURES, "ul", "ol"], label=_("Text"))

    class Meta:
        """At the desk."""

        icon = "info-circle"
        label = _("Factbox")


class RelatedBlock(blocks.StructBlock):
    """Stories to read next, chosen by the editor."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    stories = blocks.ListBlock(SnippetChooserBlock("newsroom.Story", label=_("Story")), label=_("Stories"))

    class Meta:
        """At the desk."""

        icon = "link"
        label = _("Related stories")


class EmbedBlock(blocks.StructBlock):
    """Something from another host, shown behind a cover until the reader clicks."""

    url = blocks.URLBlock(max_length=500, label=_("Address"))
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))

    class Meta:
        """At the desk."""

        icon = "media"
        label = _("Embed")


class KeptBlock(blocks.StructBlock):
    """Something an import could not turn into a block; shown at the desk only."""

    html = blocks.TextBlock(label=_("As it came"))
    reason = blocks.CharBlock(required=False, max_length=300, label=_("Why it was kept"))

    class Meta:
        """At the desk."""

        icon = "warning"
        label = _("Kept from an import")


class PullQuoteBlock(QuoteBlock):
    """A sentence of the story, set large."""

    class Meta:
        """At the desk."""

        icon = "openquote"
        label = _("Pull quote")


BODY_BLOCKS = [
    ("text", blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Text"), icon="pilcrow")),
    ("heading", HeadingBlock()),
    ("quote", QuoteBlock()),
    ("pull_quote", PullQuoteBlock()),
    ("list", ListBlock()),
    (
        "table",
        TypedTableBlock([("text", blocks.CharBlock(required=False, label=_("Text")))], label=_("Table")),
    ),
    ("photo", PhotoBlock()),
    ("pair", PairBlock()),
    ("factbox", FactboxBlock()),
    ("related", RelatedBlock()),
    ("embed", EmbedBlock()),
    ("kept", KeptBlock()),
]
