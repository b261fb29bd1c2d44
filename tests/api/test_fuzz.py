"""Schemathesis asks whatever the document allows or forbids, and compares; always the same questions."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.config import SchemathesisConfig

CONFIG = {
    "seed": 1,
    "generation": {"max-examples": 6, "deterministic": True, "database": "none"},
    "phases": {"stateful": {"enabled": False}},
}
quick = hypothesis_settings(deadline=None, suppress_health_check=list(HealthCheck))


def _load():
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=SchemathesisConfig.from_dict(CONFIG)
    )


@pytest.fixture
def with_builds(both, catalogue, settings):
    """The API over both builds."""
    settings.API_PER_MINUTE = 10**6
    return _load()


@pytest.fixture
def without_build(catalogue, settings, tmp_path):
    """The API before `leviers build`."""
    settings.API_PER_MINUTE, settings.HOME = 10**6, tmp_path
    return _load()


@(schemathesis.pytest.from_fixture("with_builds").parametrize())
@quick
def test_nothing_is_found_over_both_builds(case):
    case.call_and_validate()


@(schemathesis.pytest.from_fixture("without_build").parametrize())
@quick
def test_nothing_is_found_without_any_build(case):
    case.call_and_validate()
