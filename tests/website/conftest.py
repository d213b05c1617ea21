"""A store's rendering, as tests of the reader's pages do it."""

import math

import pytest

from standfirst.delivery import fragments
from standfirst.delivery.versions import Versions


@pytest.fixture
def versions():
    """Let fragments be kept in this test alone, and return what says how long they are true."""
    versions = Versions.in_memory()
    versions.trust_until(math.inf)
    fragments.use(versions)
    yield versions
    fragments.use(Versions.in_memory())
