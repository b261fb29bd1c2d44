"""Tables of a build: totals worked out by hand queries, persons masked, formulas disarmed, worlds apart."""

import json
from collections import Counter

import pytest
from frictionless import validate

from leviers.evidence.persons import is_person
from leviers.evidence.regles import load_regles
from leviers.publication.donnees.bundle import write_bundle
from leviers.publication.donnees.etat import read_etat
from leviers.publication.donnees.tables import open_tables
from leviers.warehouse.read import FICTIF, REEL, find_builds
from tests.publication.donnees.rows import read_csv, read_parquet, unprotect

# Written by hand against facts, without the functions of the site.
TOTALS = {
    "marches": "select count(*), sum(montant_eur) filter (where montant_douteux is null) from facts.marches",
    "subventions": "select count(*), sum(montant_eur) filter (where montant_douteux is null and"
    " (montant_eur > 0 or montant_eur = 0 and est_en_nature)) from facts.subventions",
    "deliberations": "select count(*), null from facts.deliberations",
    "titulaires": "select count(*), null from facts.titulaires where genre = 'marche'",
    "detections": "select count(*), null from labels.indices",
    "valeurs": "select count(*), null from indicators.valeurs",
    "fichiers": "select count(*), null from meta.fichiers",
    "acteurs": "select count(distinct siren), null from (select siren from facts.structures_ess"
    " union select siren from facts.structures where siren is not null union select siren from facts.tiers"
    " where siren is not null and (categorie_juridique is not null or ess_degre <> 'inconnu'))"
    " where siren not in (select siren from facts.tiers"
    " where categorie_juridique like '1%' and siren is not null"
    " union select siren from facts.structures"
    " where siren not in (select siren from facts.tiers where siren is not null)"
    " group by siren having bool_and(lower(nom) like '[personne physique%'))",
}


def test_it_works_the_package_of_a_build_and_every_row_are_valid(invented):
    report = validate(str(invented.folder / "datapackage.json"))
    assert report.flatten(["title", "type", "message"]) == []
    assert {task.name: task.stats.get("rows") for task in report.tasks}["marches"] == 600


@pytest.mark.parametrize("code", TOTALS)
def test_totals_equal_a_hand_query_on_the_build(invented, orval_home, code):
    build = find_builds(orval_home)[FICTIF]
    nb, total = build.read(TOTALS[code])[0].values()
    rows = read_parquet(invented.folder, code)
    assert len(rows) == nb
    if total is not None:
        assert sum(row["montant_sur_eur"] or 0 for row in rows) == total


def test_preuves_that_count_give_the_niveaux_of_the_matrix(invented):
    found = Counter(
        (row["territoire_siren"], row["levier"], row["genre"], row["cle"].partition(":")[0])
        for row in read_csv(invented.folder, "preuves")
        if row["est_comptee"] == "true"
    )
    regles = load_regles().leviers
    for usage in read_csv(invented.folder, "usages"):
        place = usage["territoire_siren"], usage["levier"]
        is_measured = found[*place, "mesuree", "mesure"] > 0
        is_seen = any(
            found[*place, "constatee", genre] >= nb for genre, nb in regles[usage["levier"]].faits.items()
        )
        expected = "mesure" if is_measured else "constate" if is_seen else ""
        assert usage["niveau"] == expected or (not expected and usage["niveau"].startswith("non-"))


def test_a_proposal_says_that_it_is_one(invented):
    rows = read_csv(invented.folder, "detections")
    assert {row["etat"] for row in rows} == {"certaine", "proposee"}
    assert all((row["etat"] == "certaine") == (row["est_certaine"] == "true") for row in rows)
    proposed = {f"{row['fait_genre']}:{row['fait_id']}" for row in rows if row["etat"] == "proposee"}
    assert not any(
        row["est_comptee"] == "true" and row["cle"] in proposed and row["etat"] == "proposee"
        for row in read_csv(invented.folder, "preuves")
    )


