"""The hub that tells subscribers of changed feeds (W3C WebSub, Recommendation of 23 January 2018).

Asking is a row and a letter to the subscriber, who must confirm; every change is a row for each subscriber,
sent by the worker and tried again. Whoever does not answer six times in a row is forgotten. Addresses are
strangers': all of them are reached through the guard.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone, translation

from standfirst.delivery.depending import collecting
from standfirst.events.announcing import announce
from standfirst.fetching.guarded import Letter, Limits, RefusedError, fetch, send
from standfirst.syndication.events import FeedChanged, SubscriptionAsked
from standfirst.syndication.feeds import feed, hub_of
from standfirst.syndication.models import Subscription
from standfirst.syndication.subjects import FORMS, Subject, subject_at

SUBSCRIBE, UNSUBSCRIBE = "subscribe", "unsubscribe"
DEFAULT_LEASE, LONGEST_LEASE, SHORTEST_LEASE = (
    int(timedelta(days=days).total_seconds()) for days in (10, 30, 1)
)
LONGEST_SECRET = 199  # bytes (5.1: less than 200)
# Anyone may ask us to ask anyone: so many may wait for their confirmation, and so many be told, in all and
# of one host.
MOST_WAITING, MOST_WAITING_OF_A_HOST = 200, 20
MOST, MOST_OF_A_HOST = 20_000, 1_000
GIVES_UP_AFTER = 6
_FORGOTTEN_AFTER = timedelta(hours=1)

_CONFIRMATION = Limits(size=4096, seconds=10, redirects=0, types=("",))
_GONE, _OK, _MULTIPLE_CHOICES = 410, 200, 300


class UnfitRequestError(Exception):
    """A request that the hub does not take; the message says why."""


class BusyError(Exception):
    """Too many subscribed, or wait for their confirmation, already."""


class UnansweredError(Exception):
    """A subscriber did not take what was sent; it is tried again."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a subscriber asks for (5.1), checked."""

    mode: str
    topic: str
    callback: str
    secret: str
    seconds: int

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Request":
        """Return the request that a form makes; raises UnfitRequestError."""
        mode, callback = given.get("hub.mode", ""), given.get("hub.callback", "")
        if mode not in {SUBSCRIBE, UNSUBSCRIBE}:
            raise UnfitRequestError("hub.mode must be subscribe or unsubscribe.")
        if not _is_callback(callback):
            raise UnfitRequestError(
                "hub.callback must be an http or https address of at most 1000 characters."
            )
        secret = given.get("hub.secret", "")
        if len(secret.encode()) > LONGEST_SECRET or "\0" in secret:
            raise UnfitRequestError("hub.secret must be less than 200 bytes long.")
        parts = urlsplit(callback)
        # As one host writes it, whoever asks: what is limited for each host is found by how it begins.
        callback = urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))
        return cls(mode, given.get("hub.topic", ""), callback, secret, _seconds(given))


# --- being asked ------------------------------------------------------------------------------------


@transaction.atomic
def take(request: Request, subject: Subject, form: str) -> None:
    """Keep what a subscriber asks for; the worker then asks the callback to confirm it (5.2, 5.3).

    What was confirmed before stays in force meanwhile. Raises BusyError.
    """
    rows = Subscription.objects.filter(list=subject.list_name, form=form, callback=request.callback)
    known = rows.select_for_update().first()
    if known is None and request.mode == UNSUBSCRIBE:
        return
    if known is None:
        _check_room(request.callback)
        known = Subscription(
            edition=subject.edition,
            list=subject.list_name,
            form=form,
            callback=request.callback,
            asked_at=timezone.now(),
        )
    elif known.asked_mode and known.asked_at > timezone.now() - timedelta(minutes=1):
        raise BusyError
    known.topic, known.asked_at = request.topic, timezone.now()
    known.asked_mode, known.asked_seconds, known.asked_secret = request.mode, request.seconds, request.secret
    known.save()
    announce(SubscriptionAsked(subscription=known.pk))


def confirm(event: SubscriptionAsked) -> None:
    """Ask a callback whether it meant what was asked in its name; the worker's reaction."""
    row = Subscription.objects.filter(pk=event.subscription).first()
    if row is None or not row.asked_mode:
        return
    confirmed = _says_so(row)
    with transaction.atomic():
        rows = Subscription.objects.select_for_update().filter(pk=row.pk, asked_at=row.asked_at)
        if not rows.exists():  # asked for something else meanwhile
            return
        if confirmed and row.asked_mode == SUBSCRIBE:
            rows.update(
                lease_until=timezone.now() + timedelta(seconds=row.asked_seconds),
                secret=row.asked_secret,
                asked_mode="",
                asked_secret="",
                failures=0,
            )
        elif confirmed or row.lease_until is None:
            rows.delete()
        else:
            rows.update(asked_mode="", asked_secret="")


