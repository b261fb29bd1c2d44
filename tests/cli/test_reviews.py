"""`leviers reviews`: decisions as labelled records, and what they teach the lexicon."""

import json

import pytest

from leviers.detection.evaluate import evaluate
from leviers.detection.gold import read_gold
from leviers.evidence.lecons import learn


def read(file):
    return {row["id"]: row for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}


@pytest.fixture
def judged(actes, decide, reviewer, camille):
    """Five judged records, and one with a second levier that nobody judged."""
    event = {"raison": "evenement-ess", "mot": "Mois de l’ESS", "confiance": 0.94}
    actes.add("D1", "evenements-mois-ess", "deliberation", objet="Mois de l’ESS : programme", **event)
    actes.add("D2", "evenements-mois-ess", "deliberation", objet="Mois de l’ESS : voirie", **event)
    actes.add("D3", "evenements-mois-ess", "deliberation", objet="Mois de l’ESS : voirie et eau", **event)
    actes.add("D4", "evenements-mois-ess", "deliberation", objet="Mois de l’ESS à Rezé", **event)
    actes.add("D5", "evenements-mois-ess", "deliberation", objet="Mois de l’ESS et prix", **event)
    actes.add("D5", "prix-trophees-ess", "deliberation", objet="Mois de l’ESS et prix", raison="prix-ess")
    actes.swap()
    event = {"genre": "deliberation", "levier": "evenements-mois-ess"}
    decide(reviewer, "D1", "confirme", **event)
    decide(reviewer, "D2", "rejette", **event)
    decide(reviewer, "D3", "corrige", levier_corrige="conseil-ess", **event)
    decide(reviewer, "D4", "confirme", **event)
    decide(camille, "D4", "rejette", **event)
    decide(reviewer, "D5", "confirme", **event)
    return actes


def test_it_works_labelled_records_are_read_by_evaluate(judged, leviers_command, tmp_path):
    file = tmp_path / "fiches.jsonl"
    code, said = leviers_command("reviews", str(file))
    assert (code, said) == (0, f"5 fiches étiquetées, dont 3 sûres, écrites dans {file}\n")
    rows = read(file)
    assert rows["D1"] == {
        "id": "D1", "genre": "deliberation", "objet": "Mois de l’ESS : programme", "tiers": "",
        "tiers_motif": "", "considerations_sociales": [], "leviers": ["evenements-mois-ess"], "sur": True,
    }  # fmt: skip
    assert rows["D2"]["leviers"] == []
    assert rows["D3"]["leviers"] == ["conseil-ess"]
    assert [rows[name]["sur"] for name in ("D4", "D5")] == [False, False]  # discussed; one levier not judged
    result = evaluate(read_gold(file))
    assert (result.nb_fiches, result.nb_sures, result.micro.vrais, result.micro.manques) == (5, 3, 1, 1)


def test_a_record_that_left_the_build_is_written_as_it_was_read_and_is_not_sure(
    judged, leviers_command, tmp_path
):
    judged.rows = [row for row in judged.rows if row["fait_id"] != "D1"]
    judged.swap()
    leviers_command("reviews", str(tmp_path / "fiches.jsonl"))
    row = read(tmp_path / "fiches.jsonl")["D1"]
    assert (row["objet"], row["leviers"], row["sur"]) == (
        "Mois de l’ESS : programme",
        ["evenements-mois-ess"],
        False,
    )


def test_a_certain_rule_that_nobody_rejected_labels_the_record_too(
    actes,
    decide,
    reviewer,
    leviers_command,
    tmp_path,
):
    actes.add("M1")
    actes.add("M1", "clause-sociale-insertion", est_certaine=True, raison="declare-clause")
    actes.swap()
    decide(reviewer, "M1", "rejette")
    leviers_command("reviews", str(tmp_path / "fiches.jsonl"))
    row = read(tmp_path / "fiches.jsonl")["M1"]
    assert (row["leviers"], row["sur"]) == (["clause-sociale-insertion"], True)


def test_without_a_build_it_says_what_to_do(db, actes, leviers_command, tmp_path):
    code, said = leviers_command("reviews", str(tmp_path / "fiches.jsonl"))
    assert code == 1
    assert "leviers fetch" in said


def test_a_file_that_cannot_be_written_is_said(judged, leviers_command, tmp_path):
    code, said = leviers_command("reviews", str(tmp_path / "nulle-part" / "fiches.jsonl"))
    assert code == 1
    assert "ne s’écrit pas" in said


def test_without_a_word_it_counts(judged, leviers_command):
    code, said = leviers_command("reviews")
    assert code == 0
    assert said.startswith("5 fiches relues : 2 confirmées, 2 rejetées, 1 discutées")


def test_the_lexicon_learns_counts_confidence_and_words(judged, leviers_command):
    code, said = leviers_command("reviews", "--lexique")
    assert code == 0
    # two confirmed, two rejected, the discussed one left out: (2 + 0.94 × 10) / (4 + 10) = 0.81
    first, place, sauf, *_rest = said.splitlines()
    assert first.startswith("evenement-ess (evenements-mois-ess) : 2 confirmés, 2 rejetés")
    assert "confiance dite 94\u00a0%, d’après les relectures 81\u00a0%" in first
    assert place.strip().startswith("g-animation.yaml, ligne 2 ; mots des seuls titres rejetés : voirie 2")
    assert sauf.startswith('  sauf: ["trophée", "prix", ')
    assert sauf.endswith(', "voirie"]')


def test_identical_titles_teach_once(actes, decide, reviewer):
    for number in range(5):
        actes.add(f"M{number}", objet="Schéma des achats", mot="Schéma des achats")
    actes.swap()
    decide(reviewer, "M0", "rejette", identiques=True)
    (lesson,) = learn()
    assert (lesson.confirmees, lesson.rejetees, lesson.mots) == (0, 1, ())


def test_a_motif_that_is_no_more_is_said_so(actes, decide, reviewer, leviers_command):
    actes.add("M1", raison="vieux-motif")
    actes.swap()
    decide(reviewer, "M1", "rejette")
    assert (
        "vieux-motif (spaser) : 0 confirmés, 1 rejetés ; ce motif n’est plus"
        in leviers_command("reviews", "--lexique")[1]
    )


def test_without_any_review_it_says_so(db, leviers_command):
    assert leviers_command("reviews", "--lexique") == (0, "Aucune relecture pour l’instant.\n")
