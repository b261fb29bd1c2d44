"""The bundle of the mirror: totals equal hand queries on the build, every row valid, quick enough."""

from time import perf_counter

import duckdb
import pytest
from frictionless import validate

from leviers.publication.donnees.bundle import write_bundle
from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.donnees.etat import read_etat
from leviers.warehouse.read import REEL, find_builds
from tests.mirror import needs_mirror
from tests.publication.donnees.test_build_tables import TOTALS

pytestmark = needs_mirror
PATIENCE_SECONDS = 40  # about six alone on two cores


@pytest.fixture
def bundle(catalogue, mirror_home, settings, tmp_path):
    """The bundle of the site over the mirror."""
    settings.HOME = mirror_home
    started = perf_counter()
    written = write_bundle(tmp_path / "paquet", read_etat())
    assert perf_counter() - started < PATIENCE_SECONDS
    return written


def test_the_bundle_of_the_mirror_is_whole_valid_and_true(bundle, mirror_home):
    counted = {one.table.code: one.nb_lignes for one in bundle.contenus}
    assert set(counted) == set(load_dictionnaire())
    assert counted["usages"] == 1100
    build = find_builds(mirror_home)[REEL]
    for code, query in TOTALS.items():
        nb, total = build.read(query)[0].values()
        assert counted[code] == nb, code
        if total is not None:
            file = bundle.folder / f"{code}.parquet"
            assert duckdb.sql(f"select sum(montant_sur_eur) from '{file}'").fetchall() == [(total,)], code
    persons = build.read("select siren from facts.tiers where categorie_juridique like '1%'")
    places = build.read("select count(*) as nb from facts.communes")[0]["nb"]
    assert counted["communes"] == places
    for code in ("titulaires", "subventions", "detections", "acteurs", "structures"):
        text = (bundle.folder / f"{code}.csv").read_text(encoding="utf-8")
        assert not any(f";{siren};" in text for siren in {row["siren"] for row in persons if row["siren"]}), (
            code
        )
    report = validate(str(bundle.folder / "datapackage.json"))
    assert report.flatten(["title", "type", "message"])[:5] == []
