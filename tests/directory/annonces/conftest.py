"""Two métropoles whose officers write to each other, structures that they write to, and the team."""

from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts import demandes
from leviers.accounts.models import Personne, Role
from leviers.directory.annonces import messages, redaction, structures
from leviers.directory.annonces.redaction import Saisie
from leviers.directory.annonces.structures import Ecrit
from leviers.directory.fiches import accueil
from leviers.directory.models import Bloc
from leviers.reference import territoires

NANTES, RENNES = ("nantes", "rennes")
SIREN, NOM, OTHER = "552100554", "Les Communs", "999999030"
"""A structure that is written to, its name, and another one."""


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


def receive(person, siren=SIREN, *, yes=True):
    """She says, in the part « La joindre », whether she receives."""
    last = Bloc.objects.filter(siren=siren, sorte="contact").first()
    accueil.declare(siren, {"relais": yes}, by=person, depuis=last.pk if last else 0)


def write_to(person, texte="Nous cherchons une équipe.", *, jeton=None, **given):
    """A member writes to the structure, in the name of Nantes unless told otherwise."""
    ecrit = Ecrit(given.get("titre", "Entretien de nos parcs"), texte, jeton or uuid4())
    qui = given.get("qui", (siren_of(NANTES), "Nantes Métropole"))
    return structures.write((SIREN, NOM), ecrit, by=person, qui=qui)


def end_role(person, andrea):
    """The team ends the role of somebody who represents the structure."""
    demandes.end(Role.objects.get(personne=person), "Partie de la structure.", by=andrea)


@pytest.fixture
def rose(db):
    """She represents the structure, and receives."""
    person = make_person("rose", Role.Genre.ORGANISATION, SIREN)
    receive(person)
    return person


@pytest.fixture
def sami(db):
    """He represents the structure too, and has not chosen to receive."""
    return make_person("sami", Role.Genre.ORGANISATION, SIREN)


@pytest.fixture
def max_(db):
    """He represents another structure, and receives what is written to that one."""
    person = make_person("max", Role.Genre.ORGANISATION, OTHER)
    receive(person, OTHER)
    return person
