"""Fastly: keys in ``Surrogate-Key``, purged by its API.

Keys are separated by spaces; a key has at most 1,024 bytes, the header 16,384, and what is beyond is
ignored (fastly.com/documentation/reference/http/http-headers/Surrogate-Key). A purge names up to 256 keys,
softly with ``Fastly-Soft-Purge: 1`` (fastly.com/documentation/reference/api/purging).
"""

import json
from collections.abc import Iterable
from urllib.parse import quote

from standfirst.delivery.downstream.asking import Question, ask
from standfirst.delivery.downstream.labelling import Labelling, keys_to_purge, surrogate_control
from standfirst.delivery.pages import Headers

ADDRESS = "https://api.fastly.com"

_LABELLING = Labelling("Surrogate-Key", " ", longest=16_000, most=4_000, life=surrogate_control)
_AT_ONCE = 256


class Fastly:
    """One Fastly service."""

    is_there = True

    def __init__(self, service: str, token: str, address: str = ADDRESS) -> None:
        """Purge ``service`` with ``token``, which needs the scope ``purge_select``."""
        self._purging = f"{address}/service/{quote(service, safe='')}/purge"
        self._token = token

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """See ``Labelling``."""
        return _LABELLING.labels(tags, until)

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Let pages of ``tags`` be asked for again, and remove those of ``withdrawn`` altogether."""
        gone = tuple(withdrawn)
        if gone:
            self._purge(gone, {})
        self._purge(tags, {"Fastly-Soft-Purge": "1"})

    def _purge(self, tags: Iterable[str], manner: dict[str, str]) -> None:
        headers = {
            "Fastly-Key": self._token,
            "Accept": "application/json",
            "Content-Type": "application/json",
            **manner,
        }
        for keys in keys_to_purge(tags, _AT_ONCE):
            body = json.dumps({"surrogate_keys": keys}).encode()
            ask("Fastly", Question("POST", self._purging, headers, body))
