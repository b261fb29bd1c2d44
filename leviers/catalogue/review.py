"""Review: where each text stands, what waits for somebody, and what must be verified again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from leviers.catalogue import duplicates
from leviers.catalogue.models import Demarche, Etat
from leviers.catalogue.models.editorial import Editorial

MONTHS_BEFORE_STALE = 18
VERIFICATION = "leviers.verification"  # the word of the history for "read again, still true"


class Etape(models.TextChoices):
    """Steps of a text, in the order it goes through them."""

    BROUILLON = "brouillon", "brouillon"
    EN_RELECTURE = "en-relecture", "en relecture"
    RELUE = "relue", "relue"
    PUBLIEE = "publiee", "publiée"
    RETIREE = "retiree", "retirée"


@dataclass(frozen=True)
class EtatEditorial:
    """Where a text stands: the step of its latest version, and whether readers see a version of it."""

    etape: Etape
    est_en_ligne: bool

    @property
    def libelle(self) -> str:
        """The state as people read it."""
        if self.est_en_ligne and self.etape != Etape.PUBLIEE:
            return f"publiée · nouvelle version : {self.etape.label}"
        return str(self.etape.label)


def with_etape(texts: "QuerySet[Any]") -> "QuerySet[Any]":
    """Add `etape` to each text, from what Wagtail knows: live, versions, workflow, approved schedule.

    Rule   relue when an approved version waits for its date; en relecture when a version is submitted;
           else publiée when readers see the latest version, brouillon when they see an older one;
           else retirée when readers saw it once, brouillon when they never did
    """
    versions = {
        "base_content_type": ContentType.objects.get_for_model(texts.model),
        "object_id": Cast(OuterRef("pk"), CharField()),  # that of an article is a number
    }
    approved = Revision.objects.filter(**versions, approved_go_live_at__isnull=False)
    submitted = WorkflowState.objects.filter(**versions, status=WorkflowState.STATUS_IN_PROGRESS)
    return texts.annotate(
        etape=Case(
            When(Exists(approved), then=Value(Etape.RELUE)),
            When(Exists(submitted), then=Value(Etape.EN_RELECTURE)),
            When(live=True, has_unpublished_changes=False, then=Value(Etape.PUBLIEE)),
            When(live=True, then=Value(Etape.BROUILLON)),
            When(first_published_at__isnull=False, then=Value(Etape.RETIREE)),
            default=Value(Etape.BROUILLON),
            output_field=CharField(),
        )
    )


def etat(text: Editorial) -> EtatEditorial:
    """Where a text stands; one query unless it comes from `with_etape`."""
    etape = getattr(text, "etape", None)
    if etape is None:
        stored = with_etape(type(text)._default_manager.filter(pk=text.pk)).values_list("etape", flat=True)
        etape = stored.first() or Etape.BROUILLON
    return EtatEditorial(Etape(etape), est_en_ligne=text.live)


@dataclass(frozen=True)
class Stale:
    """A published démarche to verify again, and every reason for it, in French."""

    demarche: Demarche
    raisons: tuple[str, ...]


def list_stale(today: date) -> list[Stale]:
    """Published démarches never verified, not for 18 months, or with a dead source; oldest first."""
    limit = subtract_months(today, MONTHS_BEFORE_STALE)
    rows = (
        Demarche.objects.filter(live=True)
        .filter(Q(verifiee_le=None) | Q(verifiee_le__lt=limit) | Q(sources__est_morte=True))
        .order_by(F("verifiee_le").asc(nulls_first=True), "titre")
        .prefetch_related("sources")
        .distinct()
    )
    return [Stale(row, tuple(_list_reasons(row, limit))) for row in rows]


def _list_reasons(demarche: Demarche, limit: date) -> Iterable[str]:
    if demarche.verifiee_le is None:
        yield "jamais vérifiée"
    elif demarche.verifiee_le < limit:
        yield f"vérifiée il y a plus de {MONTHS_BEFORE_STALE} mois"
    nb_dead = sum(source.est_morte for source in demarche.sources.all())
    if nb_dead:
        yield "une source morte" if nb_dead == 1 else f"{nb_dead} sources mortes"


def subtract_months(day: date, months: int) -> date:
    """Same day some months earlier, or the last of that month: 31 August less 18 is 28 February."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@transaction.atomic
def mark_verified(demarche: Demarche, *, by: Any, today: date) -> None:
    """Record that somebody read the sources again and that the text still holds.

    Not an edit: no new version, no draft; every version shows the new date. Doing it twice
    on one day changes nothing more.
    """
    if not Demarche.objects.filter(pk=demarche.pk).exclude(verifiee_le=today).update(verifiee_le=today):
        return
    log(instance=demarche, action=VERIFICATION, user=by, data={"verifiee_le": today.isoformat()})
    Etat.bump()


def list_duplicates(demarche: Demarche) -> list[duplicates.Proche]:
    """Démarches of the same métropole that may be this one under another name, drafts included."""
    others = Demarche.objects.filter(territoire_siren=demarche.territoire_siren).prefetch_related("sources")
    return duplicates.find_duplicates(_as_fiche(demarche), [_as_fiche(other) for other in others])


def _as_fiche(demarche: Demarche) -> duplicates.Fiche:
    urls = tuple(source.url for source in demarche.sources.all())
    return duplicates.Fiche(demarche.pk, demarche.territoire_siren, demarche.titre, urls)
