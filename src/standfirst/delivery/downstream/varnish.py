"""Varnish with the xkey module, as ``docs/operations/varnish.vcl`` sets it up.

Keys stand in the header ``xkey``, separated by spaces (vmod_xkey(3)). A line of a header may have 8 KB
(``http_resp_hdr_len`` and ``http_req_hdr_len`` of varnishd(1)).
"""

from collections.abc import Iterable

from standfirst.delivery.downstream.asking import NotPurgedError, Question, ask
from standfirst.delivery.downstream.labelling import Labelling, keys_to_purge, surrogate_control
from standfirst.delivery.pages import Headers

_LABELLING = Labelling("xkey", " ", longest=7_500, most=1_000, life=surrogate_control)
# Of at most 101 bytes each.
_AT_ONCE = 60


class Varnish:
    """One or several Varnish servers, all of them asked for each purge."""

    is_there = True

    def __init__(self, hosts: Iterable[str]) -> None:
        """Ask ``hosts`` (``name:port``)."""
        self._hosts = tuple(hosts)

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """See ``Labelling``."""
        return _LABELLING.labels(tags, until)

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Let pages of ``tags`` be asked for again, and remove those of ``withdrawn`` altogether."""
        gone = tuple(withdrawn)
        if gone:
            self._purge("xkey-purge", gone)
        self._purge("xkey-softpurge", tags)

    def _purge(self, header: str, tags: Iterable[str]) -> None:
        batches = keys_to_purge(tags, _AT_ONCE)
        silent: list[str] = []
        for host in self._hosts:
            try:
                for keys in batches:
                    ask("Varnish", Question("PURGE", f"http://{host}/", {header: " ".join(keys)}))
            except NotPurgedError as reason:
                silent.append(f"{host}: {reason}")
        if silent:
            raise NotPurgedError("; ".join(silent))
