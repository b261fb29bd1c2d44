"""A reviewer at her desk."""

import pytest


@pytest.fixture
def desk(client, reviewer, mini, actes):
    """A reviewer at her desk; the build is filled by the test, which then opens it."""
    client.force_login(reviewer)
    return client
