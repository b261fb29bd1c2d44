"""The dossier of one usage: proofs, what is not known, repères that agree, neighbours."""

import pytest

from leviers.catalogue import published
from leviers.evidence.dossier import REPERES_CONCORDANTS, build_dossier
from leviers.reference import typologie


def read(slug, code):
    return build_dossier(published.current(), slug, code)


def test_it_works(mini):
    mini.demarche("schema", "nantes", "spaser")
    mini.demarche("schema", "brest", "spaser")
    found = read("nantes", "spaser")
    assert found.usage.niveau.code == "documente"
    assert [demarche.id for demarche in found.usage.demarches] == ["nantes-schema"]
    assert [etape.niveau.code for etape in found.etapes if etape.est_atteinte] == ["documente"]
    assert len(found.ailleurs) == 21
    assert found.nb_ailleurs == 1


@pytest.mark.parametrize(("slug", "code"), [("nulle-part", "spaser"), ("nantes", "baguette-magique")])
def test_an_unknown_pair_has_no_dossier(mini, slug, code):
    assert read(slug, code) is None


def test_what_is_not_known_is_said_for_each_step_not_reached(mini):
    found = read("nantes", "spaser")
    assert [etape.est_atteinte for etape in found.etapes] == [False] * 4
    assert found.etapes[2].manque == "les données ouvertes ne sont pas chargées"


def test_a_repere_agrees_without_changing_the_niveau(mini):
    mini.repere("spaser", "", "nantes", genre="oui", annee=2022)
    found = read("nantes", "spaser")
    assert [repere.cle for repere in found.reperes] == ["spaser"]
    assert found.usage.niveau.code == "non-repere"


def test_reperes_come_from_the_most_recent_and_unknown_years_last(mini):
    for name, annee in (("a", 2016), ("b", 2023), ("c", None)):
        mini.repere("spaser", "", "nantes", id=f"nantes-{name}", genre="oui", annee=annee)
    assert [repere.annee for repere in read("nantes", "spaser").reperes] == [2023, 2016, None]


def test_a_repere_of_another_metropole_levier_or_kind_is_left_out(mini):
    mini.repere("spaser", "", "rennes", genre="oui")
    mini.repere("ptce", "La Coursive", "nantes", genre="texte")
    mini.repere("tiers_lieu", "12", "nantes", genre="nombre")
    assert read("nantes", "spaser").reperes == ()
    assert read("nantes", "tiers-lieux").reperes == ()
    assert len(read("nantes", "ptce").reperes) == 1


def test_every_levier_of_the_correspondence_exists():
    assert set(REPERES_CONCORDANTS) <= set(typologie.load_leviers())


def test_every_kind_of_the_correspondence_is_found_in_the_catalogue(catalogue):
    assert set(REPERES_CONCORDANTS.values()) <= {repere.cle for repere in catalogue.reperes}


def test_neighbours_follow_the_row_and_stop_at_its_ends(mini):
    codes = list(typologie.load_leviers())
    first, second, last = read("nantes", codes[0]), read("nantes", codes[1]), read("nantes", codes[-1])
    assert first.precedent is None
    assert first.suivant.levier.code == codes[1]
    assert second.precedent.levier.code == codes[0]
    assert last.suivant is None
