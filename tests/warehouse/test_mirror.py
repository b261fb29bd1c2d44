"""The mirror of public sources, built: the counts its README explains, and the same number twice."""

import os
from pathlib import Path

import duckdb
import pytest

from leviers.sources.catalogue import load_sources
from leviers.sources.fetch import fetch_sources
from leviers.warehouse.build import find_current
from leviers.warehouse.chain import build_all
from leviers.warehouse.compare import diff

MIRROR = os.environ.get("LEVIERS_MIRROR", "")
pytestmark = [pytest.mark.mirror, pytest.mark.skipif(not MIRROR, reason="LEVIERS_MIRROR is not set")]

COUNTS = {
    # 7,551 of 2022, 14,740 of 2019 less 29 concessions, 5,180 on 8,957 lines of the table
    "select (select count(*) from facts.marches) + (select count(*) from facts.doublons)": 27_442,
    "select count(*) from facts.concessions": 29,
    "select count(*) from facts.subventions": 111_531,  # none said twice by two files
    "select count(*) from facts.deliberations": 852,  # 853, one repeated to the letter
    "select count(*) from facts.structures": 3_853 + 1_504 + 440 + 210,  # SIAE, ESAT, GEIQ, fablabs
    "select count(*) from facts.territoires": 22,
    "select count(*) from facts.territoires where est_fictif": 0,
    "select count(distinct code) from indicators.valeurs": 38,
    "select count(*) from facts.marches where fichier like 'decp-tabulaire%' and objet is not null": 0,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home built from the mirror, once."""
    folder = tmp_path_factory.mktemp("miroir")
    _build(folder)
    return folder


def _build(folder):
    list(fetch_sources(load_sources().values(), folder, mirror=Path(MIRROR)))
    return build_all(folder)


def test_facts_are_counted_as_the_mirror_says(home):
    with duckdb.connect(str(find_current(home)), read_only=True) as connection:
        found = {query: connection.execute(query).fetchall()[0][0] for query in COUNTS}
    assert found == COUNTS


def test_the_same_mirror_gives_the_same_number_and_the_same_figures(home, tmp_path):
    number = find_current(home).stem
    assert _build(home).numero == number
    assert _build(tmp_path).numero == number
    target = home / "builds" / "autre.duckdb"
    target.write_bytes(find_current(tmp_path).read_bytes())
    assert diff(home, number, "autre").say() == ["Rien n’a changé."]


def test_every_metropole_with_public_contracts_has_its_figures(home):
    with duckdb.connect(str(find_current(home)), read_only=True) as connection:
        without = connection.execute(
            "select distinct m.territoire_siren from facts.marches as m where m.annee is not null"
            " and m.territoire_siren is not null and m.territoire_siren not in"
            " (select v.territoire_siren from indicators.valeurs as v where v.code = 'nb-marches')"
        ).fetchall()
        detected = connection.execute("select count(distinct levier) from labels.detections").fetchall()[0][0]
    assert without == []
    assert detected >= 20
