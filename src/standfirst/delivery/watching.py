"""What an operator wants to know of the page store, at a glance."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from standfirst.delivery.machine import versions_in
from standfirst.delivery.models import Drop
from standfirst.delivery.store import pages_on_disk

HOURS = 24
_NEWEST = 25


@dataclass(frozen=True, slots=True)
class Hour:
    """One bar of the chart: how many drops, and how high (0 to 100), the hour's beginning beside it."""

    at: str
    drops: int
    height: int
    place: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """The page store of this machine, and the changes of the last day."""

    pages: int
    size: int
    room: int
    trusted: bool
    heard_ago: float | None
    hours: list[Hour]
    newest: list[Drop]

    @property
    def drops(self) -> int:
        """Changes of the last day."""
        return sum(hour.drops for hour in self.hours)


def delivery_now() -> Delivery:
    """Return the state of the page store as this machine knows it."""
    directory = Path(settings.DELIVERY_DIRECTORY)
    versions = versions_in(directory)
    pages, size = pages_on_disk(directory / "pages")
    return Delivery(
        pages=pages,
        size=size,
        room=settings.ENVIRONMENT.page_store_pages,
        trusted=versions.trusted(),
        heard_ago=versions.unheard_for() if versions.horizon() >= 0 else None,
        hours=_hours(),
        newest=list(Drop.objects.order_by("-pk")[:_NEWEST]),
    )


def _hours() -> list[Hour]:
    now = timezone.localtime()
    begin = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    moments = Drop.objects.filter(at__gte=begin).values_list("at", flat=True)
    counts = Counter((moment - begin) // timedelta(hours=1) for moment in moments.iterator())
    most = max(counts.values(), default=0) or 1
    return [
        Hour(
            at=(begin + timedelta(hours=hour)).strftime("%H:00"),
            drops=counts[hour],
            height=-(-counts[hour] * 100 // most),
            place=hour * 30,
        )
        for hour in range(HOURS)
    ]
