"""Contributions: what the team concludes of each, told to its author, counted and thanked on its page."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.accounts import rights
from leviers.catalogue.models import Etat as Catalogue
from leviers.catalogue.models import Signalement
from leviers.courrier import ecrire
from leviers.courrier.models import Lettre
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage, Declaration
from leviers.reference import territoires, typologie

Etat = Signalement.Etat
ACCEPTED = (Etat.ACCEPTEE, Etat.EN_PARTIE)
VERDICTS = (Etat.EN_COURS, Etat.ACCEPTEE, Etat.EN_PARTIE, Etat.REFUSEE)
ANSWERED = (Etat.EN_PARTIE, Etat.REFUSEE)
"""Verdicts that need an answer in words."""


def list_waiting() -> list[Signalement]:
    """Contributions that nobody has concluded, the oldest first."""
    return list(
        Signalement.objects.filter(traite=False).select_related("auteur", "demarche").order_by("recu_le")
    )


def count_thanked(sujet: str, sujet_id: str) -> int:
    """Contributions of readers that served a page. One query."""
    return Signalement.objects.filter(sujet=sujet, sujet_id=sujet_id, etat__in=ACCEPTED).count()


@transaction.atomic
def conclude(pk: int, verdict: str, *, by: Any, reponse: str = "") -> Signalement | None:
    """Say what becomes of a contribution; nothing when somebody has said it already.

    Accepted, from a référent who declares a usage: a declared preuve, as long as she still speaks for the
    territoire
    Raises  NotAllowedNow when who asks reviews nothing, or when an answer in words is missing
    """
    _require(by)
    if verdict in ANSWERED and not reponse.strip():
        raise NotAllowedNow("Ce choix demande une réponse.", advice="Écrivez-la : l’auteur la lit.")
    row = (
        Signalement.objects.select_for_update(of=("self",))
        .select_related("auteur")
        .filter(pk=pk, traite=False)
        .first()
    )
    if row is None or verdict not in VERDICTS or verdict == row.etat:
        return None
    avant = {"etat": row.etat}
    row.etat, row.reponse = verdict, reponse.strip()[:2000]
    if verdict != Etat.EN_COURS:
        row.traite, row.traite_le, row.traite_par = True, timezone.now(), by
    row.save(update_fields=["etat", "reponse", "traite", "traite_le", "traite_par"])
    if verdict == Etat.EN_COURS:
        return row
    kept = Arbitrage.objects.create(
        genre=Arbitrage.Genre.CONTRIBUTION,
        objet_id=row.pk,
        titre=f"{row.get_objet_display()} : {row.nom}"[:400],
        verdict=verdict,
        motif=row.reponse,
        avant=avant,
        apres=verdict,
        attente=row.recu_le,
        fait_par=by,
    )
    if verdict in ACCEPTED:
        _declare(row)
    _tell(row, kept)
    Catalogue.bump()
    return row


@transaction.atomic
def reopen(arbitrage: Arbitrage, *, by: Any) -> None:
    """Take back what was concluded: it waits again, and what it declared does not count any more.

    Raises  NotAllowedNow when who asks reviews nothing, or when it waits already
    """
    _require(by)
    kept = Arbitrage.objects.select_for_update().get(pk=arbitrage.pk)
    row = Signalement.objects.filter(pk=kept.objet_id, etat=kept.apres, traite=True).first()
    if kept.annule_le or row is None:
        raise NotAllowedNow("Cette décision ne peut plus être annulée.", advice="Voyez l’historique.")
    row.etat, row.traite, row.traite_le, row.traite_par = kept.avant["etat"], False, None, None
    row.save(update_fields=["etat", "traite", "traite_le", "traite_par"])
    Declaration.objects.filter(contribution=row.pk, annulee_le=None).update(annulee_le=timezone.now())
    kept.annule_le = timezone.now()
    kept.save(update_fields=["annule_le"])
    Lettre.objects.filter(raison=f"arbitrage {kept.pk}", etat=Lettre.Etat.ATTENTE).update(
        etat=Lettre.Etat.ANNULE
    )
    Catalogue.bump()


def _require(by: Any) -> None:
    if not rights.is_relecteur(by):
        raise NotAllowedNow(
            "Seule l’équipe décide ici.", advice="Connectez-vous avec un compte de relecteur."
        )


def _declare(row: Signalement) -> None:
    slug, _, levier = row.sujet_id.partition("/")
    place = territoires.index_by_slug().get(slug)
    if row.sujet != Signalement.Sujet.USAGE or not row.declare or place is None:
        return
    if levier in typologie.load_leviers() and rights.speaks_for(row.auteur, place.siren):
        Declaration.objects.create(
            territoire_siren=place.siren,
            levier=levier,
            est_oui=row.declare == "oui",
            dit=row.valeur_proposee,
            lien=row.source_url,
            contribution=row.pk,
            faite_le=row.recu_le,
        )


_SAID = {
    Etat.ACCEPTEE: "Votre contribution est acceptée : merci. La page est, ou sera, corrigée en conséquence.",
    Etat.EN_PARTIE: "Votre contribution est acceptée en partie : merci.",
    Etat.REFUSEE: "Votre contribution a été lue ; elle n’est pas retenue.",
}


def _tell(row: Signalement, kept: Arbitrage) -> None:
    """Write to the author, once for each conclusion; an address never confirmed receives nothing."""
    courriel = row.auteur.email if row.auteur else row.courriel if row.courriel_confirme else ""
    if not courriel:
        return
    pieces = ["Bonjour,", f"{_SAID[Etat(row.etat)]} Elle portait sur : {row.nom}."]
    pieces += [row.reponse] if row.reponse else []
    pieces += [f"{settings.SITE_URL}{row.sujet_adresse}", "L’observatoire Leviers"]
    sujet = f"Votre contribution : {row.get_etat_display()}"
    ecrire.write(courriel, "contribution", sujet, "\n\n".join(pieces) + "\n", raison=f"arbitrage {kept.pk}")
