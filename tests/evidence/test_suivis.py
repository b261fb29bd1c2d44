"""What the catalogue and the niveaux tell to who follows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.catalogue import models
from leviers.catalogue.facts import Facts
from leviers.catalogue.load import load_facts, publish_payload
from leviers.catalogue.payload import as_payload, fingerprint
from leviers.evidence import suivis
from leviers.evidence.models import Mouvement
from leviers.participation.suivis.evenements import list_for

SIREN = "244400404"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def window(mini):
    """Everything until in an hour, from just before what a test does."""
    return timezone.now(), timezone.now() + timedelta(hours=1)


def test_a_new_demarche_concerns_its_metropole_its_leviers_and_their_champs(window, mini):
    mini.demarche("schema", leviers="spaser")
    (event,) = suivis.list_demarches(*window)
    assert plain(event.quoi) == "Nouvelle démarche : « Démarche schema »"
    assert (event.ou, event.source_url) == ("Nantes Métropole", "https://exemple.invalid/schema")
    assert event.sujets == {
        ("demarche", "nantes-schema"),
        ("territoire", "nantes"),
        ("levier", "spaser"),
        ("champ", "achats-responsables"),
        ("usage", "nantes/spaser"),
    }


def test_a_changed_demarche_says_what_changed(mini):
    row = mini.demarche("schema")
    before = timezone.now()
    payload = as_payload(row) | {"statut": "terminée", "montant_eur": 12_000.0}
    publish_payload(models.Demarche.objects.get(pk=row.pk), payload, fingerprint(payload))
    (event,) = suivis.list_demarches(before, timezone.now())
    assert plain(event.quoi) == "Démarche modifiée : « Démarche schema »"
    assert plain(event.pourquoi) == "Ce qui change : le statut et le montant"


def test_a_withdrawn_demarche_is_told_to_who_follows_it(mini, window):
    row = mini.demarche("schema")
    before = timezone.now()
    models.Demarche.objects.get(pk=row.pk).unpublish(log_action="wagtail.unpublish")
    (event,) = suivis.list_demarches(before, window[1])
    assert plain(event.quoi) == "Démarche retirée du catalogue : « Démarche schema »"
    assert ("demarche", "nantes-schema") in event.sujets


def test_a_niveau_that_rises_says_from_what_to_what_and_why(mini, window):
    mini.demarche("schema")
    Mouvement.objects.create(
        territoire_siren=SIREN, levier="spaser", avant="non-repere", apres="documente",
        cause="catalogue", preuves=["demarche:nantes-schema"],
    )  # fmt: skip
    (event,) = suivis.list_moves(*window)
    assert plain(event.quoi) == "« SPASER » : le niveau de preuve monte de « non repéré » à « documenté »"
    assert plain(event.pourquoi) == (
        "La cause : une publication au catalogue. Ce levier est repéré dans 1 métropole sur 22"
    )
    assert event.source_url == "https://exemple.invalid/schema"
    assert ("usage", "nantes/spaser") in event.sujets


def test_the_feed_of_a_metropole_gathers_every_journal_newest_first(mini, client):
    mini.demarche("schema")
    mini.demarche("autre", metropole="lyon", leviers="fonds-dedie-ess")
    Mouvement.objects.create(
        territoire_siren=SIREN, levier="spaser", avant="non-repere", apres="documente", cause="catalogue"
    )
    found = list_for(("territoire", "nantes"), timezone.now() + timedelta(minutes=1))
    assert [one.cle.partition(":")[0] for one in found] == ["mouvement", "demarche"]


def test_the_first_load_of_a_site_is_no_event_and_the_next_one_is(mini, window):
    """What a site opens with did not just change: feeds and letters begin after it."""
    first = as_payload(mini.demarche("premiere"))
    repere = as_payload(mini.repere("population", "650000"))
    models.Demarche.objects.all().delete()
    models.Repere.objects.all().delete()
    load_facts(Facts({first["id"]: first}, {repere["id"]: repere}, {}))
    told = [*suivis.list_demarches(*window), *suivis.list_sheets(*window)]
    assert told == []
    second = first | {"id": "nantes-seconde", "titre": "Démarche seconde"}
    load_facts(Facts({first["id"]: first, second["id"]: second}, {repere["id"]: repere}, {}))
    (event,) = [*suivis.list_demarches(*window), *suivis.list_sheets(*window)]
    assert plain(event.quoi) == "Nouvelle démarche : « Démarche seconde »"
