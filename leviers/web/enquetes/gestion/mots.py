"""What the pages of the team say, in words."""

from datetime import datetime
from typing import Any

from leviers.accounts.depart import GONE
from leviers.survey.envois import is_uncertain
from leviers.survey.formulaires import Etat, texte
from leviers.survey.formulaires.constructions import A_CHOIX
from leviers.survey.lectures import Point
from leviers.survey.models import Campagne, Contact, Echange, Envoi, Etape, Participation, Saisie
from leviers.survey.territoires import find_slug, name_territoire
from leviers.web.kit.typography import NBSP, PARIS, date_fr, nombre, pluriel

CONCLUSIONS = {"accord": "D’accord", "preciser": "À préciser", "contredit": "Contredit par une source"}
SIGNES = {"accord": "●", "preciser": "◑", "contredit": "○", "": "·"}
GENRES = {
    "invitation": "Invitation",
    "relance": "Relance",
    "replique": "Droit de réponse",
    "recu": "Accusé de réception",
}


def say_state(campagne: Campagne) -> str:
    """Where a campaign stands, in one sentence."""
    if campagne.ouverte_le is None:
        return f"En préparation. Réponses attendues jusqu’au {date_fr(campagne.echeance)}."
    if campagne.close_le:
        return f"Close le {date_fr(campagne.close_le)}."
    opened, until = date_fr(campagne.ouverte_le), date_fr(campagne.echeance)
    return f"Ouverte depuis le {opened}, réponses attendues jusqu’au {until}."


def say_version(campagne: Campagne) -> str:
    """« Enquête d’essai, version 2 »."""
    return f"{campagne.version.questionnaire.titre}, version {campagne.version.numero}"


def name(participation: Participation) -> str:
    """Name of the territoire."""
    return name_territoire(participation.territoire_siren)


def slug(participation: Participation) -> str:
    """Word of the territoire in addresses."""
    return find_slug(participation.territoire_siren)


def say_moment(moment: datetime | None) -> str:
    """« 27 novembre 2026 à 16 h 37 », in Paris; empty when it never was."""
    if moment is None:
        return ""
    local = moment.astimezone(PARIS)
    return f"{date_fr(local)} à {local.hour}{NBSP}h{NBSP}{local.minute:02}"


def say_saisie(etat: Etat, saisie: Saisie) -> str:
    """What was answered, in the words of the questionnaire."""
    if saisie.statut != Saisie.Statut.REPONDU:
        return str(saisie.get_statut_display()).capitalize()
    if not saisie.valeur:
        return "Aucune valeur : ce qui était connu est contesté."
    return say_valeur(etat, saisie.valeur)


def say_valeur(etat: Etat, valeur: str) -> str:
    """A value: words of the choices, French numbers and dates."""
    question = etat.question
    if question.type in A_CHOIX:
        names = {choix.code: texte(choix.libelle) or choix.code for choix in etat.choix}
        return ", ".join(names.get(code, code) for code in valeur.split())
    if question.type in ("integer", "decimal", "range"):
        try:
            return nombre(float(valeur))
        except ValueError:
            return valeur
    return date_fr(valeur) if question.type == "date" else valeur


def say_origin(saisie: Saisie) -> str:
    """Whether it was written, or said of what was known; by whom, by fonction only."""
    who = saisie.auteur.fonction if saisie.auteur and saisie.auteur.fonction else "un contact du territoire"
    return f"Réponse {saisie.get_origine_display()} par {who}, le {say_moment(saisie.faite_le)}"


def say_author(said: Any) -> str:
    """Who spoke: somebody of the team by name, a contact by fonction."""
    if said.auteur:
        return str(said.auteur)
    if getattr(said, "est_equipe", False):
        return GONE
    return said.contact.fonction if said.contact and said.contact.fonction else "le territoire"


def say_remarque(echange: Echange) -> str:
    """The words of a remark, or that they were erased."""
    return echange.texte or "Remarque effacée avec les coordonnées de la personne."


def say_step(etape: Etape) -> str:
    """« Envoyée, par chargée de mission ESS »."""
    who = ""
    if etape.par_equipe:
        who = f", par {etape.par_equipe}"
    elif etape.par_contact:
        who = f", par {etape.par_contact.fonction or 'le territoire'}"
    note = f" ({etape.note})" if etape.note else ""
    said = str(etape.get_etat_display())
    return f"{said[0].upper()}{said[1:]}{who}{note}"


def say_contact(contact: Contact) -> str:
    """Where a contact stands."""
    if contact.efface_le:
        return f"effacé le {date_fr(contact.efface_le)}"
    if contact.revoque_le:
        return f"lien retiré le {date_fr(contact.revoque_le)}"
    if contact.venu_le:
        return f"venu le {date_fr(contact.venu_le)}"
    if contact.invite_le:
        return f"invité le {date_fr(contact.invite_le)}"
    return "pas encore invité"


def say_letter(envoi: Envoi) -> str:
    """Where a letter is, and why."""
    if envoi.etat == Envoi.Etat.PARTI:
        return f"partie le {say_moment(envoi.parti_le)}"
    if is_uncertain(envoi):
        return f"sort inconnu. {envoi.erreur or 'Le programme s’est arrêté pendant l’envoi.'}"
    said = str(envoi.get_etat_display())
    tries = f" après {pluriel(envoi.essais, 'essai')}" if envoi.essais else ""
    return f"{said}{tries}. {envoi.erreur}" if envoi.erreur else said


def sign(point: Point, stade: str) -> str:
    """Form of the conclusion of one stage, for the plan."""
    avis = point.find_avis(stade) if stade else None
    return SIGNES[avis.conclusion if avis else ""]
