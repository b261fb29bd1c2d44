"""The same form sent twice, or the form of a step already past: one effect, said, and nothing typed lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Confirmation, Role
from leviers.catalogue.models import Signalement
from leviers.courrier.models import Lettre
from leviers.directory.models import (
    Adhesion,
    AlerteReseau,
    Annonce,
    Bloc,
    Collectivite,
    Cooperation,
    Message,
    Reseau,
)
from leviers.participation.models import Alerte, Arbitrage, Commentaire, DemarcheProposee, Suivi
from leviers.publication.models import TexteEtude
from leviers.survey.models import Avis, Campagne, Echange, Saisie
from tests.hostile.formulaire import SPASER
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.web.commentaires.conftest import read_code

pytestmark = pytest.mark.django_db
MADE = (
    *(Adhesion, Alerte, AlerteReseau, Annonce, Arbitrage, Avis, Bloc, Campagne, Collectivite, Commentaire),
    *(Cooperation, DemarcheProposee, Echange, Lettre, Message, Reseau, Role, Saisie, Signalement, TexteEtude),
)
"""Kinds of rows that a form may write."""
ENDED = ("collectivité refusée", "adhésion refusée")


def count():
    """How many rows there are of each kind."""
    return {model.__name__: model._default_manager.count() for model in MADE}


def test_the_same_form_sent_twice_has_one_effect(monde):
    wrong = []
    for formulaire in FORMULAIRES:
        open_again(monde)
        browser, path = monde.browsers[formulaire.qui], monde.path(formulaire.adresse)
        said = formulaire.fill_page(monde)
        first = browser.post(path, said).status_code
        once = count()
        answer = browser.post(path, said)
        more = {name: nb - once[name] for name, nb in count().items() if nb != once[name]}
        if first != 303 or answer.status_code not in (200, 303, 409, 422, 429) or more:
            wrong.append((formulaire.nom, first, answer.status_code, more))
    assert wrong == []


def test_a_second_sending_is_answered_in_french(monde):
    """What can be done once says that it is done, on the page that the second sending leads to."""
    said = {}
    for nom in ("rôle refusé", "partie masquée", *ENDED, "contribution refusée"):
        open_again(monde)
        (formulaire,) = [one for one in FORMULAIRES if one.nom == nom]
        formulaire.send(monde)
        answer = formulaire.send(monde)
        said[nom] = monde.browsers["andrea"].get(answer["Location"]).content.decode()
    assert "avait déjà sa réponse" in said["rôle refusé"]
    assert "C’était déjà fait" in said["partie masquée"]
    assert all("avait déjà sa réponse" in said[nom] for nom in ENDED)
    assert "quelqu’un l’a peut-être déjà prise" in said["contribution refusée"]


def test_the_form_of_a_comment_that_the_team_decided_on_changes_nothing_and_keeps_the_words(monde):
    """The page was open in another tab when the team hid the comment, or showed it anew with a reason."""
    address = monde.path("/commentaires/{commentaire}/modifier/")
    for etat, motif in (("masque", "Hors sujet."), ("visible", "Hors sujet."), ("refuse", "Hors sujet.")):
        Commentaire.objects.filter(pk=monde.cles["commentaire"]).update(etat=etat, motif=motif)
        answer = monde.browsers["camille"].post(address, {"texte": "Des mots écrits trop tard."})
        assert answer.status_code == 429
        assert "Des mots écrits trop tard." in answer.content.decode()
        assert Commentaire.objects.get(pk=monde.cles["commentaire"]).texte == "Voilà."


def test_the_form_of_an_annonce_that_ended_changes_nothing_and_keeps_the_words(monde):
    (formulaire,) = [one for one in FORMULAIRES if one.nom == "annonce modifiée"]
    for etat in ("trouvee", "retiree", "masquee", "refusee", "expiree"):
        Annonce.objects.update(etat=etat)
        answer = formulaire.send(monde, {"texte": "Des mots écrits trop tard, tout de même."})
        assert answer.status_code == 429
        assert "Des mots écrits trop tard" in answer.content.decode()
        assert not Annonce.objects.filter(texte__startswith="Des mots").exists()


def test_a_code_serves_once_and_the_second_time_says_so(client, mini):
    mini.demarche("a")
    client.post(SPASER, {"texte": "Voilà.", "nom": "Léa", "courriel": "lea@exemple.fr"})
    code = read_code()
    assert client.post("/confirmer/", {"code": code}).status_code == 303
    again = client.post("/confirmer/", {"code": code})
    assert (again.status_code, "Aucun code n’est attendu" in again.content.decode()) == (422, True)
    assert Commentaire.objects.get().etat == "attente"
    assert Confirmation.objects.exclude(utilisee_le=None).count() == 1


def test_a_code_taken_by_two_sessions_at_the_same_instant_opens_one(client, mini, monkeypatch):
    """The cookie was copied in two windows: the code is marked by the first, whatever the second had read."""
    mini.demarche("a")
    client.post(SPASER, {"texte": "Voilà.", "nom": "Léa", "courriel": "lea@exemple.fr"})
    other, code = Client(), read_code()
    other.cookies = client.cookies.copy()
    asked = Confirmation.objects.latest("pk")
    assert client.post("/confirmer/", {"code": code}).status_code == 303
    monkeypatch.setattr("leviers.accounts.visitors.find_asked", lambda _request: asked)
    assert other.post("/confirmer/", {"code": code}).status_code == 422


def test_a_link_confirmed_twice_makes_one_follow(monde):
    browser = monde.browsers["personne"]
    browser.post("/suivre/?sujet=levier&id=spaser", {"courriel": "lea@exemple.fr", "rythme": "semaine"})
    link = Lettre.objects.filter(genre="suivi-lien").latest("pk").texte.partition("/suivre/confirmer/")[2]
    address = f"/suivre/confirmer/{link.split()[0]}"
    assert [browser.post(address).status_code for _time in range(2)] == [303, 303]
    assert Suivi.objects.filter(abonne__courriel="lea@exemple.fr").count() == 1


def test_a_report_made_twice_at_the_same_instant_is_still_taken_the_third_time(monde):
    said = {"commentaire_id": monde.cles["commentaire"], "motif": "C’est de la publicité."}
    Alerte.objects.bulk_create(Alerte(**said) for _ in range(2))
    twice = {"genre": "annonce", "objet_id": monde.cles["annonce"], "motif": said["motif"]}
    AlerteReseau.objects.bulk_create(AlerteReseau(**twice) for _ in range(2))
    for thing in ("commentaires/{commentaire}", "reseau/annonces/{annonce}"):
        path = monde.path(f"/{thing}/signaler/")
        answer = monde.browsers["personne"].post(path, {"motif": said["motif"]})
        assert answer.status_code == 303
    assert (Alerte.objects.count(), AlerteReseau.objects.count()) == (2, 2)


def test_a_report_of_the_catalogue_sent_again_later_is_another_one(monde):
    """The same words a day later are said again on purpose."""
    (formulaire,) = [one for one in FORMULAIRES if one.nom == "levier à corriger"]
    formulaire.send(monde)
    Signalement.objects.update(recu_le=timezone.now() - timedelta(days=1, minutes=1))
    before = Signalement.objects.count()
    formulaire.send(monde)
    assert Signalement.objects.count() == before + 1
