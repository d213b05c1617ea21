"""Embeds from hosts that the administrator added: asked once by the worker, kept as rows."""

import json
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from lxml import html as lxml_html

from standfirst.delivery.depending import depends_on
from standfirst.fetching.guarded import Limits, fetch
from standfirst.newsroom.embeds import POST, WIDE, Embed, embed_of, web_host
from standfirst.newsroom.events import StoryPublished
from standfirst.newsroom.models import EmbedAnswer, EmbedProvider, Story

_ANSWER = Limits(size=256 * 1024, seconds=10, types=("application/json", "text/json"))


def embeds_for(addresses: Iterable[str]) -> dict[str, Embed]:
    """Return what each address embeds as: by the built-in list, by a host's kept answer, or as a link.

    One query at most, and none where the built-in list knows them all. What is no web address is left out.
    """
    known = {address: embed_of(address) for address in addresses if web_host(address)}
    unknown = [address for address, embed in known.items() if embed is None]
    if unknown:
        depends_on("embeds")
    answers = EmbedAnswer.objects.filter(address__in=unknown).select_related("provider") if unknown else []
    kept = {answer.address: answer for answer in answers}
    return {address: embed or _kept_or_link(address, kept.get(address)) for address, embed in known.items()}


def _kept_or_link(address: str, answer: EmbedAnswer | None) -> Embed:
    host = web_host(address)
    if answer is None:
        return Embed(host, host, address, None, POST)
    framed_by = web_host(answer.frame_address)
    frame_address = answer.frame_address if framed_by else None
    return Embed(answer.provider.name, framed_by or host, address, frame_address, WIDE)


def ask_providers(event: StoryPublished) -> None:
    """Ask the administrator's hosts about what the story embeds from them; the worker's reaction.

    Raises RefusedError where a host gives no usable answer: the reaction is tried again, and its error
    is seen at the desk.
    """
    story = Story.objects.filter(pk=event.story).only("body").first()
    blocks = story.body.get_prep_value() if story else []
    addresses = {block["value"]["url"] for block in blocks if block["type"] == "embed"}
    asked = set(EmbedAnswer.objects.filter(address__in=addresses).values_list("address", flat=True))
    for address in sorted(addresses - asked):
        if embed_of(address) is None and (provider := _provider_of(address)):
            _keep_answer(provider, address)


def _provider_of(address: str) -> EmbedProvider | None:
    """Return the provider on whose host, or a subdomain of it, ``address`` is."""
    host = web_host(address).split(".")
    names = [".".join(host[start:]) for start in range(len(host))]
    return EmbedProvider.objects.filter(host__in=names).first()


def _keep_answer(provider: EmbedProvider, address: str) -> None:
    asked = f"{provider.endpoint}?{urlencode({'url': address, 'format': 'json'})}"
    answer = json.loads(fetch(asked, _ANSWER).content)
    EmbedAnswer.objects.update_or_create(
        address=address,
        defaults={
            "provider": provider,
            "title": str(answer.get("title") or "")[:300],
            "frame_address": _frame_in(str(answer.get("html") or ""), provider),
        },
    )


def _frame_in(html: str, provider: EmbedProvider) -> str:
    """Return the address that the answer's frame shows, if it is an https one on the provider's host.

    The answer's own HTML is never shown: oEmbed (2.3.4.2) warns that it may carry scripts.
    """
    if not html.strip():
        return ""
    for frame in lxml_html.fromstring(f"<div>{html}</div>").iter("iframe"):
        source = urlsplit(frame.get("src") or "")
        host = source.hostname or ""
        if source.scheme == "https" and (host == provider.host or host.endswith(f".{provider.host}")):
            return source.geturl()[:1000]
    return ""
