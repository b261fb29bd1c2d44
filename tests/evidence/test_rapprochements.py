"""Records that support a démarche: weights by hand, answers of people kept as history."""

import pytest

from leviers.catalogue import published
from leviers.errors import NotReviewable
from leviers.evidence import rapprochements
from leviers.evidence.models import Rapprochement
from leviers.evidence.rapprochements import list_soutiens, list_waiting

PAIR = ("nantes-halle", "subvention", "S1")


def read(code="nantes-halle"):
    return list_soutiens(published.current().demarches[code])


@pytest.fixture
def halle(mini):
    """A démarche with a partner, a telling title and known years."""
    given = {"titre": "La Halle Paysanne au port", "partenaires": ["Les Jardins du Port"]}
    mini.demarche("halle", "nantes", "tiers-lieux", annee_debut=2022, annee_fin=2024, **given)


@pytest.fixture
def grant(halle, actes):
    """A grant of Nantes Métropole to that partner."""
    actes.add("S1", "tiers-lieux", "subvention", objet="Fonctionnement", tiers_nom="SCIC LES JARDINS DU PORT")
    actes.swap()
    return actes


def test_it_works(grant):
    found = read()
    assert found.confirmes == ()
    (one,) = found.proposes
    assert (one.genre, one.fait_id, one.etat) == ("subvention", "S1", "proposee")
    assert one.score == 5 + 1 + 1 + 1  # partner as holder, year, main levier, act of the métropole
    assert one.indices == (("partenaire", "Les Jardins du Port"), ("annee", "2024"))


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({"objet": "Travaux avec Les Jardins du Port"}, 6),  # named: 3, and 3 as above
        ({"objet": "Halle paysanne"}, 5),  # two words: 2, and 3 as above
        ({"objet": "Halle paysanne", "lien": "commune"}, 4),
        ({"objet": "Halle paysanne", "annee": None}, 4),
        ({"objet": "Travaux", "tiers_nom": "Jardins du port"}, 8),  # without its article
    ],
)
def test_each_clue_weighs_what_is_written(halle, actes, given, score):
    actes.add("S1", "tiers-lieux", "subvention", **given)
    actes.swap()
    assert [one.score for one in read().proposes] == [score]


@pytest.mark.parametrize(
    "given",
    [
        {"objet": "Une halle"},  # one word only
        {"objet": "Halle paysanne", "annee": 2026},  # a year later than the margin
        {"objet": "Halle paysanne", "annee": 2020},
        {"objet": "Halle paysanne", "metropole": "rennes"},
        {"objet": "Halle paysanne", "levier": "spaser"},
        {"objet": "Halle paysanne", "lien": "commune", "annee": None},  # weighs 3
        {"objet": "Halle paysanne", "lien": "hors"},
    ],
)
def test_what_is_too_thin_or_elsewhere_is_not_proposed(halle, actes, given):
    actes.add("S1", given.pop("levier", "tiers-lieux"), "subvention", **given)
    actes.swap()
    assert read() == rapprochements.Soutiens()


def test_the_name_of_a_public_body_is_no_clue(mini, actes):
    mini.demarche("halle", "nantes", "tiers-lieux", titre="Ici", partenaires=["Ville de Nantes", "SIC"])
    actes.add("S1", "tiers-lieux", "subvention", objet="Ville de Nantes", tiers_nom="SIC")
    actes.swap()
    assert read().proposes == ()


def test_five_are_proposed_the_best_and_latest_first(halle, actes):
    for number in range(7):
        actes.add(f"S{number}", "tiers-lieux", "subvention", objet="Halle paysanne", annee=2021 + number % 5)
    actes.swap()
    assert [one.fait["annee"] for one in read().proposes] == [2025, 2024, 2023, 2022, 2022]


def test_a_record_of_two_leviers_is_proposed_once_under_the_main_one(mini, actes):
    mini.demarche("halle", "nantes", "tiers-lieux ptce", titre="Halle paysanne")
    for levier in ("ptce", "tiers-lieux"):
        actes.add("S1", levier, "subvention", objet="Halle paysanne")
    actes.swap()
    assert [one.fait["levier"] for one in read().proposes] == ["tiers-lieux"]


def test_without_a_build_nothing_is_proposed(halle, actes):
    assert read() == rapprochements.Soutiens()


def test_a_confirmed_pair_says_since_when_and_tells_readers(grant, reviewer):
    before = published.read_counters()
    made = rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    assert published.read_counters() == (before[0], before[1] + 1)
    found = read()
    assert found.proposes == ()
    assert [(one.fait_id, one.etat, one.depuis) for one in found.confirmes] == [
        ("S1", "confirmee", made.fait_le)
    ]


def test_a_confirmed_pair_outlives_the_build(grant, reviewer):
    rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    grant.rows.clear()
    grant.swap()
    assert [one.fait["tiers_nom"] for one in read().confirmes] == ["SCIC LES JARDINS DU PORT"]


def test_a_rejected_pair_is_shown_no_more(grant, reviewer):
    rapprochements.answer(PAIR, est_confirme=False, by=reviewer)
    assert read() == rapprochements.Soutiens()


def test_two_people_who_disagree_leave_a_discussed_proposal(grant, reviewer, camille):
    rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    rapprochements.answer(PAIR, est_confirme=False, by=camille)
    assert [one.etat for one in read().proposes] == ["discutee"]
    assert Rapprochement.objects.filter(annule_le=None).count() == 2


def test_the_same_answer_twice_is_kept_once(grant, reviewer):
    first = rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    assert rapprochements.answer(PAIR, est_confirme=True, by=reviewer) == first
    assert Rapprochement.objects.count() == 1


def test_an_answer_is_taken_back_by_its_author_only_and_erases_nothing(grant, reviewer, camille):
    made = rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    assert not rapprochements.take_back(made.pk, by=camille)
    assert rapprochements.take_back(made.pk, by=reviewer)
    assert not rapprochements.take_back(made.pk, by=reviewer)
    assert [one.etat for one in read().proposes] == ["proposee"]
    assert Rapprochement.objects.count() == 1


@pytest.mark.parametrize(
    "pair", [("nantes-halle", "subvention", "S9"), ("nantes-rien", "subvention", "S1"), ("", "", "")]
)
def test_a_pair_that_nobody_proposed_is_refused(grant, reviewer, pair):
    with pytest.raises(NotReviewable, match="n’est plus proposé"):
        rapprochements.answer(pair, est_confirme=True, by=reviewer)
    assert Rapprochement.objects.count() == 0


def test_what_waits_is_what_this_person_did_not_answer_the_surest_first(grant, reviewer, camille):
    grant.add("S2", "tiers-lieux", "subvention", objet="Halle paysanne")
    grant.swap()
    assert [one.fait_id for _demarche, one in list_waiting(reviewer)] == ["S1", "S2"]
    rapprochements.answer(PAIR, est_confirme=True, by=reviewer)
    assert [one.fait_id for _demarche, one in list_waiting(reviewer)] == ["S2"]
    assert [one.fait_id for _demarche, one in list_waiting(camille)] == ["S2"]
    rapprochements.answer(PAIR, est_confirme=False, by=camille)
    assert [one.fait_id for _demarche, one in list_waiting(camille)] == ["S2"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("L’Atelier n° 3", "l atelier n"), ("Cœur d’ÉTÉ 2024", "coeur d ete"), ("", ""), ("Α12", "")],
)
def test_a_name_is_folded_as_titles_are(text, folded):
    assert rapprochements.fold(text) == folded
