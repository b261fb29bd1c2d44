"""A campaign with Metz invited and Nantes whose answers were sent, and the team that reads them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from leviers.accounts import roles
from leviers.accounts.models import Personne
from leviers.survey.etapes import advance
from tests.survey.conftest import NANTES, Enquete, equipe, essai

__all__ = ["equipe", "essai"]
HOME = "/enquetes/gestion"
CAMPAGNE = f"{HOME}/campagnes/essai-2026"
A01, B02 = "gouvernance/A01", "moyens/B02"


def join(name: str) -> Personne:
    """Somebody of the group « Enquêtes »."""
    roles.create_example(name, roles.ENQUETES, "une-phrase-de-passe")
    return Personne.objects.get(username=name)


@pytest.fixture
def bureau(essai: Enquete) -> SimpleNamespace:
    """The campaign, its two contacts, and two people of the team at their browsers."""
    metz = essai.invite(courriel="a@metz.fr")
    nantes = essai.invite(NANTES, courriel="a@nantes.fr")
    essai.say(nantes, A01, "oui")
    essai.say(nantes, B02, "12", commentaire="Au 1er janvier.", connu={"valeur": "10", "indices": []})
    advance(nantes.participation, "envoyee", by=nantes)
    alice, bruno = Client(), Client()
    alice.force_login(join("alice"))
    bruno.force_login(join("bruno"))
    return SimpleNamespace(essai=essai, metz=metz, nantes=nantes, alice=alice, bruno=bruno)


def read(client: Any, path: str) -> str:
    """A page as its reader sees it, once it answered 200."""
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def send(client: Any, path: str, **fields: Any) -> str:
    """Send a form and read the page that it leads to."""
    response = client.post(path, fields)
    assert response.status_code == 303, response.status_code
    return read(client, response.headers["Location"])
