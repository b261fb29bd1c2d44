"""/api/v1/preuves."""

from uuid import uuid4

from leviers.evidence import states
from leviers.evidence.models import Decision
from leviers.evidence.registre import read_cle


def test_every_preuve_comes_once_in_the_order_of_its_place(walk, both):
    elements = walk("/api/v1/preuves?limite=200")
    places = [read_cle(one["id"]) for one in elements]
    assert places == sorted(places)
    assert len(set(places)) == len(places) > 379
    assert {one["genre"] for one in elements} >= {"documentee", "constatee"}


def test_an_act_leads_to_its_row_and_its_page(read, both):
    one = read("/api/v1/preuves?genre=constatee&etat=proposee&limite=1")["elements"][0]
    assert one["est_comptee"] is False  # a machine alone never counts
    assert one["fichier"]
    assert one["ligne"] > 0
    assert one["page"].endswith("/")
    assert read(one["adresse"])["element"] == one


def test_a_demarche_is_a_documented_preuve_with_its_sources(read, both):
    one = read("/api/v1/preuves?territoire=nantes&levier=spaser&genre=documentee")["elements"][0]
    assert (one["etat"], one["est_comptee"]) == (None, True)
    assert one["sources"]
    assert read(one["adresse"])["element"] == one


def test_a_measure_has_its_value_unit_and_coverage(read, both):
    found = read("/api/v1/preuves?genre=mesuree")["elements"]
    assert found
    for one in found:
        assert one["valeur"] is not None
        assert one["unite"]
        assert one["couverture_pct"] is not None
        assert read(one["adresse"])["element"] == one


def test_the_acts_of_a_usage_are_those_of_its_page(walk, client, both):
    mine = {
        (one["fait_genre"], one["fait_id"]): one["etat"]
        for one in walk("/api/v1/preuves?territoire=nantes&levier=soutien-iae")
        if one["fait_id"]
    }
    twin = client.get("/metropoles/nantes/soutien-iae.json").json()["actes"]
    assert mine == {(one["genre"], one["id"]): one["etat"] for one in twin}


def test_what_a_person_says_changes_the_state_and_adds_a_levier(read, both, reviewer, db):
    one = read("/api/v1/preuves?genre=constatee&etat=proposee&limite=1")["elements"][0]
    Decision.objects.create(
        auteur=reviewer,
        verdict=Decision.Verdict.CORRIGE,
        levier_corrige="ptce",
        lot=uuid4(),
        **{name: one[name] for name in ("fait_genre", "fait_id", "levier")},
    )
    states.forget()
    from_machine = read(one["adresse"])["element"]
    assert from_machine["etat"] == "rejetee"
    added = read(f"/api/v1/preuves?territoire={one['territoire']}&levier=ptce&etat=confirmee")["elements"]
    assert [act["fait_id"] for act in added] == [one["fait_id"]]
    assert (added[0]["confiance"], added[0]["mots"]) == (None, [])


def test_an_unknown_preuve_is_not_found(read, both):
    for code in ("nantes.spaser.marche:aucun", "nantes", "orval.spaser.demarche:rien", "a.b.c"):
        read(f"/api/v1/preuves/{code}", status=404)
