"""The words that reader templates speak."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Return Jinja's environment for reader pages."""
    return Environment(**options)  # noqa: S701  (Django's backend switches autoescape on)
