"""Writing words as they are compared: without case, marks, and variants of one letter."""

import re
import unicodedata

# Marks that change how a letter sounds and not which it is: Latin, Greek, Cyrillic, Hebrew and Arabic ones.
# Those of Indic scripts are vowels, those of kana other letters: they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
_WRITTEN_AS = (
    # Letters that Unicode does not decompose.
    "ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ı=i ς=σ "
    # Arabic letters that are written one for the other, and their Persian and Urdu shapes.
    "ى=ي ی=ي ې=ي ۀ=ه ە=ه ہ=ه ک=ك ٱ=ا ء= "
    "٠=0 ١=1 ٢=2 ٣=3 ٤=4 ٥=5 ٦=6 ٧=7 ٨=8 ٩=9 ۰=0 ۱=1 ۲=2 ۳=3 ۴=4 ۵=5 ۶=6 ۷=7 ۸=8 ۹=9 "
    # An apostrophe parts words however it is typed; a zero-width joiner or a soft hyphen does not.
    "’=' ‘=' ʼ=' \u200c= \u200d= \u00ad="
)
_VARIANTS = dict(pair.split("=") for pair in _WRITTEN_AS.split(" "))
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
# The article behind a conjunction or a preposition, as in “and the library”: stemmers know it alone.
_BEHIND_AN_ARTICLE = re.compile(r"\b[وف](?=ال\w{3})")
# Readers write the feminine ending with its dots or without.
_BARE_ENDING = re.compile(r"(?<=\w\w)ه\b")
# Typographic signs, which most texts have and nothing else that is not ASCII.
_TYPOGRAPHIC = {"’": "'", "‘": "'", **dict.fromkeys("“”–—…\u00a0", " ")}
_BEYOND = re.compile("[\u0600-\U0003134f]")
# Scripts that put no spaces between words.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")


def fold(text: str) -> str:
    """Return ``text`` as the index knows it: lower case, no marks, one form of each letter.

    Chinese and Japanese become pairs of signs with spaces between them, the last sign alone behind: «東京都»
    is read as «東京 京都 都».
    """
    if not text.isascii():
        for sign, plain in _TYPOGRAPHIC.items():
            text = text.replace(sign, plain)
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower()))
    bare = unicodedata.normalize("NFC", _VARIANT.sub(_variant, bare))
    if _BEYOND.search(bare):
        bare = _BARE_ENDING.sub("ة", _BEHIND_AN_ARTICLE.sub("", bare))
        bare = _UNSPACED.sub(_in_pairs, bare)
    return bare


def is_unspaced(text: str) -> bool:
    """Whether ``text`` has signs of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def _variant(found: re.Match[str]) -> str:
    return _VARIANTS[found[0]]


def _in_pairs(found: re.Match[str]) -> str:
    signs = found[0]
    return f" {' '.join(signs[place : place + 2] for place in range(len(signs)))} "
