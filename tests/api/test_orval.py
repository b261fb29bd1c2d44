"""Orval is invented: never among real data, flagged wherever it is."""

import pytest

from leviers.orval.world import TERRITOIRE

LISTS = (
    "territoires",
    "usages",
    "preuves",
    "valeurs",
    "marches",
    "subventions",
    "deliberations",
    "structures",
)


@pytest.fixture
def alone(settings, orval_home):
    """Only the invented territoire was built, as in a demonstration."""
    settings.HOME = orval_home


@pytest.mark.parametrize("liste", LISTS)
def test_real_lists_never_have_it(read, alone, liste):
    answer = read(f"/api/v1/{liste}?limite=200")
    assert answer["est_fictif"] is False
    assert all(one.get("territoire") != TERRITOIRE.slug for one in answer["elements"])
    if liste in ("marches", "subventions", "deliberations", "structures"):
        assert (answer["elements"], answer["total"]) == ([], None)


@pytest.mark.parametrize("liste", LISTS)
def test_asked_for_it_comes_alone_and_says_so(read, both, liste):
    answer = read(f"/api/v1/{liste}?monde=fictif&limite=200")
    assert answer["est_fictif"] is True
    assert "inventées" in answer["avertissement"]
    assert answer["elements"]
    assert all(one["est_fictif"] for one in answer["elements"])
    known = {one.get("territoire", one.get("slug")) for one in answer["elements"]}
    assert known <= {TERRITOIRE.slug, None}


@pytest.mark.parametrize("liste", LISTS)
def test_its_elements_answer_at_their_own_address(read, alone, liste):
    one = read(f"/api/v1/{liste}?monde=fictif&limite=1")["elements"][0]
    found = read(one["adresse"])
    assert found["est_fictif"] is True
    assert found["element"]["est_fictif"] is True
    assert found["avertissement"]


def test_looking_for_it_among_real_data_says_where_it_is(read, both):
    answer = read(f"/api/v1/marches?territoire={TERRITOIRE.slug}")
    assert answer["elements"] == []
    assert "monde=fictif" in answer["remarques"][0]


def test_its_usages_page_as_data_answers_too(client, catalogue, alone):
    assert client.get(f"/metropoles/{TERRITOIRE.slug}/spaser.json").json()["region"] is None


def test_it_has_no_demarche(read, alone):
    element = read(f"/api/v1/territoires/{TERRITOIRE.slug}")["element"]
    assert (element["demarches"], element["nb_demarches"], element["region"]) == (None, None, None)
