"""The desk's menu: what a newsroom needs, without what Wagtail offers to builders of web sites."""

from typing import Any

from wagtail.admin.menu import SubmenuMenuItem

_NOT_HERE = frozenset({"explorer", "documents"})
_OF_PAGES = frozenset({"locked-pages", "aging-pages", "page-types-usage"})


def arrange_menu(request: Any, items: list[Any]) -> None:
    """Leave out the tree of pages and the documents; say nothing of versions and news of Wagtail's."""
    items[:] = [_plain(item) for item in items if item.name not in _NOT_HERE]


def arrange_reports(request: Any, items: list[Any]) -> None:
    """Leave out reports on pages: those on stories stand in their place."""
    items[:] = [item for item in items if item.name not in _OF_PAGES]


def arrange_help(request: Any, items: list[Any]) -> None:
    """Keep the keyboard shortcuts; leave out the links to Wagtail's own site."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


def arrange_search(request: Any, areas: list[Any]) -> None:
    """Leave out the search for pages and documents."""
    areas[:] = [area for area in areas if area.name not in {"pages", "documents"}]


def _plain(item: Any) -> Any:
    """Return a submenu without the footer and the badge that Wagtail's own have."""
    if item.name not in {"settings", "help"}:
        return item
    return SubmenuMenuItem(item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order)
