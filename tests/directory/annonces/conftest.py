"""Two métropoles whose officers write to each other, a structure, and the team."""

from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts.models import Personne, Role
from leviers.directory.annonces import messages, redaction
from leviers.directory.annonces.redaction import Saisie
from leviers.reference import territoires

NANTES, RENNES = ("nantes", "rennes")


def siren_of(slug):
    """SIREN of a métropole."""
    return territoires.index_by_slug()[slug].siren


def make_person(name, genre=None, portee=""):
    """Somebody with an account, and one role in force."""
    person = Personne.objects.create_user(name, f"{name}@exemple.invalid", "une-phrase-de-passe")
    if genre:
        Role.objects.create(personne=person, genre=genre, portee=portee, confirme_le=timezone.now())
    return person


def make_saisie(**given):
    """What a form of annonce says, one can hold in mind."""
    said = {
        "sens": "cherche",
        "nature": "retour-experience",
        "titre": "Qui a écrit son SPASER ?",
        "texte": "Nous commençons et cherchons des erreurs à ne pas refaire.",
        "leviers": ("spaser",),
        "mois": 3,
        "veut_pistes": True,
    }
    return Saisie(**(said | given))


def make_annonce(person, slug="nantes", *, is_open=True, **given):
    """An annonce of a person for a métropole, open unless told otherwise."""
    place = territoires.index_by_slug()[slug]
    one = redaction.publish(make_saisie(**given), by=person, pour=(place.siren, place.nom), jeton=uuid4())
    if is_open and one.etat == "attente":
        one.etat, one.montree_le = "ouverte", timezone.now()
        one.save()
    return one


def make_vue(annonce, person, slug="rennes", texte="Nous l’avons fait en 2022."):
    """The conversation that a person of another métropole opens."""
    place = territoires.index_by_slug()[slug]
    return messages.open_fil(annonce, texte, by=person, qui=(place.siren, place.nom), jeton=uuid4())


@pytest.fixture
def lea(db):
    """Référente of Nantes Métropole."""
    return make_person("lea", Role.Genre.REFERENT, siren_of(NANTES))


@pytest.fixture
def paul(db):
    """Référent of Rennes Métropole."""
    return make_person("paul", Role.Genre.REFERENT, siren_of(RENNES))


@pytest.fixture
def zoe(db):
    """Somebody with an account and no role."""
    return make_person("zoe")


@pytest.fixture
def andrea(db):
    """Animatrice of the site."""
    return make_person("andrea", Role.Genre.ANIMATEUR)
