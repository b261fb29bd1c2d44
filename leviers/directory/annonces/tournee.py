"""What time does to annonces: a reminder a week before their end, their end, letters of who could answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from leviers.accounts.models import Personne, Role
from leviers.catalogue.models import Etat as Catalogue
from leviers.courrier import ecrire
from leviers.directory.annonces import jetons
from leviers.directory.annonces.porteurs import SPEAKING
from leviers.directory.models import Annonce
from leviers.participation.suivis.mots import cite, flat
from leviers.reference.typography import date_fr, pluriel, typo

Etat = Annonce.Etat
REMIND = timedelta(days=7)
EVERY = timedelta(days=7)
"""Between two letters of matches to the same author."""
MOST = 10
"""Matches told for one annonce in one letter; its page has them all."""


@dataclass(frozen=True)
class Piste:
    """One who could answer: a key that does not change, and what is said of it."""

    cle: str
    dit: str


FindPistes = Callable[[Annonce], Iterable[Piste]]


def write_due(now: datetime, find_pistes: FindPistes) -> int:
    """Remind, end, tell who could answer; how many letters. Harmless when run twice, or by two at once.

    find_pistes  who could answer an annonce, the best first; it stands above this package
    """
    nb = _remind(now)
    _end(now)
    return nb + _tell_pistes(now, find_pistes)


def stop_pistes(person_pk: int) -> None:
    """No more letters of matches to this person, whatever she wrote."""
    Annonce.objects.filter(auteur=person_pk).update(veut_pistes=False)


def _remind(now: datetime) -> int:
    limit = timezone.localdate(now) + REMIND
    due = Annonce.objects.filter(etat=Etat.OUVERTE, expire_le__lte=limit, rappelee_le=None)
    nb = 0
    for one in due.select_related("auteur"):
        with transaction.atomic():
            if Annonce.objects.filter(pk=one.pk, rappelee_le=None).update(rappelee_le=now):
                nb += _write_reminder(one)
    return nb


def _write_reminder(one: Annonce) -> int:
    if one.auteur is None or not one.auteur.is_active:
        return 0
    link = _address("reseau-prolonger", jetons.sign_prolong(one))
    pieces = (
        "Bonjour,",
        f"Votre annonce {cite(one.titre)} arrive à son terme le {date_fr(one.expire_le.isoformat())}.",
        f"La prolonger de trois mois, d’un geste :\n{link}",
        f"Dire que c’est trouvé, la corriger ou la retirer :\n{_address('reseau-mes-annonces')}",
        "Sans réponse, elle se ferme d’elle-même ce jour-là.",
        "L’observatoire Leviers",
    )
    sujet = f"Votre annonce se termine bientôt : {cite(one.titre)}"
    return _send(one.auteur, sujet, pieces, raison=f"annonce {one.pk} terme {one.expire_le.isoformat()}")


def _end(now: datetime) -> None:
    """Close what is over, and what nobody may write for any more."""
    opened = Annonce.objects.filter(etat=Etat.OUVERTE)
    voice = Role.objects.filter(
        personne=OuterRef("auteur"), portee=OuterRef("siren"), genre__in=SPEAKING, fini_le=None
    ).exclude(confirme_le=None)
    over = opened.filter(expire_le__lt=timezone.localdate(now)).update(etat=Etat.EXPIREE, close_le=now)
    motif = "Son auteur ne parle plus pour cette collectivité ou cette organisation."
    mute = opened.filter(~Exists(voice)).update(etat=Etat.RETIREE, close_le=now, motif=motif)
    if over or mute:
        Catalogue.bump_relectures()


def _tell_pistes(now: datetime, find_pistes: FindPistes) -> int:
    """One letter a week at most to an author, with what none told yet; an annonce is looked at once a day."""
    today = timezone.localdate(now)
    wanted = Annonce.objects.filter(etat=Etat.OUVERTE, veut_pistes=True, auteur__is_active=True)
    told = Annonce.objects.filter(auteur=OuterRef("auteur"), pistes_ecrites_le__gt=now - EVERY)
    due = wanted.filter(~Exists(told)).exclude(pistes_lues_le=today).select_related("auteur").order_by("pk")
    by_author: dict[int, list[Annonce]] = {}
    for one in due:
        by_author.setdefault(one.auteur_id or 0, []).append(one)
    return sum(_tell_author(annonces, now, find_pistes) for annonces in by_author.values())


def _tell_author(annonces: list[Annonce], now: datetime, find_pistes: FindPistes) -> int:
    """The letter of one author, with the marks of what it tells: all of it or nothing."""
    with transaction.atomic():
        locked = list(Annonce.objects.select_for_update().filter(pk__in=[one.pk for one in annonces]))
        found: list[tuple[Annonce, list[Piste]]] = []
        for one in locked:
            fresh = [piste for piste in find_pistes(one) if piste.cle not in one.pistes_dites]
            one.pistes_lues_le = timezone.localdate(now)
            if fresh:
                found.append((one, fresh))
                one.pistes_dites = [*one.pistes_dites, *(piste.cle for piste in fresh)]
                one.pistes_ecrites_le = now
            one.save(update_fields=["pistes_lues_le", "pistes_dites", "pistes_ecrites_le"])
        author = annonces[0].auteur
        return _write_pistes(author, found, now) if found and author else 0


def _write_pistes(author: Personne, found: Sequence[tuple[Annonce, list[Piste]]], now: datetime) -> int:
    nb = sum(len(pistes) for _one, pistes in found)
    stop = _address("reseau-lettres", jetons.sign_stop(author))
    pieces = ["Bonjour,", f"{pluriel(nb, 'piste nouvelle', 'pistes nouvelles')} pour ce que vous avez écrit."]
    for one, pistes in found:
        lines = [f"– {flat(piste.dit)}" for piste in pistes[:MOST]]
        page = _address("reseau-annonce", str(one.pk))
        pieces.append("\n".join([f"{cite(one.titre)} :", *lines, f"Les voir toutes : {page}"]))
    pieces += [
        f"Une lettre par semaine au plus, jamais deux fois la même piste. Ne plus la recevoir :\n{stop}",
        "L’observatoire Leviers",
    ]
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    sujet = f"Qui pourrait vous répondre : {pluriel(nb, 'piste', 'pistes')}"
    return _send(author, sujet, pieces, raison=f"pistes {author.pk} {now.isoformat()}", entetes=headers)


def _send(
    person: Personne,
    sujet: str,
    pieces: Sequence[str],
    *,
    raison: str,
    entetes: dict[str, str] | None = None,
) -> int:
    texte = "\n\n".join(typo(piece) for piece in pieces) + "\n"
    kept = ecrire.write(person.email, "annonce", typo(sujet), texte, raison=raison, entetes=entetes)
    return int(kept is not None)


def _address(name: str, *words: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(name, args=words)
