"""What holds for every indicator: its columns, its document, its rows, its words."""

import random
import re
from datetime import date

import pytest
import sqlglot
from sqlglot import ErrorLevel

from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import COLUMNS, FOLDER, LIENS, LIGNES, load_indicateurs
from tests.house.test_typography import FAULTS
from tests.warehouse.mini import BODIES

INDICATEURS = load_indicateurs()
CODES = sorted(INDICATEURS)
SHARES = [code for code in CODES if INDICATEURS[code].unite == "%"]
SUMS = [code for code in CODES if INDICATEURS[code].denominateur.startswith("Sans objet : c’est un nombre")]
STRUCTURES = [code for code in CODES if INDICATEURS[code].theme == "structures"]
ACHETEURS = ("orval", "breville", "tanne", "office-orval", "ailleurs")
TIERS = ("atelier-ess", "scop-ess", "asso-ess", "scic-sas", "entreprise", "inconnue")
SOCIALES = (
    None,
    ["Clause sociale"],
    ["Critère social"],
    ["Marché réservé"],
    ["Pas de considération sociale"],
)


@pytest.fixture
def plein(mini):
    """Three years of rows of every kind, drawn with a seed: normal, missing, doubtful, of every body."""
    draw = random.Random(2026)
    mini.etablissement("office-orval", "99001")
    for _row in range(150):
        mini.marche(
            draw.choice(ACHETEURS),
            draw.choice((*TIERS, None, ("scop-ess", "inconnue"))),
            draw.choice((None, 0, 1, 12_000, 45_000, 90_000.55, 300_000, 999_999_999)),
            annee=draw.choice((2023, 2024, 2025)),
            considerations_sociales=draw.choice(SOCIALES),
            considerations_environnementales=draw.choice((None, ["Clause environnementale"], ["Sans"])),
            offres_recues=draw.choice((None, 0, 1, 3, 8)),
            date_publication=draw.choice((None, date(2025, 12, 31))),
        )
        mini.subvention(
            draw.choice(ACHETEURS),
            draw.choice((*TIERS, None)),
            draw.choice((None, 0, -5, 500, 1_500, 23_000, 80_000)),
            annee=draw.choice((None, 2023, 2024)),
            date_convention=draw.choice((None, date(2024, 1, 9))),
        )
    for number in range(12):
        rna = f"W99{number:07d}"
        mini.subvention("orval", None, 1_000 * number + 500, beneficiaire_nom=rna, beneficiaire_rna=rna)
        mini.deliberation(draw.choice(ACHETEURS), draw.choice((None, "Adoption du SPASER", "Budget")))
    for genre in ("siae", "esat", "geiq", "tiers-lieux"):
        mini.structure(genre, draw.choice(TIERS), code_commune="99001", capacite=30)
        mini.structure(genre, None, nom="La Ruche", code_commune="99002")
    mini.concession("orval")
    return mini


def read_lignes(mini, code):
    """The rows of `lignes` of an indicator, one mapping each: its query with another end."""
    sql = (FOLDER / f"{code}.sql").read_text(encoding="utf-8")
    mini.rows(f'select 1 from indicators."{code}"')
    tree = sqlglot.parse_one(sql, read="duckdb")
    parts = (tree.args.get("with_") or tree.args["with"]).sql(dialect="duckdb")
    found = mini.engine.execute(f"{parts} select {', '.join(LIGNES)} from lignes").fetchall()
    return [dict(zip(LIGNES, row, strict=True)) for row in found]


def read_valeurs(mini, code):
    """The rows of an indicator, by territoire, kind of body and year."""
    found = mini.rows(f'select {", ".join(COLUMNS)} from indicators."{code}"')
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    assert rows, f"{code} gives nothing on the full mini"
    return {(row["territoire_siren"], row["lien"], row["annee"]): row for row in rows}


def total(lignes, name):
    """The sum of a column; None where nothing is known."""
    known = [row[name] for row in lignes if row[name] is not None]
    return float(sum(known)) if known else None


def test_there_are_at_least_twenty_indicators():
    assert len(CODES) >= 20


def test_every_indicator_gives_its_columns_and_its_rows(plein):
    for code in CODES:
        plein.rows(f'select 1 from indicators."{code}"')
        columns = [row[0] for row in plein.rows(f'describe indicators."{code}"')]
        assert columns == list(COLUMNS), code
        lignes = read_lignes(plein, code)
        assert lignes, code
        assert all(row["fichier"] and row["ligne"] and row["source"] for row in lignes), code
        assert all(row["est_utile"] in (True, False) for row in lignes), code


