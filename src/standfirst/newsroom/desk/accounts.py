"""Who is at the desk, read with as few questions as there are answers."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class DeskBackend(ModelBackend):
    """Django's accounts, with the person's preferences in the same query and all rights in one."""

    def get_user(self, user_id: Any) -> Any:
        """Return the active account of ``user_id`` with its Wagtail preferences; None when there is none."""
        accounts = get_user_model().objects.select_related("wagtail_userprofile")
        account = accounts.filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the account's own rights and those of its groups, as ``app.codename``."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            held = Q() if user_obj.is_superuser else Q(user=user_obj) | Q(group__user=user_obj)
            named = Permission.objects.filter(held).order_by()
            rights = named.values_list("content_type__app_label", "codename").distinct()
            user_obj._perm_cache = {f"{app}.{code}" for app, code in rights}  # noqa: SLF001  (Django's own)
        known: set[str] = user_obj._perm_cache  # noqa: SLF001
        return known
