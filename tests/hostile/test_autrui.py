"""What is somebody else's: read, changed, ended by her alone, whoever else has the same role."""

import re
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from leviers.accounts.models import Seance
from leviers.directory.models import Annonce
from leviers.participation.models import Abonne
from leviers.participation.suivis import jetons
from leviers.survey import courriels
from leviers.survey.models import Campagne, Contact, Envoi, Participation, Piece, Saisie
from tests.hostile.gestes import AUTREMENT, GESTES, LUS
from tests.survey.conftest import METZ
from tests.web.droits import read_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde(monde):
    """The same world, with a passkey, a second device, a second follower and a second campaign."""
    key = {"type": Authenticator.Type.WEBAUTHN, "data": {"name": "Clé", "credential": {}}}
    phone = Client()
    phone.force_login(monde.people["zoe"])
    for browser in (phone, monde.browsers["zoe"], monde.browsers["max"]):
        browser.get("/compte/")  # the device is noted once
    campagne = Campagne.objects.get()
    essai = Campagne.objects.create(
        code="autre-2026", titre="Autre", version=campagne.version, echeance=campagne.echeance
    )
    other = Abonne.objects.create(courriel="max@exemple.invalid", cle="cle-max")
    courriels.queue(Contact.objects.get(pk=monde.cles["contact"]), Envoi.Genre.INVITATION)
    Envoi.objects.update(etat=Envoi.Etat.REFUSE)
    Annonce.objects.update(expire_le=timezone.localdate())
    monde.cles |= {
        "cle": Authenticator.objects.create(user=monde.people["camille"], **key).pk,
        "seance": Seance.objects.get(cle=phone.session.session_key).pk,
        "autres_suivis": jetons.sign_management(other),
        "saisie": Saisie.objects.filter(chemin="achats/G01").earliest("pk").pk,
        "essai": essai.code,
        "envoi": Envoi.objects.get().pk,
    }
    return monde


class Undone(BaseException):
    """Takes back what a gesture wrote, so that the next one finds the same world."""


@contextmanager
def taken_back():
    """Whatever happens inside is as if it had not been."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def read_rows(geste):
    """All the rows that a gesture may touch, as they are."""
    return [list(model._default_manager.order_by("pk").values()) for model in geste.touche]


def send(monde, geste, who, address):
    """Ask a gesture; the answer, and whether it changed anything."""
    said = {name: monde.path(value) if isinstance(value, str) else value for name, value in geste.dit.items()}
    geste.avant()
    before = read_rows(geste)
    answer = monde.browsers[who].post(monde.path(address), said)
    return answer.status_code, read_rows(geste) != before


def test_the_owner_acts_and_nobody_else_of_the_same_role(monde):
    wrong = []
    for geste in GESTES:
        with taken_back():
            seen = send(monde, geste, geste.autre, geste.ailleurs or geste.adresse)
            if seen != (geste.refus, False):
                wrong.append((geste.nom, geste.autre, seen))
        with taken_back():
            seen = send(monde, geste, geste.a, geste.adresse)
            if seen != (303, True):
                wrong.append((geste.nom, geste.a, seen))
    assert wrong == []


def test_the_owner_reads_and_nobody_else_of_the_same_role(monde):
    wrong = []
    for owner, other, address, refused in LUS:
        path = monde.path(address)
        seen = [monde.browsers[who].get(path).status_code for who in (owner, other)]
        if seen != [200, refused]:
            wrong.append((path, seen))
    assert wrong == []


def test_every_gesture_on_one_thing_is_on_the_list(monde):
    """The addresses of docs/droits.md that name a thing by its number."""
    known = {resolve(monde.path(geste.adresse).partition("?")[0]).route for geste in GESTES}
    named = {route for route, (_who, _reads, sends) in read_table().items() if sends and "<int:" in route}
    assert named - known - set(AUTREMENT) == set()
    assert set(AUTREMENT) - named == set()


def test_a_file_joined_to_answers_opens_by_the_link_of_its_metropole_alone(monde, settings, tmp_path):
    settings.HOME = tmp_path
    metz = Participation.objects.get(territoire_siren=METZ)
    piece = Piece.objects.create(
        participation=metz, nom="note.txt", sha256="0" * 64, taille=1, type="text/plain"
    )
    (tmp_path / "pieces" / "00").mkdir(parents=True)
    (tmp_path / "pieces" / "00" / ("0" * 64)).write_bytes(b"x")
    address = f"/enquetes/essai-2026/{{}}/pieces/{piece.pk}/"
    opened = [Client().get(address.format(monde.cles[cle])) for cle in ("autre_jeton", "jeton")]
    assert [answer.status_code for answer in opened] == [200, 404]
    assert b"".join(opened[0].streaming_content) == b"x"


def test_a_number_beyond_any_thing_is_not_found_and_never_an_error(monde):
    wrong, browser = [], monde.browsers["andrea"]
    browser.raise_request_exception = False
    for route in read_table():
        path = "/" + re.sub(r"<int:\w+>", "9" * 40, route)
        if "<" in path or path == f"/{route}":
            continue
        seen = [browser.get(path), browser.post(path, {"motif": "Hors sujet."})]
        wrong += [(path, one.status_code) for one in seen if one.status_code >= 500]
    assert wrong == []
