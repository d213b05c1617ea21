"""The table of consequences: each event and what follows from it, in order.

``within`` runs in the transaction of the change, and undoes it when it fails; ``at_once`` right after
commit, before the editor's request returns; ``promptly`` right after commit too, in the background, and
again by the worker until it is done; ``slowly`` by the worker. What is prompt or slow is retried, and
visible at the desk under Reports → Reactions. What stands under ``Event`` follows from every event, first.
"""

from standfirst.delivery.dropping import drop_touched
from standfirst.delivery.purging import (
    DropHeardEverywhere,
    PagesDropped,
    purge,
    purge_again,
    purge_touched,
)
from standfirst.events.event import Event
from standfirst.events.reacting import Wiring, promptly, slowly, within
from standfirst.media import reactions as photos
from standfirst.media.events import PhotoAdded, PhotoChanged, PhotoRemoved
from standfirst.newsroom import oembed
from standfirst.newsroom import reactions as newsroom
from standfirst.newsroom.desk import mailing
from standfirst.newsroom.events import (
    SectionMoved,
    StoriesImported,
    StoryApproved,
    StoryFiled,
    StoryPublished,
    StorySentBack,
)

WIRING: Wiring = {
    Event: [within(drop_touched), within(purge_touched)],
    PagesDropped: [promptly(purge)],
    DropHeardEverywhere: [promptly(purge_again)],
    StoryFiled: [slowly(mailing.tell_editors)],
    StorySentBack: [slowly(mailing.tell_author_sent_back)],
    StoryApproved: [slowly(mailing.tell_author_approved)],
    PhotoAdded: [slowly(photos.make_files)],
    PhotoChanged: [slowly(photos.renew_files)],
    PhotoRemoved: [slowly(photos.remove_files)],
    SectionMoved: [slowly(newsroom.relist_moved)],
    StoriesImported: [slowly(newsroom.index_references)],
    StoryPublished: [slowly(oembed.ask_providers)],
}
