"""What the pages of a respondent say, in words."""

from collections.abc import Iterable
from datetime import datetime

from leviers.survey.etapes import Etat as Step
from leviers.survey.formulaires.arbre import Choix, Section, texte
from leviers.survey.formulaires.etats import Etat
from leviers.survey.models import Saisie
from leviers.web.enquetes.repondre.champs import Champ, as_id
from leviers.web.enquetes.repondre.dossier import Dossier
from leviers.web.kit.typography import NBSP, date_fr, nombre, paris_day, pluriel
from leviers.web.typed import read_number

MINUTES = 35
"""Aim of the delivered questionnaire; another says its own in its settings, `duree_minutes`."""
_STATES = {
    Step.INVITEE: "Vos réponses ne sont pas encore commencées.",
    Step.COMMENCEE: "Vos réponses sont en cours : rien n’est encore envoyé.",
    Step.ENVOYEE: "Vos réponses sont envoyées. Vous pouvez encore les changer jusqu’à la clôture.",
    Step.CONTRADICTOIRE: "L’équipe a lu vos réponses : vous pouvez répondre à chacune de ses remarques.",
    Step.AUDIT: "Vos réponses sont en contrôle, par une autre personne que celle qui les a lues.",
    Step.PUBLIEE: "Vos réponses sont publiées.",
}
__all__ = ["as_id"]
STATUTS = {
    Saisie.Statut.NE_SAIT_PAS: "Je ne sais pas",
    Saisie.Statut.NE_SOUHAITE_PAS: "Ne souhaite pas répondre",
}


def find_following(dossier: Dossier) -> Section | None:
    """The first section in which a question waits; the first of all when none does and none was seen."""
    if not dossier.is_writable:
        return None
    return next((section for section in dossier.sections if not is_done(dossier, section)), None)


def say_state(dossier: Dossier) -> str:
    """Where the participation stands."""
    if not dossier.is_writable and dossier.participation.etat in (Step.INVITEE, Step.COMMENCEE):
        return "L’enquête ne prend plus de réponse. Ce que vous avez écrit reste lisible ici."
    return _STATES[Step(dossier.participation.etat)]


def say_progress(dossier: Dossier) -> str:
    """« 12 réponses sur 45 questions »."""
    return f"{pluriel(dossier.nb_answered, 'réponse')} sur {pluriel(dossier.nb_asked, 'question')}"


def say_section_progress(dossier: Dossier, section: Section) -> str:
    """The same for one section."""
    asked = dossier.list_asked(section)
    done = sum(dossier.is_answered(etat.chemin) for etat in asked)
    return f"{nombre(done)} sur {nombre(len(asked))}"


def is_done(dossier: Dossier, section: Section) -> bool:
    """Whether every question of a section has an answer."""
    return all(dossier.is_answered(etat.chemin) for etat in dossier.list_asked(section))


def say_saved_time(dossier: Dossier) -> str:
    """Time that confirmations saved, and how it is counted; empty when there are none."""
    confirmed, every = dossier.nb_confirmed, max(dossier.nb_asked, 1)
    if not confirmed:
        return ""
    minutes = _read_minutes(dossier)
    saved = max(1, round(confirmed * minutes / every))
    return (
        f"{pluriel(confirmed, 'réponse confirmée', 'réponses confirmées')} d’un geste{NBSP}: "
        f"environ {pluriel(saved, 'minute')} de moins à écrire "
        f"({nombre(minutes)}{NBSP}minutes prévues pour {pluriel(every, 'question')})."
    )


def _read_minutes(dossier: Dossier) -> int:
    return read_number(dossier.formulaire.reglages.get("duree_minutes", "")) or MINUTES


def count_proposed(dossier: Dossier, champs: Iterable[Champ]) -> int:
    """Questions of a section that one gesture would answer."""
    return sum(
        bool(champ.connu.get("valeur")) and champ.etat.visible and not dossier.is_answered(champ.chemin)
        for champ in champs
    )


def name_section(dossier: Dossier, section: Section) -> str:
    """Title of a section."""
    said = dossier.evaluation.libelles.get(section.code, "") or texte(section.libelle)
    return said or "Questions"


def say_value(etat: Etat, valeur: str) -> str:
    """A value as a person reads it: words of the choices, French numbers and dates."""
    if not valeur:
        return ""
    if etat.choix:
        names = {choix.code: _name(choix) for choix in etat.choix}
        return ", ".join(names.get(code, code) for code in valeur.split())
    if etat.question.type in ("integer", "decimal", "range"):
        try:
            return nombre(float(valeur))
        except ValueError:
            return valeur
    return date_fr(valeur) if etat.question.type == "date" else valeur


def say_saisie(etat: Etat, saisie: Saisie | None) -> str:
    """What was answered, « je ne sais pas » included; empty when nothing was."""
    if saisie is None or saisie.statut == Saisie.Statut.VIDE:
        return ""
    if saisie.statut in STATUTS:
        return STATUTS[Saisie.Statut(saisie.statut)]
    if saisie.statut == Saisie.Statut.ILLISIBLE:
        return f"«{NBSP}{saisie.valeur}{NBSP}», à réécrire"
    if saisie.origine == Saisie.Origine.CONTESTEE and not saisie.valeur:
        return "Ce qui était connu est contesté"
    return say_value(etat, saisie.valeur)


def say_author(saisie: Saisie) -> str:
    """Who said it, by function only, and when."""
    who = saisie.auteur.fonction if saisie.auteur and saisie.auteur.fonction else "un contact"
    return f"{who}, le {date_fr(paris_day(saisie.faite_le))}"


def say_hour(moment: datetime) -> str:
    """« 14 h 05 »."""
    return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"


def _name(choix: Choix) -> str:
    return texte(choix.libelle, defaut=choix.code) or choix.code
