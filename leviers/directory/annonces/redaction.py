"""Annonces: publish, correct, close, prolong, report. Each function checks who asks."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from leviers.accounts.garde import has_link
from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat as Catalogue
from leviers.directory.annonces.porteurs import may_write_for
from leviers.directory.models import AlerteReseau, Annonce
from leviers.errors import NotAllowedNow
from leviers.participation import confiance
from leviers.participation.models import Arbitrage

Etat = Annonce.Etat
MONTHS, LONGEST = 3, 6
"""Months that an annonce lasts unless told otherwise, and at most."""
MOST_OPEN = 20
"""Annonces that one person may have open or waiting."""
LIVING = (Etat.ATTENTE, Etat.OUVERTE)
READABLE = (Etat.OUVERTE, Etat.TROUVEE, Etat.EXPIREE)
SHOWN_TO_BE_TRUSTED = 1
"""Annonces that the team read and showed: who writes one holds a confirmed role already."""


@dataclass(frozen=True)
class Saisie:
    """What a form says of an annonce, checked."""

    sens: str
    nature: str
    titre: str
    texte: str
    leviers: tuple[str, ...]
    mois: int
    veut_pistes: bool


@transaction.atomic
def publish(saisie: Saisie, *, by: Personne, pour: tuple[str, str], jeton: UUID | None) -> Annonce:
    """Keep an annonce: shown at once from who is trusted by her past, without a link, else once it is read.

    pour    SIREN and name for which it is written
    jeton   the same form sent again with the same words gives the annonce it made the first time
    Raises  NotAllowedNow when she may not write for this SIREN, or has too many of them
    """
    if former := find_again(saisie, by, jeton):
        return former
    siren, nom = pour
    if not may_write_for(by, siren):
        raise NotAllowedNow(
            "Vous ne pouvez pas écrire au nom de cette collectivité ou de cette organisation.",
            advice="Demandez ce rôle depuis votre compte ; votre texte est gardé ici.",
        )
    if Annonce.objects.filter(auteur=by, etat__in=LIVING).count() >= MOST_OPEN:
        raise NotAllowedNow(
            f"Vous avez déjà {MOST_OPEN} annonces ouvertes.", advice="Fermez-en une, puis envoyez celle-ci."
        )
    if jeton is None or Annonce.objects.filter(jeton=jeton).exists():
        jeton = uuid4()
    made = Annonce(auteur=by, siren=siren, nom=nom[:200], jeton=jeton)
    _fill(made, saisie)
    made.etat = _choose_etat(by, saisie)
    if made.etat == Etat.OUVERTE:
        made.montree_le = timezone.now()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # the same form, sent twice at the same instant
        return Annonce.objects.get(jeton=made.jeton, auteur=by)
    if made.etat == Etat.OUVERTE:
        Catalogue.bump_relectures()
    return made


def find_again(saisie: Saisie, by: Personne, jeton: UUID | None) -> Annonce | None:
    """The annonce that this form made already, with these words."""
    same = Annonce.objects.filter(auteur=by, titre=saisie.titre, texte=saisie.texte)
    return same.filter(jeton=jeton).first() if jeton else None


@transaction.atomic
def edit(annonce: Annonce, saisie: Saisie, *, by: Any) -> Annonce:
    """Other words for an annonce that waits or is open; for whom it is written does not change.

    One that is shown is read again first, unless its author is trusted and it holds no link
    Raises  NotAllowedNow when it is somebody else's, or ended
    """
    one = _lock_own(annonce, by)
    _fill(one, saisie)
    one.modifiee_le = timezone.now()
    if one.etat == Etat.OUVERTE:
        one.etat = _choose_etat(by, saisie)
        Catalogue.bump_relectures()
    one.save()
    return one


@transaction.atomic
def close(annonce: Annonce, etat: str, *, by: Any) -> None:
    """End an annonce: what was looked for is found, or it is taken back.

    Raises  NotAllowedNow when it is somebody else's, or ended already
    """
    one = _lock_own(annonce, by)
    if etat not in (Etat.TROUVEE, Etat.RETIREE):
        raise NotAllowedNow("Ce choix n’existe pas.", advice="Choisissez « C’est trouvé » ou « Retirer ».")
    was_shown = one.etat == Etat.OUVERTE
    one.etat = etat if was_shown else Etat.RETIREE
    one.close_le = timezone.now()
    one.save(update_fields=["etat", "close_le"])
    if was_shown:
        Catalogue.bump_relectures()


@transaction.atomic
def prolong(annonce: Annonce, *, by: Any = None) -> date:
    """Give three more months from today to an annonce that is open, or ended by its date alone.

    by      its author; None when a signed link of a letter says it
    Raises  NotAllowedNow when it is somebody else's, ended otherwise, or she may not write for it any more
    """
    one = Annonce.objects.select_for_update().get(pk=annonce.pk)
    if by is not None:
        _require_own(one, by)
    if one.etat not in (Etat.OUVERTE, Etat.EXPIREE) or not may_write_for(one.auteur, one.siren):
        raise NotAllowedNow("Cette annonce ne peut plus être prolongée.", advice="Publiez-en une nouvelle.")
    one.expire_le = max(one.expire_le, add_months(timezone.localdate(), MONTHS))
    one.etat, one.close_le, one.rappelee_le = Etat.OUVERTE, None, None
    one.save(update_fields=["expire_le", "etat", "close_le", "rappelee_le"])
    Catalogue.bump_relectures()
    return one.expire_le


def report(genre: str, objet_id: int, motif: str) -> None:
    """Tell the team about an annonce, a message or a cooperation; the same words twice make one report."""
    said = {"genre": genre, "objet_id": objet_id, "motif": motif}
    if not AlerteReseau.objects.filter(**said, conclue_le=None).exists():
        AlerteReseau.objects.create(**said)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, the last of the month when it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _choose_etat(by: Personne, saisie: Saisie) -> str:
    """Whether it is shown at once: the same trust as for comments, and the same doubt about links."""
    own = Annonce.objects.filter(auteur=by)
    reported = AlerteReseau.objects.filter(genre=AlerteReseau.Genre.ANNONCE, conclue_le=None)
    is_trusted = confiance.has_earned(
        own,
        reported.filter(objet_id__in=own.order_by().values("pk")),
        genre=Arbitrage.Genre.ANNONCE,
        shown=Etat.OUVERTE,
        nb=SHOWN_TO_BE_TRUSTED,
    )
    has_one = has_link(f"{saisie.titre} {saisie.texte}")
    return Etat.OUVERTE if is_trusted and not has_one else Etat.ATTENTE


def _fill(one: Annonce, saisie: Saisie) -> None:
    one.sens, one.nature = saisie.sens, saisie.nature
    one.titre, one.texte, one.leviers = saisie.titre, saisie.texte, list(saisie.leviers)
    one.veut_pistes = saisie.veut_pistes
    one.expire_le = add_months(timezone.localdate(), min(max(saisie.mois, 1), LONGEST))
    one.rappelee_le = None


def _lock_own(annonce: Annonce, by: Any) -> Annonce:
    one = Annonce.objects.select_for_update().get(pk=annonce.pk)
    _require_own(one, by)
    if one.etat not in LIVING:
        raise NotAllowedNow(
            "Cette annonce est close : elle ne change plus.", advice="Publiez-en une nouvelle."
        )
    return one


def _require_own(one: Annonce, by: Any) -> None:
    if not isinstance(by, Personne) or one.auteur_id != by.pk:
        raise NotAllowedNow(
            "Cette annonce n’est pas la vôtre.", advice="Vos annonces sont sur « Mes annonces »."
        )
