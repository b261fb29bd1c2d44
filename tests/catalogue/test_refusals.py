"""Files of facts that are refused: the message gives file, line and advice, and nothing is written."""

import json
from datetime import date

import pytest

from leviers.catalogue import models
from leviers.catalogue.facts import DATA, read_facts
from leviers.errors import Refused

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path):
    """The first ten lines of each embedded file, and one sheet: to be spoilt by the test."""
    for file in ("demarches.jsonl", "reperes.jsonl", "reperes_calcules.jsonl"):
        lines = (DATA / file).read_text(encoding="utf-8").splitlines()[:10]
        (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "modes_emploi.yaml").write_text("- code: spaser\n", encoding="utf-8")
    return tmp_path


def change(folder, file, line, **given):
    """Change fields of the row written on a line; a field given as `...` is taken away."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[line - 1]) | given
    lines[line - 1] = json.dumps({key: value for key, value in row.items() if value is not ...})
    (folder / file).write_text("\n".join(lines), encoding="utf-8")


def refuse(folder):
    """The problems for which a folder is refused."""
    with pytest.raises(Refused) as caught:
        read_facts(folder, today=TODAY)
    assert all(problem.advice for problem in caught.value.problems)
    return caught.value.problems


def test_facts_without_a_defect_are_accepted(folder):
    facts = read_facts(folder, today=TODAY)
    assert (len(facts.demarches), len(facts.reperes), len(facts.leviers)) == (10, 20, 1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"champ": "jardinage"}, "champ inconnu « jardinage »"),
        ({"leviers": ["baguette-magique"]}, "levier inconnu « baguette-magique »"),
        ({"leviers": []}, "une démarche a de un à trois leviers"),
        ({"leviers": ["spaser"] * 4}, "une démarche a de un à trois leviers"),
        ({"leviers": "spaser"}, "« leviers » n’est pas une liste"),
        ({"sources": []}, "aucune source"),
        ({"sources": ...}, "aucune source"),
        ({"sources": [{"titre": "Page", "editeur": "Orval"}]}, "« sources[1].url » est vide ou manque"),
        ({"sources": [{"url": "page.html", "titre": "P", "editeur": "O"}]}, "n’est pas une adresse"),
        (
            {"sources": [{"url": "javascript:alert(1)", "titre": "P", "editeur": "O"}]},
            "n’est pas une adresse",
        ),
        ({"metropole_siren": "244400405"}, "la clé de contrôle est fausse"),
        ({"metropole_siren": "732829320"}, "ce n’est pas une des 22 métropoles"),
        ({"annee_debut": 2027}, "année de début « 2027 » dans le futur"),
        ({"annee_debut": "bientôt"}, "« annee_debut » vaut « bientôt »"),
        ({"montant_eur": "beaucoup"}, "« montant_eur » vaut « beaucoup »"),
        ({"titre": "   "}, "« titre » est vide"),
        ({"description": ...}, "« description » est vide"),
        ({"id": ...}, "« id » est vide"),
        ({"statut": "peut-être"}, "statut inconnu « peut-être »"),
        ({"chiffres": [{"libelle": "places", "valeur": "douze"}]}, "« chiffres[1].valeur » vaut « douze »"),
        ({"chiffres": [{"libelle": "places", "valeur": 12, "annee": 2030}]}, "année de chiffre « 2030 »"),
    ],
)
def test_a_spoilt_demarche_is_refused_with_its_line(folder, given, message):
    change(folder, "demarches.jsonl", 3, **given)
    problems = [problem for problem in refuse(folder) if problem.file == "demarches.jsonl"]
    assert problems[0].line == 3
    assert message in problems[0].message


def test_a_figure_that_is_aimed_at_may_be_of_a_year_to_come(folder):
    goal = {"libelle": "places prévues", "valeur": 12, "annee": 2030}
    change(folder, "demarches.jsonl", 3, chiffres=[goal])
    assert read_facts(folder, today=TODAY)


def test_a_source_of_tomorrow_is_refused(folder):
    source = {"url": "https://exemple.invalid/", "titre": "Page", "editeur": "Orval", "date": "2026-11-23"}
    change(folder, "demarches.jsonl", 3, sources=[source])
    assert refuse(folder)[0].message == "date de source « 2026-11-23 » dans le futur"


def test_an_identifier_given_twice_is_refused_with_both_lines(folder):
    first = json.loads((folder / "demarches.jsonl").read_text(encoding="utf-8").splitlines()[1])
    change(folder, "demarches.jsonl", 5, id=first["id"])
    problem = refuse(folder)[0]
    assert (problem.line, problem.message) == (5, f"id « {first['id']} » déjà donné ligne 2")


@pytest.mark.parametrize(
    "given", [{"source": {}}, {"source": ...}, {"valeur": None}, {"valeur": False}, {"annee": 2031}]
)
def test_a_spoilt_repere_is_refused_with_its_line(folder, given):
    change(folder, "reperes.jsonl", 7, **given)
    assert [(problem.file, problem.line) for problem in refuse(folder)] == [("reperes.jsonl", 7)]


def test_a_counted_repere_without_its_way_of_counting_is_refused(folder):
    change(folder, "reperes_calcules.jsonl", 2, calcul=...)
    assert refuse(folder)[0].message == "« calcul » est vide ou manque"


@pytest.mark.parametrize("text", ["{", '["une liste"]', '"un mot"', "[]"])
def test_a_line_that_is_not_an_object_is_refused_with_its_line(folder, text):
    with (folder / "reperes.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(f"\n\n{text}\n")
    assert refuse(folder)[0].line == 12  # ten lines, an empty one, this one


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- code: spaser\n  en_bref: [", 3, "ce n’est pas du YAML lisible"),
        ("- code: spaser\n\ten_bref: x", 2, "ce n’est pas du YAML lisible"),
        ("un texte", 0, "ce n’est pas une liste d’entrées"),
        ("", 0, "ce n’est pas une liste d’entrées"),
        ("- code: spaser\n- code: baguette", 2, "levier inconnu « baguette »"),
        ("- code: spaser\n- code: spaser", 2, "code « spaser » déjà donné ligne 1"),
        ("- code: spaser\n  demarches:\n  - id: nulle-part", 3, "démarche inconnue « nulle-part »"),
        ("- code: spaser\n  etapes: d’abord", 1, "« etapes » n’est pas une liste"),
    ],
)
def test_spoilt_sheets_are_refused_with_their_line(folder, text, line, message):
    (folder / "modes_emploi.yaml").write_text(text, encoding="utf-8")
    problem = refuse(folder)[0]
    assert (problem.file, problem.line) == ("modes_emploi.yaml", line)
    assert message in problem.message


def test_a_missing_file_is_named(folder):
    (folder / "reperes.jsonl").unlink()
    problem = refuse(folder)[0]
    assert str(problem).startswith("reperes.jsonl : ce fichier manque ou ne s’ouvre pas")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(folder):
    (folder / "reperes.jsonl").write_bytes('{}\n{}\n{"id": "é"}'.encode("latin-1"))
    assert refuse(folder)[0].line == 3


def test_every_problem_of_every_file_is_said_at_once(folder):
    change(folder, "demarches.jsonl", 1, champ="jardinage")
    change(folder, "demarches.jsonl", 2, statut="peut-être")
    change(folder, "reperes.jsonl", 1, metropole_siren="123456789")
    assert {(problem.file, problem.line) for problem in refuse(folder)} == {
        ("demarches.jsonl", 1),
        ("demarches.jsonl", 2),
        ("reperes.jsonl", 1),
    }


def test_a_refused_load_writes_nothing_and_says_so_in_french(folder, catalogue, leviers_command):
    before = models.Etat.objects.get().version
    change(folder, "demarches.jsonl", 4, champ="jardinage")
    code, said = leviers_command("load", str(folder))
    assert code == 1
    assert "demarches.jsonl, ligne 4 : champ inconnu « jardinage »" in said
    assert "rien n’a été écrit" in said
    assert models.Etat.objects.get().version == before


def test_a_missing_folder_is_said_in_french(tmp_path, db, leviers_command):
    code, said = leviers_command("load", str(tmp_path / "nulle-part"))
    assert code == 1
    assert "ce fichier manque ou ne s’ouvre pas" in said
    assert "Traceback" not in said
