"""Proposals of a load: difference, acceptance as a draft, refusal; and the next load is quiet."""

import pytest

from leviers.catalogue import models, propositions
from leviers.catalogue.facts import Facts
from leviers.catalogue.load import load_facts
from leviers.catalogue.models import Proposition
from leviers.catalogue.payload import as_payload
from leviers.errors import NotPublishable


def _load(payload):
    return load_facts(Facts({payload["id"]: payload}, {}, {}))


@pytest.fixture
def proposed(mini, editor):
    """A démarche whose title was edited, and a newer fact with another title and an amount."""
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre du fichier", "montant_eur": 250000.0}
    demarche.titre = "Titre de l’éditrice"
    demarche.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    _load(newer)
    return Proposition.objects.get(), newer


def _draft():
    return models.Demarche.objects.get().get_latest_revision_as_object()


def test_the_difference_shows_each_field_that_changed_and_no_other(proposed):
    shown = [(d.nom, d.actuel, d.propose) for d in propositions.list_differences(proposed[0])]
    assert shown == [
        ("titre", "Titre de l’éditrice", "Titre du fichier"),
        ("montant (€)", "(vide)", "250\u202f000"),
    ]


def test_accepting_writes_a_draft_by_that_person_and_publishes_nothing(proposed, reviewer):
    proposition, newer = proposed
    propositions.accept(proposition, by=reviewer)
    assert as_payload(_draft()) == newer
    stored = models.Demarche.objects.get()
    assert stored.titre == "Titre de l’éditrice"
    assert stored.latest_revision.user == reviewer
    proposition.refresh_from_db()
    assert (proposition.etat, proposition.traitee_par) == (Proposition.Etat.ACCEPTEE, reviewer)


def test_accepting_chosen_fields_keeps_the_others(proposed, reviewer):
    propositions.accept(proposed[0], by=reviewer, champs=["montant_eur"])
    assert (_draft().titre, _draft().montant_eur) == ("Titre de l’éditrice", 250000)


@pytest.mark.parametrize("decide", [propositions.accept, propositions.dismiss])
def test_the_next_load_is_quiet_once_decided(proposed, reviewer, decide):
    proposition, newer = proposed
    decide(proposition, by=reviewer)
    report = _load(newer)
    assert report.proposed == []
    assert not report.changed


def test_a_still_newer_fact_is_proposed_again(proposed, reviewer):
    proposition, newer = proposed
    propositions.accept(proposition, by=reviewer, champs=["montant_eur"])
    assert _load(newer | {"montant_eur": 300000.0}).proposed == ["demarches/nantes-clause"]


def test_deciding_twice_is_as_once(proposed, editor, reviewer):
    proposition, _ = proposed
    propositions.accept(proposition, by=reviewer)
    count = models.Demarche.objects.get().revisions.count()
    propositions.accept(proposition, by=editor)
    propositions.dismiss(proposition, by=editor)
    proposition.refresh_from_db()
    assert (proposition.etat, proposition.traitee_par) == (Proposition.Etat.ACCEPTEE, reviewer)
    assert models.Demarche.objects.get().revisions.count() == count


def test_a_text_under_review_is_not_changed_by_its_editor(proposed, editor):
    demarche = models.Demarche.objects.get()
    demarche.get_workflow().start(demarche, editor)
    with pytest.raises(NotPublishable, match="en relecture ou programmée"):
        propositions.accept(proposed[0], by=editor)
    assert Proposition.objects.get().etat == Proposition.Etat.OUVERTE


def test_a_text_deleted_since_shows_no_difference_and_can_only_be_put_aside(proposed, reviewer):
    models.Demarche.objects.get().delete()
    assert propositions.list_differences(proposed[0]) == []
    with pytest.raises(NotPublishable):
        propositions.accept(proposed[0], by=reviewer)
    propositions.dismiss(proposed[0], by=reviewer)
    assert Proposition.objects.get().etat == Proposition.Etat.ECARTEE
