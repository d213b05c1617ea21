"""The page that lists the feeds, for people."""

from django.http import HttpResponse

from standfirst.editions.choosing import EditionRequest, stored
from standfirst.syndication.subjects import subjects_to_list
from standfirst.website.frame import page


@stored()
def feeds(request: EditionRequest) -> HttpResponse:
    """List the edition's feeds and those of its sections."""
    return page(request, "feeds.html", subjects=subjects_to_list(request.edition))
