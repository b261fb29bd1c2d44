"""The command that writes the study: a draft, a portrait, the summary, a frozen edition; each refusal."""

import os

import pytest

from leviers.publication.editions import disk
from leviers.publication.editions.lire import find_edition
from leviers.publication.models import Edition
from tests.publication.editions import conftest as small

own_home, small_study = small.own_home, small.small_study
pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def target(tmp_path):
    return tmp_path / "etude.pdf"


def test_a_draft_is_written_with_its_pages_and_seconds(leviers_command, target, own_home):
    code, said = leviers_command("publish", "-o", str(target))
    assert (code, target.read_bytes()[:5]) == (0, b"%PDF-")
    assert "Brouillon, 1\u00a0page, en " in said
    assert "mise en page : " in said
    assert find_edition(own_home, "courante") is None
    before = target.read_bytes()
    assert leviers_command("publish", "-o", str(target))[0] == 0
    assert target.read_bytes() == before


def test_without_a_file_the_draft_of_the_site_is_made_once(leviers_command, own_home):
    assert "fabriqué en" in leviers_command("publish")[1]
    assert "déjà là" in leviers_command("publish")[1]
    assert find_edition(own_home, "courante")


def test_a_portrait_and_the_summary(leviers_command, target):
    assert leviers_command("publish", "--metropole", "nantes", "-o", str(target))[0] == 0
    assert "'forme': 'portrait'" in target.read_text()
    assert leviers_command("publish", "--resume", "-o", str(target))[0] == 0


def test_an_edition_is_frozen_once_and_its_files_copied(leviers_command, target, own_home):
    code, said = leviers_command(
        "publish", "--edition", "2026", "--doi", "10.5281/zenodo.1", "-o", str(target)
    )
    assert (code, "Édition 2026 figée en" in said) == (0, True)
    frozen = find_edition(own_home, "2026")
    assert target.read_bytes() == (frozen.folder / "etude.pdf").read_bytes()
    assert Edition.objects.get().doi == "10.5281/zenodo.1"
    code, said = leviers_command("publish", "--edition", "2026")
    assert (code, "est figée : elle ne change plus" in said, "erratum" in said) == (1, True, True)
    leviers_command("publish", "--edition", "2026", "--metropole", "nantes", "-o", str(target))
    assert target.read_bytes() == (frozen.folder / "portraits" / "nantes.pdf").read_bytes()


def test_the_day_of_an_edition_may_be_given(leviers_command, own_home):
    leviers_command("publish", "--edition", "2026", "--jour", "2026-11-27")
    assert find_edition(own_home, "2026").sommaire["jour"] == "2026-11-27"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--metropole", "nante"], "Vouliez-vous « nantes » ?"),
        (["--metropole", "zzz"], "Choisissez parmi : aix-marseille"),
        (["--edition", "vingt"], "ne peut pas être le code d’une édition"),
        (["--metropole", "nantes", "--resume"], "ne vont pas ensemble"),
        (["--doi", "10.5281/zenodo.1"], "Ajoutez --edition"),
        (["--jour", "2026-01-01"], "Ajoutez --edition"),
        (["--edition", "2026", "--doi", "dix"], "n’est pas un DOI"),
        (["--edition", "2026", "--resume"], "n’est pas figée"),
    ],
)
def test_each_mistake_is_said_and_nothing_is_written(leviers_command, target, own_home, words, said):
    code, printed = leviers_command("publish", *words, "-o", str(target))
    assert (code, target.exists(), (own_home / "etudes" / "2026").exists()) == (1, False, False)
    assert said in printed


def test_a_portrait_without_a_file_asks_where(leviers_command):
    code, said = leviers_command("publish", "--metropole", "nantes")
    assert (code, "Ajoutez -o FICHIER.pdf" in said) == (1, True)


def test_a_file_that_is_not_a_pdf_is_left_alone(leviers_command, tmp_path):
    (tmp_path / "note.pdf").write_text("mes notes")
    code, said = leviers_command("publish", "-o", str(tmp_path / "note.pdf"))
    assert (code, "n’a pas été touché" in said) == (1, True)
    assert (tmp_path / "note.pdf").read_text() == "mes notes"
    assert "est un dossier" in leviers_command("publish", "-o", str(tmp_path))[1]
    assert "n’existe pas" in leviers_command("publish", "-o", str(tmp_path / "rien" / "etude.pdf"))[1]


@pytest.mark.parametrize("name", ["etude.docx", "etude", "etude.html"])
def test_another_format_is_refused_before_any_work(leviers_command, tmp_path, name):
    code, said = leviers_command("publish", "-o", str(tmp_path / name))
    assert (code, "Donnez un nom comme etude.pdf" in said) == (1, True)
    assert list(tmp_path.glob("etude*")) == []


def test_a_folder_that_cannot_be_written_is_said_before_any_work(leviers_command, target, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _place, _mode: False)
    code, said = leviers_command("publish", "-o", str(target))
    assert (code, "ne se laisse pas écrire" in said, target.exists()) == (1, True, False)


def test_a_workshop_in_use_is_said(leviers_command, own_home):
    with disk.open_workshop(own_home):
        code, said = leviers_command("publish")
    assert (code, "déjà en cours de fabrication" in said) == (1, True)


def test_doctor_reads_every_frozen_edition_again(leviers_command, own_home):
    leviers_command("publish", "--edition", "2026")
    assert "Éditions de l’étude vérifiées : 2026" in leviers_command("doctor")[1]
    file = find_edition(own_home, "2026").folder / "etude.pdf"
    file.chmod(0o644)
    file.write_bytes(b"%PDF-autre")
    code, said = leviers_command("doctor")
    assert (code, "etude.pdf a été modifié" in said, "Restaurez" in said) == (1, True, True)
