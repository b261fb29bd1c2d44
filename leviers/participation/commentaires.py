"""Comments: write, confirm, correct, withdraw, report, contest. Each function checks who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from leviers.accounts import rights
from leviers.accounts.garde import has_link
from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat as Catalogue
from leviers.errors import NotAllowedNow
from leviers.participation import appels, confiance, moderation
from leviers.participation.models import Alerte, Arbitrage, Commentaire

Etat = Commentaire.Etat
EDITABLE = timedelta(minutes=10)
SHOWN = (Etat.VISIBLE, Etat.MASQUE)
SHOWN_TO_BE_TRUSTED = 3
"""Comments that the team read and showed, after which the next one, without a link, is shown at once."""
_OWN = "Ce commentaire n’est pas le vôtre."
_OWN_ADVICE = "Connectez-vous, ou confirmez l’adresse avec laquelle il a été écrit."


class Ecrit(Protocol):
    """What tells whose comment it is, and whether it may still be changed."""

    @property
    def auteur_id(self) -> int | None: ...
    @property
    def courriel(self) -> str: ...
    @property
    def etat(self) -> str: ...
    @property
    def motif(self) -> str: ...
    @property
    def ecrit_le(self) -> datetime: ...
    @property
    def appel_le(self) -> datetime | None: ...


@dataclass(frozen=True)
class Writer:
    """Who writes: an account, an address confirmed in this session, or an address still to confirm."""

    personne: Any = None
    courriel: str = ""
    est_confirme: bool = False

    def owns(self, one: Ecrit) -> bool:
        """Whether this comment is hers; an address that is not confirmed owns nothing."""
        if isinstance(self.personne, Personne):
            if one.auteur_id is not None:
                return bool(one.auteur_id == self.personne.pk)
            return bool(one.courriel) and one.courriel.lower() == self.personne.email.lower()
        if one.auteur_id is not None or not one.courriel:
            return False
        return self.est_confirme and one.courriel.lower() == self.courriel.lower()


@dataclass(frozen=True)
class Sujet:
    """What is commented, as it stands today."""

    sujet: str
    id: str
    titre: str
    adresse: str


@transaction.atomic
def write(
    sujet: Sujet, *, by: Writer, nom: str, texte: str, jeton: UUID | None, parent: int | None = None
) -> Commentaire:
    """Keep one comment: shown at once from who is trusted, by role or by past, else once the team read it.

    parent  a comment shown under this subject; an answer to an answer goes under the same first comment
    jeton   the same form sent again with the same words gives the comment it made the first time, as do the
            same words sent again within ten minutes from a page that the back button opened anew
    Raises  NotAllowedNow when what is answered is not shown any more
    """
    above = _find_above(sujet, parent)
    if jeton is not None and (former := Commentaire.objects.filter(jeton=jeton).first()):
        if former.texte == texte and by.personne in (None, former.auteur):
            return former
        jeton = None
    account = by.personne if isinstance(by.personne, Personne) else None
    made = Commentaire(
        sujet=sujet.sujet,
        sujet_id=sujet.id,
        sujet_titre=sujet.titre[:400],
        sujet_adresse=sujet.adresse,
        parent=above,
        auteur=account,
        courriel="" if account else by.courriel,
        nom=nom,
        texte=texte,
        jeton=jeton or uuid4(),
        etat=_choose_etat(by, texte),
    )
    if again := _find_again(made):
        return again
    try:
        with transaction.atomic():
            if made.etat == Etat.VISIBLE:
                made.montre_le = timezone.now()
                Catalogue.bump_relectures()
            made.save()
    except IntegrityError:  # the same form, sent twice at the same instant
        return Commentaire.objects.get(jeton=made.jeton)
    return made


@transaction.atomic
def confirm(jetons: list[str], courriel: str) -> int:
    """Show what was written with this address before its code was right, or hand it to the team; how many."""
    waiting = Commentaire.objects.filter(jeton__in=jetons, courriel__iexact=courriel, etat=Etat.A_CONFIRMER)
    by, rows = Writer(None, courriel, est_confirme=True), list(waiting)
    for one in rows:
        one.etat, one.ecrit_le = _choose_etat(by, one.texte), timezone.now()
        if one.etat == Etat.VISIBLE:
            one.montre_le = one.ecrit_le
            Catalogue.bump_relectures()
        one.save(update_fields=["etat", "ecrit_le", "montre_le"])
    return len(rows)


def list_unseen(sujet: str, sujet_id: str, by: Writer) -> list[Commentaire]:
    """Comments of hers under a subject that she alone sees: not read yet, or refused and not yet for good."""
    own = _list_own(by)
    if own is None:
        return []
    refused = Q(etat=Etat.REFUSE, appel_conclu_le=None)
    unseen = own.filter(Q(etat=Etat.ATTENTE) | refused, sujet=sujet, sujet_id=sujet_id)
    return list(unseen.order_by("-pk"))


def can_edit(one: Ecrit, by: Writer) -> bool:
    """Whether its author may still change it: ten minutes, and nobody has decided on it."""
    is_open = one.etat in (Etat.VISIBLE, Etat.ATTENTE) and not one.motif
    return is_open and by.owns(one) and timezone.now() - one.ecrit_le < EDITABLE


@transaction.atomic
def edit(one: Commentaire, *, by: Writer, texte: str) -> None:
    """Other words for a comment, within ten minutes; what the team showed is read again, unless trusted.

    Raises  NotAllowedNow when it is somebody else's, or too late
    """
    one = _lock(one)
    _require_editable(one, by)
    one.texte, one.modifie_le, was_shown = texte, timezone.now(), one.etat == Etat.VISIBLE
    if was_shown:
        one.etat = _choose_etat(by, texte)
        Catalogue.bump_relectures()
    one.save(update_fields=["texte", "modifie_le", "etat"])


@transaction.atomic
def withdraw(one: Commentaire, *, by: Writer) -> None:
    """Take a comment back, within ten minutes; its words are erased, answers to it stay.

    Raises  NotAllowedNow when it is somebody else's, or too late
    """
    one = _lock(one)
    _require_editable(one, by)
    one.texte, one.nom, one.courriel, one.etat = "", "", "", Etat.RETIRE
    one.save(update_fields=["texte", "nom", "courriel", "etat"])
    moderation.rename_in_journal([one])
    Catalogue.bump_relectures()


def report(one: Commentaire, motif: str) -> None:
    """Tell the team about a comment; the same words twice make one report.

    Raises  NotAllowedNow when it is not shown
    """
    if one.etat != Etat.VISIBLE:
        raise NotAllowedNow("Ce commentaire n’est pas affiché.", advice="Il n’y a rien à signaler.")
    if not Alerte.objects.filter(commentaire=one, motif=motif, conclue_le=None).exists():
        Alerte.objects.create(commentaire=one, motif=motif)


@transaction.atomic
def contest(one: Commentaire, *, by: Writer, texte: str) -> None:
    """Ask the team to look again at a refusal, once.

    Raises  NotAllowedNow when it is somebody else's, was not refused, or was contested already
    """
    one = _lock(one)
    if not by.owns(one):
        raise NotAllowedNow(_OWN, advice=_OWN_ADVICE)
    appels.write(one, texte)


def _choose_etat(by: Writer, texte: str) -> str:
    if rights.is_trusted(by.personne):
        return Etat.VISIBLE
    if not isinstance(by.personne, Personne) and not by.est_confirme:
        return Etat.A_CONFIRMER
    return Etat.VISIBLE if _has_earned_trust(by) and not has_link(texte) else Etat.ATTENTE


def _has_earned_trust(by: Writer) -> bool:
    """Whether the past of who writes spares the wait."""
    own = _list_own(by)
    return own is not None and confiance.has_earned(
        own,
        Alerte.objects.filter(commentaire__in=own.order_by().values("pk"), conclue_le=None),
        genre=Arbitrage.Genre.COMMENTAIRE,
        shown=Etat.VISIBLE,
        nb=SHOWN_TO_BE_TRUSTED,
    )


def _find_again(made: Commentaire) -> Commentaire | None:
    """The same words, by the same author, in the same place, a moment ago."""
    rows = Commentaire.objects.filter(
        sujet=made.sujet,
        sujet_id=made.sujet_id,
        parent=made.parent,
        auteur=made.auteur,
        courriel__iexact=made.courriel,
        texte=made.texte,
        ecrit_le__gte=timezone.now() - EDITABLE,
    )
    return rows.exclude(etat=Etat.RETIRE).first()


def _list_own(by: Writer) -> "QuerySet[Commentaire] | None":
    """Comments that `Writer.owns`; none to look for when who writes is not known."""
    if isinstance(by.personne, Personne):
        unsigned = Q(auteur=None, courriel__iexact=by.personne.email)
        return Commentaire.objects.filter(Q(auteur=by.personne) | unsigned)
    if by.est_confirme and by.courriel:
        return Commentaire.objects.filter(auteur=None, courriel__iexact=by.courriel)
    return None


def _find_above(sujet: Sujet, parent: int | None) -> Commentaire | None:
    if parent is None:
        return None
    shown = Commentaire.objects.filter(sujet=sujet.sujet, sujet_id=sujet.id, etat__in=SHOWN)
    found = shown.select_related("parent").filter(pk=parent).first()
    if found is None:
        raise NotAllowedNow(
            "Le commentaire auquel vous répondez n’est plus affiché.",
            advice="Votre texte est gardé ici : envoyez-le sans répondre à personne.",
        )
    return found.parent or found


def _lock(one: Commentaire) -> Commentaire:
    return Commentaire.objects.select_for_update().get(pk=one.pk)


def _require_editable(one: Commentaire, by: Writer) -> None:
    if not by.owns(one):
        raise NotAllowedNow(_OWN, advice=_OWN_ADVICE)
    if not can_edit(one, by):
        raise NotAllowedNow(
            "Ce commentaire ne peut plus être modifié : les dix minutes sont passées, ou l’équipe l’a lu.",
            advice="Écrivez une réponse qui précise ou corrige.",
        )
