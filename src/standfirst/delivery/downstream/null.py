"""No cache in front: what development and most newsrooms have."""

from collections.abc import Iterable

from standfirst.delivery.pages import Headers


class NoCache:
    """Labels nothing and has nothing to purge."""

    is_there = False

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """Return no headers, and ``until`` as it is."""
        return [], until

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Do nothing."""
