"""The bundle of the moment: made once for each state, swapped whole, the last two kept."""

import shutil

import pytest
from django.urls import reverse

from leviers.catalogue import models
from leviers.errors import NotReady
from leviers.publication.donnees import disk
from leviers.publication.donnees.disk import find_current, find_kept, is_missing, read_history, write_current
from leviers.publication.donnees.etat import read_etat
from leviers.publication.donnees.tables import open_tables
from leviers.warehouse.build import alone


@pytest.fixture(autouse=True)
def own_home(mini, settings, tmp_path):
    """A home of its own, and a catalogue of one démarche."""
    settings.HOME = tmp_path
    mini.demarche("une")
    return tmp_path


def test_it_works_once_for_each_state(own_home):
    assert find_current(own_home) is None
    assert is_missing(own_home)
    first, again = write_current(own_home), write_current(own_home)
    assert (first.est_nouveau, again.est_nouveau) == (True, False)
    assert not is_missing(own_home)
    assert find_current(own_home).version == first.bundle.version


def test_a_publication_asks_for_new_files_and_the_former_ones_answer_until_then(own_home, mini):
    write_current(own_home)
    before = find_current(own_home)
    mini.demarche("deux")
    assert is_missing(own_home)
    assert find_current(own_home) == before
    write_current(own_home)
    after = find_current(own_home)
    assert after.version != before.version
    assert [one.nb_lignes for one in after.contenus if one.table.code == "demarches"] == [2]


def test_the_last_two_are_kept(own_home):
    for _ in range(4):
        models.Etat.bump()
        write_current(own_home)
    folders = [path for path in (own_home / "donnees").iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(folders) == 2
    assert find_current(own_home).folder in folders


def test_the_history_says_what_was_put_in_force_and_nothing_twice(own_home, mini):
    write_current(own_home)
    models.Etat.bump()
    write_current(own_home)  # nothing moved: no line
    mini.demarche("deux")
    write_current(own_home)
    assert [row["lignes"]["demarches"] for row in read_history(own_home)] == [2, 1]


def test_what_a_killed_process_left_is_swept(own_home):
    leftover = own_home / "donnees" / ".brouillon.123"
    leftover.mkdir(parents=True)
    write_current(own_home)
    assert not leftover.exists()


def test_files_change_when_the_address_of_the_site_does(own_home, settings):
    write_current(own_home)
    settings.SITE_URL = "https://leviers.exemple"
    assert is_missing(own_home)


def test_one_process_writes_at_a_time(own_home):
    with alone(own_home / disk.FOLDER), pytest.raises(NotReady):
        write_current(own_home)


def test_a_home_copied_by_following_its_links_is_written_again(own_home, tmp_path_factory):
    write_current(own_home)
    copied = tmp_path_factory.mktemp("copie") / "site"
    shutil.copytree(own_home, copied)  # as « cp -rL » does: the link in force is now a folder
    assert not (copied / "donnees" / "current").is_symlink()
    models.Etat.bump()
    bundle = write_current(copied).bundle
    assert find_current(copied).folder == bundle.folder


def test_a_bundle_kept_gives_the_tables_that_would_be_made(own_home):
    etat = read_etat()
    assert find_kept(own_home, etat) is None
    write_current(own_home)
    kept = find_kept(own_home, etat)
    with open_tables(etat) as made, open_tables(etat, kept=kept) as read:
        assert made.codes == read.codes
        for code in made.codes:
            assert list(read.read(code)) == list(made.read(code))


def test_a_bundle_of_another_state_is_not_read_for_it(own_home, mini):
    write_current(own_home)
    mini.demarche("deux")
    assert find_kept(own_home, read_etat()) is None


def test_addresses_are_those_of_pages(own_home):
    expected = {"demarches": "demarche", "leviers": "levier", "champs": "champ", "indicateurs": "indicateur"}
    with open_tables(read_etat()) as tables:
        for code, page in expected.items():
            row = next(tables.read(code))
            assert row["adresse"].endswith(reverse(page, args=[row.get("code") or row["id"]])), code
        usage = next(one for one in tables.read("usages") if one["adresse"])
        slugs = {one["siren"]: one["slug"] for one in tables.read("territoires")}
        assert usage["adresse"].endswith(
            reverse("usage", args=[slugs[usage["territoire_siren"]], usage["levier"]])
        )