def test_natural_persons_of_the_build_have_neither_name_nor_number(invented, orval_home):
    build = find_builds(orval_home)[FICTIF]
    masked = [row for row in read_csv(invented.folder, "subventions") if row["est_personne"] == "true"]
    assert len(masked) >= 5
    names = ("beneficiaire_nom", "beneficiaire_siret", "beneficiaire_siren", "beneficiaire_rna")
    assert all(not row[name] for row in masked for name in names)
    everything = "".join(path.read_text(encoding="utf-8") for path in invented.folder.glob("*.csv"))
    sirens = build.read("select siren from facts.tiers where categorie_juridique like '1%'")
    assert sirens
    assert not any(row["siren"] in everything for row in sirens)


def test_a_natural_person_is_masked_by_the_rule_of_the_pages(catalogue, reel, tmp_path):
    held = "select tiers_id from facts.titulaires where genre = 'marche' and tiers_id is not null"
    chosen = f"where tiers_id = (select min(tiers_id) from ({held}))"
    reel.run(f"update facts.tiers set categorie_juridique = '1000', nom = 'DUPONT ZOE' {chosen}")
    reel.run(f"update facts.titulaires set titulaire_nom = 'DUPONT ZOE' {chosen}")
    reel.subvention(
        "civile", beneficiaire_nom="Mme Durand Zoé", beneficiaire_siren=None, tiers_id="nom:durand"
    )
    with open_tables(read_etat(), ["titulaires", "subventions"]) as tables:
        holders = list(tables.read("titulaires"))
        grants = {row["subvention_id"]: row for row in tables.read("subventions")}
    hidden = [row for row in holders if row["est_personne"]]
    assert hidden
    assert all(
        row["titulaire_nom"] is row["titulaire_siren"] is row["titulaire_siret"] is None for row in hidden
    )
    assert not any(row["titulaire_nom"] == "DUPONT ZOE" for row in holders)
    assert grants["civile"]["est_personne"]
    assert grants["civile"]["beneficiaire_nom"] is None
    assert all(not is_person(row["titulaire_nom"], row["titulaire_siren"], None) for row in holders)


def test_a_text_that_looks_like_a_formula_is_disarmed_and_comes_back_whole(catalogue, reel, tmp_path):
    texts = [
        "=cmd|' /C calc'!A0",
        "-20 % de déchets",
        "@import",
        "'=deja",
        "''+deux",
        'plain ; "cité"\nsuite',
    ]
    for place, text in enumerate(texts):
        reel.marche(f"piege{place}", objet=text)
    bundle = write_bundle(tmp_path / "paquet", read_etat())
    rows = {row["marche_id"]: row for row in read_csv(bundle.folder, "marches")}
    cells = [rows[f"piege{place}"]["objet"] for place in range(len(texts))]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert [unprotect(cell) for cell in cells] == texts
    typed = {row["marche_id"]: row for row in read_parquet(bundle.folder, "marches")}
    assert [typed[f"piege{place}"]["objet"] for place in range(len(texts))] == texts
    assert any(row["montant_eur"].startswith("-") or row["montant_eur"] for row in rows.values())


def test_the_invented_territoire_is_never_in_the_data_of_the_site(catalogue, settings, orval_home, tmp_path):
    settings.HOME = orval_home
    bundle = write_bundle(tmp_path / "paquet", read_etat(REEL))
    assert not bundle.sommaire["est_fictif"]
    texts = [
        path.read_text(encoding="utf-8")
        for path in bundle.folder.glob("*.csv")
        if path.stem != "dictionnaire"
    ]
    assert texts
    assert not any("999999014" in text or "/orval/" in text for text in texts)


def test_a_bundle_of_invented_data_says_it_everywhere(invented):
    package = json.loads((invented.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == "orval-donnees-inventees"
    assert package["title"].startswith("Données inventées")
    assert "inventées" in (invented.folder / "LISEZMOI.md").read_text(encoding="utf-8").splitlines()[0]
    assert {row["siren"] for row in read_csv(invented.folder, "territoires")} == {"999999014"}
    assert "Données inventées" in (invented.folder / "catalogue.ttl").read_text(encoding="utf-8")


def test_lists_without_an_open_licence_are_not_given_again(invented):
    package = json.loads((invented.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {row["source"] for row in read_csv(invented.folder, "structures")} <= {"esat", "tiers_lieux"}
    grants = next(one for one in package["resources"] if one["name"] == "subventions")
    assert [licence["name"] for licence in grants["licenses"]] == ["etalab-2.0", "ODbL-1.0"]
