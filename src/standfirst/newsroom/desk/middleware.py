"""What holds for every page of the desk: its content security policy, and the clock it is read by."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.users.models import UserProfile

from standfirst.newsroom.models.reach import Reach

_DESK = "/desk/"
Answer = Callable[[HttpRequest], HttpResponse]


def desk_policy(answer: Answer) -> Answer:
    """Put ``settings.DESK_POLICY`` in the place of the readers' content security policy at the desk."""
    at_the_desk: Answer = csp(settings.DESK_POLICY)(answer)

    def choose(request: HttpRequest) -> HttpResponse:
        return (at_the_desk if request.path_info.startswith(_DESK) else answer)(request)

    return choose


def desk_clock(answer: Answer) -> Answer:
    """Show the desk's times in the zone of the person's edition, where they have chosen no other.

    Wagtail reads the zone from the person's preferences; an empty one is filled for this request only.
    """

    def look(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_DESK):
            known = request.user
            request.user = SimpleLazyObject(lambda: _with_clock(known))  # type: ignore[assignment]
        return answer(request)

    return look


def _with_clock(account: Any) -> Any:
    """Return the account of the request, on its edition's clock."""
    if not account.is_authenticated:
        return account
    profile = getattr(account, "wagtail_userprofile", None)
    if profile is None:
        profile = UserProfile(user=account)
    if not profile.current_time_zone:
        profile.current_time_zone = Reach.of(account).time_zone
    return account
