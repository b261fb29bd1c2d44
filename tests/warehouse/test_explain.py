"""A figure walks back to its rows: the rows shown are the rows counted, and each stands in its file."""

import duckdb
import pytest

from leviers.errors import NotReady
from leviers.warehouse.explain import explain, say_figure, write_query
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.read import ORVAL, open_build

SHARES = {
    code for code, indicateur in load_indicateurs().items() if indicateur.unite == "%" and "gini" not in code
}


@pytest.fixture
def connection(orval_home):
    with open_build(orval_home) as opened:
        yield opened


def _values(connection, code):
    return connection.execute(
        "select territoire_siren, annee, lien, valeur, valeur_haute from indicators.valeurs where code = ?",
        [code],
    ).fetchall()


@pytest.mark.parametrize("code", sorted(SHARES))
def test_a_share_is_that_of_the_rows_it_shows(connection, code):
    for siren, annee, lien, valeur, haute in _values(connection, code):
        (figure,) = (one for one in explain(connection, code, siren, annee) if one.valeur["lien"] == lien)
        known = [line for line in figure.lignes if line["denominateur"] is not None]
        total = sum(float(line["denominateur"]) for line in known)
        low = sum(float(line["numerateur"] or 0) for line in known)
        assert valeur == pytest.approx(100 * low / total, abs=0.051)
        if haute is not None:
            high = sum(float(line["numerateur_haut"] or 0) for line in known)
            assert haute == pytest.approx(100 * high / total, abs=0.051)


@pytest.mark.parametrize("code", sorted(load_indicateurs()))
def test_coverage_is_that_of_the_rows_it_shows(connection, code):
    for siren, annee, lien, *_ in _values(connection, code)[:6]:
        (figure,) = (one for one in explain(connection, code, siren, annee) if one.valeur["lien"] == lien)
        useful = sum(line["est_utile"] for line in figure.lignes)
        assert (figure.valeur["nb_lignes"], figure.valeur["nb_lignes_utiles"]) == (len(figure.lignes), useful)


def test_a_row_stands_in_its_file_at_its_line(connection, orval_home):
    (figure, *_) = explain(connection, "montant-subventions-ess-eur", "orval", 2024)
    (folder,) = (orval_home / ORVAL / "raw" / "subventions").glob("2*")
    for line in figure.lignes:
        raw = (folder / line["fichier"]).read_bytes().splitlines()[line["ligne"] - 1]
        (nom,) = connection.execute(
            "select beneficiaire_nom from facts.subventions where subvention_id = ?", [line["fait_id"]]
        ).fetchone()
        assert any(nom in raw.decode(encoding, "replace") for encoding in ("utf-8", "cp1252"))


def test_the_query_shown_can_be_run_by_anybody(connection):
    query = write_query("part-montants-ess")
    (siren,) = connection.execute("select siren from facts.territoires where est_fictif").fetchone()
    rows = connection.execute(query, {"siren": siren, "lien": "metropole", "annee": 2024}).fetchall()
    (figure,) = (
        one
        for one in explain(connection, "part-montants-ess", "orval", 2024)
        if one.valeur["lien"] == "metropole"
    )
    assert len(rows) == figure.valeur["nb_lignes"]


def test_a_figure_is_said_with_unit_year_coverage_and_limits(connection):
    (figure, *_) = explain(connection, "part-montants-ess", "orval", 2024)
    said = "\n".join(say_figure(figure))
    assert all(word in said for word in ("Orval Métropole", "2024", "\u00a0%", "Couverture", "Limites"))


@pytest.mark.parametrize(
    ("code", "territoire", "annee", "said"),
    [
        ("nulle-part", "orval", 2024, "Indicateur inconnu « nulle-part »"),
        ("nb-marches", "atlantide", 2024, "Territoire inconnu « atlantide »"),
        ("nb-marches", "nantes", 2024, "n’a pas de valeur pour Nantes Métropole"),
        ("nb-marches", "orval", 1999, "Années qui en ont une : 20"),
        ("nb-marches", "orval'; drop table facts.marches; --", 2024, "Territoire inconnu"),
    ],
)
def test_what_cannot_be_explained_is_said(connection, code, territoire, annee, said):
    with pytest.raises(NotReady) as refused:
        explain(connection, code, territoire, annee)
    assert said in str(refused.value)


def test_without_any_build_it_says_what_to_do(tmp_path):
    with pytest.raises(NotReady, match="leviers fetch"), open_build(tmp_path):
        pass


def test_a_build_is_opened_read_only(connection):
    with pytest.raises(duckdb.Error):
        connection.execute("create table meta.essai (a integer)")
