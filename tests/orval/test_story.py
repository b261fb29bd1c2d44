"""What the files of Orval tell: traps and doubles as counted, and a story that holds together."""

import json
from collections import Counter
from itertools import pairwise


def _labels(marche):
    return marche.get("considerationsSociales", {}).get("considerationSociale", [])


def _read(orval, name):
    content = json.loads((orval.mirror / name).read_text(encoding="utf-8"))["marches"]
    return content["marche"] if isinstance(content, dict) else content


def test_clauses_sociales_grow_every_year(orval):
    years = orval.manifest["par_annee"]
    parts = [years[year]["avec_consideration_sociale"] / years[year]["marches"] for year in sorted(years)]
    assert parts[0] < 0.2
    assert parts[-1] > 0.35
    assert parts[-1] > parts[2] > parts[0]


def test_some_contracts_are_reserved_each_year_to_structures_that_may_hold_them(orval):
    assert all(year["reserves"] >= 1 for year in orval.manifest["par_annee"].values())
    rows = orval.rows("select siren from t", "siae", "structures") + orval.rows(
        "select siren from t", "esat", "structures"
    )
    may_hold = {row[0] for row in rows}
    reserved = [
        marche for marche in _read(orval, "decp/decp-2022-orval.json") if "Marché réservé" in _labels(marche)
    ]
    held = {holder["titulaire"]["id"][:9] for marche in reserved for holder in marche["titulaires"]}
    assert held - {"BE0999999"} <= may_hold


def test_doubles_are_as_many_as_the_manifest_says(orval):
    said, distinct = orval.manifest["doubles"], orval.manifest["marches_distincts"]
    doubled = sum(nb for name, nb in said.items() if name != "dont-dans-les-trois-fichiers")
    assert orval.manifest["tables"]["decp"]["marches"] == distinct + doubled
    new = _read(orval, "decp/decp-2022-orval.json")
    old = {marche["id"] for marche in _read(orval, "decp/decp-2019-orval.json")}
    ids = Counter(marche["id"] for marche in new)
    assert sum(nb - 1 for nb in ids.values()) == said["2022-ligne-repetee"]
    assert len(ids.keys() & old) == said["2022-2019-meme-id"]
    assert len({f"{number}00" for number in ids} & old) == said["2022-2019-id-suivi-de-00"]
    rows = orval.rows("select uid, id from t where fichier like '%tabulaire%'", "decp", "marches")
    assert sum(uid.startswith("orval_") for uid, _ in rows) == said["2022-tabulaire-autre-uid"]
    assert sum(number in ids for _, number in rows) == (
        said["2022-tabulaire-autre-uid"] + said["2022-tabulaire-meme-uid"]
    )


def test_amounts_of_traps_are_where_the_manifest_counts_them(orval):
    rows = orval.rows("select montant_eur::double, count(*) from t group by 1", "decp", "marches")
    amounts, traps = dict(rows), orval.manifest["pieges"]["decp"]
    assert (amounts[0.0], amounts[1.0]) == (traps["montant-zero"], traps["montant-un"])
    assert amounts[999_999_999.0] == traps["montant-999999999"]
    assert amounts[2_000_000.0] == traps["plafond-repete"]
    assert amounts[None] == traps["montant-non-communique"]


def test_holders_missing_or_foreign_are_as_counted(orval):
    traps = orval.manifest["pieges"]["decp"]
    missing = orval.rows("select count(*) from t where nb_titulaires = 0", "decp", "marches")
    foreign = orval.rows("select count(*) from t where titulaire_type = 'TVA'", "decp", "titulaires")
    assert (missing, foreign) == ([(traps["titulaire-absent"],)], [(traps["titulaire-tva"],)])


def test_two_files_of_subsidies_write_the_same_things_differently(orval):
    files = orval.reports["subventions"].fichiers
    assert [(file["separateur"], file["encodage"]) for _, file in sorted(files.items())] == [
        (",", "utf-8"),
        (";", "cp1252"),
    ]


def test_every_buyer_is_a_body_of_the_territory_and_every_year_has_rows(orval):
    for source, table, column in [
        ("decp", "marches", "year(date_notification)"),
        ("subventions", "subventions", "annee"),
        ("deliberations", "deliberations", "annee"),
    ]:
        rows = orval.rows(f"select {column}, count(*) from t group by 1", source, table)
        assert {2021, 2022, 2023, 2024, 2025, 2026} <= {year for year, nb in rows if nb >= 5}
    sirens = {row[0] for row in orval.rows("select siren from t", "sirene", "unites_legales")}
    buyers = {row[0] for row in orval.rows("select distinct acheteur_siren from t", "decp", "marches")}
    assert len(buyers) >= 12
    assert buyers <= sirens


def test_deliberations_of_the_ess_stand_among_ordinary_ones(orval):
    total = orval.manifest["tables"]["deliberations"]["deliberations"]
    assert 20 < orval.manifest["deliberations_ess"] < total / 4


def test_contours_of_the_communes_make_that_of_the_territory(orval):
    shapes = {}
    for name in ("metropoles", "communes"):
        text = (orval.mirror / f"contours/{name}_orval.geojson").read_text(encoding="utf-8")
        shapes[name] = [feature["geometry"]["coordinates"][0] for feature in json.loads(text)["features"]]
    assert abs(_area(shapes["metropoles"][0]) - sum(map(_area, shapes["communes"]))) < 1e-9
    assert all(ring[0] == ring[-1] for rings in shapes.values() for ring in rings)


def _area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2
