"""The dated legal texts: complete, in order, each with how far it was read."""

import pytest
import yaml

from leviers.errors import Refused
from leviers.reference import cadre
from leviers.reference.reading import DATA


def test_every_text_of_the_file_is_there_the_oldest_first():
    raw = yaml.safe_load((DATA / "cadre_juridique.yaml").read_text(encoding="utf-8"))["chronologie"]
    textes = cadre.load_chronologie()
    assert len(textes) == len(raw) == 33
    assert textes[0].date == "1947-09-10"
    assert [texte.date for texte in textes] == sorted(texte.date for texte in textes)
    assert sum(texte.verification == "verifie" for texte in textes) == 24
    assert sum(len(texte.seuils) for texte in textes) == sum(len(row["seuils"]) for row in raw) == 14


def test_a_threshold_keeps_its_value_unit_and_direction():
    scic = cadre.load_chronologie()[0]
    (seuil,) = scic.seuils
    assert (seuil.valeur, seuil.unite, seuil.sens, seuil.a_partir_du) == (50.0, "%", "maximum", "")


def test_texts_of_a_champ_are_those_that_name_it():
    textes = cadre.list_textes("rd-cooperation")
    assert len(textes) == 5
    assert all("rd-cooperation" in texte.champs for texte in textes)


def test_how_far_a_text_was_read_is_said_in_words():
    said = {texte.verification: texte.lecture for texte in cadre.load_chronologie()}
    assert said == {"verifie": "lu dans la page citée", "partiel": "lu en partie"}


def _write(tmp_path, **given):
    row = {"date": "2014-07-31", "titre": "Loi", "portee": "Dit.", "champs": [], "seuils": [], "url": ""}
    file = tmp_path / "cadre.yaml"
    content = {"chronologie": [row | {"verification": "verifie"} | given]}
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def test_an_unknown_champ_is_refused_with_the_codes_admitted(tmp_path):
    with pytest.raises(Refused, match=r"champ inconnu « pêche »(?s:.*)gouvernance-strategie"):
        cadre.read_chronologie(_write(tmp_path, champs=["pêche"]))


def test_an_unknown_word_of_verification_is_refused(tmp_path):
    with pytest.raises(Refused, match="vérification inconnue « sûr »"):
        cadre.read_chronologie(_write(tmp_path, verification="sûr"))
