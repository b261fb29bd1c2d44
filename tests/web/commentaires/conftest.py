"""Readers who comment: people with roles, and a visitor who confirms an address."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Personne, Role
from leviers.participation.models import Commentaire

ADDRESS = "/commentaires/?sujet=demarche&id=nantes-a"


@pytest.fixture
def subject(mini):
    """A démarche to speak about; its comments are at ADDRESS."""
    return mini.demarche("a")


@pytest.fixture
def person(db):
    """Somebody with an account; with a role when it is named."""

    def make(name: str, role: str = "", portee: str = "") -> Personne:
        made = Personne.objects.create_user(name, f"{name}@exemple.invalid", first_name=name.title())
        if role:
            Role.objects.create(personne=made, genre=role, portee=portee, confirme_le=timezone.now())
        return made

    return make


@pytest.fixture
def as_person(person):
    """The browser of somebody with an account."""

    def enter(name: str, role: str = "", portee: str = "") -> Client:
        browser = Client()
        found = Personne.objects.filter(username=name).first()
        browser.force_login(found or person(name, role, portee))
        return browser

    return enter


@pytest.fixture
def comment(db):
    """One comment of the démarche, shown unless told otherwise."""

    def make(texte: str = "Très utile.", **given) -> Commentaire:
        said = {
            "sujet": "demarche",
            "sujet_id": "nantes-a",
            "sujet_titre": "Démarche a",
            "sujet_adresse": "/demarches/nantes-a/",
            "nom": "Léa",
            "etat": "visible",
        }
        return Commentaire.objects.create(texte=texte, **(said | given))

    return make


def read_code() -> str:
    """The code of the last letter."""
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
