"""Démarches proposed by readers: the close ones that exist, then a draft of the catalogue, or an answer."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from leviers.accounts import rights
from leviers.catalogue import duplicates
from leviers.catalogue.models import Demarche
from leviers.catalogue.models import Etat as Catalogue
from leviers.catalogue.models.choices import Confiance
from leviers.catalogue.payload import write_payload
from leviers.courrier import ecrire
from leviers.errors import NotAllowedNow
from leviers.participation import arbitrages
from leviers.participation.attente import Attente, read_cles, say_author
from leviers.participation.models import Arbitrage, DemarcheProposee
from leviers.reference import territoires, typologie
from leviers.reference.typography import typo

Etat = DemarcheProposee.Etat
GENRE = Arbitrage.Genre.PROPOSITION
VERDICTS: dict[str, tuple[str, str]] = {GENRE: (Etat.ACCEPTEE, Etat.REFUSEE)}


def list_close(territoire_siren: str, titre: str, source_url: str) -> list[duplicates.Proche]:
    """Published démarches of the same métropole that may be this one, the surest first."""
    rows = Demarche.objects.filter(live=True, territoire_siren=territoire_siren).prefetch_related("sources")
    others = [
        duplicates.Fiche(row.pk, territoire_siren, row.titre, tuple(one.url for one in row.sources.all()))
        for row in rows
    ]
    return duplicates.find_duplicates(duplicates.Fiche("", territoire_siren, titre, (source_url,)), others)


def list_twins(row: DemarcheProposee) -> list[duplicates.Proche]:
    """Other proposals that wait, of the same métropole, that may be the same démarche."""
    rows = DemarcheProposee.objects.filter(etat=Etat.RECUE, territoire_siren=row.territoire_siren)
    one, *others = (
        duplicates.Fiche(str(each.pk), each.territoire_siren, each.titre, (each.source_url,))
        for each in (row, *rows.exclude(pk=row.pk))
    )
    return duplicates.find_duplicates(one, others)


def list_waiting() -> list[Attente]:
    """Proposals that nobody has concluded, the oldest first."""
    return [
        Attente(
            genre=GENRE,
            depuis=one.recue_le,
            objet=one,
            titre=one.titre,
            par=say_author(one.auteur, one.courriel, est_confirme=one.courriel_confirme),
            texte=one.description,
        )
        for one in DemarcheProposee.objects.filter(etat=Etat.RECUE).select_related("auteur")
    ]


@transaction.atomic
def decide(cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
    """Conclude proposals that forms call « proposition-number »; how many were still waiting."""
    return sum(
        conclude(pk, verdict, by=by, reponse=motif) is not None for _genre, pk in read_cles(cles, VERDICTS)
    )


@transaction.atomic
def conclude(pk: int, verdict: str, *, by: Any, reponse: str = "") -> DemarcheProposee | None:
    """Make a proposal a draft, or say why not; nothing when somebody has concluded already.

    Raises  NotAllowedNow when who asks reviews nothing, or refuses without a word
    """
    rights.require_relecteur(by)
    if verdict == Etat.REFUSEE and not reponse.strip():
        raise NotAllowedNow("Ce choix demande une réponse.", advice="Écrivez-la : l’auteur la lit.")
    row = DemarcheProposee.objects.select_for_update().filter(pk=pk, etat=Etat.RECUE).first()
    if row is None or verdict not in VERDICTS[GENRE]:
        return None
    row.etat, row.reponse = verdict, reponse.strip()[:2000]
    if verdict == Etat.ACCEPTEE:
        row.demarche_id = _draft(row, by)
    row.save(update_fields=["etat", "reponse", "demarche_id"])
    avant = {"etat": Etat.RECUE}
    kept = arbitrages.keep(
        GENRE,
        row,
        titre=row.titre,
        verdict=verdict,
        motif=row.reponse,
        avant=avant,
        attente=row.recue_le,
        by=by,
    )
    _tell(row, kept)
    Catalogue.bump_relectures()
    return row


@transaction.atomic
def undo(arbitrage: Arbitrage, *, by: Any) -> None:
    """Have a proposal wait again; the draft that it made goes, unless somebody worked on it since.

    Raises  NotAllowedNow when who asks reviews nothing, when it waits already, or why its draft must stay
    """
    rights.require_relecteur(by)
    kept = Arbitrage.objects.select_for_update().get(pk=arbitrage.pk)
    row = DemarcheProposee.objects.select_for_update().filter(pk=kept.objet_id, etat=kept.apres).first()
    if kept.annule_le or row is None:
        raise arbitrages.say_too_late()
    if draft := Demarche.objects.filter(pk=row.demarche_id or None).first():
        _require_untouched(draft)
        draft.delete()
    row.etat, row.reponse, row.demarche_id = Etat.RECUE, "", ""
    row.save(update_fields=["etat", "reponse", "demarche_id"])
    arbitrages.close(kept)
    Catalogue.bump_relectures()


def _require_untouched(draft: Demarche) -> None:
    """A draft as the proposal made it: never published, never submitted, one version."""
    if draft.first_published_at:
        why = "La démarche qui en vient a été publiée."
    elif draft.workflow_states.exists():
        why = "Le brouillon qui en vient a été soumis à la relecture."
    elif draft.revisions.count() > 1:
        why = "Quelqu’un a déjà travaillé sur le brouillon qui en vient."
    else:
        return
    raise NotAllowedNow(why, advice="Retirez-la plutôt depuis le back-office : rien n’a été annulé ici.")


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
        "confiance": Confiance.MOYENNE,
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
    texte = typo("\n\n".join(pieces) + "\n")
    ecrire.write(
        courriel,
        "contribution",
        "La démarche que vous avez proposée",
        texte,
        raison=arbitrages.name_letter(kept),
    )
