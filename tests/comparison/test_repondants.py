"""Who could answer an annonce, and why: worked out by hand on a few annonces and démarches."""

import re

import pytest

from leviers.catalogue import published
from leviers.comparison.repondants import find_repondants, measure_km
from leviers.directory.models import Annonce
from leviers.reference import territoires

pytestmark = pytest.mark.django_db


def annonce(pk, slug, sens="propose", **given):
    """An annonce that is not kept."""
    place = territoires.index_by_slug()[slug]
    said = {"nature": "retour-experience", "leviers": ["spaser"], "titre": f"Annonce {pk}", **given}
    return Annonce(pk=pk, siren=place.siren, nom=place.nom, sens=sens, auteur_id=pk, **said)


def find(one, *others):
    """Who could answer it, from the catalogue of the test."""
    return find_repondants(one, [one, *others], published.current(), None)


def test_the_other_sense_and_the_same_nature_with_a_levier_in_common_answer(mini):
    mine = annonce(1, "nantes", "cherche")
    found = find(
        mine,
        annonce(2, "rennes"),
        annonce(3, "lyon", "cherche"),
        annonce(4, "lille", nature="visite"),
        annonce(5, "brest", leviers=["prise-participation-scic"]),
        annonce(6, "nantes"),
    )
    assert [one.cle for one in found] == ["annonce:2"]
    assert found[0].raisons[:2] == ("Propose un retour d’expérience.", "Levier en commun\u00a0: SPASER.")
    assert re.fullmatch(r"À 9\d\u00a0km, de centre à centre\.", found[0].raisons[2])


def test_more_leviers_in_common_come_first_then_the_nearest(mini):
    mine = annonce(1, "nantes", "cherche", leviers=["spaser", "prise-participation-scic"])
    others = [
        annonce(2, "strasbourg"),
        annonce(3, "rennes"),
        annonce(4, "nice", leviers=["prise-participation-scic", "spaser"]),
    ]
    assert [one.cle for one in find(mine, *others)] == ["annonce:4", "annonce:3", "annonce:2"]


def test_comparable_territoires_with_a_proof_answer_who_looks_for(mini):
    mine = annonce(1, "nantes", "cherche")
    assert find(mine) == ()  # nothing shows that anybody uses it
    for slug in territoires.index_by_slug():
        if slug != "nantes":
            mini.demarche("une", metropole=slug)
    found = find(mine, annonce(2, "bordeaux"))
    assert found[0].cle == "annonce:2"
    others = found[1:]
    assert 4 <= len(others) <= 6
    assert "Bordeaux Métropole" not in [one.nom for one in others]  # said once, by its annonce
    said = " ".join(others[0].raisons)
    assert "L’emploie\u00a0: SPASER, preuve de niveau" in said
    assert "Territoire comparable" in said


def test_who_offers_or_looks_for_premises_is_not_sent_to_territoires(mini):
    mini.demarche("une", metropole="rennes")
    assert find(annonce(1, "nantes")) == ()
    assert find(annonce(1, "nantes", "cherche", nature="local")) == ()


def test_an_organisation_has_no_comparable_and_no_distance(mini):
    mini.demarche("une", metropole="rennes")
    mine = annonce(1, "nantes", "cherche")
    mine.siren = "123456782"
    (only,) = find(mine, annonce(2, "rennes"))
    assert (only.km, len(only.raisons)) == (None, 2)


def test_kilometres_are_those_of_a_great_circle():
    by_slug = territoires.index_by_slug()
    lyon, paris = by_slug["lyon"], by_slug["grand-paris"]
    assert 385 <= measure_km(lyon, paris) <= 400  # about 390 km
    assert measure_km(lyon, lyon) == 0
    assert measure_km(lyon, None) is None
