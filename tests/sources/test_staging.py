"""Staging as a whole: every row accounted for, whole or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest

from leviers.errors import BuildRefused, NotReady, SourceChanged, SourceUnreadable
from leviers.sources.staging import Staging, stage
from leviers.sources.subventions import stage as subventions
from tests.sources.places import Place

HEADER = "nomAttribuant;nomBeneficiaire;montant;idBeneficiaire\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "subventions")


def test_report_is_written_beside_the_table_and_counts_every_row(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;A;10;\nOrval;B;NC;\nOrval;C\n")
    report = place.stage()
    assert json.loads((place.home / "staged/subventions/rapport.json").read_text()) == report.as_json()
    assert report.tables == {"subventions": 2}
    assert report.lignes_lues == 3 == report.tables["subventions"] + report.lignes_rejetees
    assert report.cellules == {
        "subventions.montant_eur": {
            "non-communique": {"nb": 1, "exemples": [{"fichier": "a.csv", "ligne": 3, "valeur": "NC"}]}
        }
    }


def test_only_the_first_ten_examples_are_kept_in_order(place: Place) -> None:
    place.put("b.csv", HEADER + "".join(f"Orval;B{n};NC;\n" for n in range(3)))
    place.put("a.csv", HEADER + "".join(f"Orval;A{n};NC;\n" for n in range(8)))
    counted = place.stage().cellules["subventions.montant_eur"]["non-communique"]
    assert counted["nb"] == 11
    assert [(row["fichier"], row["ligne"]) for row in counted["exemples"]] == [
        *(("a.csv", ligne) for ligne in range(2, 10)),
        ("b.csv", 2),
        ("b.csv", 3),
    ]


def test_same_files_give_the_same_bytes(place: Place) -> None:
    place.put("a.csv", HEADER + "".join(f"Orval;A{n};{n},5;\n" for n in range(500)))
    place.stage()
    first = (place.home / "staged/subventions/subventions.parquet").read_bytes()
    place.stage()
    assert (place.home / "staged/subventions/subventions.parquet").read_bytes() == first


def test_refused_file_leaves_what_was_staged_before(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;A;10;\n")
    place.stage()
    place.put("a.csv", "<html>502</html>")
    with pytest.raises(SourceUnreadable):
        place.stage()
    assert place.rows("beneficiaire_nom") == [("A",)]
    assert sorted(path.name for path in (place.home / "staged/subventions").iterdir()) == [
        "rapport.json",
        "subventions.parquet",
    ]


def test_folder_without_data_is_refused(place: Place) -> None:
    place.put("receipt.json", "{}")
    place.put("a.csv.part", HEADER)
    with pytest.raises(SourceUnreadable, match="aucun fichier de données"):
        place.stage()


def test_row_lost_on_the_way_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_one(staging: Staging) -> None:
        staging.report.lignes_lues = 2
        staging.write(
            "subventions",
            "select 'a' as fichier, 1 as ligne, compter_defauts([defaut('a', null, null)]) as defauts",
        )

    monkeypatch.setattr(subventions, "stage", lose_one)
    with pytest.raises(BuildRefused, match="2 lignes lues, mais 1 gardées et 0 rejetées"):
        place.stage()


def test_disk_full_is_said_and_nothing_is_touched(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("a.csv", HEADER + "Orval;A;10;\n")
    place.stage()

    def fill(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(subventions, "stage", fill)
    with pytest.raises(NotReady, match="No space left"):
        place.stage()
    assert place.rows("beneficiaire_nom") == [("A",)]


def test_home_that_is_a_file_is_said(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;A;10;\n")
    place.home.write_text("not a folder")
    with pytest.raises(NotReady, match="impossible d’écrire"):
        place.stage()


@pytest.mark.parametrize("source", ["inconnue", "../subventions", "subventions; drop", ""])
def test_unknown_source_is_refused_with_the_known_ones(tmp_path: Path, source: str) -> None:
    with pytest.raises(NotReady) as refusal:
        stage(source, tmp_path, tmp_path)
    assert "subventions" in refusal.value.advice


def test_quotes_in_names_of_files_are_harmless(place: Place) -> None:
    place.put('l\'été "2023"; --.csv', HEADER + "Orval;A;10;\n")
    place.stage()
    assert place.rows("fichier, ligne") == [('l\'été "2023"; --.csv', 2)]


def test_missing_column_carries_its_facts(place: Place) -> None:
    place.put("a.csv", "nomAttribuant;montant\nOrval;1\n")
    with pytest.raises(SourceChanged) as refusal:
        place.stage()
    assert (refusal.value.source, refusal.value.missing) == ("subventions", {"nomBeneficiaire"})
    assert "source.toml" in refusal.value.advice
