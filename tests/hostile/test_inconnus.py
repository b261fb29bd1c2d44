"""Nobody learns who has an account, follows something or wrote something: same answer, same work."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leviers.accounts.models import Confirmation, Geste, Personne
from leviers.courrier.models import Lettre
from leviers.participation.models import Commentaire, DemarcheProposee

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "lea@exemple.invalid", "iva@exemple.invalid"
SAID = {"texte": "Voilà.", "nom": "Léa", "courriel": ""}
PROPOSED = {
    "metropole": "nantes",
    "titre": "Marchés réservés du nettoyage",
    "source_url": "https://exemple.invalid/acte",
    "levier": "spaser",
    "description": "La métropole réserve trois lots de nettoyage depuis 2022.",
    "courriel": "",
}
FORMS = {
    "log in or sign up": ("/compte/connexion/", {"courriel": ""}),
    "follow": ("/suivre/?sujet=levier&id=ptce", {"courriel": "", "rythme": "semaine"}),
    "one’s follows": ("/suivre/mes-suivis/", {"courriel": ""}),
    "comment": ("/commentaires/?sujet=levier&id=spaser", SAID),
    "correct": ("/leviers/spaser/signaler/", {"objet": "juste", "courriel": ""}),
    "propose": ("/contributions/proposer/", PROPOSED),
    "contest a refusal": ("/commentaires/{masque}/contester/", {"courriel": ""}),
    "new password": ("/gestion/password_reset/", {"email": ""}),
}
SLACK = 4
"""Queries that may differ: a row that is written for the first time is looked for, then made."""


@pytest.fixture
def masque(monde):
    """A hidden comment, written by KNOWN, who also has an account, a password, and follows a levier."""
    lea = Personne.objects.get(email=KNOWN)
    lea.set_password("une-phrase-de-passe")
    lea.save()
    Client().post("/suivre/?sujet=levier&id=spaser", {"courriel": KNOWN, "rythme": "semaine"})
    said = {"sujet": "levier", "sujet_id": "spaser", "sujet_adresse": "/leviers/spaser/", "etat": "masque"}
    return Commentaire.objects.create(nom="Léa", texte="Caché.", courriel=KNOWN, motif="Hors sujet.", **said)


def ask(path, said, courriel):
    """What somebody sees who types an address, what leaves, and the work that it asks."""
    browser = Client()
    for model in (Geste, Confirmation, Lettre, DemarcheProposee):
        model.objects.all().delete()
    mail.outbox.clear()
    browser.get(path)
    with CaptureQueriesContext(connection) as counted:
        answer = browser.post(path, {name: value or courriel for name, value in said.items()})
    page = browser.get(answer["Location"]) if answer.status_code in (302, 303) else answer
    seen = re.sub(r"\"\w{64}\"|challenge\S+|[0-9a-f]{8}-[0-9a-f-]{27}", "·", page.content.decode())
    shown = (answer.status_code, answer.headers.get("Location"), seen.replace(courriel, "·"))
    return shown, Lettre.objects.count(), len(counted)


def test_a_known_and_an_unknown_address_are_answered_alike(masque):
    wrong = []
    for nom, (path, said) in FORMS.items():
        asked = [ask(path.format(masque=masque.pk), said, courriel) for courriel in (KNOWN, UNKNOWN)]
        shown, letters, work = zip(*asked, strict=True)
        is_alike = shown[0] == shown[1] and letters[0] == letters[1] and abs(work[0] - work[1]) <= SLACK
        if not is_alike or shown[0][0] not in (302, 303):
            wrong.append((nom, shown[0][:2], shown[1][:2], letters, work))
    assert wrong == []


def test_a_wrong_password_costs_as_much_for_a_name_that_nobody_has(masque, monkeypatch):
    """The digest is made once in both cases: that is what takes time."""
    made = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: made.append(1) or encode(*args))
    counts = []
    for name in ("lea", "personne-du-tout"):
        made.clear()
        answer = Client().post("/gestion/login/", {"username": name, "password": "faux"})
        counts.append((answer.status_code, len(made)))
    assert counts[0] == counts[1]


def test_a_forged_link_of_a_survey_says_nothing_of_who_was_invited(monde):
    """A link of somebody who was invited, changed by one sign, and one made of nothing."""
    jeton = monde.cles["jeton"]
    forged = [jeton[:-1] + ("a" if jeton[-1] != "a" else "b"), "999999.forge", jeton.replace(".", "x.", 1)]
    pages = [Client().get(f"/enquetes/essai-2026/{one}/") for one in forged]
    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(r"/enquetes/\S+", "·", page.content.decode()) for page in pages}) == 1
