"""Every gesture on one thing: whose it is, who else of the same role tries it, how that one is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models

from leviers.accounts.models import Role, Seance
from leviers.directory.models import (
    Adhesion,
    AlerteReseau,
    Annonce,
    Bloc,
    Blocage,
    Collectivite,
    Cooperation,
    Message,
)
from leviers.participation.models import Commentaire, Suivi
from leviers.survey.models import Avis, Contact, Echange, Envoi, Etape, Participation, Saisie
from tests.hostile.formulaires_lecteurs import ANNONCE, CONTESTE, MOTIF
from tests.hostile.monde import STRUCTURE

NOT_FOUND, FORBIDDEN, SEE_OTHER, UNPROCESSABLE, TOO_MANY = 404, 403, 303, 422, 429


@dataclass(frozen=True)
class Geste:
    """One gesture.

    a       who owns the thing, and succeeds
    autre   who has the same role and does not own it
    refus   what the other is answered; SEE_OTHER leads back to a page that says why
    touche  kinds of rows that it changes, and that the other must leave as they are
    ailleurs  address that the other asks, when it is not the same
    avant   what must be so before
    """

    nom: str
    a: str
    autre: str
    adresse: str
    refus: int
    touche: tuple[type[models.Model], ...]
    dit: dict[str, Any] = field(default_factory=dict)
    ailleurs: str = ""
    avant: Callable[[], Any] = lambda: None


def send_back() -> Any:
    """Answers are as they were when they were sent: they may be changed."""
    return Participation.objects.filter(etat="contradictoire").update(etat="envoyee")


COMMENTAIRE, MASQUE, FIL = (
    "/commentaires/{commentaire}/",
    "/commentaires/{masque}/",
    "/reseau/messages/{fil}/",
)
COOPERATION = {
    "titre": "Deux jours à Rennes",
    "texte": "Le tableau de Rennes a servi à Nantes.",
    "leviers": ["spaser"],
    "annee": "2026",
}
ENQUETE, ESSAI = "/enquetes/gestion/campagnes/{campagne}/", "/enquetes/gestion/campagnes/{essai}/"
REPONDRE = "/enquetes/{campagne}/{jeton}/"
GESTES = (
    Geste("comment changed", "camille", "dominique", f"{COMMENTAIRE}modifier/", FORBIDDEN, (Commentaire,),
          {"texte": "D’autres mots."}),
    Geste("comment taken back", "camille", "dominique", f"{COMMENTAIRE}modifier/", FORBIDDEN, (Commentaire,),
          {"geste": "retirer"}),
    Geste("refusal contested", "camille", "dominique", f"{MASQUE}contester/", FORBIDDEN, (Commentaire,),
          {"texte": "Je ne vends rien du tout."}),
    Geste("role given back", "zoe", "max", "/compte/demander/{role}/rendre/", NOT_FOUND, (Role,)),
    Geste("passkey taken away", "camille", "dominique", "/compte/cles/{cle}/retirer/", NOT_FOUND,
          (Authenticator,)),
    Geste("device logged out", "zoe", "max", "/compte/seances/{seance}/fermer/", NOT_FOUND, (Seance,)),
    Geste("annonce changed", "lea", "nora", "/reseau/annonces/{annonce}/modifier/", NOT_FOUND, (Annonce,),
          ANNONCE),
    Geste("annonce prolonged", "lea", "nora", "/reseau/annonces/{annonce}/prolonger/", NOT_FOUND, (Annonce,)),
    Geste("annonce closed", "lea", "nora", "/reseau/annonces/{annonce}/clore/", NOT_FOUND, (Annonce,),
          {"etat": "trouvee"}),
    Geste("annonce contested", "lea", "nora", "/reseau/annonces/{annonce}/contester/", NOT_FOUND, (Annonce,),
          CONTESTE, avant=lambda: Annonce.objects.update(etat="refusee")),
    Geste("cooperation contested", "paul", "nora", "/reseau/cooperations/{cooperation}/contester/", NOT_FOUND,
          (Cooperation,), CONTESTE, avant=lambda: Cooperation.objects.update(etat="masquee")),
    Geste("annonce answered", "paul", "lea", "/reseau/annonces/{annonce}/repondre/", TOO_MANY, (Message,),
          {"texte": "Encore nous."}),
    Geste("message written", "lea", "nora", FIL, NOT_FOUND, (Message,), {"texte": "Merci beaucoup."}),
    Geste("message reported", "lea", "nora", f"{FIL}signaler/{{message}}/", NOT_FOUND, (AlerteReseau,),
          MOTIF),
    Geste("one’s own message reported", "lea", "paul", f"{FIL}signaler/{{message}}/", NOT_FOUND,
          (AlerteReseau,), MOTIF),
    Geste("person blocked", "lea", "nora", f"{FIL}bloquer/", NOT_FOUND, (Blocage,)),
    Geste("cooperation proposed", "paul", "nora", f"{FIL}cooperation/", NOT_FOUND, (Cooperation,),
          COOPERATION, avant=lambda: Cooperation.objects.filter(etat="proposee").update(etat="retiree")),
    Geste("cooperation confirmed", "lea", "nora", "/reseau/cooperations/{proposee}/repondre/", NOT_FOUND,
          (Cooperation,), {"geste": "confirmer"}),
    Geste("cooperation confirmed by who proposed it", "lea", "paul",
          "/reseau/cooperations/{proposee}/repondre/", SEE_OTHER, (Cooperation,), {"geste": "confirmer"}),
    Geste("cooperation taken back", "paul", "nora", "/reseau/cooperations/{cooperation}/repondre/", NOT_FOUND,
          (Cooperation,), {"geste": "retirer"}),
    Geste("page of a structure", "oscar", "nils", "/acteurs/{siren}/completer/nom/", FORBIDDEN, (Bloc,),
          {"nom": "Les Communs", "depuis": "0"}),
    Geste("part hidden", "andrea", "oscar", "/reseau/fiches/{bloc}/masquer/", FORBIDDEN, (Bloc,),
          {"motif": "Hors sujet."}),
    Geste("membership said", "oscar", "nils", "/reseau/reseaux/{reseau}/adherer/", UNPROCESSABLE, (Adhesion,),
          {"siren": STRUCTURE}),
    Geste("membership confirmed", "andrea", "oscar", "/reseau/adhesions/{adhesion}/repondre/", SEE_OTHER,
          (Adhesion,), {"reponse": "confirmer"}),
    Geste("membership ended", "oscar", "nils", "/reseau/adhesions/{adhesion}/repondre/", NOT_FOUND,
          (Adhesion,), {"reponse": "finir"}),
    Geste("collectivité let in", "andrea", "zoe", "/reseau/collectivites/{collectivite}/repondre/", FORBIDDEN,
          (Collectivite,), {"reponse": "confirmer"}),
    Geste("follow stopped", "personne", "personne", "/suivre/mes-suivis/{mes_suivis}/", SEE_OTHER, (Suivi,),
          {"geste": "arreter", "suivi": "{suivi}"}, "/suivre/mes-suivis/{autres_suivis}/"),
    Geste("answers chosen", "personne", "personne", "/enquetes/{campagne}/{autre_jeton}/section/achats/",
          SEE_OTHER, (Saisie,), {"garder": "achats/G01|{saisie}"}, f"{REPONDRE}section/achats/", send_back),
    Geste("remark of the team", "alice", "alice", f"{ENQUETE}territoires/metz/remarque/", NOT_FOUND,
          (Echange,), {"texte": "Depuis quand ?"}, f"{ESSAI}territoires/metz/remarque/"),
    Geste("avis of the team", "alice", "alice", f"{ENQUETE}territoires/metz/lecture/avis/", NOT_FOUND,
          (Avis,), {"chemin": "achats/G01", "conclusion": "accord"},
          f"{ESSAI}territoires/metz/lecture/avis/"),
    Geste("letter sent again", "alice", "alice", f"{ENQUETE}lettres/{{envoi}}/reprendre/", NOT_FOUND,
          (Envoi,), {}, f"{ESSAI}lettres/{{envoi}}/reprendre/"),
    Geste("link withdrawn", "alice", "alice", f"{ENQUETE}contacts/{{contact}}/lien/", NOT_FOUND, (Contact,),
          {"geste": "retirer"}, f"{ESSAI}contacts/{{contact}}/lien/"),
    Geste("person of a survey erased", "alice", "alice", f"{ENQUETE}contacts/{{contact}}/effacer/", NOT_FOUND,
          (Contact,), {"confirme": "1"}, f"{ESSAI}contacts/{{contact}}/effacer/"),
    Geste("step of a participation", "alice", "alice", f"{ENQUETE}territoires/metz/etape/", NOT_FOUND,
          (Participation, Etape), {"geste": "rouvrir"}, f"{ESSAI}territoires/metz/etape/", send_back),
)  # fmt: skip

LUS = (
    ("camille", "dominique", f"{MASQUE}contester/", FORBIDDEN),
    ("lea", "nora", "/reseau/annonces/{annonce}/modifier/", NOT_FOUND),
    ("lea", "nora", FIL, NOT_FOUND),
    ("paul", "nora", f"{FIL}cooperation/", NOT_FOUND),
    ("oscar", "nils", "/acteurs/{siren}/completer/", FORBIDDEN),
    ("oscar", "nils", "/acteurs/{siren}/completer/offre/", FORBIDDEN),
    ("alice", "zoe", f"{ENQUETE}contacts/{{contact}}/", FORBIDDEN),
)
"""Pages of one thing that its owner reads and somebody of the same role does not."""
AUTREMENT = {
    "commentaires/<int:pk>/signaler/": "tous",
    "reseau/annonces/<int:pk>/signaler/": "tous",
    "reseau/cooperations/<int:pk>/signaler/": "tous",
    "moderation/contributions/<int:pk>/": "l’équipe",
    "moderation/propositions/<int:pk>/": "l’équipe",
    "moderation/journal/<int:pk>/annuler/": "l’équipe",
    "compte/roles/<int:pk>/repondre/": "l’équipe, sauf pour soi : tests/web/compte",
    "etude/gestion/textes/<int:pk>/": "tous ceux de l’équipe",
    "enquetes/gestion/campagnes/<slug:campagne>/version/<int:version>/": "tous ceux de l’équipe",
}
"""Gestures on a thing that belongs to nobody in particular."""
