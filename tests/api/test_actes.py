"""/api/v1/marches, /subventions, /deliberations."""

import pytest

LISTES = ("marches", "subventions", "deliberations")


@pytest.mark.parametrize("liste", LISTES)
def test_a_walk_gives_every_act_once(walk, client, both, liste):
    ids = [one["fait_id"] for one in walk(f"/api/v1/{liste}?limite=200")]
    rows = client.get(f"/{liste}.json").getvalue()
    assert len(ids) == len(set(ids)) > 0
    assert rows.count(b'"fait_id"') == len(ids)


@pytest.mark.parametrize("liste", LISTES)
def test_pages_of_any_size_give_the_same_order(walk, both, liste):
    one_by_one = [one["fait_id"] for one in walk(f"/api/v1/{liste}?limite=23&annee=2024")]
    at_once = [one["fait_id"] for one in walk(f"/api/v1/{liste}?limite=200&annee=2024")]
    assert one_by_one == at_once


@pytest.mark.parametrize(
    "query",
    [
        "territoire=nantes",
        "acte=commune",
        "annee=2024",
        "levier=clause-sociale-insertion",
        "q=insertion",
        "ess=certain",
    ],
)
def test_a_filter_counts_what_the_page_counts(read, client, both, query):
    ours = read(f"/api/v1/marches?{query}")
    rows = client.get(f"/marches.json?{query}").getvalue()
    assert ours["total"] == rows.count(b'"fait_id"') > 0


def test_a_filter_that_finds_nothing_is_empty_and_never_the_whole(read, both):
    assert read("/api/v1/marches?annee=1950")["total"] == 0
    assert read("/api/v1/marches?territoire=brest")["total"] == 0


@pytest.mark.parametrize("liste", LISTES)
def test_an_act_says_what_its_page_says(read, client, both, liste):
    row = read(f"/api/v1/{liste}?limite=1")["elements"][0]
    element = read(row["adresse"])["element"]
    twin = client.get(row["page"].removeprefix("http://127.0.0.1:8000").removesuffix("/") + ".json").json()
    for name in ("objet", "annee", "fichier", "ligne", "source", "lien"):
        assert element[name] == twin[name], name
    assert element["page"] == twin["adresse"]
    assert element["est_fictif"] is False
    assert element["fichiers"][0]["sha256"]


def test_detections_are_proposals_until_somebody_says_otherwise(read, both):
    row = read("/api/v1/marches?levier=clause-sociale-insertion&limite=1")["elements"][0]
    found = read(row["adresse"])["element"]["detections"]
    assert {one["etat"] for one in found} <= {"certaine", "proposee"}
    assert all(one["raison"] for one in found)


def test_no_natural_person_is_named(walk, read, both):
    for row in walk("/api/v1/subventions?limite=200")[:150]:
        for tiers in read(row["adresse"])["element"]["tiers"]:
            assert not tiers["est_personne"] or (tiers["nom"], tiers["siren"], tiers["siret"]) == (
                None,
                None,
                None,
            )


def test_without_a_build_a_list_is_empty_and_says_that_it_does_not_know(read, settings, tmp_path):
    settings.HOME = tmp_path
    answer = read("/api/v1/marches")
    assert (answer["elements"], answer["total"], answer["build"]) == ([], None, None)
    assert "Aucun build" in answer["remarques"][0]
    assert "Aucun build" in read("/api/v1/marches/x", status=404)["detail"]
