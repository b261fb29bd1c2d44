"""Who receives what is written to a structure: those who represent it and chose to, one by one."""

from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Max

from leviers.accounts import membres
from leviers.accounts.models import Personne
from leviers.directory.fiches import blocs
from leviers.directory.models import Accueil, Bloc, Fil, Interlocuteur
from leviers.errors import NotAllowedNow


class Etat(StrEnum):
    """Whether a structure takes messages, and why not."""

    OUVERT = "ouvert"
    SANS = "sans représentant"
    FERME = "fermé"
    SUSPENDU = "suspendu"


_CLOSED = {
    Etat.SANS: "Personne ne représente {nom} sur le site",
    Etat.FERME: "{nom} ne reçoit pas de messages par le site",
    Etat.SUSPENDU: "L’équipe a suspendu les messages à {nom}",
}


def find_etat(siren: str) -> Etat:
    """Whether one may write to a structure now."""
    part = Bloc.objects.filter(siren=siren, sorte=Bloc.Sorte.CONTACT).first()
    if not blocs.list_roles().filter(portee=siren).exists():
        return Etat.SANS
    if part is None or not part.contenu.get("relais") or not list_receiving(siren):
        return Etat.FERME
    return Etat.SUSPENDU if part.masque_le else Etat.OUVERT


def say_closed(siren: str, nom: str) -> str:
    """Why nobody writes to it now, without a final point; empty when one may."""
    return _CLOSED.get(find_etat(siren), "").format(nom=nom)


def require_open(siren: str, nom: str) -> None:
    """Refuse a message that nobody would receive."""
    if said := say_closed(siren, nom):
        raise NotAllowedNow(
            f"{said} : votre message n’a pas été remis.",
            advice="Ce que vous avez écrit est gardé ci-dessous. Sa page dit ce que l’on sait d’elle.",
        )


def list_receiving(siren: str) -> list[Personne]:
    """Those who represent it today and chose to receive what is written to it."""
    chose = Accueil.objects.filter(siren=siren).values("personne")
    roles = blocs.list_roles().filter(portee=siren, personne__in=chose).select_related("personne")
    return list({role.personne_id: role.personne for role in roles.order_by("pk")}.values())


def has_accepted(person: Any, siren: str) -> bool:
    """Whether she chose to receive what is written to it."""
    return Accueil.objects.filter(personne=person.pk, siren=siren).exists()


@transaction.atomic
def declare(siren: str, contenu: dict[str, Any], *, by: Personne, depuis: int) -> Bloc:
    """Write the part « La joindre »; its `relais` is her own choice, that of others does not change.

    Raises  as `blocs.declare`
    """
    blocs.require_voice(by, siren)
    if contenu.get("relais"):
        _accept(siren, by)
    else:
        stop(siren, by.pk)
    kept = {name: value for name, value in contenu.items() if name != "relais"}
    if list_receiving(siren):
        kept = {"relais": True, **kept}
    return blocs.declare(siren, Bloc.Sorte.CONTACT, kept, by=by, depuis=depuis)


def stop(siren: str, person_pk: int) -> bool:
    """She receives nothing more that is written to this structure; whether she did."""
    return bool(Accueil.objects.filter(siren=siren, personne=person_pk).delete()[0])


def join(fil: Fil, person: Personne) -> None:
    """Let somebody who represents a structure into one of its conversations, read as far as its own read."""
    ours = fil.interlocuteurs.filter(siren=fil.siren)
    first = ours.first()
    if first is None:
        return
    read = ours.aggregate(lu=Max("lu"))["lu"] or 0
    given = {"siren": fil.siren, "nom": first.nom, "lu": read}
    Interlocuteur.objects.get_or_create(fil=fil, personne=person, defaults=given)


def _accept(siren: str, by: Personne) -> None:
    """What was written to it before is hers to read too."""
    Accueil.objects.get_or_create(personne=by, siren=siren)
    for fil in Fil.objects.filter(siren=siren).exclude(interlocuteurs__personne=by):
        join(fil, by)


def _end_with_role(person: Personne) -> None:
    """Who does not represent a structure any more receives nothing of it, even if she does again one day."""
    held = blocs.list_roles().filter(personne=person).values("portee")
    Accueil.objects.filter(personne=person).exclude(siren__in=held).delete()


membres.tell_when_changed(_end_with_role)
