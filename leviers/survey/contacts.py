"""Who answers for each territoire: added, given another link, exported, erased."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from leviers.errors import NotAllowedNow
from leviers.survey.jetons import draw_cle
from leviers.survey.listes import ALONE, Liste
from leviers.survey.models import Campagne, Contact, Envoi, Participation
from leviers.survey.territoires import is_fictif


@dataclass(frozen=True)
class Ajout:
    """What adding a list did."""

    nouveaux: int
    connus: int
    territoires: int


@transaction.atomic
def add_contacts(campagne: Campagne, liste: Liste) -> Ajout:
    """Add the contacts that are not there yet, and a participation for each new territoire.

    Twice the same  adds nobody; a fonction that was missing is filled
    Raises          NotAllowedNow when the campaign is closed, or would mix invented and real territoires
    """
    locked = Campagne.objects.select_for_update().get(pk=campagne.pk)
    if locked.close_le:
        raise NotAllowedNow("La campagne est close.", advice="Créez une autre campagne pour ces contacts.")
    _require_one_world(locked, liste)
    new, known, sirens = 0, 0, set()
    for ligne in liste.lignes:
        participation, created = Participation.objects.get_or_create(
            campagne=locked, territoire_siren=ligne.siren
        )
        sirens |= {ligne.siren} if created else set()
        contact = Contact.objects.filter(participation=participation, courriel=ligne.courriel).first()
        if contact is None:
            Contact.objects.create(
                participation=participation,
                courriel=ligne.courriel,
                fonction=ligne.fonction,
                cle=draw_cle(),
            )
            new += 1
            continue
        known += 1
        if ligne.fonction and not contact.fonction:
            contact.fonction = ligne.fonction
            contact.save(update_fields=["fonction"])
    return Ajout(new, known, len(sirens))


def _require_one_world(campagne: Campagne, liste: Liste) -> None:
    there = campagne.participations.values_list("territoire_siren", flat=True)
    worlds = {is_fictif(siren) for siren in there} | {is_fictif(ligne.siren) for ligne in liste.lignes}
    if len(worlds) > 1:
        raise NotAllowedNow(
            "Orval Métropole, inventée, ne peut pas être avec de vraies métropoles.", advice=ALONE
        )


def revoke(contact: Contact) -> None:
    """Withdraw the link of a contact; letters that wait are cancelled. Twice changes nothing."""
    with transaction.atomic():
        Contact.objects.filter(pk=contact.pk, revoque_le=None).update(revoque_le=timezone.now())
        _cancel_letters(contact, erase=False)
    contact.refresh_from_db()


def renew(contact: Contact, *, seen: str) -> bool:
    """Give another link; the former opens nothing any more. Tells whether it was done.

    seen  the word of the link when it was asked: a form sent twice renews once
    Raises  NotAllowedNow when the contact was erased
    """
    if contact.efface_le:
        raise NotAllowedNow(
            "Ce contact a été effacé.", advice="Ajoutez la personne de nouveau à la liste des contacts."
        )
    with transaction.atomic():
        changed = Contact.objects.filter(pk=contact.pk, cle=seen, efface_le=None)
        done = changed.update(cle=draw_cle(), revoque_le=None, invite_le=None, relance_le=None)
        if done:
            _cancel_letters(contact, erase=False)
    contact.refresh_from_db()
    return bool(done)


def export_contact(contact: Contact) -> dict[str, Any]:
    """Everything that is kept of one person, to be given to her when she asks."""
    participation = contact.participation
    saisies = contact.saisie_set.order_by("pk")
    return {
        "campagne": participation.campagne.titre,
        "territoire_siren": participation.territoire_siren,
        "courriel": contact.courriel,
        "fonction": contact.fonction,
        "dates": {
            name: getattr(contact, name)
            for name in ("invite_le", "relance_le", "venu_le", "revoque_le", "efface_le")
        },
        "lettres": [*contact.envois.values("genre", "etat", "sujet", "texte", "ecrit_le", "parti_le")],
        "reponses": [*saisies.values("chemin", "valeur", "statut", "commentaire", "lien", "faite_le")],
        "repliques": [*contact.avis_set.values("chemin", "conclusion", "texte", "lien", "donne_le")],
        "remarques": [*contact.echange_set.values("chemin", "texte", "ecrit_le")],
        "etapes": [*contact.etape_set.values("etat", "quand", "note")],
    }


@transaction.atomic
def forget(contact: Contact) -> bool:
    """Erase a person: address, fonction, letters, remarks. What the territoire answered stays.

    Twice changes nothing: tells whether it was done.
    """
    done = Contact.objects.filter(pk=contact.pk, efface_le=None).update(
        courriel="", fonction="", efface_le=timezone.now(), revoque_le=timezone.now()
    )
    if done:
        _cancel_letters(contact, erase=True)
        contact.echange_set.update(texte="")
    contact.refresh_from_db()
    return bool(done)


def _cancel_letters(contact: Contact, *, erase: bool) -> None:
    letters = Envoi.objects.filter(contact=contact)
    letters.filter(etat=Envoi.Etat.ATTENTE).update(etat=Envoi.Etat.ANNULE)
    if erase:
        letters.update(texte="", html="", erreur="")
