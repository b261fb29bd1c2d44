"""Fixtures of the data path."""

import pytest

from tests.warehouse.mini import MiniWarehouse


@pytest.fixture
def mini() -> MiniWarehouse:
    """An invented territoire whose facts and indicators are computed by the real models."""
    return MiniWarehouse()
