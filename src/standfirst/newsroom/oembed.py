"""Embeds from hosts that the administrator added: asked once by the worker, kept as rows."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from standfirst.newsroom.embeds import POST, WIDE, Embed, embed_of
from standfirst.newsroom.models import EmbedAnswer


def embeds_for(addresses: Iterable[str]) -> dict[str, Embed]:
    """Return what each address embeds as: by the built-in list, by a host's kept answer, or as a link.

    One query at most, and none where the built-in list knows them all.
    """
    known = {address: embed_of(address) for address in addresses}
    unknown = [address for address, embed in known.items() if embed is None]
    answers = EmbedAnswer.objects.filter(address__in=unknown).select_related("provider") if unknown else []
    kept = {answer.address: answer for answer in answers}
    return {address: embed or _kept_or_link(address, kept.get(address)) for address, embed in known.items()}


def _kept_or_link(address: str, answer: EmbedAnswer | None) -> Embed:
    host = urlsplit(address).hostname or ""
    if answer is None:
        return Embed(host, host, address, None, POST)
    framed_by = urlsplit(answer.frame_address).hostname or host
    return Embed(answer.provider.name, framed_by, address, answer.frame_address or None, WIDE)
