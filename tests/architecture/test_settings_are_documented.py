"""What an operator can set is documented, and what is documented can be set."""

import re
from pathlib import Path

import pytest

from standfirst.config.environment import SETTINGS

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs" / "operations" / "settings.md"


def test_the_page_lists_exactly_the_settings_with_their_defaults_and_meanings():
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \| (.*) \|$", PAGE.read_text(), re.MULTILINE)
    assert rows == [(setting.variable, setting.default, setting.meaning) for setting in SETTINGS]
