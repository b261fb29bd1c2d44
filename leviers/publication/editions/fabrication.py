"""The queue: what was asked for is made by one process beside the site, one thing at a time.

Who works holds the workshop (`disk.open_workshop`): a row said « en cours » while nobody holds it is that of
a process that died. It is begun once more, then said failed.
"""

from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import EditionRefused, LeviersError, NotReady
from leviers.publication.editions import disk, ouvrage
from leviers.publication.editions.citation import check_doi
from leviers.publication.editions.gestes import note
from leviers.publication.editions.layout import FOLDER, check_code
from leviers.publication.editions.lire import Publiee, find_edition
from leviers.publication.models import COURANTE, Edition, Fabrication

MAX_ESSAIS = 2
INTERRUPTED = (
    "Interrompue deux fois : le serveur s’est arrêté ou la mémoire a manqué. Relancez la fabrication."
)
_OPEN = (Fabrication.Etat.ATTENTE, Fabrication.Etat.EN_COURS)


def ask(quoi: str, *, by: Personne, home: Path, doi: str = "") -> Fabrication:
    """Ask for the draft, or for an edition to be frozen; it begins within a minute.

    Raises  EditionRefused when the code cannot be one, is frozen already, or was asked for already
    """
    if quoi != COURANTE:
        disk.refuse_frozen(home / FOLDER / check_code(quoi))
    try:
        with transaction.atomic():
            made = Fabrication.objects.create(quoi=quoi, doi=check_doi(doi), demandee_par=by)
            note(by, "Brouillon demandé" if quoi == COURANTE else f"Édition {quoi} : gel demandé")
            return made
    except IntegrityError as error:
        raise EditionRefused(
            "Elle est déjà demandée.", advice="Attendez qu’elle finisse : la page en dit l’avancement."
        ) from error


def has_work() -> bool:
    """Whether something waits, or was left by a process that died."""
    return Fabrication.objects.filter(etat__in=_OPEN).exists()


def run_next(home: Path) -> Fabrication | None:
    """Make the next thing asked for; None when there is none, or when another process is at work."""
    try:
        with disk.open_workshop(home) as place:
            _recover()
            one = _claim()
            if one:
                _run(one, home, place)
            return one
    except NotReady as error:
        if error.message != disk.BUSY:
            waiting = Fabrication.objects.filter(etat=Fabrication.Etat.ATTENTE)
            waiting.update(erreur=f"{error.message} {error.advice}")
        return None


def record(edition: Publiee, *, by: Personne | None) -> Edition:
    """The row of a frozen edition, beside its files."""
    said = edition.sommaire
    row, created = Edition.objects.get_or_create(
        code=edition.code,
        defaults={
            "titre": said["titre"],
            "publiee_le": date.fromisoformat(said["jour"]),
            "doi": said["doi"],
            "build": said["build"],
            "version": said["version"],
            "empreinte": said["digest"],
            "figee_par": by,
        },
    )
    if created:
        note(by, f"Édition {edition.code} figée")
    return row


def _recover() -> None:
    """Rows left by a process that died: begun again, or said failed."""
    left = Fabrication.objects.filter(etat=Fabrication.Etat.EN_COURS)
    left.filter(essais__gte=MAX_ESSAIS).update(
        etat=Fabrication.Etat.ECHOUEE, erreur=INTERRUPTED, finie_le=timezone.now()
    )
    left.update(etat=Fabrication.Etat.ATTENTE, etape="reprise après une interruption", pourcent=0)


def _claim() -> Fabrication | None:
    one = Fabrication.objects.filter(etat=Fabrication.Etat.ATTENTE).order_by("pk").first()
    if one:
        one.etat, one.essais, one.erreur = Fabrication.Etat.EN_COURS, one.essais + 1, ""
        one.commencee_le = timezone.now()
        one.save()
    return one


def _run(one: Fabrication, home: Path, place: Path) -> None:
    row = Fabrication.objects.filter(pk=one.pk)

    def watch(step: str, percent: int) -> None:
        row.update(etape=step, pourcent=percent)

    try:
        with disk.saying_refusals(place):
            _make(one, home, place, watch)
        one.etat, one.etape, one.pourcent = Fabrication.Etat.PRETE, "", 100
    except LeviersError as error:
        one.etat, one.erreur = Fabrication.Etat.ECHOUEE, f"{error.message} {error.advice}"
    one.finie_le = timezone.now()
    one.save()


def _make(one: Fabrication, home: Path, place: Path, watch: disk.Watch) -> None:
    if one.est_brouillon:
        disk.make_draft(place, ouvrage.prepare(), watch)
        return
    was_killed = one.essais > 1  # perhaps frozen, then killed before it was said
    done = find_edition(home, one.quoi) if was_killed else None
    edition = done or disk.freeze(place, ouvrage.prepare(one.quoi, doi=one.doi), watch).edition
    record(edition, by=one.demandee_par)
