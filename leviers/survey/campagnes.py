"""The life of a campaign: created, launched, reminded, closed, reopened for some, its people erased."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.courrier.ecrire import write_on_one_line
from leviers.errors import NotAllowedNow
from leviers.survey.avis import close_contradictoire, open_contradictoire
from leviers.survey.contacts import forget
from leviers.survey.courriels import queue
from leviers.survey.etapes import Etat, advance, is_writable
from leviers.survey.models import Campagne, Contact, Echange, Envoi, Participation, Version

RELANCE_JOURS = 7
RESERVED = ("gestion", "resultats", "campagnes", "questionnaires")
"""Words of addresses under /enquetes/ that no campaign may take."""
_WAITING = (Etat.INVITEE, Etat.COMMENCEE)


@dataclass(frozen=True)
class Relance:
    """What a reminder did: letters written, contacts left out because they heard from us lately."""

    ecrites: int
    recentes: int


@dataclass(frozen=True)
class Menage:
    """What the daily round did."""

    repliques_closes: int
    contacts_effaces: int


@transaction.atomic
def create_campagne(
    version: Version, *, code: str, titre: str, echeance: date, presentation: str = ""
) -> Campagne:
    """Create a campaign on one version.

    Twice the same  gives the campaign that is there: a form sent again creates nothing
    Raises          NotAllowedNow when the code is taken by another campaign or by an address of the site
    """
    titre = write_on_one_line(titre)
    known = Campagne.objects.filter(code=code).first()
    if known and (known.version_id, known.titre, known.echeance) == (version.pk, titre, echeance):
        return known
    taken = NotAllowedNow(
        f"L’identifiant « {code} » est déjà pris.", advice="Choisissez-en un autre, comme ess-2027."
    )
    if known or code in RESERVED:
        raise taken
    given = {"titre": titre, "echeance": echeance, "presentation": presentation.strip()}
    try:
        with transaction.atomic():
            return Campagne.objects.create(version=version, code=code, **given)
    except IntegrityError as error:  # the same form, sent twice at the same instant
        raise taken from error


def update_campagne(campagne: Campagne, *, titre: str, echeance: date, presentation: str) -> None:
    """Change what a campaign says of itself; letters already written keep their words.

    Raises  NotAllowedNow after the closure
    """
    changed = Campagne.objects.filter(pk=campagne.pk, close_le=None).update(
        titre=write_on_one_line(titre), echeance=echeance, presentation=presentation.strip()
    )
    if not changed:
        raise NotAllowedNow("La campagne est close.", advice="Ce qu’elle disait ne change plus.")
    campagne.refresh_from_db()


def launch(campagne: Campagne) -> int:
    """Open the campaign and write an invitation to whoever has none; tells how many were written.

    Again  invites only the contacts added since
    Raises NotAllowedNow without contact, after the closure, or when the day expected is past
    """
    with transaction.atomic():
        locked = Campagne.objects.select_for_update().get(pk=campagne.pk)
        contacts = _list_reachable(locked)
        _require_launchable(locked, contacts)
        if locked.ouverte_le is None:
            locked.ouverte_le = timezone.now()
            locked.save(update_fields=["ouverte_le"])
        written = sum(queue(contact, Envoi.Genre.INVITATION) for contact in contacts)
    campagne.refresh_from_db()
    return written


def _require_launchable(campagne: Campagne, contacts: list[Contact]) -> None:
    if campagne.close_le:
        raise NotAllowedNow("La campagne est close.", advice="Créez-en une autre pour interroger de nouveau.")
    if not contacts:
        raise NotAllowedNow("Personne n’est à inviter.", advice="Ajoutez d’abord des contacts.")
    if campagne.ouverte_le is None and campagne.echeance < timezone.localdate():
        raise NotAllowedNow(
            "Le jour attendu des réponses est déjà passé.", advice="Changez l’échéance de la campagne."
        )


def remind(
    campagne: Campagne, *, participations: Iterable[Participation] | None = None, force: bool = False
) -> Relance:
    """Write a reminder to those of territoires that have not sent their answers.

    Not twice  within 7 days of the last letter, unless forced; and never twice in one day
    Raises     NotAllowedNow when the campaign is not open
    """
    contacts = [one for one in _list_reachable(campagne) if _is_awaited(one.participation)]
    if campagne.ouverte_le is None or (campagne.close_le and not contacts):
        raise NotAllowedNow(
            "La campagne n’est pas ouverte : personne n’est à relancer.",
            advice="Lancez-la d’abord ; une fois close, rouvrez plutôt une participation.",
        )
    if participations is not None:
        chosen = {one.pk for one in participations}
        contacts = [one for one in contacts if one.participation_id in chosen]
    recent = set() if force else _list_lately_written(campagne)
    done = Counter[bool]()
    with transaction.atomic():
        for contact in contacts:
            if contact.pk not in recent:
                done[queue(contact, Envoi.Genre.RELANCE)] += 1
    return Relance(done[True], len(contacts) - done[True])


def _is_awaited(participation: Participation) -> bool:
    return participation.etat in _WAITING and is_writable(participation)


def _list_lately_written(campagne: Campagne) -> set[int]:
    since = timezone.now() - timedelta(days=RELANCE_JOURS)
    genres = (Envoi.Genre.INVITATION, Envoi.Genre.RELANCE)
    letters = Envoi.objects.filter(campagne=campagne, genre__in=genres, ecrit_le__gt=since)
    return {pk for pk in letters.exclude(etat=Envoi.Etat.ANNULE).values_list("contact", flat=True) if pk}


def close(campagne: Campagne) -> bool:
    """Take no answer any more, except from those that are reopened; letters of invitation stop.

    Twice changes nothing: tells whether it was done.
    Raises  NotAllowedNow before the launch
    """
    if campagne.ouverte_le is None:
        raise NotAllowedNow("La campagne n’est pas encore lancée.", advice="Rien n’est à clore.")
    with transaction.atomic():
        done = Campagne.objects.filter(pk=campagne.pk, close_le=None).update(close_le=timezone.now())
        genres = (Envoi.Genre.INVITATION, Envoi.Genre.RELANCE)
        waiting = Envoi.objects.filter(campagne=campagne, genre__in=genres, etat=Envoi.Etat.ATTENTE)
        waiting.update(etat=Envoi.Etat.ANNULE)
    campagne.refresh_from_db()
    return bool(done)


def reopen(participation: Participation, *, by: Personne) -> None:
    """Let one territoire answer again: after the closure, or once it had sent. Twice changes nothing.

    Raises  NotAllowedNow once the right of reply is open: the territoire replies then, or publication waits
    """
    with transaction.atomic():
        locked = Participation.objects.select_for_update().select_related("campagne").get(pk=participation.pk)
        if locked.etat not in (*_WAITING, Etat.ENVOYEE):
            raise NotAllowedNow(
                "Le droit de réponse est déjà ouvert : ces réponses ne changent plus.",
                advice="La métropole peut dire ce qui est à corriger dans sa réplique.",
            )
        if locked.etat == Etat.ENVOYEE:
            advance(participation, Etat.COMMENCEE, by=by, note="rouverte par l’équipe")
        if locked.campagne.close_le:
            Participation.objects.filter(pk=locked.pk).update(est_rouverte=True)
    participation.refresh_from_db()


def open_reply(participation: Participation, *, by: Personne) -> int:
    """Open the right of reply and write to every contact of the territoire; tells how many were written."""
    with transaction.atomic():
        open_contradictoire(participation, by=by)
        contacts = _list_reachable(participation.campagne, participation=participation)
        for contact in contacts:
            contact.participation = participation
        return sum(queue(contact, Envoi.Genre.REPLIQUE) for contact in contacts)


def run_daily() -> Menage:
    """What the date asks for: close the replies whose time is over, erase the people of old campaigns.

    Run as often as one likes: what is done is not done again.
    """
    today = timezone.localdate()
    over = Participation.objects.filter(etat=Etat.CONTRADICTOIRE, contradictoire_jusqu_au__lt=today)
    closed = 0
    for participation in over.select_related("campagne"):
        close_contradictoire(participation)
        closed += 1
    return Menage(closed, purge(today))


def purge(today: date | None = None) -> int:
    """Erase the people of each campaign closed for more than its `purge_jours`; tells how many.

    Erased  addresses, fonctions, letters, remarks exchanged
    Kept    answers, avis, steps and their dates
    """
    today = today or timezone.localdate()
    erased = 0
    for campagne in Campagne.objects.exclude(close_le=None):
        if timezone.localdate(campagne.close_le) + timedelta(days=campagne.purge_jours) > today:
            continue
        contacts = Contact.objects.filter(participation__campagne=campagne, efface_le=None)
        letters = Envoi.objects.filter(campagne=campagne).exclude(texte="")
        remarks = Echange.objects.filter(participation__campagne=campagne).exclude(texte="")
        if not (contacts.exists() or letters.exists() or remarks.exists()):
            continue  # done on another day
        with transaction.atomic():
            erased += sum(forget(contact) for contact in contacts)
            letters.update(texte="", html="", erreur="")
            remarks.update(texte="")
    return erased


def _list_reachable(campagne: Campagne, *, participation: Participation | None = None) -> list[Contact]:
    """Contacts to whom a letter can be written."""
    contacts = Contact.objects.filter(
        participation__campagne=campagne, efface_le=None, revoque_le=None
    ).exclude(courriel="")
    if participation:
        contacts = contacts.filter(participation=participation)
    return [*contacts.select_related("participation__campagne").order_by("pk")]
