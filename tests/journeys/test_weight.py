"""A first visit weighs less than 100 kB, whatever the page: text, styles, scripts and fonts."""

import pytest

from bench.weight import weigh_visit
from tests.journeys.kinds import ALL, find_path

BUDGET_BYTES, BUDGET_REQUESTS = 100_000, 10


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "introuvable"])
def test_a_first_visit_is_light(site, visit, kind):
    size, requests = weigh_visit(visit().page, f"{site.url}{find_path(site, kind)}")
    assert 10_000 < size <= BUDGET_BYTES
    assert 2 < requests <= BUDGET_REQUESTS
