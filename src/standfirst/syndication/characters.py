"""Words as every format takes them."""

import re

# What XML 1.0 (2.2) cannot carry, and the non-characters of its ranges; JSON and HTML lose nothing by it.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fit(text: str) -> str:
    """Return ``text`` without characters that documents may not carry, such as NUL and form feed."""
    return _UNFIT.sub("", text)
