"""One world of things and people for each test of this folder."""

from typing import Any

import pytest

from tests.hostile.monde import Monde


@pytest.fixture
def monde(mini: Any) -> Monde:
    """One of each thing that people write, and a browser for each of those who write."""
    return Monde(mini)
