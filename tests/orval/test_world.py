"""Who is in Orval: numbers that are right and nobody's, words that hold together."""

import pytest

from leviers.orval import identifiers, world
from leviers.orval.achats import CONCESSIONS, FAMILLES, RESERVABLES
from leviers.reference.siren import is_valid_siren
from leviers.reference.territoires import load_communes, load_metropoles, read_csv


def test_a_siren_is_six_nines_a_rank_and_its_key():
    # 99999901? : 9 and 18→9 in turn, six nines weigh 9 × 6 = 54; then 0 (×1), 1 (×2) = 2; 56, so the key is 4
    assert identifiers.make_siren(1) == "999999014"


def test_a_siret_is_a_siren_a_number_and_its_key():
    assert identifiers.make_siret("999999014") == "99999901400015"  # the one of the samples of sources/


@pytest.mark.parametrize("rank", [-1, 100])
def test_a_rank_outside_of_the_range_is_refused(rank):
    with pytest.raises(ValueError, match="outside"):
        identifiers.make_siren(rank)


def test_every_unit_has_its_own_right_number_in_the_range():
    numbers = [unite.siren for unite in world.UNITES]
    assert len(set(numbers)) == len(numbers) == 86
    assert all(number.startswith("999999") and is_valid_siren(number) for number in numbers)
    assert {world.TERRITOIRE.siren, *(commune.siren for commune in world.COMMUNES)} <= set(numbers)


def test_no_number_is_one_of_the_reference_data():
    real = {*load_metropoles(), *(row["siren"] for row in read_csv("epci.csv"))}
    real |= {row["siren"] for rows in load_communes().values() for row in rows}
    assert real & {unite.siren for unite in world.UNITES} == set()


def test_no_commune_has_the_code_or_the_name_of_a_real_one():
    rows = [row for rows in load_communes().values() for row in rows]
    assert {row["code_insee"] for row in rows} & {commune.code_insee for commune in world.COMMUNES} == set()
    assert {row["nom"] for row in rows} & {commune.nom for commune in world.COMMUNES} == set()
    assert all(commune.code_insee.startswith("990") for commune in world.COMMUNES)


def test_the_territory_is_fictitious_and_as_populated_as_its_communes():
    assert world.TERRITOIRE.kind == "fictif"
    # 120,000 + 30,000 + 18,400 + 11,250 + 8,120 + 5,480 + 3,900 + 1,850 + 1,000
    assert (world.TERRITOIRE.population, world.TERRITOIRE.nb_communes) == (200_000, 9)


def test_every_word_of_a_purchase_is_the_word_of_an_organisation():
    words = {slug for famille in FAMILLES for slug in (*famille.entreprises, *famille.ess)}
    words |= {slug for _, slug, *_ in CONCESSIONS} | RESERVABLES | world.CESSEES
    assert words <= {unite.slug for unite in world.ORGANISATIONS}


def test_only_structures_of_insertion_or_disability_hold_what_is_reserved():
    found = [world.find_organisation(slug) for slug in RESERVABLES]
    assert all(unite.belongs("siae") or unite.belongs("esat") for unite in found)
