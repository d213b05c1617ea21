"""What syndication announces."""

from dataclasses import dataclass

from standfirst.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapChanged(Event):
    """A bucket of a sitemap says something else than before."""

    edition: int
    bucket: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAsked(Event):
    """Someone asked to be told of a feed's changes, or to be told no more."""

    subscription: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChanged(Event):
    """A feed changed that someone subscribed to: one event for each of them."""

    subscription: int
