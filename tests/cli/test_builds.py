"""`leviers build`, `diff`, `explain`: what they print, and how they refuse."""

import json

import pytest

from leviers.reference.home import find_home
from leviers.warehouse.build import find_current
from leviers.warehouse.read import ORVAL
from tests.once import copy_orval

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def orval_home(tmp_path_factory):
    """A home where the invented territoire stands where real data would."""
    return copy_orval(tmp_path_factory, "construit") / ORVAL


@pytest.fixture
def built(orval_home, monkeypatch):
    monkeypatch.setenv("LEVIERS_HOME", str(orval_home))
    return find_home()


def test_build_says_sources_tables_and_number(built, leviers_command):
    code, said = leviers_command("build")
    assert code == 0
    assert "decp           inchangée  681 lignes, 0 écartées" in said
    assert f"Build {find_current(built).stem} (déjà construit" in said


def test_build_in_json_gives_rows_losses_seconds_and_memory(built, leviers_command):
    code, said = leviers_command("build", "--json")
    report = json.loads(said)
    assert code == 0
    assert report["numero"] == find_current(built).stem
    assert {"source", "lignes_lues", "lignes_rejetees", "secondes", "memoire_mo"} <= report["sources"][
        0
    ].keys()


def test_build_without_anything_received_fails_and_says_what_to_do(tmp_path, monkeypatch, leviers_command):
    monkeypatch.setenv("LEVIERS_HOME", str(tmp_path))
    code, said = leviers_command("build")
    assert code == 1
    assert "Rien à construire" in said
    assert "leviers fetch" in said
    code, said = leviers_command("build", "--json")
    assert code == 1
    assert "Rien à construire" in json.loads(said)["erreur"]


def test_diff_of_a_build_with_itself_says_that_nothing_changed(built, leviers_command):
    assert leviers_command("diff", find_current(built).stem) == (0, "Rien n’a changé.\n")


def test_diff_with_an_unknown_build_names_those_kept(built, leviers_command):
    code, said = leviers_command("diff", "../../etc/passwd")
    assert code == 1
    assert find_current(built).stem in said


def test_explain_prints_value_files_and_rows(built, leviers_command):
    code, said = leviers_command("explain", "part-montants-ess", "orval", "2024", "--sql")
    assert code == 0
    for word in ("Couverture", "Limites", "decp-2022-orval.json:", "Requête", "$siren"):
        assert word in said


def test_explain_in_csv_gives_every_row(built, leviers_command):
    code, said = leviers_command("explain", "nb-marches", "orval", "2024", "--csv")
    assert code == 0
    header, *rows = said.splitlines()
    assert header.startswith("territoire_siren,lien,annee,fait_id,source,fichier,ligne")
    assert len(rows) > 50


def test_a_list_without_a_year_is_asked_for_in_a_word(built, leviers_command):
    code, said = leviers_command("explain", "geiq-pour-100000", "orval", "aucune")
    assert code == 0
    assert "année inconnue" in said


@pytest.mark.parametrize("annee", ["21", "deux mille", "2024.5", "²⁰²⁴"])
def test_what_is_not_a_year_is_refused(built, leviers_command, annee):
    code, said = leviers_command("explain", "nb-marches", "orval", annee)
    assert code == 1
    assert "n’est pas une année" in said
