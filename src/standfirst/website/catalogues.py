"""The words of the site in other languages: found in templates and code, kept in ``locale/``.

No gettext programs are needed; Babel reads, merges and compiles (see the command ``catalogues``).
"""

import io
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils import translation

from standfirst.editions.kinds import StoryKind
from standfirst.newsroom.models import Author, Correction, Topic

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Labels that stand elsewhere in the code and that readers see.
_LABELS = (StoryKind, Correction.Kind, Topic.Kind, Author.Kind)
# In Wagtail “Live” is a state of publication; here it is a kind of story.
_CONTEXTS: dict[object, str] = {StoryKind.LIVE: "kind of story"}


def words() -> Catalog:
    """Return every word that readers see, untranslated."""
    catalog = Catalog(project="Standfirst", copyright_holder="The Standfirst authors", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, _METHODS, {"**/templates/**.html": {"newstyle_gettext": "true"}}, _KEYWORDS
    )
    for name, line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    with translation.override("en"):
        for choices in _LABELS:
            for choice in choices:
                catalog.add(str(choice.label), context=_CONTEXTS.get(choice))
    return catalog


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def catalogue_of(language: str) -> Catalog:
    """Return the catalogue of ``language`` as it is kept."""
    return read_po(io.BytesIO(_path(language, "po").read_bytes()), locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return ``catalog`` as Django reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def renew(language: str) -> list[str]:
    """Bring a catalogue up to the words of today, compile it, and return what is still to translate."""
    catalog = catalogue_of(language)
    catalog.update(words(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    _path(language, "po").write_bytes(file.getvalue())
    _path(language, "mo").write_bytes(compiled(catalog))
    return untranslated(catalog)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the words of the site that ``catalog`` leaves in English."""
    wanted = ((message.id, message.context) for message in words() if message.id)
    return [str(identity) for identity, context in wanted if not _is_complete(catalog, identity, context)]


def _is_complete(catalog: Catalog, identity: str | Sequence[str], context: str | None) -> bool:
    message = catalog.get(identity if isinstance(identity, str) else identity[0], context)
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def kept_mo(language: str) -> bytes:
    """Return the compiled catalogue as it is kept."""
    return _path(language, "mo").read_bytes()


def _path(language: str, ending: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{ending}"
