"""The index of a build: written aside, swapped whole, replaced while it is read, without natural persons."""

import json

import pytest

from leviers.errors import NotReady
from leviers.search import disk
from leviers.search.asked import read_asked
from leviers.search.queries import CLOSE, COMPLETE, EXACT
from leviers.warehouse.build import alone


def count(home, typed, step=EXACT, completions=()):
    records = disk.open_index(home.folder)
    asked = read_asked(typed)
    return {
        genre: records.search(genre, asked, step, completions=completions)[0]
        for genre in asked.filters.genres
        if genre in disk.GENRES
    }


def test_every_record_of_the_build_is_found_and_counted(make_home):
    home = make_home().build()
    written = disk.write_index(home.folder)
    assert written.est_nouveau
    assert written.nb == {"structure": 69, "marche": 600, "subvention": 450, "deliberation": 200}
    assert count(home, "metropole:orval") == {
        "structure": count(home, "metropole:orval genre:structure")["structure"],
        "marche": 600,
        "subvention": 450,
        "deliberation": 200,
    }


def test_a_record_comes_back_as_it_is_shown(make_home):
    home = make_home().build()
    disk.write_index(home.folder)
    asked = read_asked('"zone de réemploi" marché réservé annee:2026')
    nb, (fiche, *_) = disk.open_index(home.folder).search("marche", asked, EXACT)
    assert nb >= 1
    assert fiche.titre.startswith("Exploitation de la zone de réemploi")
    assert (fiche.qui, fiche.annee, fiche.metropole) == ("Orval Métropole", 2026, "orval")
    assert fiche.noms


def test_pages_follow_each_other_without_a_record_twice(make_home):
    home = make_home().build()
    disk.write_index(home.folder)
    records, asked = disk.open_index(home.folder), read_asked("orval")
    pages = [records.search("marche", asked, EXACT, offset=start, limit=20)[1] for start in (0, 20, 40)]
    assert len({fiche.cle for page in pages for fiche in page}) == 60


def test_filters_exclusions_unfinished_and_mistyped_words(make_home):
    home = make_home().build()
    disk.write_index(home.folder)
    every = count(home, "insertion")["subvention"]
    without = count(home, "insertion -chantier")["subvention"]
    both = count(home, "insertion chantier")["subvention"]
    assert every == without + both > both > 0
    stems = tuple(stem for stem, _ in disk.open_index(home.folder).complete("chant"))
    assert "chanti" in stems
    assert count(home, "chant")["subvention"] == 0
    assert count(home, "chant", COMPLETE, stems)["subvention"] >= both
    assert count(home, "insersion")["subvention"] == 0
    assert count(home, "insersion", CLOSE)["subvention"] >= every
    assert count(home, "levier:marche-reserve-inclusif")["marche"] > 0


def test_an_acronym_finds_what_it_stands_for(make_home):
    titre = "Entrée au capital d’une société coopérative d’intérêt collectif"
    where = "where deliberation_id = '999999014-2026-170'"
    home = make_home().build("aaaaaaaaaaaa", f"update facts.deliberations set objet = '{titre}' {where}")
    disk.write_index(home.folder)
    assert count(home, "SCIC genre:deliberation")["deliberation"] >= 1
    assert count(home, '"société coopérative d’intérêt collectif" genre:deliberation')["deliberation"] >= 1


def test_natural_persons_are_never_indexed_by_name(make_home):
    home = make_home().build(
        "aaaaaaaaaaaa",
        "update facts.subventions set beneficiaire_nom = 'Mme Zoé Quintefeuille' where annee = 2024",
        "update facts.titulaires set titulaire_nom = 'Monsieur Aldebert Quintefeuille' where ordre = 1",
        "update facts.tiers set nom = 'QUINTEFEUILLE ALDEBERT', categorie_juridique = '1000'"
        " where siren = '999999048'",
        "update facts.structures set nom = 'M. Quintefeuille' where genre = 'siae'",
    )
    disk.write_index(home.folder)
    assert count(home, "quintefeuille") == dict.fromkeys(disk.GENRES, 0)
    assert count(home, "siren:999999048 genre:structure") == {"structure": 0}
    assert count(home, "ND") == dict.fromkeys(disk.GENRES, 0)


def test_nothing_is_done_again_when_nothing_changed(make_home):
    home = make_home().build()
    disk.write_index(home.folder)
    assert not disk.is_missing(home.folder)
    assert not disk.write_index(home.folder).est_nouveau


def test_an_index_of_an_older_form_is_made_again_in_its_place(make_home):
    home = make_home().build()
    disk.write_index(home.folder)
    summary = home.folder / "index" / "aaaaaaaaaaaa" / "sommaire.json"
    summary.write_text(json.dumps({"build": "aaaaaaaaaaaa", "forme": "ancienne", "nb": {}}))
    assert disk.is_missing(home.folder)
    assert disk.write_index(home.folder).est_nouveau
    assert count(home, "insertion")["subvention"] > 0


def test_an_index_is_replaced_while_it_is_read_and_the_last_two_are_kept(make_home):
    home = make_home().build("aaaaaaaaaaaa")
    disk.write_index(home.folder)
    reader, asked = disk.open_index(home.folder), read_asked("insertion")
    before = reader.search("subvention", asked, EXACT)
    for number in ("bbbbbbbbbbbb", "cccccccccccc"):
        home.build(number, "delete from facts.subventions")
        assert disk.open_index(home.folder).numero != number  # the older one answers meanwhile
        disk.write_index(home.folder)
        assert disk.open_index(home.folder).numero == number
    assert count(home, "insertion")["subvention"] == 0
    assert reader.search("subvention", asked, EXACT) == before  # its files are gone, it still holds them
    kept = {path.name for path in (home.folder / "index").iterdir() if path.is_dir()} - {"current"}
    assert kept == {"bbbbbbbbbbbb", "cccccccccccc"}


def test_what_was_left_unfinished_is_swept_and_never_read(make_home):
    home = make_home().build()
    leftover = home.folder / "index" / ".aaaaaaaaaaaa.1"
    leftover.mkdir(parents=True)
    assert disk.open_index(home.folder) is None
    disk.write_index(home.folder)
    assert not leftover.exists()


def test_without_a_build_there_is_no_index(tmp_path):
    assert disk.write_index(tmp_path) is None
    assert disk.open_index(tmp_path) is None
    assert not disk.is_missing(tmp_path)


def test_two_processes_never_write_at_once(make_home):
    home = make_home().build()
    with alone(home.folder / "index"), pytest.raises(NotReady):
        disk.write_index(home.folder)