def _says_so(row: Subscription) -> bool:
    """Return whether the callback echoes the challenge (5.3)."""
    challenge = secrets.token_urlsafe(32)
    asked = {"hub.mode": row.asked_mode, "hub.topic": row.topic, "hub.challenge": challenge}
    if row.asked_mode == SUBSCRIBE:
        asked["hub.lease_seconds"] = str(row.asked_seconds)
    parts = urlsplit(row.callback)
    query = "&".join(filter(None, (parts.query, urlencode(asked))))
    try:
        answer = fetch(urlunsplit(parts._replace(query=query)), _CONFIRMATION)
    except RefusedError:
        return False
    return hmac.compare_digest(answer.content.strip(), challenge.encode())


def _check_room(callback: str) -> None:
    waiting = Q(lease_until=None)
    Subscription.objects.filter(waiting, asked_at__lt=timezone.now() - _FORGOTTEN_AFTER).delete()
    parts = urlsplit(callback)
    of_host = Q(callback__startswith=f"{parts.scheme}://{parts.netloc}/")
    counted = Subscription.objects.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waiting),
        of_host=Count("pk", filter=of_host),
        waiting_of_host=Count("pk", filter=waiting & of_host),
    )
    most = {
        "all": MOST,
        "waiting": MOST_WAITING,
        "of_host": MOST_OF_A_HOST,
        "waiting_of_host": MOST_WAITING_OF_A_HOST,
    }
    if any(counted[name] >= limit for name, limit in most.items()):
        raise BusyError


# --- telling ----------------------------------------------------------------------------------------


@transaction.atomic
def tell(lists: Iterable[str]) -> int:
    """Let all who subscribed to a feed of one of ``lists`` be told, each once; return how many."""
    now = timezone.now()
    Subscription.objects.filter(lease_until__lte=now).delete()
    waiting = Subscription.objects.filter(list__in=set(lists), lease_until__gt=now, due=False)
    ids = list(waiting.order_by("pk").select_for_update().values_list("pk", flat=True))
    Subscription.objects.filter(pk__in=ids).update(due=True)
    for pk in ids:
        announce(FeedChanged(subscription=pk))
    return len(ids)


def deliver(event: FeedChanged) -> None:
    """Send a subscriber the feed as it is now (section 7); the worker's reaction.

    Raises UnansweredError so that it is tried again; whoever failed too often is forgotten instead.
    """
    rows = Subscription.objects.filter(pk=event.subscription)
    # From here on a change is a message of its own: this one might no longer carry it.
    rows.update(due=False)
    row = rows.select_related("edition").first()
    if row is None or row.lease_until is None or row.lease_until <= timezone.now():
        return
    subject = _subject_of(row)
    if subject is None:
        rows.delete()
        return
    reason = _sent(row, subject)
    if reason == "":
        rows.update(failures=0)
    elif reason == str(_GONE) or row.failures + 1 >= GIVES_UP_AFTER:
        rows.delete()
    else:
        rows.update(failures=F("failures") + 1)
        raise UnansweredError(reason)


def _sent(row: Subscription, subject: Subject) -> str:
    """Send the feed; return an empty text, or why it did not arrive."""
    with translation.override(row.edition.language), collecting():
        content = feed(subject, row.form)
    headers = {
        "Content-Type": FORMS[row.form],
        "Link": f'<{hub_of(row.edition)}>; rel="hub", <{subject.feed(row.form)}>; rel="self"',
    }
    if row.secret:
        headers["X-Hub-Signature"] = signature(row.secret, content)
    try:
        status = send(row.callback, Letter(content, headers))
    except RefusedError as error:
        return str(error)
    return "" if _OK <= status < _MULTIPLE_CHOICES else str(status)


def signature(secret: str, content: bytes) -> str:
    """Return what proves to a subscriber that ``content`` came from here (7.1)."""
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}"


def _subject_of(row: Subscription) -> Subject | None:
    found = subject_at(row.topic)
    return found[0] if found and found[0].list_name == row.list else None


def _is_callback(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    fit = address.isascii() and address.isprintable() and len(address) <= 1000  # noqa: PLR2004
    return fit and parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in address


def _seconds(given: Mapping[str, str]) -> int:
    asked = given.get("hub.lease_seconds", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):  # noqa: PLR2004
        return DEFAULT_LEASE
    return min(max(int(asked), SHORTEST_LEASE), LONGEST_LEASE)
