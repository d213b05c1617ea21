"""Slugs: the readable last part of an address."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LATIN_FOLDS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "’": "",
        "'": "",
    }
)
_NOT_WORD = re.compile(r"[\W_]+", re.UNICODE)


def slug_of(words: str, *, unicode: bool = False, limit: int = 80) -> str:
    """Return ``words`` as a slug of at most ``limit`` characters, cut between words.

    With ``unicode`` every script's letters stay (marks, such as Arabic vowel signs, are dropped);
    without it only Latin letters and digits do, and the result may be empty.
    """
    folded = unicodedata.normalize("NFKD", words.lower().translate(_LATIN_FOLDS))
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    if not unicode:
        bare = "".join(sign if sign.isascii() else " " for sign in bare)
    return _cut(_NOT_WORD.sub("-", unicodedata.normalize("NFC", bare)).strip("-"), limit)


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]
