"""Reports of readers: the pace that is allowed, and the one function that writes a report."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from leviers.accounts import rights
from leviers.accounts.garde import digest_of_day, pace
from leviers.catalogue.models import Demarche, Signalement
from leviers.participation.commentaires import Writer
from leviers.reference import territoires
from leviers.web.signaler.forms import DemarcheReportForm, ReportForm
from leviers.web.signaler.subjects import Subject

PER_HOUR = 5
NOBODY = Writer()
_SAID = ("objet", "message", "valeur_proposee", "declare", "source_url", "courriel")
TITLE = 400  # signs kept of the title of what is contested


def make_form(subject: Subject, data: object = None) -> ReportForm:
    """The form of one subject, filled or not."""
    if subject.sujet != Signalement.Sujet.DEMARCHE:
        return ReportForm(data)  # type: ignore[arg-type]
    return DemarcheReportForm(data, demarche=Demarche.objects.get(pk=subject.id))


@transaction.atomic
def record_report(subject: Subject, form: ReportForm, *, address: str, by: Writer = NOBODY) -> Signalement:
    """Write one report; the same words sent again from the same place within the hour make one.

    Raises  NotAllowedNow beyond PER_HOUR reports in an hour from one address; nothing is written then
    """
    origine = digest_of_day(address)
    said = {name: form.cleaned_data[name] for name in _SAID}
    said |= {"auteur": by.personne, "courriel_confirme": by.est_confirme, "corrections": form.corrections}
    said["courriel"] = "" if by.personne else by.courriel or said["courriel"]
    said["declare"] = said["declare"] if may_declare(subject, by) else ""
    about = {
        "sujet": subject.sujet,
        "sujet_id": subject.id,
        "sujet_titre": subject.nom[:TITLE],
        "sujet_adresse": subject.address,
        "demarche_id": subject.id if subject.sujet == Signalement.Sujet.DEMARCHE else None,
    }
    made = {"origine": origine, **about, **said}
    since = timezone.now() - timedelta(hours=1)
    if again := Signalement.objects.filter(**made, traite=False, recu_le__gte=since).first():
        return again
    pace("signalement", address, per_hour=PER_HOUR)
    return Signalement.objects.create(main=_find_main(origine), **made)


def may_declare(subject: Subject, by: Writer) -> bool:
    """Whether who writes may declare this usage in the name of its territoire: a confirmed référent."""
    place = territoires.index_by_slug().get(subject.id.partition("/")[0])
    is_usage = subject.sujet == Signalement.Sujet.USAGE
    return bool(is_usage and place and rights.speaks_for(by.personne, place.siren))


def _find_main(origine: str) -> str:
    """The word of what this connection sent today, else a new one; nothing links it to an address."""
    today = Signalement.objects.filter(origine=origine, recu_le__gte=timezone.now() - timedelta(days=1))
    return today.values_list("main", flat=True).first() or uuid4().hex
