"""Cooperations: one side says what was done together, the other confirms; either may take it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat as Catalogue
from leviers.courrier import ecrire
from leviers.directory.annonces.messages import Vue, quote
from leviers.directory.annonces.porteurs import may_write_for
from leviers.directory.models import Cooperation
from leviers.errors import NotAllowedNow
from leviers.participation.suivis.mots import cite, flat
from leviers.reference.typography import typo

Etat = Cooperation.Etat
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Fait:
    """What a form says was done, checked."""

    titre: str
    texte: str
    leviers: tuple[str, ...]
    annee: int
    liens: tuple[str, ...]


def can_propose(vue: Vue) -> str:
    """Why it cannot be proposed from this conversation; empty when it can."""
    if not (vue.moi.siren and vue.autre.siren):
        return (
            "Une coopération se conclut entre deux collectivités ou organisations : l’un de vous deux écrit "
            "en son nom propre."
        )
    if vue.moi.siren == vue.autre.siren:
        return "Une coopération se conclut entre deux collectivités ou organisations différentes."
    if vue.autre.personne is None:
        return "L’autre personne est partie : elle ne peut plus confirmer."
    if vue.structure and not vue.is_of_structure and not may_write_for(vue.autre.personne, vue.fil.siren):
        return "Plus personne ne représente cette structure : elle ne peut plus confirmer."
    if vue.fil.cooperations.filter(etat=Etat.PROPOSEE).exists():
        return "Une coopération attend déjà d’être confirmée dans cette conversation."
    return ""


@transaction.atomic
def propose(vue: Vue, fait: Fait, *, by: Personne, jeton: UUID | None) -> Cooperation:
    """Say what was done together; nothing is shown before the other side confirms.

    Raises  NotAllowedNow when this conversation does not allow it, or she may not write for her side any more
    """
    if former := find_again(fait, by, jeton):
        return former
    if why := can_propose(vue):
        raise NotAllowedNow(why, advice="Ce que vous avez écrit est gardé ci-dessous.")
    _require_voice(by, vue.moi.siren)
    made = Cooperation(
        fil=vue.fil,
        premier=by,
        second=vue.autre.personne,
        premier_siren=vue.moi.siren,
        premier_nom=vue.moi.nom,
        second_siren=vue.autre.siren,
        second_nom=vue.autre.nom,
        titre=fait.titre,
        texte=fait.texte,
        leviers=list(fait.leviers),
        annee=fait.annee,
        liens=list(fait.liens),
        jeton=uuid4() if jeton is None or Cooperation.objects.filter(jeton=jeton).exists() else jeton,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # the same form, or another proposal, at the same instant
        return Cooperation.objects.get(fil=vue.fil, etat=Etat.PROPOSEE)
    _tell(made, made.second, f"{made.premier_nom} propose de dire que vous avez coopéré", quote(made.texte))
    return made


def find_again(fait: Fait, by: Personne, jeton: UUID | None) -> Cooperation | None:
    """The cooperation that this form proposed already, with these words."""
    same = Cooperation.objects.filter(premier=by, titre=fait.titre, texte=fait.texte)
    return same.filter(jeton=jeton).first() if jeton else None


@transaction.atomic
def answer(cooperation: Cooperation, geste: str, *, by: Any) -> Cooperation:
    """« confirmer » or « decliner » by the other side, « retirer » by either.

    Raises  NotAllowedNow when it is not hers to say, or not any more
    """
    one = Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    if geste not in list_gestes(one, by):
        raise NotAllowedNow(
            "Ce choix n’est pas le vôtre, ou a déjà été fait.", advice="Voyez où en est cette coopération."
        )
    now, was_shown = timezone.now(), one.etat == Etat.PUBLIEE
    if geste == "confirmer":
        _require_voice(by, one.second_siren)
        one.etat, one.publiee_le = Etat.PUBLIEE, now
        _tell(one, one.premier, f"{one.second_nom} confirme votre coopération", "Elle est publiée.")
    else:
        one.etat, one.finie_le = Etat.DECLINEE if geste == "decliner" else Etat.RETIREE, now
        other = one.premier if one.second_id == by.pk else one.second
        said = "n’est pas confirmée" if geste == "decliner" else "est retirée"
        _tell(one, other, f"Votre coopération {said}", "")
    one.save(update_fields=["etat", "publiee_le", "finie_le"])
    if was_shown or one.etat == Etat.PUBLIEE:
        Catalogue.bump_relectures()
    return one


def list_gestes(one: Cooperation, person: Any) -> tuple[str, ...]:
    """What a person may do with it now."""
    pk = getattr(person, "pk", None)
    if pk is None or pk not in (one.premier_id, one.second_id):
        return ()
    if one.etat == Etat.PROPOSEE:
        return ("confirmer", "decliner") if pk == one.second_id else ("retirer",)
    return ("retirer",) if one.etat == Etat.PUBLIEE else ()


def list_own(person: Any) -> list[Cooperation]:
    """Those of which she is one side, the last proposed first."""
    rows = Cooperation.objects.filter(Q(premier=person.pk) | Q(second=person.pk))
    return list(rows.order_by("-pk"))


def list_published(*, siren: str = "", levier: str = "") -> list[Cooperation]:
    """Cooperations that all may read, the latest first; those of one side or of one levier when asked."""
    rows = Cooperation.objects.filter(etat=Etat.PUBLIEE)
    if siren:
        rows = rows.filter(Q(premier_siren=siren) | Q(second_siren=siren))
    return [one for one in rows if not levier or levier in one.leviers]


def _require_voice(by: Any, siren: str) -> None:
    if not may_write_for(by, siren):
        raise NotAllowedNow(
            "Vous ne parlez plus pour cette collectivité ou cette organisation.",
            advice="Demandez ce rôle depuis votre compte ; ce que vous avez écrit est gardé ci-dessous.",
        )


def _tell(one: Cooperation, person: Personne | None, sujet: str, said: str) -> None:
    """Write to one side, once for each state."""
    if person is None or not person.is_active:
        return
    page = f"{settings.SITE_URL}{reverse('reseau-fil', args=[one.fil_id])}" if one.fil_id else ""
    pieces = ["Bonjour,", typo(f"{flat(sujet)} : {cite(one.titre)}, {one.annee}."), said]
    pieces += [typo(f"La conversation : {page}")] if page else []
    texte = "\n\n".join(piece for piece in [*pieces, "L’observatoire Leviers"] if piece)
    raison = f"cooperation {one.pk} {one.etat} {sujet[:60]}"
    ecrire.write(person.email, "cooperation", typo(sujet), f"{texte}\n", raison=raison)
