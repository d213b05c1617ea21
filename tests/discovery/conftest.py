"""An index of its own for each test: in files, and, where that is the database, in PostgreSQL."""

import pytest
from django.db import connection

from standfirst.discovery import reactions
from standfirst.discovery.asking import Backend
from standfirst.discovery.backends.choosing import backend
from standfirst.events import reacting
from standfirst.events.reacting import slowly, within
from standfirst.media.events import PhotoChanged
from standfirst.newsroom.events import (
    AuthorChanged,
    SectionMoved,
    StoriesImported,
    StoriesRelisted,
    StoryPublished,
    StoryWithdrawn,
    TopicChanged,
    TopicsMerged,
)
from standfirst.newsroom.reactions import relist_moved
from tests.discovery.finding import rebuild


@pytest.fixture(params=["files", *(["postgresql"] if connection.vendor == "postgresql" else [])])
def index(request, settings, tmp_path, db) -> Backend:
    """Return the index in use; every test that asks for it runs with each there is."""
    settings.SEARCH_INDEX = request.param
    settings.SEARCH_DIRECTORY = tmp_path / "search"
    return backend()


@pytest.fixture
def paper(edition, index):
    """Return an edition with an index that is empty as yet."""
    rebuild(edition)
    return edition


@pytest.fixture
def wired(monkeypatch, run_reactions):
    """Let changes lead to the index as they do in the program; return what does the worker's part."""
    wiring = {
        **{kind: (within(reactions.note_story), slowly(reactions.bring_up_to_date)) for kind in _ONE_STORY},
        StoriesImported: (within(reactions.note_stories), slowly(reactions.bring_up_to_date)),
        StoriesRelisted: (slowly(reactions.index_section),),
        TopicChanged: (slowly(reactions.index_topic),),
        TopicsMerged: (slowly(reactions.index_merged_topic),),
        AuthorChanged: (slowly(reactions.index_author),),
        PhotoChanged: (slowly(reactions.index_captions),),
        SectionMoved: (slowly(relist_moved),),
    }
    monkeypatch.setattr(reacting, "_wiring", wiring)

    def work() -> None:
        while run_reactions():
            pass

    return work


_ONE_STORY = (StoryPublished, StoryWithdrawn)
