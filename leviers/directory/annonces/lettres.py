"""Letters of decisions on the network: what was decided, why, and what its author may do."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from leviers.accounts.models import Personne
from leviers.courrier import ecrire
from leviers.directory.models import Annonce, Message
from leviers.participation import appels, arbitrages
from leviers.participation.models import Arbitrage
from leviers.participation.moderation import MAINTENIR, MASQUER, MONTRER, REFUSER, RETABLIR
from leviers.participation.suivis.mots import cite
from leviers.reference.typography import typo

Genre = Arbitrage.Genre
_MAINTAINED = "Votre contestation a été lue ; la décision est maintenue"
_SUBJECTS = {
    (Genre.ANNONCE, MONTRER): "Votre annonce est affichée",
    (Genre.ANNONCE, REFUSER): "Votre annonce n’est pas affichée",
    (Genre.ABUS_ANNONCE, MASQUER): "Votre annonce est masquée",
    (Genre.ABUS_MESSAGE, MASQUER): "Votre message est masqué",
    (Genre.ABUS_COOPERATION, MASQUER): "Votre coopération est masquée",
    (Genre.APPEL_ANNONCE, RETABLIR): "Votre contestation est entendue, votre annonce est affichée",
    (Genre.APPEL_ANNONCE, MAINTENIR): _MAINTAINED,
    (Genre.APPEL_COOPERATION, RETABLIR): "Votre contestation est entendue, votre coopération est affichée",
    (Genre.APPEL_COOPERATION, MAINTENIR): _MAINTAINED,
}


def tell(row: Arbitrage, one: Any) -> None:
    """Write to the author, or to both sides of a cooperation, once for each decision."""
    sujet = _SUBJECTS.get((Genre(row.genre), row.verdict), "")
    if not sujet:
        return
    about = one.fil.titre if isinstance(one, Message) else one.titre
    pieces = ["Bonjour,", typo(f"{sujet} : {cite(about)}.")]
    pieces += [typo(f"Motif : {row.motif}")] if row.motif else []
    pieces += [_say_what_next(row, one)] if row.verdict != MAINTENIR else []
    pieces += [typo(f"Les règles de la maison : {settings.SITE_URL}/regles/"), "L’observatoire Leviers"]
    texte, raison = "\n\n".join(pieces) + "\n", arbitrages.name_letter(row)
    for person in _list_authors(one):
        if person is not None and person.is_active:
            ecrire.write(person.email, "moderation", sujet, texte, raison=raison)


def _say_what_next(row: Arbitrage, one: Any) -> str:
    """Where it is read; or how the decision is contested: for a private message, by answering the letter."""
    if isinstance(one, Message):
        return "Pour contester cette décision, répondez à cette lettre : une personne de l’équipe la lit."
    page = "reseau-annonce" if isinstance(one, Annonce) else "reseau-cooperation"
    if row.verdict in (MONTRER, RETABLIR):
        return typo(f"La lire : {settings.SITE_URL}{reverse(page, args=[one.pk])}")
    return typo(appels.say_how(reverse(f"{page}-contester", args=[one.pk])))


def _list_authors(one: Any) -> list[Personne | None]:
    if isinstance(one, Message):
        return [one.de.personne]
    return [one.auteur] if isinstance(one, Annonce) else [one.premier, one.second]
