"""Which stories a reader of one story may want next: about the same, not far from it in time."""

from collections.abc import Iterable, Sequence
from time import time
from typing import Any

from standfirst.discovery.asking import Backend
from standfirst.discovery.backends.choosing import backend
from standfirst.discovery.documents import Reader
from standfirst.editions.models import Edition
from standfirst.newsroom.models import Story

MOST = 6


def related_to(
    story_id: int, edition: Edition, *, limit: int = MOST, index: Backend | None = None
) -> Sequence[int]:
    """Return ids of live stories to read after a live one: the editor's own choice first, then the likest.

    Stories are like one another by topics they share, rare ones counting more, and by words that few
    stories have; of two as like, the younger comes first. Meant to be worked out when a story is published
    and kept: it costs milliseconds.
    """
    index = index or backend()
    story = Story.objects.filter(pk=story_id, edition=edition, live=True).first()
    documents = Reader(edition).documents([story_id]) if story else []
    if story is None or not documents:
        return []
    chosen = _chosen(story.body.raw_data)
    likest = index.like(edition, documents[0], int(time()), limit + len(chosen))
    ids = [pk for pk in dict.fromkeys([*chosen, *likest]) if pk != story_id]
    live = set(Story.objects.filter(pk__in=ids, edition=edition, live=True).values_list("pk", flat=True))
    return [pk for pk in ids if pk in live][:limit]


def _chosen(blocks: Iterable[Any]) -> list[int]:
    """Return the ids in a body's related boxes, in their order."""
    items = [item for block in blocks if block["type"] == "related" for item in block["value"]["stories"]]
    return [pk for item in items if (pk := item["value"] if isinstance(item, dict) else item)]
