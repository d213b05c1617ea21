"""The layout of an index in files, and stories as it keeps them."""

from pathlib import Path
from typing import Any

import tantivy

from standfirst.discovery.asking import Words
from standfirst.discovery.documents import Document, keys_of
from standfirst.discovery.folding import fold
from standfirst.discovery.languages import PLAIN, STEMS, analysis_of

# Another layout of the index is another number: what was written by an older program is not opened.
LAYOUT = 1

WEEK = 7 * 24 * 60 * 60
MARK = "\t"  # stands in no name: `fold` and `split` leave none


def having(field: str, words: Words) -> Any:
    """Return what finds stories with ``words``, in this order, in a field."""
    if len(words) == 1:
        return term(field, words[0][1])
    return tantivy.Query.phrase_query(schema(), field, list(words))


def term(field: str, value: Any) -> Any:
    """Return what finds stories with one value in a field."""
    return tantivy.Query.term_query(schema(), field, value, "freq")


_kept_schema: Any = None


def schema() -> Any:
    """Return the layout of every index.

    ``words`` has all that is searched; the three beside it what is worth more; ``plain`` and ``word`` the
    words as they are written, of stories and each once, for those who mistype.
    """
    global _kept_schema  # noqa: PLW0603  (made once; of no use before the first search)
    if _kept_schema is None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", indexed=True, fast=True)
        builder.add_integer_field("published", fast=True)
        builder.add_text_field("words", tokenizer_name=STEMS)
        builder.add_text_field("headline", tokenizer_name="whole")
        builder.add_text_field("lead", tokenizer_name=STEMS)
        builder.add_text_field("names", tokenizer_name=STEMS)
        builder.add_text_field("title", tokenizer_name=PLAIN, index_option="basic")
        builder.add_text_field("plain", tokenizer_name=PLAIN, index_option="basic")
        builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("keys", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("kind", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("week", indexed=True)
        for fact in ("section", "topic", "author", "year"):
            builder.add_unsigned_field(fact, indexed=True, fast=True)
        _kept_schema = builder.build()
    return _kept_schema


def everything_of(one: Document) -> str:
    """Return all words of a story, folded."""
    return fold("\n".join((one.headline, one.lead, *one.names, one.body)))


def document_of(one: Document, everything: str) -> Any:
    """Return a story as the index keeps it; ``everything`` is what ``everything_of`` returns."""
    made = tantivy.Document()
    made.add_unsigned("id", one.pk)
    made.add_integer("published", int(one.published_at.timestamp()))
    made.add_text("words", everything)
    made.add_text("plain", everything)
    headline = fold(one.headline)
    made.add_text("headline", headline)
    made.add_text("title", headline)
    made.add_text("lead", fold(one.lead))
    made.add_text("names", fold("\n".join(one.names)))
    made.add_text("kind", one.kind)
    made.add_unsigned("year", max(0, one.year))
    made.add_unsigned("week", max(0, int(one.published_at.timestamp()) // WEEK))
    for key in {f"{key}{MARK}{tag}" for tag, name in one.keys for key in keys_of(name)}:
        made.add_text("keys", key)
    for fact, values in (("section", one.sections), ("topic", one.topics), ("author", one.authors)):
        for value in values:
            made.add_unsigned(fact, value)
    return made


def made_at(path: Path, language: str) -> Any:
    """Return a new index at ``path``."""
    return _with_languages(tantivy.Index(schema(), str(path), reuse=False), language)


def opened_at(path: Path, language: str) -> Any:
    """Return the index at ``path``; it is looked at again when told to. Raises ValueError for none."""
    return _with_languages(tantivy.Index.open(str(path)), language)


def _with_languages(index: Any, language: str) -> Any:
    analysis = analysis_of(language)
    index.register_tokenizer(STEMS, analysis.stems)
    index.register_tokenizer(PLAIN, analysis.plain)
    index.register_tokenizer("whole", analysis.whole)
    index.config_reader("Manual")
    index.reload()
    return index
