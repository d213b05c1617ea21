"""What a story's page tells machines: JSON-LD (schema.org), Open Graph, its other languages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from markupsafe import Markup

from standfirst.editions.addresses import absolute
from standfirst.editions.kinds import StoryKind
from standfirst.editions.models import Edition
from standfirst.media.models import Photo
from standfirst.newsroom import embeds
from standfirst.newsroom.full_story import Byline, Note, TopicLink, Translation
from standfirst.newsroom.models import Author, Section, Story, Topic
from standfirst.newsroom.reading import ReadBlock, sections_of
from standfirst.syndication.characters import fit
from standfirst.syndication.images import WANTED_WIDTH, image_of

# As many pictures of a gallery as machines are told of.
MOST_PICTURES = 100

_TYPES: Mapping[str, str] = {
    StoryKind.ANALYSIS: "AnalysisNewsArticle",
    StoryKind.OPINION: "OpinionNewsArticle",
    StoryKind.CARTOON: "OpinionNewsArticle",
    StoryKind.GALLERY: "ImageGallery",
    StoryKind.LIVE: "LiveBlogPosting",
}
_ABOUT: Mapping[str, str] = {
    Topic.Kind.PERSON: "Person",
    Topic.Kind.ORGANISATION: "Organization",
    Topic.Kind.PLACE: "Place",
    Topic.Kind.EVENT: "Event",
}
# Characters that could end the script or its string early, as JSON writes them (RFC 8259, 7).
_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}

Data = dict[str, Any]


class StoryShown(Protocol):
    """A story as its page shows it."""

    @property
    def story(self) -> Story:
        """Return the story; its edition, section and lead photo are known, the photo only if it is shown."""

    @property
    def body(self) -> Sequence[ReadBlock]:
        """Return its body."""

    @property
    def authors(self) -> Sequence[Byline]:
        """Return its authors."""

    @property
    def topics(self) -> Sequence[TopicLink]:
        """Return its topics, most important first."""

    @property
    def notes(self) -> Sequence[Note]:
        """Return its corrections, newest first."""

    @property
    def translations(self) -> Mapping[int, Translation]:
        """Return where it is found, itself included, in the order of the editions."""


def linked_data(shown: StoryShown) -> Data:
    """Return the story and the way to it as one JSON-LD document; what is empty is left out."""
    return {"@context": "https://schema.org", "@graph": [_article(shown), _breadcrumbs(shown.story)]}


def front_data(edition: Edition) -> Data:
    """Return the paper itself, for its front page."""
    publisher = _publisher(edition)
    site = {
        "@type": "WebSite",
        "@id": f"{publisher['url']}#site",
        "url": publisher["url"],
        "name": fit(edition.name),
        "description": fit(edition.tagline),
        "inLanguage": edition.language,
        "publisher": {"@id": publisher["@id"]},
    }
    return {"@context": "https://schema.org", "@graph": [_filled(site), publisher]}


def script_block(data: Data) -> Markup:
    """Return ``data`` as a script element that no browser runs (so no CSP forbids it) or ends early."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704


# --- the story --------------------------------------------------------------------------------------


def _article(shown: StoryShown) -> Data:
    story = shown.story
    edition, address = story.edition, absolute(story.edition, story.address)
    images = _images(shown)
    publisher = _publisher(edition)
    said: Data = {
        "@type": _TYPES.get(story.kind, "NewsArticle"),
        "@id": f"{address}#story",
        "url": address,
        "mainEntityOfPage": address,
        "headline": fit(story.headline),
        "description": fit(story.standfirst),
        "inLanguage": edition.language,
        "datePublished": _moment(story.first_published_at, edition),
        "dateModified": _moment(_last_change(shown), edition),
        "articleSection": fit(story.section.name),
        "keywords": [fit(topic.name) for topic in shown.topics],
        "about": [_topic(topic, edition) for topic in shown.topics],
        "author": [_author(author, edition) for author in shown.authors] or publisher,
        "publisher": publisher,
        "copyrightHolder": {"@id": publisher["@id"]},
        "copyrightYear": story.dated.year if story.first_published_at else None,
        "isAccessibleForFree": True,
        "image": images,
        "correction": [_correction(note, edition) for note in shown.notes],
        "workTranslation": [
            {"@id": f"{absolute(one.edition, one.address)}#story", "inLanguage": one.edition.language}
            for one in shown.translations.values()
            if one.edition.pk != edition.pk
        ],
        **_of_its_kind(shown, images),
    }
    if said["@type"] == "ImageGallery":
        del said["articleSection"]  # an article's only
    return _filled(said)


