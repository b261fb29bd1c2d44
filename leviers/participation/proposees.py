"""Démarches proposed by readers: the close ones that exist, then a draft of the catalogue, or an answer."""

from typing import Any

from django.conf import settings
from django.db import transaction

from leviers.accounts import rights
from leviers.catalogue import duplicates
from leviers.catalogue.models import Demarche
from leviers.catalogue.models import Etat as Catalogue
from leviers.catalogue.payload import write_payload
from leviers.courrier import ecrire
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage, DemarcheProposee
from leviers.reference import territoires, typologie

Etat = DemarcheProposee.Etat
VERDICTS = (Etat.ACCEPTEE, Etat.REFUSEE)


def list_close(territoire_siren: str, titre: str, source_url: str) -> list[duplicates.Proche]:
    """Published démarches of the same métropole that may be this one, the surest first."""
    rows = Demarche.objects.filter(live=True, territoire_siren=territoire_siren).prefetch_related("sources")
    others = [
        duplicates.Fiche(row.pk, territoire_siren, row.titre, tuple(one.url for one in row.sources.all()))
        for row in rows
    ]
    return duplicates.find_duplicates(duplicates.Fiche("", territoire_siren, titre, (source_url,)), others)


def list_waiting() -> list[DemarcheProposee]:
    """Proposals that nobody has concluded, the oldest first."""
    return list(DemarcheProposee.objects.filter(etat=Etat.RECUE).select_related("auteur"))


@transaction.atomic
def conclude(pk: int, verdict: str, *, by: Any, reponse: str = "") -> DemarcheProposee | None:
    """Make a proposal a draft, or say why not; nothing when somebody has concluded already.

    Raises  NotAllowedNow when who asks reviews nothing, or refuses without a word
    """
    if not rights.is_relecteur(by):
        raise NotAllowedNow(
            "Seule l’équipe décide ici.", advice="Connectez-vous avec un compte de relecteur."
        )
    if verdict == Etat.REFUSEE and not reponse.strip():
        raise NotAllowedNow("Ce choix demande une réponse.", advice="Écrivez-la : l’auteur la lit.")
    row = DemarcheProposee.objects.select_for_update().filter(pk=pk, etat=Etat.RECUE).first()
    if row is None or verdict not in VERDICTS:
        return None
    row.etat, row.reponse = verdict, reponse.strip()[:2000]
    if verdict == Etat.ACCEPTEE:
        row.demarche_id = _draft(row, by)
    row.save(update_fields=["etat", "reponse", "demarche_id"])
    kept = Arbitrage.objects.create(
        genre=Arbitrage.Genre.PROPOSITION,
        objet_id=row.pk,
        titre=row.titre,
        verdict=verdict,
        motif=row.reponse,
        avant={"etat": Etat.RECUE},
        apres=verdict,
        attente=row.recue_le,
        fait_par=by,
    )
    _tell(row, kept)
    Catalogue.bump_relectures()
    return row


def _draft(row: DemarcheProposee, by: Any) -> str:
    """A draft of the catalogue: complete, sourced, seen by nobody until it is reviewed and published."""
    draft = Demarche(live=False, has_unpublished_changes=True)
    payload: dict[str, Any] = {
        "id": "",
        "territoire_siren": row.territoire_siren,
        "titre": row.titre,
        "champ": typologie.load_leviers()[row.levier].champ.code,
        "levier": "",
        "description": row.description,
        "annee_debut": row.annee_debut,
        "annee_fin": None,
        "statut": "inconnu",
        "montant_eur": None,
        "montant_precision": "",
        "confiance": "basse",
        "leviers": [row.levier],
        "partenaires": [],
        "chiffres": [],
        "sources": [{"url": row.source_url, "titre": row.titre, "editeur": "", "date": ""}],
    }
    write_payload(draft, payload)
    draft.save()
    draft.save_revision(user=by, clean=False, log_action=True)
    return str(draft.pk)


def _tell(row: DemarcheProposee, kept: Arbitrage) -> None:
    courriel = row.auteur.email if row.auteur else row.courriel if row.courriel_confirme else ""
    if not courriel:
        return
    place = territoires.load_metropoles()[row.territoire_siren].nom
    is_kept = row.etat == Etat.ACCEPTEE
    said = (
        "est retenue : elle sera relue, puis publiée. Merci"
        if is_kept
        else "a été lue ; elle n’est pas retenue"
    )
    pieces = ["Bonjour,", f"La démarche que vous avez proposée {said}. C’était : {row.titre}, {place}."]
    pieces += [row.reponse] if row.reponse else []
    pieces += [f"{settings.SITE_URL}/contributions/", "L’observatoire Leviers"]
    texte = "\n\n".join(pieces) + "\n"
    ecrire.write(
        courriel, "contribution", "La démarche que vous avez proposée", texte, raison=f"arbitrage {kept.pk}"
    )
