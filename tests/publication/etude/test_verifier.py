"""A study read again: a figure that moved, a digit by hand and a quotation that nobody wrote are told."""

from dataclasses import replace

import pytest

from leviers.publication.etude.blocs import Chapitre, Paragraphe
from leviers.publication.etude.mesures import Mesures
from leviers.publication.etude.phrases import chiffre, sur
from leviers.publication.etude.retrouver import Introuvable, retrouver
from leviers.publication.etude.texte import Cite, Mot, dire
from leviers.publication.etude.verifier import list_pieces, verify, verify_citations


@pytest.fixture
def mesures(petites):
    for siren in ("1", "2"):
        petites.metropole(siren)
        petites.usage(siren, "spaser", 2)
    petites.usage("2", "ptce", 2)
    return Mesures(petites.connection)


def write(*pieces):
    return (Chapitre("essai", "Essai", "texte", (Paragraphe(pieces),)),)


def test_figures_that_their_measures_give_are_sound(mesures):
    part = sur(
        mesures.mesurer("metropoles-par-levier", "spaser"), mesures.mesurer("nb-metropoles"), "métropole"
    )
    assert verify(write(*dire("Repéré dans {part}.", part=part)), mesures) == []


def test_a_figure_that_moved_is_told_with_what_it_is_now(mesures):
    one = replace(chiffre(mesures.mesurer("metropoles-par-levier", "ptce")), ecrit="3")
    assert verify(write(one), mesures) == ["« 3 » (metropoles-par-levier|ptce valeur) : 1"]


def test_an_unknown_measure_is_told(mesures):
    one = replace(chiffre(mesures.mesurer("nb-metropoles")), mesure="rien")
    assert verify(write(one), mesures) == ["« 2 » (rien| valeur) : mesure inconnue"]


def test_a_digit_that_no_measure_gave_is_told(mesures):
    assert verify(write(Mot("22 métropoles")), mesures) == ["« 22 métropoles » : un chiffre écrit à la main"]


def test_figures_of_a_frozen_edition_are_read_in_its_data(mesures):
    frozen = {"blocs": [{"sorte": "chiffre", "ecrit": "9", "mesure": "nb-metropoles", "cle": "", "sur": ""}]}
    frozen["blocs"][0]["calcul"] = "valeur"
    assert verify(frozen, mesures) == ["« 9 » (nb-metropoles| valeur) : 2"]


def test_a_quotation_is_the_record_or_a_part_of_it(contexte):
    one = next(iter(contexte.etat.demarches))
    whole, start = retrouver(contexte, f"demarche:{one.id}:titre"), one.titre.split()[0]
    said = write(Cite(whole, f"demarche:{one.id}:titre"), Cite(start, f"demarche:{one.id}:titre"))
    assert verify_citations(said, contexte) == []
    [fault] = verify_citations(write(Cite("Autre chose", f"demarche:{one.id}:titre")), contexte)
    assert fault == f"« Autre chose » : demarche:{one.id}:titre dit « {whole} »"


@pytest.mark.parametrize(
    "de", ["", "demarche", "demarche:rien:titre", "levier:spaser:rien", "orage:spaser:nom", "levier:spaser:"]
)
def test_a_way_back_that_leads_nowhere_is_refused(contexte, de):
    with pytest.raises(Introuvable):
        retrouver(contexte, de)
    assert verify_citations(write(Cite("mots", de)), contexte) == [f"« mots » : {de} est introuvable"]


@pytest.mark.parametrize(
    ("de", "dit"),
    [
        ("levier:spaser:nom_court", "SPASER"),
        ("fiche:spaser:competence_nature", "propre"),
        ("champ:achats-responsables:nom_court", "Achats"),
        ("sigle:ESS:sens", "économie sociale et solidaire"),
        ("seuil:calculs:MIN_PCT", "10"),
        ("regle:preuves:observable", "20"),
        ("territoire:244400404:nom_court", "Nantes"),
        ("edition:courante:jour", "27\u00a0novembre\u00a02026"),
        ("etude:metropoles-2019:chiffre/Métropoles enquêtées de mars à juin/valeur", "13"),
    ],
)
def test_each_kind_of_record_is_found_back(contexte, de, dit):
    assert retrouver(contexte, de) == dit


def test_pieces_are_found_in_tables_boxes_and_notes_alike(mesures):
    pieces = write(dire("{nombre}", nombre=chiffre(mesures.mesurer("nb-metropoles"))))
    assert [piece["ecrit"] for piece in list_pieces(pieces, "chiffre")] == ["2"]
