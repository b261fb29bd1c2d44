"""Schemathesis asks whatever the document allows or forbids, and compares; always the same questions."""

from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.config import SchemathesisConfig

from leviers.api.document import build_document

GENERATION = {"max-examples": 3, "deterministic": True, "database": "none"}
QUICK = hypothesis_settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=3)


def _load(**phases: bool) -> Any:
    asked = {name: {"enabled": is_on} for name, is_on in phases.items()}
    config = SchemathesisConfig.from_dict({"seed": 1, "generation": GENERATION, "phases": asked})
    return schemathesis.openapi.from_dict(build_document(), config=config)


FULL, LIGHT = _load(), _load(coverage=False)
_site = cache(get_wsgi_application)  # made at the first question, once styles are collected


def _answer(environ: dict[str, Any], start: Any) -> Any:
    """The site; Schemathesis asks for compressed answers here, and does not read them."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return _site()(environ, start)


FULL.app = LIGHT.app = _answer


@pytest.fixture(autouse=True)
def _open(collected: None, catalogue: Any, settings: Any) -> None:
    """As many questions as there are."""
    settings.API_PER_MINUTE = 10**6


@FULL.parametrize()
@QUICK
def test_nothing_is_found_over_both_builds(case, both):
    case.call_and_validate()


@LIGHT.parametrize()
@QUICK
def test_nothing_is_found_without_any_build(case, settings, tmp_path):
    settings.HOME = tmp_path
    case.call_and_validate()
