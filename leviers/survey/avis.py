"""The right of reply: what the team reads, what the territoire replies, what somebody else concludes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow, SurveyClosed
from leviers.survey.etapes import Etat, advance, may_reply
from leviers.survey.models import Avis, Contact, Participation

Stade, Conclusion = Avis.Stade, Avis.Conclusion
_OF_TEAM = {
    Etat.ENVOYEE: Stade.LECTURE,
    Etat.CONTRADICTOIRE: Stade.LECTURE,
    Etat.AUDIT: Stade.CONTROLE,
}


def read_avis(participation: Participation) -> Mapping[str, tuple[Avis, ...]]:
    """Everything concluded, by question, in the order of time."""
    found: dict[str, list[Avis]] = defaultdict(list)
    for avis in Avis.objects.filter(participation=participation).select_related("auteur", "contact"):
        found[avis.chemin].append(avis)
    return {chemin: tuple(said) for chemin, said in found.items()}


@transaction.atomic
def give_avis(
    participation: Participation,
    chemin: str,
    *,
    conclusion: str,
    by: Personne | Contact,
    texte: str = "",
    lien: str = "",
) -> Avis:
    """Keep what one side says of an answer, at the stage that the participation has reached.

    Twice   the same reply sent again, with nothing in between, is kept once
    Raises  NotAllowedNow when this side may not speak now; SurveyClosed when the time of reply is over
    """
    locked = Participation.objects.select_for_update().select_related("campagne").get(pk=participation.pk)
    is_team = isinstance(by, Personne)
    stade = _OF_TEAM.get(Etat(locked.etat)) if is_team else _find_reply(locked)
    if stade is None:
        raise NotAllowedNow(
            "Aucun avis n’est attendu à cette étape.",
            advice="Rechargez la page pour voir où en est cette participation.",
        )
    if stade == Stade.CONTROLE:
        require_other_reader(locked, by)
    said = {"chemin": chemin, "stade": stade, "conclusion": conclusion, "texte": texte, "lien": lien}
    if not is_team and (same := _find_last(locked, by, said)):
        return same
    return Avis.objects.create(
        participation=participation,
        **said,
        auteur=by if isinstance(by, Personne) else None,
        contact=by if isinstance(by, Contact) else None,
    )


def _find_last(participation: Participation, by: Personne | Contact, said: dict[str, str]) -> Avis | None:
    """The last reply of this person to this question, when it says the same."""
    rows = Avis.objects.filter(participation=participation, chemin=said["chemin"], contact=by.pk)
    last = rows.order_by("-pk").first()
    return last if last and all(getattr(last, name) == value for name, value in said.items()) else None


def _find_reply(participation: Participation) -> str | None:
    if participation.etat != Etat.CONTRADICTOIRE:
        return None
    if not may_reply(participation):
        raise SurveyClosed(
            "Le temps de répondre est passé : rien n’a été enregistré.",
            advice="Écrivez à l’équipe : elle lit encore vos messages.",
        )
    return Stade.REPLIQUE


def open_contradictoire(participation: Participation, *, by: Personne) -> None:
    """End the first reading: the territoire may reply to each question until the date that is set."""
    days = participation.campagne.contradictoire_jours
    with transaction.atomic():
        advance(participation, Etat.CONTRADICTOIRE, by=by)
        participation.contradictoire_jusqu_au = timezone.localdate() + timedelta(days=days)
        participation.save(update_fields=["contradictoire_jusqu_au"])


def close_contradictoire(participation: Participation, *, by: Personne | None = None) -> None:
    """Begin the control: the time of reply is over, or the territoire said that it has nothing to add.

    Raises  NotAllowedNow while the territoire may still reply and the team asks
    """
    if by is not None and may_reply(participation):
        raise NotAllowedNow(
            "La métropole peut encore répondre.",
            advice="Le contrôle commence le lendemain de la date fixée, ou quand elle dit avoir terminé.",
        )
    advance(participation, Etat.AUDIT, by=by)


def publish(participation: Participation, *, by: Personne) -> None:
    """Publish the answers of one territoire.

    Raises  NotAllowedNow when the same person made the first reading: two pairs of eyes are needed
    """
    require_other_reader(participation, by)
    advance(participation, Etat.PUBLIEE, by=by)


def require_other_reader(participation: Participation, by: Personne | Contact) -> None:
    """Raises  NotAllowedNow when this person gave an avis at the first reading, or opened the reply."""
    readings = Avis.objects.filter(participation=participation, stade=Stade.LECTURE, auteur=by.pk)
    opened = participation.etapes.filter(etat=Etat.CONTRADICTOIRE, par_equipe=by.pk)
    if readings.exists() or opened.exists():
        raise NotAllowedNow(
            "Le contrôle revient à une autre personne que celle qui a fait la première lecture.",
            advice="Demandez à quelqu’un d’autre de l’équipe de contrôler ces réponses.",
        )
