"""Staging of the mirror gives the row counts that its README explains."""

import os
import shutil
from pathlib import Path

import pytest

from leviers.sources.staging import stage

MIRROR = os.environ.get("LEVIERS_MIRROR", "")


@pytest.mark.mirror
@pytest.mark.skipif(not MIRROR, reason="LEVIERS_MIRROR is not set")
@pytest.mark.parametrize(
    ("source", "pattern", "tables"),
    [
        ("subventions", "subventions/*", {"subventions": 111_531}),
        ("deliberations", "deliberations/*", {"deliberations": 853}),
        ("sirene", "sirene/*", {"unites_legales": 9_557}),
        ("siae", "structures/siae*", {"structures": 3_853}),
        ("esat", "structures/esat*", {"structures": 1_504}),
        ("geiq", "structures/geiq*", {"structures": 440}),
        ("tiers_lieux", "structures/fablabs*", {"structures": 210}),
        ("communes", "epci/*", {"communes": 34_871}),
        ("contours", "contours/*", {"contours": 22 + 971}),
    ],
)
def test_mirror_is_staged_without_losing_a_row(
    tmp_path: Path, source: str, pattern: str, tables: dict[str, int]
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in Path(MIRROR).glob(pattern):
        shutil.copy(path, raw)
    report = stage(source, raw, tmp_path / "home")
    assert report.tables == tables
    assert (report.lignes_lues, report.lignes_rejetees) == (sum(tables.values()), 0)
