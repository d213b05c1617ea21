"""The content security policy as a ready string: the same bytes in every process, and nothing to build."""

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

# What a view may have said for its own answer by one of django-csp's decorators.
_OWN_WORDS = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class ReadyPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, which builds the policy for those answers only that have one of their own."""

    def __init__(self, get_response: Any) -> None:
        """Build the policy of all other answers once; django-csp's order differs from process to process."""
        super().__init__(get_response)
        self._ready = "; ".join(sorted(build_policy().split("; ")))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header."""
        if HEADER in response or any(hasattr(response, word) for word in _OWN_WORDS):
            return super().process_response(request, response)
        response[HEADER] = self._ready
        return response
