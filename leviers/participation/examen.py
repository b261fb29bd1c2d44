"""Contributions: what the team concludes of each, told to its author, counted and thanked on its page."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from leviers.accounts import rights
from leviers.catalogue import corrections
from leviers.catalogue.models import Etat as Catalogue
from leviers.catalogue.models import Signalement
from leviers.courrier import ecrire
from leviers.errors import NotAllowedNow
from leviers.participation import arbitrages
from leviers.participation.attente import Attente, say_author
from leviers.participation.models import Arbitrage, Declaration
from leviers.reference import territoires, typologie
from leviers.reference.typography import typo

Etat = Signalement.Etat
GENRE = Arbitrage.Genre.CONTRIBUTION
ACCEPTED = (Etat.ACCEPTEE, Etat.EN_PARTIE)
VERDICTS: dict[str, tuple[str, str]] = {GENRE: (Etat.ACCEPTEE, Etat.REFUSEE)}
CHOICES = (Etat.EN_COURS, Etat.ACCEPTEE, Etat.EN_PARTIE, Etat.REFUSEE)
ANSWERED = (Etat.EN_PARTIE, Etat.REFUSEE)
"""Verdicts that need an answer in words."""
_DRAFT_STAYS = "Le brouillon de la fiche reste : il a été modifié, soumis ou publié depuis."


def list_waiting() -> list[Attente]:
    """Contributions that nobody has concluded, the oldest first."""
    rows = Signalement.objects.filter(traite=False).select_related("auteur", "demarche").order_by("recu_le")
    rows = rows.prefetch_related("demarche__sources", "demarche__leviers", "demarche__chiffres")
    return [
        Attente(
            genre=GENRE,
            depuis=one.recu_le,
            objet=one,
            titre=one.nom,
            adresse=one.sujet_adresse,
            par=say_author(one.auteur, one.courriel, est_confirme=one.courriel_confirme),
            texte=one.message,
        )
        for one in rows
    ]


def count_thanked(sujet: str, sujet_id: str, *, has_parts: bool = False) -> int:
    """Persons whose contributions served a page: an account, a confirmed address, else a day. One query.

    has_parts  what was said of its parts counts too: values of an indicator
    """
    about = Q(sujet_id=sujet_id) | (Q(sujet_id__startswith=f"{sujet_id}/") if has_parts else Q())
    rows = Signalement.objects.filter(about, sujet=sujet, etat__in=ACCEPTED)
    said = rows.values_list("auteur_id", "courriel", "courriel_confirme", "main", "pk")
    return len(
        {
            auteur or (est_confirme and courriel.lower()) or main or f"-{pk}"
            for auteur, courriel, est_confirme, main, pk in said
        }
    )


@transaction.atomic
def conclude(
    pk: int, verdict: str, *, by: Any, reponse: str = "", champs: Collection[str] | None = None
) -> Signalement | None:
    """Say what becomes of a contribution; nothing when somebody has said it already.

    champs  fields of the correction that are kept, all of them by default; not all is to accept in part
    Accepted, from a référent who declares a usage: a declared preuve, as long as she still speaks for the
    territoire; with corrections of a démarche: a draft of it, which is reviewed like any other
    Raises  NotAllowedNow when who asks reviews nothing, or when an answer in words is missing;
            NotPublishable when the démarche is held by somebody else
    """
    rights.require_relecteur(by)
    rows = Signalement.objects.select_for_update(of=("self",)).select_related("auteur", "demarche")
    row = rows.filter(pk=pk, traite=False).first()
    if row is None or verdict not in CHOICES or verdict == row.etat:
        return None
    asked = {one.champ for one in corrections.list_differences(row)}
    kept_champs = asked if champs is None else asked & {*champs}
    if verdict == Etat.ACCEPTEE and kept_champs != asked:
        verdict = Etat.EN_PARTIE
    if verdict in ANSWERED and not reponse.strip():
        raise NotAllowedNow("Ce choix demande une réponse.", advice="Écrivez-la : l’auteur la lit.")
    avant: dict[str, Any] = {"etat": row.etat, "reponse": row.reponse}
    if verdict in ACCEPTED and (made := corrections.draft(row, by=by, champs=kept_champs)):
        avant["brouillon"] = asdict(made)
    row.etat, row.reponse = verdict, reponse.strip()[:2000]
    if verdict != Etat.EN_COURS:
        row.traite, row.traite_le, row.traite_par = True, timezone.now(), by
    row.save(update_fields=["etat", "reponse", "traite", "traite_le", "traite_par"])
    if verdict == Etat.EN_COURS:
        if row.reponse:
            _tell(row, f"contribution {row.pk} en cours")
        return row
    titre = f"{row.get_objet_display()} : {row.nom}"
    kept = arbitrages.keep(
        GENRE, row, titre=titre, verdict=verdict, motif=row.reponse, avant=avant, attente=row.recu_le, by=by
    )
    if verdict in ACCEPTED:
        _declare(row)
    _tell(row, arbitrages.name_letter(kept))
    Catalogue.bump()
    return row


@transaction.atomic
def reopen(arbitrage: Arbitrage, *, by: Any) -> str | None:
    """Take back what was concluded: it waits again, what it declared does not count any more, its draft goes.

    Stays   a draft on which somebody has worked since, and it is said: who wrote knows what to keep of it
    Raises  NotAllowedNow when who asks reviews nothing, or when it waits already
    """
    rights.require_relecteur(by)
    kept = Arbitrage.objects.select_for_update().get(pk=arbitrage.pk)
    row = Signalement.objects.filter(pk=kept.objet_id, etat=kept.apres, traite=True).first()
    if kept.annule_le or row is None:
        raise arbitrages.say_too_late()
    made = kept.avant.get("brouillon")
    is_gone = not made or corrections.take_back(str(row.demarche_id), made)
    row.etat, row.reponse = kept.avant["etat"], kept.avant.get("reponse", "")
    row.traite, row.traite_le, row.traite_par = False, None, None
    row.save(update_fields=["etat", "reponse", "traite", "traite_le", "traite_par"])
    Declaration.objects.filter(contribution=row.pk, annulee_le=None).update(annulee_le=timezone.now())
    arbitrages.close(kept)
    Catalogue.bump()
    return None if is_gone else _DRAFT_STAYS


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
    Etat.EN_COURS: "Votre contribution est à l’étude ; une réponse suivra.",
    Etat.ACCEPTEE: "Votre contribution est acceptée : merci. La page est, ou sera, corrigée en conséquence.",
    Etat.EN_PARTIE: "Votre contribution est acceptée en partie : merci.",
    Etat.REFUSEE: "Votre contribution a été lue ; elle n’est pas retenue.",
}


def _tell(row: Signalement, raison: str) -> None:
    """Write to the author, once for each answer; an address never confirmed receives nothing."""
    courriel = row.auteur.email if row.auteur else row.courriel if row.courriel_confirme else ""
    if not courriel:
        return
    pieces = ["Bonjour,", f"{_SAID[Etat(row.etat)]} Elle portait sur : {row.nom}."]
    pieces += [row.reponse] if row.reponse else []
    pieces += [f"{settings.SITE_URL}{row.sujet_adresse}", "L’observatoire Leviers"]
    sujet = f"Votre contribution : {row.get_etat_display()}"
    ecrire.write(courriel, "contribution", typo(sujet), typo("\n\n".join(pieces) + "\n"), raison=raison)
