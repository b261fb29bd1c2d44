"""The command that writes the open data."""

import pytest

from leviers.publication.donnees.bundle import read_bundle
from leviers.publication.donnees.disk import find_current


@pytest.fixture(autouse=True)
def own_home(catalogue, settings, tmp_path):
    """A home of its own over the embedded catalogue."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return settings.HOME


def test_it_works_and_what_is_there_is_not_written_again(leviers_command, own_home):
    code, said = leviers_command("donnees")
    assert (code, "11 tables, " in said, "écrits en " in said) == (0, True, True)
    assert find_current(own_home)
    assert "déjà là" in leviers_command("donnees")[1]


def test_a_folder_outside_the_site_may_be_asked_for(leviers_command, own_home, tmp_path):
    code, said = leviers_command("donnees", "-o", str(tmp_path / "export"))
    assert code == 0
    assert f"dans {tmp_path / 'export'}" in said
    assert read_bundle(tmp_path / "export")
    assert find_current(own_home) is None


def test_a_folder_that_is_not_empty_is_left_alone(leviers_command, tmp_path):
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "note.txt").touch()
    code, said = leviers_command("donnees", "-o", str(tmp_path / "plein"))
    assert (code, "n’est pas vide" in said) == (1, True)
    assert [path.name for path in (tmp_path / "plein").iterdir()] == ["note.txt"]


def test_invented_data_are_refused_to_the_site(leviers_command, own_home):
    code, said = leviers_command("donnees", "--fictif")
    assert (code, "ne sont pas publiées par le site" in said) == (1, True)
    assert find_current(own_home) is None


def test_invented_data_that_were_not_built_are_said_missing(leviers_command, tmp_path):
    code, said = leviers_command("donnees", "--fictif", "-o", str(tmp_path / "orval"))
    assert (code, "n’est pas construit ici" in said) == (1, True)
