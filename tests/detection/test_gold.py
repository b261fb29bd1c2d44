"""Targets on the real labelled records, which are beside the mirror and never in the repository."""

import os
from pathlib import Path

import pytest

from leviers.detection.evaluate import evaluate
from leviers.detection.gold import read_gold

PLACE = os.environ.get("LEVIERS_GOLD") or (
    str(Path(os.environ["LEVIERS_MIRROR"]).parent / "gold") if os.environ.get("LEVIERS_MIRROR") else ""
)
RECORDS = Path(PLACE) / "records.jsonl"

pytestmark = pytest.mark.skipif(
    not PLACE or not RECORDS.exists(),
    reason="no labelled records: LEVIERS_GOLD, or gold beside LEVIERS_MIRROR",
)


@pytest.fixture(scope="module")
def result():
    """Measured once."""
    return evaluate(read_gold(RECORDS))


def test_precision_and_recall_are_reached(result):
    assert result.micro.precision >= 0.95
    assert result.micro.rappel >= 0.85


def test_each_levier_with_eight_cases_is_well_found(result):
    poor = {
        levier: compte.f1
        for levier, compte in result.par_levier.items()
        if compte.vrais + compte.manques >= 8 and compte.f1 < 0.85
    }
    assert poor == {}


def test_no_levier_fires_on_more_than_one_empty_record_in_two_hundred(result):
    assert {levier for levier, nb in result.feux_sur_vides.items() if nb > 0.005 * result.nb_vides} == set()


def test_a_confidence_keeps_its_word(result):
    for row in result.calibrage:
        if row["nb"] >= 20:
            assert row["juste"] >= row["confiance"] - 0.05
