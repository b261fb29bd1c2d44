"""The journal: what readers could see change, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction

from leviers.catalogue import journal, models
from leviers.catalogue.facts import Facts
from leviers.catalogue.journal import LOADED, PUBLISHED, RETIRED, Change
from leviers.catalogue.load import load_facts
from leviers.catalogue.payload import as_payload


def _publish(thing, person):
    thing.save_revision(user=person, changed=True).publish(user=person, skip_permission_checks=True)


def _retire(thing, person):
    UnpublishAction(thing, user=person).execute(skip_permission_checks=True)


def _natures():
    return [(change.nature, change.objet_id) for change in journal.list_changes()]


def test_a_publication_by_a_person_is_told(mini, editor):
    demarche = mini.demarche("clause")
    demarche.titre = "Titre revu"
    _publish(demarche, editor)
    (change,) = journal.list_changes()
    assert change == Change(change.quand, PUBLISHED, "demarches", demarche.pk, "Titre revu")


def test_an_empty_catalogue_has_an_empty_journal(mini):
    assert journal.list_changes() == []


def test_a_load_is_told_once_with_what_it_brought(mini):
    payload = as_payload(mini.demarche("clause"))
    models.Demarche.objects.all().delete()
    load_facts(Facts({payload["id"]: payload}, {}, {}))
    (change,) = journal.list_changes()
    assert (change.nature, change.compte) == (LOADED, (("demarches", 1),))


def test_a_load_that_only_proposes_is_not_told(mini):
    models.Chargement.objects.create(bilan={"demarches": {"propose": 2, "inchange": 5}})
    assert journal.list_changes() == []


def test_a_retirement_is_told(mini, editor):
    demarche = mini.demarche("clause")
    _retire(demarche, editor)
    assert _natures() == [(RETIRED, demarche.pk)]


def test_a_draft_is_not_told(mini, editor):
    mini.demarche("clause").save_revision(user=editor, changed=True)
    assert journal.list_changes() == []


def test_a_publication_at_its_hour_is_told(mini, editor, monkeypatch):
    demarche = mini.demarche("clause")
    demarche.go_live_at = timezone.now() + timedelta(hours=1)
    _publish(demarche, editor)
    assert journal.list_changes() == []  # only scheduled so far
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled", verbosity=0)
    assert _natures() == [(PUBLISHED, demarche.pk)]


def test_an_object_changed_again_and_again_is_told_once_in_its_last_state(mini, editor):
    demarche = mini.demarche("clause")
    for _time in range(3):
        _publish(demarche, editor)
    _retire(demarche, editor)
    assert _natures() == [(RETIRED, demarche.pk)]


def test_changes_come_newest_first_and_no_more_than_asked(mini, editor):
    names = [mini.demarche(name) for name in ("un", "deux", "trois")]
    for demarche in names:
        _publish(demarche, editor)
    models.Chargement.objects.create(bilan={"reperes": {"cree": 4}})
    assert _natures() == [
        (LOADED, ""),
        (PUBLISHED, "nantes-trois"),
        (PUBLISHED, "nantes-deux"),
        (PUBLISHED, "nantes-un"),
    ]
    assert len(journal.list_changes(2)) == 2


def test_a_repere_is_told_by_its_genre(mini, editor):
    repere = mini.repere("emplois", "12")
    _publish(repere, editor)
    (change,) = journal.list_changes()
    assert (change.genre, change.objet_id) == ("reperes", repere.pk)


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_two_queries_whatever_it_holds(mini, editor, django_assert_num_queries, number):
    for index in range(number):
        _publish(mini.demarche(f"d{index}"), editor)
    with django_assert_num_queries(2):
        journal.list_changes()
