"""Search: what a reader typed, answered with stories, and with what else may have been meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import time

from django.utils.safestring import SafeString

from standfirst.discovery.asking import Backend, Clause, Found, Wanted, Words
from standfirst.discovery.backends.choosing import backend
from standfirst.discovery.correcting import correction_of
from standfirst.discovery.documents import words_shown
from standfirst.discovery.facets import Facet, facets_of
from standfirst.discovery.filters import Facts, facts_of
from standfirst.discovery.folding import is_unspaced
from standfirst.discovery.languages import Analysis, analysis_of
from standfirst.discovery.marking import Marker
from standfirst.discovery.queries import Filter, Query, Term, parse
from standfirst.editions.models import Edition
from standfirst.newsroom.cards import Card, cards

PER_PAGE, MOST_PAGES = 20, 50
# With fewer stories than these, another spelling is offered though something was found.
_FEW = 3
_MOST_CORRECTED = 3
# Where fewer stories have all words, some that have most are shown below.
_FEW_WITH_ALL, _MOST_ALSO = 5, 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found: its card, and its headline and a line of it as HTML with marked words."""

    card: Card
    headline: SafeString
    line: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of what was found for a question.

    ``instead``: nothing was found for what was typed, and this is shown in its place. ``did_you_mean``: a
    few stories were found, and this has more. ``some_words``: no story has all words. ``also``: a few have
    all, and these have some. ``unknown``: filters that name nothing, and were passed over.
    """

    query: Query
    hits: Sequence[Hit] = ()
    total: int = 0
    page: int = 1
    pages: int = 0
    newest_first: bool = False
    facets: Sequence[Facet] = ()
    instead: str = ""
    did_you_mean: str = ""
    some_words: bool = False
    also: Sequence[Hit] = ()
    unknown: Sequence[Filter] = ()
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of what is found is wanted, and in what order."""

    offset: int = 0
    limit: int = PER_PAGE
    newest_first: bool = False