def test_a_fact_counts_once_in_an_indicator(plein):
    for code in CODES:
        facts = [row["fait_id"] for row in read_lignes(plein, code)]
        assert len(facts) == len(set(facts)), code


def test_lines_and_coverage_are_those_of_the_rows(plein):
    for code in CODES:
        lignes = read_lignes(plein, code)
        for key, valeur in read_valeurs(plein, code).items():
            mine = [row for row in lignes if (row["territoire_siren"], row["lien"], row["annee"]) == key]
            utiles = sum(row["est_utile"] for row in mine)
            assert (valeur["nb_lignes"], valeur["nb_lignes_utiles"]) == (len(mine), utiles), code
            assert valeur["couverture_pct"] == pytest.approx(100 * utiles / len(mine), abs=0.051), code


def test_a_share_and_a_number_are_computed_again_from_their_rows(plein):
    for code in SHARES + SUMS:
        lignes = read_lignes(plein, code)
        for key, valeur in read_valeurs(plein, code).items():
            mine = [row for row in lignes if (row["territoire_siren"], row["lien"], row["annee"]) == key]
            low, high = total(mine, "numerateur"), total(mine, "numerateur_haut")
            of = total(mine, "denominateur") if code in SHARES else 100
            assert valeur["valeur"] == pytest.approx(100 * low / of, abs=0.051), code
            if high is not None:
                assert valeur["valeur_haute"] == pytest.approx(100 * high / of, abs=0.051), code
            else:
                assert valeur["valeur_haute"] is None, code


def test_a_share_stays_between_0_and_100_and_a_range_in_order(plein):
    for code in CODES:
        for valeur in read_valeurs(plein, code).values():
            low, high = valeur["valeur"], valeur["valeur_haute"]
            assert low is not None, code
            assert low >= 0, code
            assert high is None or high >= low, code
            assert code not in SHARES or max(low, high or 0) <= 100, code


def test_a_row_that_is_not_usable_adds_nothing(plein):
    for code in CODES:
        idle = [row for row in read_lignes(plein, code) if not row["est_utile"]]
        assert all(not row["numerateur"] and not row["numerateur_haut"] for row in idle), code


def test_no_indicator_mixes_the_metropole_and_its_communes(plein):
    bodies = dict(
        plein.rows(
            "select marche_id, acheteur_siren from facts.marches union all"
            " select subvention_id, attribuant_siren from facts.subventions union all"
            " select deliberation_id, collectivite_siren from facts.deliberations union all"
            " select concession_id, autorite_siren from facts.concessions"
        )
    )
    expected = {
        BODIES["orval"]: "metropole",
        BODIES["breville"]: "commune",
        BODIES["tanne"]: "commune",
        BODIES["office-orval"]: "autre",
    }
    for code in CODES:
        lignes = read_lignes(plein, code)
        if code in STRUCTURES:
            assert {row["lien"] for row in lignes} == {"territoire"}, code
        else:
            assert all(row["lien"] == expected[bodies[row["fait_id"]]] for row in lignes), code
        assert {row["lien"] for row in lignes} <= LIENS.keys(), code
        assert {row["territoire_siren"] for row in lignes} == {BODIES["orval"]}, code


@pytest.mark.parametrize("code", CODES)
def test_a_query_has_its_header_and_speaks_the_dialect_of_spark(code):
    sql = (FOLDER / f"{code}.sql").read_text(encoding="utf-8")
    assert sql.startswith(f"-- {code}: ")
    assert re.search(r"^-- grain .*unit ", sql, re.M)
    assert re.search(r"^-- reads ", sql, re.M)
    assert sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)


@pytest.mark.parametrize("code", CODES)
def test_a_document_is_in_good_french_and_cites_known_sources(code):
    indicateur = INDICATEURS[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert indicateur.question.endswith("?")
    assert set(indicateur.sources) <= set(load_sources())
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", indicateur.revu_le)
    texts = (indicateur.titre, indicateur.question, indicateur.numerateur, indicateur.denominateur)
    for text in (*texts, indicateur.unite, indicateur.limites):
        assert {fault for fault, pattern in FAULTS.items() if pattern.search(text)} == set(), text
        assert not re.search(r"\d \d{3}", text), f"a breaking space in a number: {text}"
        assert not re.search(r"classement|meilleur|palmarès|champion|en tête", text.lower()), text
