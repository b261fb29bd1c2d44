"""Annonces and cooperations reach who follows their leviers and territoires."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from leviers.directory.annonces import cooperations
from leviers.directory.models import Annonce
from leviers.participation.suivis.evenements import list_evenements
from tests.directory.annonces.conftest import make_annonce, make_vue
from tests.directory.annonces.test_cooperations import FAIT


def list_new():
    """What happened in the network in the last hour."""
    now = timezone.now()
    events = list_evenements(now - timedelta(hours=1), now)
    return [one for one in events if one.cle.startswith(("annonce:", "cooperation:"))]


def test_a_new_annonce_reaches_followers_of_its_levier_champ_and_territoire(lea):
    one = make_annonce(lea)
    (event,) = list_new()
    assert event.sujets == {
        ("levier", "spaser"),
        ("champ", "achats-responsables"),
        ("territoire", "nantes"),
    }
    assert event.adresse == f"/reseau/annonces/{one.pk}/"
    Annonce.objects.update(etat="masquee")
    assert list_new() == []


def test_a_confirmed_cooperation_reaches_followers_of_both_territoires(lea, paul):
    one = cooperations.propose(make_vue(make_annonce(lea), paul), FAIT, by=paul, jeton=uuid4())
    assert [event.cle for event in list_new() if event.cle.startswith("cooperation")] == []
    cooperations.answer(one, "confirmer", by=lea)
    event = list_new()[-1]
    assert {("territoire", "nantes"), ("territoire", "rennes")} < event.sujets
