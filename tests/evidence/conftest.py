"""Fixtures of evidence: a build given act by act."""

import pytest

from tests.evidence.mini_build import MiniBuild


@pytest.fixture
def acts(settings, tmp_path) -> MiniBuild:
    """An empty build, to be filled then written by the test."""
    settings.HOME = tmp_path
    return MiniBuild(tmp_path)
