"""Short ways to ask and to look at what was found."""

from standfirst.discovery.indexing import index_changed, note_changed, rebuilt
from standfirst.discovery.search import Results, search
from tests import factories


def found(text: str, edition, **given) -> list[int]:
    """Return the ids of what ``text`` finds, in order."""
    return [hit.card.pk for hit in search(text, edition, **given).hits]


def indexed(*stories) -> None:
    """Index stories, as their publication would."""
    note_changed(story.pk for story in stories)
    index_changed()


def rebuild(edition) -> int:
    """Build an edition's index anew; return how many stories are in it."""
    with rebuilt(edition) as written:
        return sum(written)


def told(section, headline: str, body: str = "", **given):
    """Make a live story of a headline and one paragraph."""
    blocks = [{"type": "text", "value": f"<p>{body}</p>"}]
    return factories.published(section, headline=headline, standfirst="", body=blocks, **given)


def choices(results: Results, name: str) -> dict[str, int]:
    """Return the values of one facet and their counts."""
    return {
        choice.label: choice.count
        for facet in results.facets
        if facet.name == name
        for choice in facet.choices
    }