@dataclass(slots=True)
class Question:
    """A query in the index's terms, beside what was typed."""

    query: Query
    wanted: Wanted
    terms: list[Term] = field(default_factory=list)  # those that ``wanted.clauses`` stand for, in order
    some_words: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and for which question; ``instead``: how that is spelled, when it is another one."""

    asked: Question
    found: Found
    instead: str = ""


def search(  # noqa: PLR0913
    text: str,
    edition: Edition,
    *,
    newest_first: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
    index: Backend | None = None,
) -> Results:
    """Return what ``text`` finds among the live stories of ``edition``; any text is answered.

    Best first: words in headlines and names count more, younger stories more than older ones. What the index
    names is shown only where the database says that it is live now.
    """
    index, query = index or backend(), parse(text)
    page = min(max(1, page), MOST_PAGES)
    part = Part((page - 1) * per_page, per_page, newest_first)
    facts = facts_of(query.filters, edition, index)
    answered = answer(query, facts, edition, part, index) if query else None
    if answered is None:
        return Results(query=query, newest_first=newest_first, unknown=facts.unknown)
    asked, found = answered.asked, answered.found
    also = _also(asked, found, edition, index) if page == 1 else Found()
    return Results(
        query=query,
        hits=_hits(found, asked, edition),
        total=found.total,
        page=page,
        pages=min(MOST_PAGES, -(-found.total // per_page)),
        newest_first=newest_first,
        facets=facets_of(found.facets, asked.query, edition),
        instead=answered.instead,
        did_you_mean="" if answered.instead else _offer(asked, found, edition, index),
        some_words=asked.some_words,
        also=_hits(also, asked, edition),
        unknown=facts.unknown,
        ready=bool(found.total) or index.ready(edition),
    )


def answer(query: Query, facts: Facts, edition: Edition, part: Part, index: Backend) -> Answer | None:
    """Return what ``index`` alone answers: ids and counts; None where nothing is asked for."""
    analysis = analysis_of(edition.language)
    question = _question(query, facts, analysis)
    asks = question.wanted.clauses or facts.narrowings or facts.since is not None or facts.until is not None
    if not asks:
        return None
    question.wanted = replace(
        question.wanted,
        newest_first=part.newest_first or not question.wanted.clauses,
        offset=part.offset,
        limit=part.limit,
        now=int(time()),
    )
    asked, found = _found(question, edition, analysis, index)
    return Answer(asked, found, str(asked.query) if asked.query is not query else "")


def _question(query: Query, facts: Facts, analysis: Analysis) -> Question:
    terms = [term for term in query.terms if not term.excluded]
    made = [(term, _clause(term, analysis)) for term in terms]
    asked = [(term, clause) for term, clause in made if clause]
    only_headlines = bool(terms) and not asked
    if only_headlines:  # nothing but words that say nothing: “The Who”
        asked = [(term, Clause.of(((0, stem),))) for term in terms for stem in analysis.all_stems(term.text)]
    excluded = [_clause(term, analysis) for term in query.terms if term.excluded]
    wanted = Wanted(
        clauses=tuple(clause for _term, clause in asked),
        excluded=tuple(clause for clause in excluded if clause),
        only_headlines=only_headlines,
        narrowings=tuple(facts.narrowings),
        since=facts.since,
        until=facts.until,
    )
    return Question(query, wanted, [term for term, _clause in asked])


def _clause(term: Term, analysis: Analysis) -> Clause | None:
    """Return what a word or phrase asks for; None where all of it says nothing.

    What is one word to the reader and several to the index (“e-mail”, Chinese) is a phrase.
    """
    tokens = analysis.tokens(term.text)
    if not tokens:
        return None
    unspaced = is_unspaced(term.text[-1:])
    if unspaced and len(tokens) > 1:
        tokens = tokens[:-1]  # the last sign alone is there for texts that end with it
    first = tokens[0].place
    words: Words = tuple((token.place - first, token.stem) for token in tokens)
    return Clause(((words, 1.0),), begins=unspaced and len(words) == 1 and len(words[0][1]) == 1)


def _found(
    question: Question, edition: Edition, analysis: Analysis, index: Backend
) -> tuple[Question, Found]:
    """Return what was found, and for which question: what was typed, corrected, or with some of its words."""
    found = index.find(edition, question.wanted)
    if found.total or not question.wanted.clauses or question.wanted.only_headlines:
        return question, found
    corrected = _corrected(question, edition, analysis, index)
    if corrected:
        found = index.find(edition, corrected.wanted)
        if found.total:
            return corrected, found
    last = corrected or question
    if len(last.wanted.clauses) > 1:
        last = replace(last, wanted=_with_some_words(last.wanted), some_words=True)
        found = index.find(edition, last.wanted)
        if found.total:
            return last, found
    return question, Found()


def _also(asked: Question, found: Found, edition: Edition, index: Backend) -> Found:
    """Return stories with some of the words, where only a few have all."""
    few = 0 < found.total < _FEW_WITH_ALL and not asked.some_words
    if not few or len(asked.wanted.clauses) < 2 or asked.wanted.only_headlines:  # noqa: PLR2004
        return Found()
    wanted = replace(_with_some_words(asked.wanted), limit=_MOST_ALSO + found.total, with_facets=False)
    ids = index.find(edition, wanted).ids
    return Found([pk for pk in ids if pk not in found.ids][:_MOST_ALSO])


def _with_some_words(wanted: Wanted) -> Wanted:
    return replace(wanted, at_least=max(1, (2 * len(wanted.clauses)) // 3))


def _corrected(question: Question, edition: Edition, analysis: Analysis, index: Backend) -> Question | None:
    """Return the question with other words for those that no story has; None where none is like them."""
    clauses = list(question.wanted.clauses)
    known = [one for one in clauses if index.stories_with(edition, [one])]
    better: dict[Term, Term] = {}
    for place, term in enumerate(question.terms):
        if len(better) >= _MOST_CORRECTED or clauses[place] in known or term.phrase:
            continue
        words = analysis.words(term.text)
        if len(words) != 1:
            continue
        if meant := correction_of(words[0], known, edition, analysis, index):
            clauses[place] = meant.clause
            better[term] = replace(term, text=meant.likeliest)
    if not better:
        return None
    terms = [better.get(term, term) for term in question.terms]
    query = replace(question.query, terms=tuple(better.get(one, one) for one in question.query.terms))
    return Question(query, replace(question.wanted, clauses=tuple(clauses)), terms)


def _offer(question: Question, found: Found, edition: Edition, index: Backend) -> str:
    """Return another spelling where few stories were found and many more have it; empty: none."""
    if not 0 < found.total < _FEW or len(question.terms) != 1 or question.terms[0].phrase:
        return ""
    analysis = analysis_of(edition.language)
    words = analysis.words(question.terms[0].text)
    near = index.words_like(edition, words[0])[:1] if len(words) == 1 else []
    if not near or near[0][1] < 10 * _FEW or analysis.stem(near[0][0]) == analysis.stem(words[0]):
        return ""
    term = replace(question.terms[0], text=near[0][0])
    return str(replace(question.query, terms=(term,)))


def _hits(found: Found, asked: Question, edition: Edition) -> list[Hit]:
    live = cards(found.ids, edition)
    stems = {
        stem
        for clause in asked.wanted.clauses
        for words, _worth in clause.alternatives
        for _place, stem in words
    }
    marker = Marker.of(analysis_of(edition.language), stems, [term.text for term in asked.terms])
    elsewhere = [pk for pk, card in live.items() if stems and not marker.in_it(card.standfirst)]
    bodies = words_shown(elsewhere) if elsewhere else {}
    return [
        Hit(
            card=live[pk],
            headline=marker.mark(live[pk].headline),
            line=marker.line_of(bodies.get(pk, ())) or marker.mark(live[pk].standfirst),
        )
        for pk in found.ids
        if pk in live
    ]
