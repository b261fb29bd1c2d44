"""Reference files that are refused: unknown codes, doubles, a SIREN that fails its checksum."""

import pytest

from leviers.errors import Refused
from leviers.reference import territoires, typologie
from leviers.reference.reading import DATA, read_text, read_yaml
from leviers.reference.siren import is_valid_siren


def spoil(tmp_path, file, old, new):
    """A copy of a reference file where a text was replaced, once."""
    text = (DATA / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path / file


def problems_of(caught):
    return [str(problem) for problem in caught.value.problems]


def test_the_embedded_reference_is_whole():
    assert len(typologie.load_leviers()) == 50
    assert len(typologie.load_champs()) == 7
    assert len(territoires.load_metropoles()) == 22


def test_a_levier_of_an_unknown_champ_is_refused(tmp_path):
    path = spoil(tmp_path, "leviers.yaml", "champ: achats-responsables", "champ: jardinage")
    with pytest.raises(Refused) as caught:
        typologie.read_leviers(path)
    assert "champ inconnu « jardinage »" in problems_of(caught)[0]
    assert problems_of(caught)[0].startswith("leviers.yaml, ligne ")
    assert "Codes admis" in problems_of(caught)[0]


def test_a_levier_given_twice_is_refused(tmp_path):
    path = spoil(tmp_path, "leviers.yaml", "code: marche-reserve-ess", "code: spaser")
    with pytest.raises(Refused) as caught:
        typologie.read_leviers(path)
    assert "code « spaser » déjà donné" in problems_of(caught)[0]


def test_a_metropole_whose_siren_fails_its_checksum_is_refused(tmp_path, monkeypatch):
    spoil(tmp_path, "metropoles.yaml", "244400404", "244400405")
    (tmp_path / "regions.csv").write_text((DATA / "regions.csv").read_text(encoding="utf-8"))
    monkeypatch.setattr(territoires, "DATA", tmp_path)
    with pytest.raises(Refused) as caught:
        territoires.load_metropoles.__wrapped__()
    assert any("« 244400405 »" in said and "contrôle" in said for said in problems_of(caught))


@pytest.mark.parametrize("text", ["a: b: c", "\tx", "a: [1}"])
def test_broken_yaml_is_refused_with_its_line(tmp_path, text):
    (tmp_path / "x.yaml").write_text(f"ok: 1\n{text}", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_yaml(tmp_path / "x.yaml")
    assert problems_of(caught)[0].startswith("x.yaml, ligne 2 : ce n’est pas du YAML lisible")


def test_a_missing_file_is_refused_without_a_line(tmp_path):
    with pytest.raises(Refused) as caught:
        read_text(tmp_path / "nulle-part.csv")
    assert problems_of(caught)[0].startswith("nulle-part.csv : ce fichier manque")


@pytest.mark.parametrize("siren", ["", "24440040", "2444004040", "24440040a", "²44400404", "244400405"])
def test_what_is_not_a_siren_is_refused(siren):
    assert not is_valid_siren(siren)


@pytest.mark.parametrize("siren", ["244400404", "732829320", "000000000"])
def test_nine_digits_with_their_check_digit_are_a_siren(siren):
    assert is_valid_siren(siren)  # 7 3 2 8 2 9 3 2 0: 7+6+2+7+2+9+3+4+0 = 40, a multiple of 10
