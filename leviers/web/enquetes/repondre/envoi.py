"""Before the answers are sent: what stands in the way, and the sending itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from leviers.errors import NotAllowedNow
from leviers.survey.courriels import queue
from leviers.survey.etapes import Etat as Step
from leviers.survey.etapes import advance, require_writable
from leviers.survey.formulaires.arbre import Section
from leviers.survey.formulaires.etats import Etat
from leviers.survey.models import Envoi, Participation
from leviers.web.enquetes.repondre.champs import list_erreurs
from leviers.web.enquetes.repondre.dossier import Dossier


@dataclass(frozen=True)
class Obstacle:
    """One question that keeps the answers from being sent, and why."""

    section: Section
    etat: Etat
    raison: str


def list_obstacles(dossier: Dossier) -> list[Obstacle]:
    """Required questions without an answer, values that cannot be, answers said twice at once."""
    found = []
    for section in dossier.sections:
        for etat in dossier.list_asked(section):
            raison = _find_reason(dossier, etat)
            if raison:
                found.append(Obstacle(section, etat, raison))
    return found


def _find_reason(dossier: Dossier, etat: Etat) -> str:
    if etat.chemin in dossier.disagreements:
        return "deux réponses différentes, à départager"
    erreurs = list_erreurs(etat, dossier.find_last(etat.chemin))
    if erreurs:
        return erreurs[0]
    if dossier.is_missing(etat):
        return etat.message_obligatoire or "réponse attendue : « je ne sais pas » en est une"
    return ""


def send(dossier: Dossier) -> Participation:
    """Send the answers; sending again after a change is a step too.

    Raises  SurveyClosed when no answer is taken, NotAllowedNow while something is missing
    """
    require_writable(dossier.participation)
    obstacles: Sequence[Obstacle] = list_obstacles(dossier)
    if obstacles:
        raise NotAllowedNow(
            "Vos réponses ne sont pas encore parties : il manque quelque chose.",
            advice="Voyez les questions citées ci-dessous. Tout ce que vous avez écrit est gardé.",
        )
    with transaction.atomic():
        if dossier.participation.etat == Step.INVITEE:
            advance(dossier.participation, Step.COMMENCEE, by=dossier.contact)
        advance(dossier.participation, Step.ENVOYEE, by=dossier.contact)
        if dossier.contact.courriel:
            queue(dossier.contact, Envoi.Genre.RECU)
    return dossier.participation
