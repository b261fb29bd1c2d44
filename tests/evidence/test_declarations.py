"""Published answers as proofs: they declare a levier, move its niveau both ways, and may be contradicted."""

import pytest
from django.utils import timezone

from leviers.catalogue import published
from leviers.errors import NotAllowedNow
from leviers.evidence import declarations, mouvements, usages
from leviers.evidence.declarations import list_contradictions
from leviers.evidence.enquetes import publish_campagne, publish_participation, withdraw_participation
from leviers.evidence.models import Mouvement
from leviers.evidence.preuves import CERTAINE, CONSTATEE, DOCUMENTEE, PROPOSEE, Preuve
from leviers.reference.territoires import index_by_slug

NANTES, LILLE = (index_by_slug()[slug].siren for slug in ("nantes", "lille"))
LEVIER = "elu-delegue-ess"
CLE = f"reponse:sondage-2026:{NANTES}:strategie/A03"


def read_niveau(siren=NANTES, levier=LEVIER):
    return usages.current().by_key[siren, levier].niveau.code


def read_declarations():
    return declarations.current(published.read_version())


def test_it_works_a_published_answer_declares_a_levier_and_the_journal_says_why(
    mini, sondage, django_capture_on_commit_callbacks
):
    participation = sondage.answer(NANTES, A03="oui")
    assert read_niveau() == "non-repere"
    with django_capture_on_commit_callbacks(execute=True):
        publish_participation(participation, by=sondage.bruno)
    assert read_niveau() == "declare"
    [line] = Mouvement.objects.all()
    assert (line.avant, line.apres, line.cause, line.preuves) == ("non-repere", "declare", "enquete", [CLE])


def test_an_answer_taken_back_lowers_the_niveau(mini, sondage, django_capture_on_commit_callbacks):
    participation = sondage.answer(NANTES, A03="oui")
    with django_capture_on_commit_callbacks(execute=True):
        publish_participation(participation, by=sondage.bruno)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_participation(participation, by=sondage.bruno)
    assert read_niveau() == "non-repere"
    assert [line.apres for line in Mouvement.objects.order_by("pk")] == ["declare", "non-repere"]


def test_a_demarche_stands_above_a_declaration(mini, sondage):
    mini.demarche("elu", "nantes", LEVIER, champ="gouvernance-strategie")
    sondage.publish(NANTES, A03="oui")
    assert read_niveau() == "documente"
    assert CLE in {cle for preuve in usages.current().by_key[NANTES, LEVIER].preuves for cle in preuve.cles}


def test_only_yes_of_somebody_who_may_be_named_declares(mini, sondage):
    sondage.publish(LILLE, "agregees", A03="oui")
    sondage.publish(NANTES, A03="en-cours")
    assert read_niveau() == read_niveau(LILLE) == "non-repere"


def test_a_no_says_no_and_lowers_nothing(mini, sondage):
    mini.demarche("elu", "nantes", LEVIER, champ="gouvernance-strategie")
    sondage.publish(NANTES, A03="non")
    assert read_niveau() == "documente"
    [said] = read_declarations().by_key[NANTES, LEVIER]
    assert (said.est_oui, said.dit, said.question) == (False, "Non", "Un élu est-il délégué ?")


def test_publishing_a_second_time_what_did_not_change_leaves_no_line(mini, sondage):
    sondage.publish(NANTES, A03="oui")
    mouvements.settle()
    assert mouvements.settle(mouvements.ENQUETE) == []


def test_results_are_published_once_everything_is_controlled(mini, sondage):
    sondage.campagne.publiee_le = None
    sondage.campagne.save()
    waiting = sondage.answer(NANTES, A03="oui")
    with pytest.raises(NotAllowedNow):
        publish_campagne(sondage.campagne)
    sondage.campagne.close_le = timezone.now()
    sondage.campagne.save()
    with pytest.raises(NotAllowedNow):
        publish_campagne(sondage.campagne)
    publish_participation(waiting, by=sondage.bruno)
    assert publish_campagne(sondage.campagne)
    assert not publish_campagne(sondage.campagne)


def read_said(sondage, value):
    sondage.publish(NANTES, A03=value)
    return read_declarations().by_key[NANTES, LEVIER]


def test_a_no_that_an_act_or_a_demarche_contradicts_is_told(mini, sondage):
    said = read_said(sondage, "non")
    documented = Preuve(DOCUMENTEE, ("demarche:d",))
    certain = Preuve(CONSTATEE, ("deliberation:1",), etat=CERTAINE, annee=2024)
    proposed = Preuve(CONSTATEE, ("deliberation:2",), etat=PROPOSEE, annee=2024)
    [found] = list_contradictions(said, [documented, certain, proposed])
    assert found.cles == ("demarche:d", "deliberation:1")
    assert list_contradictions(said, [proposed]) == ()


def test_a_yes_that_a_measure_of_zero_contradicts_is_told(mini, sondage):
    said = read_said(sondage, "oui")
    [found] = list_contradictions(said, [], mesures_nulles=("mesure:code:2024",))
    assert "zéro" in found.phrase
    assert list_contradictions(said, [Preuve(DOCUMENTEE, ("demarche:d",))]) == ()