def _of_its_kind(shown: StoryShown, images: list[Data]) -> Data:
    """Return what only some kinds of story have."""
    story, edition = shown.story, shown.story.edition
    match story.kind:
        case StoryKind.GALLERY:
            return {"associatedMedia": images}
        case StoryKind.LIVE:
            return {"coverageStartTime": _moment(story.first_published_at, edition)}
        case StoryKind.VIDEO:
            return {"dateline": fit(story.dateline), "video": _clip(shown, "VideoObject", images)}
        case StoryKind.AUDIO:
            return {"dateline": fit(story.dateline), "audio": _clip(shown, "AudioObject", images)}
    return {"dateline": fit(story.dateline)}


def _clip(shown: StoryShown, kind: str, images: list[Data]) -> Data | None:
    """Return the first clip of the body that can be played where it is framed."""
    audible = kind == "AudioObject"
    for block in shown.body:
        embed = block.embed
        if embed and embed.frame_address and (embed.shape == embeds.AUDIO) == audible:
            story = shown.story
            return _filled(
                {
                    "@type": kind,
                    "name": fit(block.value.get("caption") or story.headline),
                    "description": fit(story.standfirst or story.headline),
                    "embedUrl": absolute(story.edition, embed.frame_address),
                    "url": absolute(story.edition, embed.address),
                    "thumbnailUrl": images[0]["contentUrl"] if images else None,
                    "uploadDate": _moment(story.first_published_at, story.edition),
                    "inLanguage": story.edition.language,
                }
            )
    return None


def _publisher(edition: Edition) -> Data:
    front = absolute(edition, edition.path("/"))
    contact = {"@type": "ContactPoint", "contactType": "newsroom", "email": edition.editor_email}
    return _filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{front}#publisher",
            "name": fit(edition.name),
            "legalName": fit(edition.publisher),
            "url": front,
            "publishingPrinciples": absolute(edition, edition.path("/standards/")),
            "correctionsPolicy": absolute(edition, edition.path("/corrections/")),
            "contactPoint": contact if edition.editor_email else None,
        }
    )


def _author(author: Byline, edition: Edition) -> Data:
    kind = "Organization" if author.kind == Author.Kind.AGENCY else "Person"
    said = {"@type": kind, "name": fit(author.name), "url": absolute(edition, author.address)}
    if kind == "Person":
        said["jobTitle"] = fit(author.role)
        portrait = image_of(author.portrait, edition, width=320)
        said["image"] = portrait.address if portrait else ""
    return _filled(said)


def _topic(topic: TopicLink, edition: Edition) -> Data:
    return {
        "@type": _ABOUT.get(topic.kind, "Thing"),
        "name": fit(topic.name),
        "url": absolute(edition, topic.address),
    }


def _correction(note: Note, edition: Edition) -> Data:
    said = f"{note.label}: {note.text}"
    return {"@type": "CorrectionComment", "text": fit(said), "datePublished": _moment(note.at, edition)}


