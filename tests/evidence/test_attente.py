"""The queue: what would change the matrix first, one record per pattern in turn, the least sure first."""

import pytest

from leviers.evidence import attente
from leviers.evidence.attente import Filtre
from leviers.reference.territoires import index_by_slug


def read_order(person, filtre=None, limit=10):
    """Identifiers in the order in which somebody who skips everything meets them, without writing."""
    order, key = [], filtre or Filtre()
    for _ in range(limit):
        found = attente.find_next(person, key).fiche
        if found is None:
            return order
        order.append(found.fait["fait_id"])
        skip(person, found.fait)
    return order


def skip(person, row):
    """A record that this person does not want to see again."""
    attente.Decision.objects.create(
        fait_genre=row["fait_genre"], fait_id=row["fait_id"], levier=row["levier"], verdict="passe",
        auteur=person, lot="00000000-0000-0000-0000-000000000000", fait={},
    )  # fmt: skip


def test_it_works(actes, mini, reviewer):
    actes.add("commune", lien="commune", confiance=0.5)
    actes.add("utile")
    actes.add("ancien", annee=2012, objet="Un schéma d’avant")
    actes.swap()
    found = attente.find_next(reviewer, Filtre())
    assert found.fiche.fait["fait_id"] == "utile"
    assert found.fiche.est_utile
    assert (found.nb_titres, found.nb_fiches, found.nb_utiles) == (3, 3, 1)
    assert read_order(reviewer) == ["utile", "ancien", "commune"]


def test_without_a_build_nothing_waits(actes, reviewer):
    assert attente.find_next(reviewer, Filtre()) == attente.Attente(None)


def test_what_is_already_constate_is_less_useful(actes, mini, decide, reviewer):
    actes.add("M1")
    actes.add("M2", objet="Second schéma des achats")
    actes.swap()
    decide(reviewer, "M1", "confirme")
    found = attente.find_next(reviewer, Filtre())
    assert (found.fiche.fait["fait_id"], found.fiche.est_utile, found.nb_utiles) == ("M2", False, 0)


def test_one_record_per_pattern_in_turn_the_least_sure_first(actes, mini, reviewer):
    for name in ("a", "b"):
        actes.add(f"{name}1", objet=f"Schéma {name}", raison=name, confiance=0.6 if name == "b" else 0.9)
        actes.add(f"{name}2", objet=f"Second {name}", raison=name, confiance=0.8 if name == "b" else 0.95)
    actes.swap()
    assert read_order(reviewer) == ["b1", "a1", "b2", "a2"]


def test_identical_titles_stand_behind_the_latest_of_them(actes, mini, reviewer):
    actes.add("M1", objet="Schéma des achats 2021", annee=2021)
    actes.add("M2", objet="Schéma des achats 2023", annee=2023)
    actes.swap()
    found = attente.find_next(reviewer, Filtre())
    assert (found.fiche.fait["fait_id"], found.fiche.nb_autres) == ("M2", 1)
    assert (found.nb_titres, found.nb_fiches) == (1, 2)


def test_what_is_certain_or_of_nobody_here_is_not_asked(actes, mini, reviewer):
    actes.add("M1", est_certaine=True)
    actes.add("M2", lien="hors")
    actes.swap()
    assert attente.find_next(reviewer, Filtre()).fiche is None


def test_what_somebody_judged_is_not_asked_unless_it_is_discussed(actes, mini, decide, reviewer, camille):
    actes.add("M1")
    actes.swap()
    decide(camille, "M1", "confirme")
    assert attente.find_next(reviewer, Filtre()).fiche is None
    decide(reviewer, "M1", "rejette")
    assert attente.find_next(reviewer, Filtre()).fiche is None
    attente.Decision.objects.filter(auteur=reviewer).update(auteur=None)
    attente.states.forget()
    assert attente.find_next(reviewer, Filtre()).fiche.fait["fait_id"] == "M1"


def test_what_one_person_skips_others_are_asked(actes, mini, decide, reviewer, camille):
    actes.add("M1")
    actes.swap()
    decide(reviewer, "M1", "passe")
    assert attente.find_next(reviewer, Filtre()).fiche is None
    assert attente.find_next(camille, Filtre()).fiche.fait["fait_id"] == "M1"


@pytest.mark.parametrize(
    ("filtre", "expected"),
    [
        ({"levier": "ptce"}, ["S1"]),
        ({"genre": "marche"}, ["M1", "R1"]),
        ({"territoire": "rennes"}, ["R1"]),
        ({"levier": "ptce", "genre": "marche"}, []),
    ],
)
def test_filters_choose(actes, mini, reviewer, filtre, expected):
    actes.add("M1")
    actes.add("S1", "ptce", "subvention", raison="ptce")
    actes.add("R1", metropole="rennes", raison="rennes")
    actes.swap()
    if "territoire" in filtre:
        filtre = {"territoire": index_by_slug()[filtre["territoire"]].siren}
    assert sorted(read_order(reviewer, Filtre(**filtre))) == expected


def test_neighbours_are_those_of_the_same_levier_the_same_reason_first(actes, mini, decide, reviewer):
    actes.add("M1")
    actes.add("M2", objet="Titre deux", raison="autre")
    actes.add("M3", objet="Titre trois")
    actes.add("M4", "ptce", "marche", objet="Titre quatre")
    actes.swap()
    for fait_id in ("M3", "M2"):
        decide(reviewer, fait_id, "rejette")
    decide(reviewer, "M4", "rejette", levier="ptce")
    found = attente.find_next(reviewer, Filtre())
    assert [row.fait_id for row in found.fiche.voisines] == ["M3", "M2"]


def test_one_record_in_ten_is_read_again_blind(actes, mini, decide, reviewer, camille):
    for number in range(12):
        actes.add(f"M{number:02}", objet=f"Titre {'abcdefghijkl'[number]}", confiance=0.5 + number / 100)
    actes.swap()
    decide(camille, "M11", "rejette")
    for number in range(9):
        decide(reviewer, f"M{number:02}", "confirme")
    found = attente.find_next(reviewer, Filtre())
    assert (found.fiche.fait["fait_id"], found.fiche.est_double) == ("M11", True)
    assert found.fiche.avis == ()
    assert found.nb_titres == 2
    assert attente.find_next(reviewer, Filtre(levier="ptce")).fiche is None
    decide(reviewer, "M11", "rejette")
    assert attente.find_next(reviewer, Filtre()).fiche.fait["fait_id"] == "M09"


def test_a_record_asked_for_by_name_comes_with_what_was_said(actes, mini, decide, reviewer, camille):
    actes.add("M1")
    actes.add("M2", objet="Titre deux")
    actes.swap()
    decide(camille, "M1", "rejette")
    found = attente.find_fiche(("marche", "M1", "spaser"), reviewer, Filtre())
    assert found.fiche.fait["fait_id"] == "M1"
    assert [(row.auteur, row.verdict) for row in found.fiche.avis] == [(camille, "rejette")]
    assert (found.fiche.est_utile, found.nb_titres) == (True, 1)


def test_a_record_that_is_gone_gives_the_next_one(actes, mini, reviewer):
    actes.add("M2")
    actes.swap()
    found = attente.find_fiche(("marche", "M1", "spaser"), reviewer, Filtre())
    assert found.fiche.fait["fait_id"] == "M2"
