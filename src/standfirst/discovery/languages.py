"""What words are in each language: which count for nothing, and which are forms of one another."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from standfirst.discovery.folding import fold

# Longer ones are no words: keys, addresses, noise.
LONGEST_WORD = 40
STEMS, PLAIN = "stems", "plain"

_WITH_STEMMER = (
    "ar=arabic da=danish de=german el=greek en=english es=spanish fi=finnish fr=french hu=hungarian "
    "it=italian nb=norwegian nl=dutch nn=norwegian no=norwegian pt=portuguese ro=romanian ru=russian "
    "sv=swedish ta=tamil tr=turkish"
)
_STEMMERS: Mapping[str, str] = dict(pair.split("=") for pair in _WITH_STEMMER.split())
# Languages for which the library brings a list of words that say nothing; ours come before it.
_LISTED = frozenset({"da", "de", "es", "fi", "hu", "it", "nb", "nl", "nn", "no", "pt", "ru", "sv"})
_EMPTY_WORDS: Mapping[str, str] = {
    "en": (
        "a about after all also an and any are as at be because been before but by can could d did do "
        "does for from had has have he her him his how i if in into is it its ll m me more most my no "
        "nor not of on or our out over re s she should so some such t than that the their them then "
        "there these they this those to too up us ve was we were what when where which while who whom "
        "why will with would you your"
    ),
    "fr": (
        "a ai au aux avec c ce ces cet cette chez comme d dans de des donc du elle elles en est et "
        "etait etre eu eux fait il ils j je jusqu l la le les leur leurs lui m ma mais me meme mes "
        "moi mon n ne ni nos notre nous on ont ou par pas plus pour qu quand que quel quelle qui quoi "
        "s sa sans se ses si son sont sous sur t ta te tes toi ton tout tous tres tu un une vos votre "
        "vous y"
    ),
    "ar": (
        "في من على الى عن مع هذا هذه ذلك تلك التي الذي الذين اللذان ما لا لم لن ان انه انها او ام ثم "
        "قد كان كانت يكون هو هي هم هن نحن انا انت كل بعض غير بين حتى اذا لكن حيث كما عند عندما بعد "
        "قبل منذ خلال دون بل ايضا و ف ب ل ك وفي ومن وعلى والى وقد ولا وهو وهي فيها فيه منها منه عليها "
        "عليه له لها به بها لهم"
    ),
}
# Languages whose words have signs inside that are no letters; reading them takes five times as long.
_WITH_SIGNS_INSIDE = frozenset(
    {"as", "bn", "bo", "gu", "hi", "km", "kn", "lo", "ml", "mr", "my"}
) | frozenset({"ne", "or", "pa", "sa", "sd", "si", "ta", "te", "th"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as the index knows it, and where it stands among its words."""

    stem: str
    place: int


@dataclass(frozen=True, slots=True)
class Span:
    """A word of a text: where its letters begin and end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """How the words of one language are read."""

    stems: Any
    plain: Any
    whole: Any
    _known: dict[str, str] = field(default_factory=dict)

    def tokens(self, text: str) -> list[Token]:
        """Return the words of ``text`` that count, as stems."""
        return [Token(one.text, one.position) for one in self.stems.pre_tokenize(fold(text)).tokens]

    def counted(self, *texts: str) -> Counter[str]:
        """Return how often each stem that counts is in ``texts``; numbers and single signs are left out."""
        stems = (stem for text in texts for stem in self.stems.analyze(fold(text)))
        return Counter(stem for stem in stems if len(stem) > 1 and not stem.isdecimal())

    def all_stems(self, text: str) -> list[str]:
        """Return every word of ``text`` as a stem, those that say nothing too."""
        return list(self.whole.analyze(fold(text)))

    def words(self, text: str) -> list[str]:
        """Return the words of ``text`` as they are written, folded."""
        return list(self.plain.analyze(fold(text)))

    def spans(self, text: str) -> list[Span]:
        """Return where the words of ``text`` stand."""
        return [
            Span(one.char_offset_from, one.char_offset_to) for one in self.plain.pre_tokenize(text).tokens
        ]

    def stem(self, word: str) -> str:
        """Return the stem of one word as it is written."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = " ".join(self.whole.analyze(fold(word)))
        return known


_MOST_KNOWN = 20_000


@lru_cache(maxsize=32)
def analysis_of(language: str) -> Analysis:
    """Return how words of ``language`` (a BCP 47 code) are read; of one that is not known, as they stand."""
    import tantivy  # of no use to a process that neither searches nor indexes

    code = language.lower().split("-")[0]

    def built(*, stemmed: bool, empty_words_left_out: bool) -> Any:
        splitter = tantivy.Tokenizer.simple()
        if code in _WITH_SIGNS_INSIDE:
            splitter = tantivy.Tokenizer.regex(r"[\w&&[^_]]+")
        builder = tantivy.TextAnalyzerBuilder(splitter)
        builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD)).filter(tantivy.Filter.lowercase())
        if empty_words_left_out and code in _EMPTY_WORDS:
            builder = builder.filter(tantivy.Filter.custom_stopword(fold(_EMPTY_WORDS[code]).split()))
        elif empty_words_left_out and code in _LISTED:
            builder = builder.filter(tantivy.Filter.stopword(_STEMMERS[code]))
        if stemmed and code in _STEMMERS:
            builder = builder.filter(tantivy.Filter.stemmer(_STEMMERS[code]))
        return builder.build()

    return Analysis(
        stems=built(stemmed=True, empty_words_left_out=True),
        plain=built(stemmed=False, empty_words_left_out=False),
        whole=built(stemmed=True, empty_words_left_out=False),
    )
