"""leviers evaluate GOLD: figures worked out by hand on six records."""

import json

import pytest

from leviers.detection.evaluate import evaluate, wilson
from leviers.detection.gold import read_gold

GOLD = [
    ("1", "Trophées de l’ESS", ["prix-trophees-ess"], True),  # found
    ("2", "Recyclerie et tiers-lieu", ["filieres-cooperation"], True),  # found, and tiers-lieux in excess
    ("3", "Soutien aux jardins d’Orval", ["soutien-iae"], True),  # missed
    ("4", "Fête de la musique", [], True),
    ("5", "Ressourcerie éphémère", [], True),  # fires on an empty record
    ("6", "Annuaire de l’ESS", ["ptce"], False),  # not sure: left aside
]


@pytest.fixture
def gold(tmp_path):
    """The six records, in a file."""
    file = tmp_path / "gold.jsonl"
    rows = [
        {"id": name, "genre": "subvention", "objet": objet, "tiers": None, "leviers": leviers, "sur": sur}
        for name, objet, leviers, sur in GOLD
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_it_works(gold):
    result = evaluate(read_gold(gold))
    assert (result.nb_fiches, result.nb_sures, result.nb_vides) == (6, 5, 2)
    micro = result.micro
    assert (micro.vrais, micro.faux, micro.manques) == (2, 2, 1)
    assert micro.precision == 0.5  # 2 of 4
    assert micro.rappel == 2 / 3
    assert micro.f1 == 4 / 7
    assert dict(result.feux_sur_vides) == {"filieres-cooperation": 1}


def test_each_levier_each_layer_and_each_error_is_told(gold):
    result = evaluate(read_gold(gold))
    assert result.par_levier["soutien-iae"].rappel == 0
    assert result.par_levier["tiers-lieux"].precision == 0
    assert result.couches["regle"].vrais == 0
    assert result.couches["lexique"].vrais == 2
    told = [(error.id, error.genre_erreur, error.levier) for error in result.erreurs]
    assert told == [
        ("2", "en trop", "tiers-lieux"),
        ("5", "en trop", "filieres-cooperation"),
        ("3", "manqué", "soutien-iae"),
    ]


def test_confusion_pairs_what_was_expected_with_what_was_said(tmp_path):
    file = tmp_path / "gold.jsonl"
    row = {"id": "1", "genre": "marche", "objet": "Recyclerie", "leviers": ["tiers-lieux"], "sur": True}
    file.write_text(json.dumps(row))
    assert dict(evaluate(read_gold(file)).confusions) == {("tiers-lieux", "filieres-cooperation"): 1}


def test_interval_is_that_of_wilson():
    assert wilson(9, 10) == (0.596, 0.982)  # 95 %, Wilson 1927, worked out by hand
    assert wilson(0, 0) is None


def test_command_prints_figures_and_writes_nothing(leviers_command, gold, tmp_path):
    before = sorted(tmp_path.iterdir())
    code, said = leviers_command("evaluate", str(gold))
    assert code == 0
    assert "5 fiches sûres sur 6" in said
    assert "soutien-iae manqué : 3" in said
    assert sorted(tmp_path.iterdir()) == before


def test_command_gives_json(leviers_command, gold):
    report = json.loads(leviers_command("evaluate", str(gold), "--json")[1])
    assert report["micro"]["precision"] == 0.5
    assert report["leviers"]["prix-trophees-ess"]["cas"] == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "est vide"),
        ("{", "Ligne 1 de « gold.jsonl » : ce n’est pas du JSON."),
        ('{"id": 1, "genre": "marche", "objet": "x", "sur": true}', "il manque « leviers »"),
        ('{"id": 1, "genre": "achat", "objet": "x", "leviers": [], "sur": true}', "genre inconnu « achat »"),
        (
            '{"id": 1, "genre": "marche", "objet": "x", "leviers": ["rien"], "sur": true}',
            "levier inconnu « rien »",
        ),
        ("[1]", "ce n’est pas une fiche étiquetée"),
    ],
)
def test_a_wrong_file_is_explained(leviers_command, tmp_path, text, message):
    file = tmp_path / "gold.jsonl"
    file.write_text(text, encoding="utf-8")
    code, said = leviers_command("evaluate", str(file))
    assert code == 1
    assert message in " ".join(said.split())


def test_a_missing_file_is_explained(leviers_command, tmp_path):
    assert "ne se lit pas" in leviers_command("evaluate", str(tmp_path / "rien.jsonl"))[1]
