"""What makes templates quick: parts that are kept, macros that are not imported anew."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class Kept(Protocol):
    """A thing that several pages share and nobody changes, with what was worked out from it."""

    parts: dict[Hashable, Any]


class KeptExtension(Extension):
    """``{% kept frame, "colophon" %}…{% endkept %}``: worked out once, and kept as long as the thing.

    First the thing, which must be all that the lines between look at (and the language, which is its
    edition's); then what tells apart the places where it is shown.
    """

    tags = {"kept"}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the tag as a call of ``_kept`` with the lines between as ``caller``."""
        line = next(parser.stream).lineno
        thing = parser.parse_expression()
        parser.stream.expect("comma")
        place = parser.parse_expression()
        lines = parser.parse_statements(("name:endkept",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_kept", [thing, place]), [], [], lines).set_lineno(line)

    def _kept(self, thing: Kept, place: Hashable, caller: Callable[[], str]) -> str:
        made: str | None = thing.parts.get(place)
        if made is None:
            made = thing.parts[place] = caller()
        return made


class Macros:
    """The macros of one file, to be called as ``parts.card(story)``; importing them costs at every page."""

    def __init__(self, environment: Environment, name: str) -> None:
        """Offer the macros of the template ``name``."""
        self._environment = environment
        self._name = name

    def __getattr__(self, macro: str) -> Any:
        """Return a macro, remembered unless templates are read again when they change."""
        found = getattr(self._environment.get_template(self._name).module, macro)
        if not self._environment.auto_reload:
            setattr(self, macro, found)
        return found
