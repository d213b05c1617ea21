"""Signing in at the desk, so often and no more (ASVS 5.0 6.3.1).

Failures are counted for each name and each address for a quarter of an hour; what is right is then refused
too, in the same words and without a look at the password.
"""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm

FAILURES_OF_A_NAME = 8
FAILURES_OF_AN_ADDRESS = 40
REMEMBERED_SECONDS = 15 * 60


class ThrottledLoginForm(LoginForm):
    """Wagtail's form of sign-in, with a limit on failures."""

    def clean(self) -> dict[str, Any]:
        """Refuse when there were too many failures; count this one if it is one."""
        limits = self._limits()
        if any(cache.get(key, 0) >= limit for key, limit in limits.items()):
            raise ValidationError(_("Too many attempts. Wait a quarter of an hour, then try again."))
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            for key in limits:
                cache.add(key, 0, REMEMBERED_SECONDS)
                cache.incr(key)
            raise
        cache.delete(self._name_key())
        return cleaned

    def _limits(self) -> dict[str, int]:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        return {self._name_key(): FAILURES_OF_A_NAME, _key("address", address): FAILURES_OF_AN_ADDRESS}

    def _name_key(self) -> str:
        return _key("name", str(self.cleaned_data.get("username", "")).casefold())


def _key(kind: str, value: str) -> str:
    """Return a cache key that names nobody."""
    return f"desk-login:{kind}:{salted_hmac('standfirst.desk.login', value).hexdigest()}"