def _breadcrumbs(story: Story) -> Data:
    edition = story.edition
    steps = [(edition.name, edition.path("/"))]
    steps += [(section.name, section.address) for section in _way_to(story.section, edition)]
    steps.append((story.headline, story.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": fit(name), "item": absolute(edition, path)}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def _way_to(section: Section, edition: Edition) -> list[Section]:
    above = [one for one in sections_of(edition) if one.pk == section.parent_id]
    return [*above, section]


# --- pictures ---------------------------------------------------------------------------------------


def _images(shown: StoryShown) -> list[Data]:
    """Return the lead photo; for a gallery, every picture of the body too, each once."""
    story = shown.story
    found = list(_pictures(shown)) if story.kind == StoryKind.GALLERY else []
    pictures = {story.lead_photo.pk: (story.lead_photo, story.lead_caption)} if story.lead_photo else {}
    for photo, caption in found:
        pictures.setdefault(photo.pk, (photo, caption))
    objects = (_image(photo, caption, story.edition) for photo, caption in pictures.values())
    return [one for one in objects if one][:MOST_PICTURES]


def _pictures(shown: StoryShown) -> Iterator[tuple[Photo, str]]:
    for block in shown.body:
        values = [block.value] if block.type == "photo" else []
        if block.type == "pair":
            values = [block.value["left"], block.value["right"]]
        for photo, value in zip(block.photos, values, strict=False):
            if photo:
                yield photo, value.get("caption") or ""


def _image(photo: Photo, caption: str, edition: Edition) -> Data | None:
    """Return a picture with its rights, as search engines show them beside it."""
    image = image_of(photo, edition, caption=caption, width=max(photo.rendition_widths, default=0))
    if image is None:
        return None
    creator = {"@type": "Person", "name": fit(str(photo.creator))} if photo.creator else None
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": image.address,
            "url": image.address,
            "width": _pixels(image.width),
            "height": _pixels(image.height),
            "caption": image.caption or image.alt,
            "creator": creator,
            "creditText": image.credit,
            "copyrightNotice": fit(str(photo.copyright_notice)),
            "license": photo.web_statement,
            "acquireLicensePage": photo.licensor_url,
        }
    )


def _pixels(count: int) -> Data:
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}  # UN/CEFACT's pixel


# --- Open Graph and other languages -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alternate:
    """``<link rel="alternate" hreflang=… href=…>``."""

    language: str
    address: str


def open_graph(shown: StoryShown) -> list[tuple[str, str]]:
    """Return the story's properties (ogp.me) as they are read: a picture, then its size."""
    story = shown.story
    edition = story.edition
    image = image_of(story.lead_photo, edition, caption=story.lead_caption, width=WANTED_WIDTH)
    said: list[tuple[str, Any]] = [
        ("og:type", "article"),
        ("og:site_name", fit(edition.name)),
        ("og:title", fit(story.headline)),
        ("og:description", fit(story.standfirst)),
        ("og:url", absolute(edition, story.address)),
        ("og:locale", str(edition.locale)),
    ]
    others = [one.edition for one in shown.translations.values() if one.edition.pk != edition.pk]
    said += [("og:locale:alternate", str(other.locale)) for other in others]
    if image:
        said += [
            ("og:image", image.address),
            ("og:image:type", image.mime_type),
            ("og:image:width", image.width),
            ("og:image:height", image.height),
            ("og:image:alt", image.alt),
        ]
    said += [
        ("article:published_time", _moment(story.first_published_at, edition)),
        ("article:modified_time", _moment(story.updated_at, edition)),
        *(("article:author", absolute(edition, author.address)) for author in shown.authors),
        ("article:section", fit(story.section.name)),
        *(("article:tag", fit(topic.name)) for topic in shown.topics),
    ]
    return [(name, str(value)) for name, value in said if value]


def alternates(shown: StoryShown) -> list[Alternate]:
    """Return every version of the story, itself included, and which one is for all other readers.

    That is the first edition's, in their own order. Nothing where there is one version only.
    """
    return _alternates([(one.edition, one.address) for one in shown.translations.values()])


def front_alternates(editions: Sequence[Edition]) -> list[Alternate]:
    """Return the front pages of all editions in the same way."""
    return _alternates([(edition, edition.path("/")) for edition in editions])


def _alternates(versions: Sequence[tuple[Edition, str]]) -> list[Alternate]:
    if len(versions) < 2:  # noqa: PLR2004
        return []
    found = [Alternate(edition.language, absolute(edition, path)) for edition, path in versions]
    return [*found, Alternate("x-default", found[0].address)]


def _last_change(shown: StoryShown) -> datetime | None:
    story = shown.story
    moments = [story.first_published_at, story.updated_at, *(note.at for note in shown.notes)]
    return max(filter(None, moments), default=None)


def _moment(moment: datetime | None, edition: Edition) -> str:
    return edition.local(moment).isoformat(timespec="seconds") if moment else ""


def _filled(said: Data) -> Data:
    return {name: value for name, value in said.items() if value not in (None, "", [])}
