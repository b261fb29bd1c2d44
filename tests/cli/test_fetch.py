"""`leviers fetch`: what a person reads, and the code a script gets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leviers.cli.data import fetch
from leviers.errors import NotReady

SUBVENTIONS = "nomAttribuant;nomBeneficiaire;montant\nOrval Métropole;Les Jardins d’Orval;12500,50\n"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "miroir"
    (folder / "subventions").mkdir(parents=True)
    (folder / "subventions" / "orval.csv").write_text(SUBVENTIONS, encoding="utf-8")
    monkeypatch.setenv("LEVIERS_MIRROR", str(folder))
    monkeypatch.setenv("LEVIERS_HOME", str(tmp_path / "var"))
    return folder


def test_it_works(mirror: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fetch()
    said = capsys.readouterr().out
    assert f"Origine : miroir {mirror}" in said
    assert "subventions    reçu      1 fichier, 86 o, 1 ligne" in said
    assert "decp           absent    absente du miroir" in said
    assert len(list((tmp_path / "var/raw/subventions").glob("*/receipt.json"))) == 1


def test_a_second_time_nothing_is_new(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fetch("subventions")
    capsys.readouterr()
    fetch("subventions")
    assert "inchangé  1 fichier" in capsys.readouterr().out


def test_a_bad_file_is_said_and_the_code_is_not_zero(
    mirror: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (mirror / "subventions" / "orval.csv").write_text("<html>erreur</html>")
    (mirror / "deliberations").mkdir()
    (mirror / "deliberations" / "orval.csv").write_text("COLL_NOM\nOrval\n")
    with pytest.raises(NotReady, match="Sources non récupérées : subventions"):
        fetch()
    said = capsys.readouterr().out
    assert "page web" in said
    assert "deliberations  reçu" in said


def test_a_source_asked_by_name_must_be_there(mirror: Path) -> None:
    with pytest.raises(NotReady, match="esus"):
        fetch("subventions", "esus")


def test_a_mirror_that_holds_nothing_is_a_failure(mirror: Path) -> None:
    (mirror / "subventions" / "orval.csv").unlink()
    with pytest.raises(NotReady):
        fetch()


def test_the_command_leaves_with_a_code_and_one_sentence(mirror: Path) -> None:
    command = [sys.executable, "-m", "leviers.cli.main", "fetch", "orvall"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=60)
    assert done.returncode == 1
    assert "Source inconnue « orvall »" in done.stderr
    assert "Traceback" not in done.stderr
