"""Reading editions on disk: what is whole is there, everything else is not, and nothing raises."""

import json

import pytest

from leviers.publication.editions.lire import find_edition, list_editions, list_frozen, open_edition

CHAPITRE = {
    "code": "methode",
    "titre": "Méthode",
    "genre": "texte",
    "couleur": "",
    "est_numerote": True,
    "blocs": [],
}


def lay(home, code, folder="", **given):
    """A small edition."""
    place = home / "etudes" / (folder or code)
    place.mkdir(parents=True)
    sheet = {"code": code, "titre": f"Édition {code}", "jour": f"{code[:4]}-05-02", "digest": "a", **given}
    (place / "edition.json").write_text(json.dumps(sheet), encoding="utf-8")
    (place / "etude.json").write_text(
        json.dumps({"titre": "Étude", "chapitres": [CHAPITRE]}), encoding="utf-8"
    )
    (place / "chiffres.json").write_text("{}", encoding="utf-8")
    return place


def test_frozen_editions_are_listed_the_latest_first(tmp_path):
    lay(tmp_path, "2026")
    lay(tmp_path, "2027")
    draft = lay(tmp_path, "courante", "brouillon-1", jour="2028-01-01")
    (tmp_path / "etudes" / "courante").symlink_to(draft.name)
    assert [one.code for one in list_editions(tmp_path)] == ["2027", "2026"]
    assert open_edition(tmp_path, "courante").est_brouillon


def test_nothing_is_there_before_the_first(tmp_path):
    assert list_editions(tmp_path) == []
    assert open_edition(tmp_path, "2026") is None


@pytest.mark.parametrize("name", ["edition.json", "etude.json", "chiffres.json"])
@pytest.mark.parametrize("content", [None, "", "{", "[]", "null", '{"code": "2026"}'])
def test_what_is_not_whole_is_not_there(tmp_path, name, content):
    file = lay(tmp_path, "2026") / name
    file.unlink()
    if content is not None:
        file.write_text(content, encoding="utf-8")
    found = open_edition(tmp_path, "2026")
    assert found is None or (name == "chiffres.json" and content.startswith("{"))


def test_a_folder_made_whole_is_seen(tmp_path):
    file = lay(tmp_path, "2026") / "etude.json"
    kept = file.read_bytes()
    file.write_bytes(b"{")
    assert open_edition(tmp_path, "2026") is None
    file.write_bytes(kept)
    assert open_edition(tmp_path, "2026").titre == "Édition 2026"


def test_an_edition_is_kept_until_its_sheet_changes(tmp_path):
    place = lay(tmp_path, "2026")
    first = open_edition(tmp_path, "2026")
    assert open_edition(tmp_path, "2026") is first
    (place / "edition.json").write_text(json.dumps(first.sommaire | {"digest": "b"}), encoding="utf-8")
    assert open_edition(tmp_path, "2026") is not first


def test_a_folder_under_another_name_is_not_that_edition(tmp_path):
    lay(tmp_path, "2026", "2031")
    assert open_edition(tmp_path, "2031") is None


@pytest.mark.parametrize("code", ["..", "../etudes/2026", ".2026", "", "2026/", "a b"])
def test_a_code_never_leads_elsewhere(tmp_path, code):
    lay(tmp_path, "2026")
    assert open_edition(tmp_path, code) is None


@pytest.mark.parametrize("name", ["../secret", "a/b", "", "A.svg"])
def test_a_drawing_is_found_by_its_name_alone(tmp_path, name):
    (lay(tmp_path, "2026") / "figures").mkdir()
    (tmp_path / "etudes" / "secret.svg").write_text("<svg/>", encoding="utf-8")
    assert open_edition(tmp_path, "2026").read_figure(name) == ""


def test_files_are_those_of_the_sums_and_no_other(tmp_path):
    place = lay(tmp_path, "2026")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    for name in ("etude.pdf", "ajout.pdf"):
        (place / name).write_bytes(b"1234")
    (place / "lien.pdf").symlink_to(tmp_path / "secret")
    named = ("etude.pdf", "lien.pdf", "../../secret", "absent.pdf")
    (place / "SHA256SUMS").write_text("".join(f"{'a' * 64}  {name}\n" for name in named), encoding="utf-8")
    pieces = open_edition(tmp_path, "2026").pieces
    assert set(pieces) == {"etude.pdf", "SHA256SUMS", "edition.json"}
    assert (pieces["etude.pdf"].octets, pieces["etude.pdf"].sha256) == (4, "a" * 64)


def test_an_edition_cut_short_is_known_by_its_summary_but_not_shown(tmp_path):
    (lay(tmp_path, "2026") / "etude.json").write_bytes(b"{")
    assert find_edition(tmp_path, "2026").titre == "Édition 2026"
    assert [one.code for one in list_frozen(tmp_path)] == ["2026"]
    assert open_edition(tmp_path, "2026") is None
    assert list_editions(tmp_path) == []
