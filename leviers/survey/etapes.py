"""The steps of a participation: which follow which, who takes them, what each leaves behind."""

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow, SurveyClosed
from leviers.survey.models import Contact, Etape, Participation

Etat = Participation.Etat
FOLLOWING: dict[str, tuple[str, ...]] = {
    Etat.INVITEE: (Etat.COMMENCEE,),
    Etat.COMMENCEE: (Etat.ENVOYEE,),
    Etat.ENVOYEE: (Etat.COMMENCEE, Etat.ENVOYEE, Etat.CONTRADICTOIRE),
    Etat.CONTRADICTOIRE: (Etat.AUDIT,),
    Etat.AUDIT: (Etat.CONTRADICTOIRE, Etat.PUBLIEE),
    Etat.PUBLIEE: (Etat.AUDIT,),
}
"""From each state, those that may come next."""
_WRITABLE = (Etat.INVITEE, Etat.COMMENCEE, Etat.ENVOYEE)


@transaction.atomic
def advance(
    participation: Participation, etat: str, *, by: Personne | Contact | None, note: str = ""
) -> Etape:
    """Take one step and keep its date.

    Raises  NotAllowedNow when this state does not follow the present one; nothing is written then
    """
    locked = Participation.objects.select_for_update().get(pk=participation.pk)
    if etat not in FOLLOWING[locked.etat]:
        raise NotAllowedNow(
            f"Une participation « {locked.get_etat_display()} » ne peut pas devenir « {Etat(etat).label} ».",
            advice="Rechargez la page : quelqu’un a peut-être déjà fait ce pas.",
        )
    participation.etat = etat
    participation.save(update_fields=["etat"])
    return Etape.objects.create(
        participation=participation,
        etat=etat,
        note=note,
        par_equipe=by if isinstance(by, Personne) else None,
        par_contact=by if isinstance(by, Contact) else None,
    )


def is_writable(participation: Participation) -> bool:
    """Whether answers are taken today: open campaign, or reopened, before the first reading ends."""
    campagne = participation.campagne
    if participation.etat not in _WRITABLE or campagne.ouverte_le is None:
        return False
    return campagne.close_le is None or participation.est_rouverte


def may_reply(participation: Participation) -> bool:
    """Whether the territoire may reply today to what the team read; its answers do not change any more."""
    until = participation.contradictoire_jusqu_au
    return participation.etat == Etat.CONTRADICTOIRE and until is not None and timezone.localdate() <= until


def require_writable(participation: Participation) -> None:
    """Raises  SurveyClosed, with what to do, when no answer is taken."""
    if is_writable(participation):
        return
    if participation.campagne.ouverte_le is None:
        raise SurveyClosed(
            "L’enquête n’est pas encore ouverte : rien n’a été enregistré.",
            advice="Revenez par le même lien le jour de l’ouverture.",
        )
    raise SurveyClosed(
        "L’enquête ne prend plus de réponse : rien n’a été enregistré.",
        advice="Vos réponses restent lisibles ici. Pour les changer, écrivez à l’équipe : elle peut rouvrir.",
    )
