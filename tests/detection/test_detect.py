"""One record in, its leviers out: layers, reasons, places of the words."""

import pytest

from leviers.detection.detect import detect
from leviers.detection.records import Fait


def _codes(fait, **given):
    return [found.levier for found in detect(fait, **given)]


def test_it_works():
    (found,) = detect(Fait("1", "subvention", "Aide : Trophées  de l’ESS 2018 !"))
    assert (found.levier, found.couche, found.raison) == ("prix-trophees-ess", "lexique", "prix-ess")
    assert 0.9 < found.confiance < 1


def test_words_are_lit_at_their_place_in_the_original():
    objet = "« Aide » : les Trophées  de l’ESS 2018"
    (mot,) = detect(Fait("1", "subvention", objet))[0].mots
    assert objet[mot.debut : mot.fin] == mot.texte == "Trophées  de l’ESS"


def test_place_holds_when_accents_are_written_apart():
    objet = "Cre\u0301ation : recyclerie e\u0301phe\u0301me\u0300re"
    (mot,) = detect(Fait("1", "subvention", objet))[0].mots
    assert objet[mot.debut : mot.fin] == mot.texte == "recyclerie"


def test_declared_field_is_a_certain_rule():
    fait = Fait("1", "marche", "Entretien", considerations_sociales=("Clause sociale", "Marché réservé"))
    found = {one.levier: one for one in detect(fait)}
    assert found.keys() == {"clause-sociale-insertion", "marche-reserve-inclusif"}
    assert {one.couche for one in found.values()} == {"regle"}
    assert found["clause-sociale-insertion"].mots == ()


def test_declared_reservation_for_the_ess_is_told_by_the_title():
    fait = Fait("1", "marche", "Services réservés à l’ESS", considerations_sociales=("Marché réservé",))
    assert _codes(fait) == ["marche-reserve-ess"]


def test_declared_field_of_a_grant_is_not_read():
    assert _codes(Fait("1", "subvention", "Fête", considerations_sociales=("Clause sociale",))) == []


def test_holder_known_as_insertion_structure_makes_insertion_work_certain():
    fait = Fait(
        "1", "marche", "Prestation d'insertion sociale", tiers="ORVAL SERVICES", tiers_motif="insertion"
    )
    assert "soutien-iae" in _codes(fait, couches=("regle",))
    assert _codes(Fait("1", "marche", "Formation", tiers_motif="insertion")) == []


@pytest.mark.parametrize("couche", ["regle", "lexique"])
def test_each_layer_is_measured_alone(couche):
    fait = Fait("1", "marche", "Recyclerie - lot réservé aux ESAT")
    assert {found.couche for found in detect(fait, couches=(couche,))} == {couche}


def test_at_most_three_leviers_the_surest_first():
    objet = "Mois de l’ESS, trophées de l’ESS, annuaire de l’ESS, PTCE, ressourcerie, TZCLD, SPASER"
    found = detect(Fait("1", "subvention", objet))
    assert len(found) == 3
    assert [one.confiance for one in found] == sorted((one.confiance for one in found), reverse=True)


@pytest.mark.parametrize(
    ("objet", "seen"),
    [
        ("Soutien au développement des structures IAE", True),
        ("soutien au développement du diaiae", False),
        ("Institut d'administration des entreprises (IAE)", False),
    ],
)
def test_acronym_asks_for_its_capitals_and_its_context(objet, seen):
    assert ("soutien-iae" in _codes(Fait("1", "subvention", objet))) == seen


@pytest.mark.parametrize(
    "objet",
    [
        "MARCHE D'INSERTION - NETTOYAGE",
        "marché d’insertion : nettoyage",
        "Marché d¿insertion, nettoyage",
        "March\ufffd d'insertion nettoyage",
        "MA13_MARCHE_INSERTION_NETTOYAGE",
        "Marché dinsertion nettoyage",
        "Marche\u0301 d'inser\u00adtion nettoyage",
    ],
)
def test_damaged_writings_are_read_alike(objet):
    assert _codes(Fait("1", "marche", objet)) == ["soutien-iae"]
