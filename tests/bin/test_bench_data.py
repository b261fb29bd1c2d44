"""bin/bench data: what is printed was measured, and a budget is judged at the national size only."""

import subprocess
import sys

import pytest

from bench.data import READ_BUDGET, Row, choose_part
from bench.measured import CommandFailed, Measure, run


def test_row_says_the_ratio_to_its_floor_and_the_verdict():
    row = Row("Lecture", 2_000_000, Measure(30.0, 50.0, 1_200.0), 12.0, READ_BUDGET)
    assert row.say() == (
        "| Lecture | 2\u202f000\u202f000 | 30,0 s | 50,0 s | 1\u202f200 Mo | 12,0 s | 2,50 × |"
        " 3,0 ×, 2\u202f000 Mo | oui |"
    )


@pytest.mark.parametrize(("seconds", "megabytes"), [(37.0, 1_200.0), (30.0, 2_001.0)])
def test_row_over_one_of_its_budgets_is_not_kept(seconds, megabytes):
    assert Row("Lecture", 1, Measure(seconds, 1.0, megabytes), 12.0, READ_BUDGET).say().endswith("| non |")


def test_row_without_budget_has_no_verdict():
    assert Row("Lecture", 1, Measure(1.0, 1.0, 100.0), 1.0).say().endswith("| 1,00 × |  |  |")


def test_disk_too_small_lowers_the_part_of_sirene_and_says_so(tmp_path):
    part, said = choose_part(1e6, tmp_path)
    assert part < 1e6
    assert "faute de place" in said
    assert choose_part(0.0, tmp_path) == (0.0, "Sirene : 0 unités et 0 établissements, 0,00 % du répertoire.")


MEASURE_BIG = """
import sys
from bench.measured import run
big = run([sys.executable, "-c", "print(len(bytearray(300_000_000)))"])
print(big.sortie.strip(), big.memoire_mo, big.secondes)
"""


def test_memory_of_a_command_is_its_own_peak():
    """Measured by a small process, as bin/bench does: Linux starts a child at the peak of its parent."""
    said = subprocess.run([sys.executable, "-c", MEASURE_BIG], check=True, capture_output=True, text=True)
    size, memory, seconds = said.stdout.split()
    assert size == "300000000"
    assert 300 < float(memory) < 700
    assert float(seconds) > 0


def test_command_that_fails_is_not_measured():
    with pytest.raises(CommandFailed, match="code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"])


def test_small_run_prints_every_step_and_leaves_nothing(tmp_path):
    sizes = "--contrats 1000 --subventions 500 --deliberations 100 --sirene 0.0001".split()
    command = [sys.executable, "-m", "bench.data", *sizes, "--tours", "1", "--dossier", str(tmp_path)]
    said = subprocess.run(
        [*command, "--sans-construction"], check=True, capture_output=True, text=True
    ).stdout
    for name in ("Plancher NDJSON", "Lecture des contrats", "Lecture : subventions", "Lecture : sirene"):
        assert f"| {name} |" in said
    assert "Sirene : 2\u202f900 unités et 4\u202f300 établissements, 0,01 % du répertoire." in said
    assert list(tmp_path.iterdir()) == []
