"""Each form open to all or to members has a pace: beyond it nothing is written, nothing typed is lost."""

import pytest
from django.core import mail

from leviers.accounts.garde import digest_of_day
from leviers.accounts.models import Geste
from leviers.courrier.models import Lettre
from tests.hostile.formulaire import ICI
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.hostile.reading import read_shown, squeeze
from tests.web.droits import BY_ADDRESS, read_table

pytestmark = pytest.mark.django_db
PLACE, ENOUGH = "127.0.0.1", 100
GENRES = {"/compte/connexion/": "code", "/gestion/password_reset/": "passe"}
"""Kind of gesture that paces a form that only takes an address; « suivi » for the others."""
LINK = "un lien personnel, donné par l’équipe"
AUTREMENT = {
    "commentaires/<int:pk>/contester/": "une fois par décision",
    "confirmer/": "cinq essais par code",
    "compte/connexion/code/": "cinq essais par code",
    "compte/connexion/cle/": "mène à une page qui le dit",
    "compte/deconnexion/": "ne garde rien",
    "compte/cles/": "demande une connexion de moins de quinze minutes",
    "compte/cles/<int:pk>/retirer/": "ne fait qu’effacer",
    "compte/seances/fermer/": "ne fait qu’effacer",
    "compte/seances/<int:pk>/fermer/": "ne fait qu’effacer",
    "compte/demander/<int:pk>/rendre/": "ne fait que finir",
    "compte/partir/": "une fois",
    "suivre/confirmer/<str:jeton>/": "un lien, un suivi",
    "suivre/arreter/<str:jeton>/": "ne fait qu’effacer",
    "suivre/mes-suivis/<str:jeton>/": "ne touche que ses suivis",
    "reseau/annonces/<int:pk>/clore/": "une fois par annonce",
    "reseau/annonces/<int:pk>/prolonger/": "ne change qu’une date",
    "reseau/prolonger/<str:jeton>/": "ne change qu’une date",
    "reseau/lettres/<str:jeton>/": "ne fait qu’arrêter",
    "reseau/arreter/<str:jeton>/": "ne fait qu’arrêter",
    "reseau/annonces/<int:pk>/contester/": "une fois par décision",
    "reseau/cooperations/<int:pk>/contester/": "une fois par décision",
    "reseau/messages/<int:pk>/bloquer/": "une ligne par personne",
    "reseau/cooperations/<int:pk>/repondre/": "une fois par coopération",
    "reseau/adhesions/<int:pk>/repondre/": "une fois par adhésion",
    "reseau/personnes/moi/": "une ligne par personne",
    "reseau/reseaux/<slug:slug>/adherer/": "n’a pas de mots : compté plus bas",
    "contester/<slug:genre>/<fait:fait_id>/": "compté avec les corrections",
    "contester/<str:genre>/<path:fait_id>/": "compté avec les corrections",
    "enquetes/<campagne:campagne>/<jeton:jeton>/section/<str:section>/": LINK,
    "enquetes/<campagne:campagne>/<jeton:jeton>/resume/": LINK,
    "enquetes/<campagne:campagne>/<jeton:jeton>/echanges/": LINK,
    "enquetes/<campagne:campagne>/<jeton:jeton>/reponse/": LINK,
    "enquetes/<campagne:campagne>/<jeton:jeton>/openrosa/submission": LINK,
}
"""Forms that need no pace, and why."""
PACED = [formulaire for formulaire in FORMULAIRES if formulaire.cadence]


def fill_the_hour(genre, origine):
    """As many gestures of one kind as any pace allows, made from one place just now."""
    Geste.objects.bulk_create(Geste(genre=genre, origine=origine) for _ in range(ENOUGH))


def test_too_many_forms_in_an_hour_are_refused_and_nothing_typed_is_lost(monde):
    wrong = []
    for formulaire in PACED:
        open_again(monde)
        genre, by = formulaire.cadence
        place = PLACE if by == ICI else f"personne {monde.people[by].pk}"
        fill_the_hour(genre, digest_of_day(place))
        mots = {name: f"Des mots à garder, champ {name}." for name in formulaire.mots}
        answer = formulaire.send(monde, mots)
        shown = read_shown(answer) if answer.status_code == 429 else ""
        if not shown or any(squeeze(typed) not in shown for typed in mots.values()):
            wrong.append((formulaire.nom, answer.status_code))
    assert wrong == []


def test_too_many_addresses_in_an_hour_are_refused_and_sent_nothing(monde):
    wrong = []
    for path, said in BY_ADDRESS.items():
        genre = GENRES.get(path, "suivi")
        address = said.get("courriel") or said["email"]
        open_again(monde)
        for about in ("", address):
            fill_the_hour(genre, digest_of_day(PLACE, about))
        before = Lettre.objects.count()
        answer = monde.browsers["personne"].post(path, said)
        sent = Lettre.objects.count() - before + len(mail.outbox)
        if answer.status_code != 429 or address not in answer.content.decode() or sent:
            wrong.append((path, answer.status_code, sent))
    assert wrong == []


def test_a_membership_is_paced_too(monde):
    fill_the_hour("adhesion", digest_of_day(PLACE))
    answer = monde.browsers["oscar"].post("/reseau/reseaux/avise/adherer/", {"siren": monde.cles["siren"]})
    assert (answer.status_code, "Trop d’envois" in answer.content.decode()) == (422, True)


def test_every_form_open_to_all_or_to_members_has_a_pace_or_needs_none(monde):
    opened = ("tous", "membre", "lien personnel")
    sent = {route for route, (who, _reads, sends) in read_table().items() if sends and who in opened}
    known = {formulaire.find_route(monde) for formulaire in PACED}
    known |= {path.partition("?")[0].strip("/") + "/" for path in BY_ADDRESS}
    assert sent - known - set(AUTREMENT) == set()
    assert set(AUTREMENT) - sent == set()
    assert set(AUTREMENT) & known == set()
