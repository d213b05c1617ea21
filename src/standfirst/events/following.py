"""Rows that are shown as they stand: whatever changes one of them is noticed, and the change told."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save

Row = TypeVar("Row", bound=Model)
_BEFORE = "_as_it_was"


@dataclass(frozen=True, slots=True)
class Change(Generic[Row]):
    """A row as it is (when ``gone``: as it was last), and as it was before; None: it is new."""

    row: Row
    before: Row | None
    gone: bool = False

    def tags(self, tag: Callable[[Row], str]) -> tuple[str, ...]:
        """Return ``tag`` of the row as it is and as it was, each once: what the change touches."""
        states = (self.row,) if self.before is None else (self.row, self.before)
        return tuple(dict.fromkeys(tag(state) for state in states))


def follow(model: type[Row], tell: Callable[[Change[Row]], None], *, unseen: Collection[str] = ()) -> None:
    """Tell of every row of ``model`` that is made, changed in a field that is not ``unseen``, or deleted.

    For tables that few write to: each save reads the row as it was. Told in the transaction of whoever
    saves. A bulk update sends no signal: whoever makes one announces it.
    """
    seen = [field for field in model._meta.concrete_fields if field.name not in unseen]  # noqa: SLF001

    def note(instance: Any, raw: bool = False, **_signal: Any) -> None:
        known = instance.pk is not None and not raw
        stored = model._base_manager.filter(pk=instance.pk).first() if known else None  # noqa: SLF001
        setattr(instance, _BEFORE, stored)

    def compare(instance: Any, raw: bool = False, update_fields: Any = None, **_signal: Any) -> None:
        before = instance.__dict__.pop(_BEFORE, None)
        if not raw and (before is None or _differ(before, instance, seen, update_fields)):
            tell(Change(instance, before))

    def end(instance: Any, **_signal: Any) -> None:
        tell(Change(instance, instance, gone=True))

    for signal, receiver in ((pre_save, note), (post_save, compare), (post_delete, end)):
        signal.connect(receiver, sender=model, weak=False, dispatch_uid=f"follow.{model.__name__}")


def _differ(before: Model, row: Model, fields: Collection[Any], saved: Collection[str] | None) -> bool:
    """Return whether one of ``fields`` that were ``saved`` (None: all) is another now."""
    return any(
        field.get_prep_value(getattr(before, field.attname))
        != field.get_prep_value(getattr(row, field.attname))
        for field in fields
        if saved is None or field.name in saved or field.attname in saved
    )
