"""The words of the site and of its desk in other languages: found in templates and code, kept in ``locale/``.

Each room keeps its own catalogue: the reader's site, and the packages whose words editors read at the desk.
No gettext programs are needed; Babel reads, merges and compiles (see the command ``catalogues``).
"""

import ast
import io
import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils import translation
from django.utils.translation.template import templatize

from standfirst.editions.kinds import StoryKind
from standfirst.newsroom.models import Author, Correction, Topic

_PACKAGES = Path(__file__).parents[1]
SITE = "website"
ROOMS = (SITE, "newsroom", "media", "delivery", "editions", "events")
# What Django makes of its templates for gettext: calls among blanks.
_CALL = re.compile(r"""\bgettext\((?P<word>u?("|')(?:\\.|(?!\2).)*\2)\)""")
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
_TEMPLATES = {"newstyle_gettext": "true", "extensions": "standfirst.website.keeping.KeptExtension"}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Labels that stand elsewhere in the code and that readers see.
_LABELS = (StoryKind, Correction.Kind, Topic.Kind, Author.Kind)
# In Wagtail “Live” is a state of publication; here it is a kind of story.
_CONTEXTS: dict[object, str] = {StoryKind.LIVE: "kind of story"}


def words(room: str = SITE) -> Catalog:
    """Return every word that readers, or editors in a room of the desk, see, untranslated."""
    catalog = Catalog(project="Standfirst", copyright_holder="The Standfirst authors", charset="utf-8")
    package = _PACKAGES / room
    methods = _METHODS if room == SITE else _METHODS[:1]
    found = extract_from_dir(package, methods, {"**/templates/**.html": _TEMPLATES}, _KEYWORDS)
    for name, line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    if room == SITE:
        _add_labels(catalog)
    else:
        _add_templates(catalog, package)
    return catalog


def _add_labels(catalog: Catalog) -> None:
    with translation.override("en"):
        for choices in _LABELS:
            for choice in choices:
                catalog.add(str(choice.label), context=_CONTEXTS.get(choice))


def _add_templates(catalog: Catalog, package: Path) -> None:
    """Add the words of Django's templates, which the desk is made of."""
    for path in sorted(package.glob("templates/**/*.html")):
        for call in _CALL.finditer(templatize(path.read_text())):
            name = str(path.relative_to(package))
            catalog.add(ast.literal_eval(call["word"]), locations=[(name, 0)])


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.name for path in (_PACKAGES / SITE / "locale").iterdir() if path.is_dir())


def catalogue_of(language: str, room: str = SITE) -> Catalog:
    """Return the catalogue of ``language`` as it is kept; an empty one where there is none yet."""
    path = _path(language, "po", room)
    if not path.is_file():
        return Catalog(locale=language, project="Standfirst", charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return ``catalog`` as Django reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def renew(language: str, room: str = SITE) -> list[str]:
    """Bring a catalogue up to the words of today, compile it, and return what is still to translate."""
    catalog = catalogue_of(language, room)
    catalog.update(words(room), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    _path(language, "po", room).parent.mkdir(parents=True, exist_ok=True)
    _path(language, "po", room).write_bytes(file.getvalue())
    _path(language, "mo", room).write_bytes(compiled(catalog))
    return untranslated(catalog, room)


def untranslated(catalog: Catalog, room: str = SITE) -> list[str]:
    """Return the words of the room that ``catalog`` leaves in English."""
    wanted = ((message.id, message.context) for message in words(room) if message.id)
    return [str(identity) for identity, context in wanted if not _is_complete(catalog, identity, context)]


def _is_complete(catalog: Catalog, identity: str | Sequence[str], context: str | None) -> bool:
    message = catalog.get(identity if isinstance(identity, str) else identity[0], context)
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def kept_mo(language: str, room: str = SITE) -> bytes:
    """Return the compiled catalogue as it is kept."""
    return _path(language, "mo", room).read_bytes()


def _path(language: str, ending: str, room: str) -> Path:
    return _PACKAGES / room / "locale" / language / "LC_MESSAGES" / f"django.{ending}"
