"""Embeds from hosts that the administrator added: asked once by the worker, kept as rows."""

from urllib.parse import urlsplit

from standfirst.newsroom.embeds import Embed, embed_of
from standfirst.newsroom.models import EmbedAnswer


def embed_for(address: str) -> Embed:
    """Return what ``address`` embeds as: by the built-in list, by a host's kept answer, or as a link."""
    if known := embed_of(address):
        return known
    host = urlsplit(address).hostname or ""
    answer = EmbedAnswer.objects.filter(address=address).select_related("provider").first()
    if answer is None:
        return Embed(host, host, address, None, "post")
    framed_by = urlsplit(answer.frame_address).hostname or host
    return Embed(answer.provider.name, framed_by, address, answer.frame_address or None, "wide")
