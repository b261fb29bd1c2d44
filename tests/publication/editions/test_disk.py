"""Drafts and frozen editions on disk: whole or not there, the same bytes, never written twice."""

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256

import pytest

from leviers.errors import EditionRefused, NotReady
from leviers.publication.editions import disk, layout, ouvrage, verifier, write
from leviers.publication.editions.lire import find_edition, list_frozen
from leviers.publication.editions.verifier import verify_all
from leviers.publication.editions.write import write_edition
from leviers.publication.etude import chapitres
from leviers.publication.etude.chapitres import changements
from tests.publication.editions.conftest import freeze, make_draft, write_essentiel


def test_an_edition_holds_every_file_and_says_what_it_is(own_home):
    edition = freeze(own_home).edition
    names = layout.list_names(edition.folder)
    for name in ("etude.json", "etude.pdf", "resume.json", "resume.pdf", "chiffres.json", "citation.bib"):
        assert name in names
    assert {"citation.ris", "citation.json", "SHA256SUMS", "edition.json"} <= set(names)
    assert len([name for name in names if name.startswith("portraits/")]) == 22
    assert "donnees/datapackage.json" in names
    said = edition.sommaire
    assert (said["code"], said["titre"], said["pages"]["etude"]) == ("2026", "Édition 2026", 1)
    assert said["digest"] == sha256((edition.folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert find_edition(own_home, "2026") == edition
    assert [one.code for one in list_frozen(own_home)] == ["2026"]


def test_sums_are_those_that_a_reader_may_check(own_home):
    folder = freeze(own_home).edition.folder
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_figures_come_with_their_query_value_and_rows(own_home):
    chiffres = freeze(own_home).edition.chiffres
    found = chiffres["metropoles-par-levier"]
    assert found["valeurs"]["spaser"] == {
        "valeur": 1.0,
        "couverture_pct": None,
        "annee": None,
        "nb_lignes": 1,
    }
    assert (found["titre"], found["unite"]) == ("Métropoles où le levier est repéré", "métropoles")
    assert "where cle = $cle" in found["requete_lignes"]
    assert chiffres["nb-metropoles"]["valeurs"][""]["nb_lignes"] == 22


def test_the_same_state_gives_the_same_bytes(own_home, tmp_path):
    first, second = (tmp_path / name for name in ("un", "deux"))
    for folder in (first, second):
        write_edition(folder, ouvrage.prepare("2026", jour=date(2026, 11, 27)), watch=disk.ignore)
    names = layout.list_names(first)
    assert names == layout.list_names(second)
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_a_frozen_edition_is_never_written_again(own_home, mini):
    before = freeze(own_home).edition.sommaire
    mini.demarche("deux")
    with pytest.raises(EditionRefused, match="figée") as refused:
        freeze(own_home)
    assert "erratum" in refused.value.advice
    assert find_edition(own_home, "2026").sommaire == before
    assert verify_all(own_home) == {"2026": []}


def test_a_folder_that_is_not_an_edition_is_left_alone(own_home):
    (own_home / "etudes" / "2026").mkdir(parents=True)
    (own_home / "etudes" / "2026" / "note.txt").touch()
    with pytest.raises(EditionRefused, match="n’est pas une édition entière"):
        freeze(own_home)
    assert layout.list_names(own_home / "etudes" / "2026") == ["note.txt"]


@pytest.mark.parametrize("code", ["courante", "1999", "2026-0", "../2026", "2026/x", "", "deux"])
def test_a_code_that_is_not_a_year_is_refused(own_home, code):
    with pytest.raises(EditionRefused, match="code d’une édition"):
        layout.check_code(code)


def test_each_damage_is_said(own_home):
    folder = freeze(own_home).edition.folder
    for name in ("etude.pdf", "citation.bib"):
        (folder / name).chmod(0o644)
    (folder / "etude.pdf").write_bytes(b"%PDF autre")
    (folder / "citation.bib").unlink()
    (folder / "ajout.txt").touch()
    assert verifier.verify(folder) == [
        "citation.bib manque",
        "etude.pdf a été modifié",
        "ajout.txt a été ajouté",
    ]
    (folder / "SHA256SUMS").chmod(0o644)
    (folder / "SHA256SUMS").write_text("")
    assert verifier.verify(folder) == ["SHA256SUMS a été modifié"]


def test_a_draft_is_made_once_for_each_state_and_the_last_two_are_kept(own_home, mini):
    first, again = make_draft(own_home), make_draft(own_home)
    assert (first.est_nouveau, again.est_nouveau) == (True, False)
    for name in ("deux", "trois"):
        mini.demarche(name)
        assert disk.is_stale(own_home, ouvrage.prepare())
        make_draft(own_home)
    assert not disk.is_stale(own_home, ouvrage.prepare())
    drafts = list((own_home / "etudes").glob("brouillon-*"))
    assert len(drafts) == 2
    assert find_edition(own_home, "courante").folder in drafts


def test_a_draft_never_pushes_a_frozen_edition_out(own_home, mini):
    freeze(own_home)
    for name in ("deux", "trois", "quatre"):
        mini.demarche(name)
        make_draft(own_home)
    assert verify_all(own_home) == {"2026": []}


def test_a_full_disk_leaves_the_former_draft_in_force(own_home, mini, monkeypatch):
    before = make_draft(own_home).edition
    mini.demarche("deux")

    def refuse(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_bundle", refuse)
    with pytest.raises(NotReady, match="le disque est plein"):
        make_draft(own_home)
    assert find_edition(own_home, "courante") == before


def test_two_at_once_are_refused_in_french(own_home):
    with disk.open_workshop(own_home), pytest.raises(NotReady, match="déjà en cours de fabrication"):
        freeze(own_home)


KILLED = """
import os, signal, sys
from pathlib import Path
from leviers.publication.editions import disk
from leviers.publication.swaps import name_draft
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
with disk.open_workshop(Path(sys.argv[1])) as place:
    aside = name_draft(place / "2027")
    aside.mkdir()
    (aside / "etude.json").write_text("{")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_in_the_middle_leaves_the_former_state_whole(own_home):
    before = make_draft(own_home).edition
    code = (
        f"import django, os\nos.environ['DJANGO_SETTINGS_MODULE']='config.settings'\ndjango.setup()\n{KILLED}"
    )
    done = subprocess.run([sys.executable, "-c", code, str(own_home)], capture_output=True)
    assert done.returncode == -9, done.stderr
    assert find_edition(own_home, "courante") == before
    assert find_edition(own_home, "2027") is None
    freeze(own_home, "2027")
    assert list((own_home / "etudes").glob(".2027*")) == []
    assert verify_all(own_home) == {"2027": []}


def test_data_are_read_back_only_by_the_names_of_the_sums(own_home):
    edition = freeze(own_home).edition
    (edition.folder / "autre.pdf").touch()
    found = find_edition(own_home, "2026").pieces
    assert set(found) == {*edition.sommes, "SHA256SUMS", "edition.json"}
    assert found["donnees/datapackage.json"].sha256 == edition.sommes["donnees/datapackage.json"]
    assert json.loads((edition.folder / "edition.json").read_text()) == edition.sommaire


def test_an_edition_says_what_changed_since_the_one_before(own_home, mini, monkeypatch, client):
    monkeypatch.setattr(chapitres, "ETUDE", (write_essentiel, changements.write))
    freeze(own_home)
    mini.demarche("deux", titre="Une démarche nouvelle")
    freeze(own_home, "2027")
    page = client.get("/etude/2027/changements/").content.decode()
    assert "Une démarche nouvelle" in page
    assert client.get("/etude/2026/changements/").status_code == 404
    figure = client.get("/etude/2027/chiffres/changements-demarches-nouvelles/")
    assert "Recalculé" in figure.content.decode()
    assert "la même valeur" in figure.content.decode()
