"""Communes, départements, régions that join with the tools of the métropoles, out of every figure."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leviers.accounts import demandes, rights
from leviers.accounts.models import Personne, Role
from leviers.courrier import ecrire
from leviers.directory.models import Collectivite
from leviers.errors import NotAllowedNow
from leviers.participation import arbitrages
from leviers.participation.models import Arbitrage
from leviers.reference import territoires

MAX_WAITING = 3
GENRE = Arbitrage.Genre.COLLECTIVITE
ACCEPTED, REFUSED = "acceptee", "refusee"
_HERE = "Cette collectivité est déjà là, ou demandée."


def list_joined() -> list[Collectivite]:
    """Those that the team confirmed, by name."""
    return list(Collectivite.objects.filter(finie_le=None).exclude(confirmee_le=None))


def list_names() -> dict[str, str]:
    """The same: names by SIREN."""
    return {one.siren: one.nom for one in list_joined()}


def find(siren: str) -> Collectivite | None:
    """One that joined."""
    rows = Collectivite.objects.filter(siren=siren, finie_le=None).exclude(confirmee_le=None)
    return rows.first()


def list_waiting() -> list[Collectivite]:
    """Those that wait for an answer, the oldest first."""
    rows = Collectivite.objects.filter(finie_le=None, confirmee_le=None).select_related("demandee_par")
    return list(rows.order_by("demandee_le", "pk"))


@transaction.atomic
def ask(said: dict[str, str], *, by: Personne) -> Collectivite:
    """Ask that a collectivité joins: asked again by the same person, it is asked once.

    said    siren, nom, genre, departement, region, raison
    Raises  NotAllowedNow when it is one of the 22, is here, is waiting, or she asked too much
    """
    if said["siren"] in territoires.load_metropoles():
        raise NotAllowedNow(
            "C’est une des 22 métropoles.", advice="Demandez le rôle de référent depuis votre compte."
        )
    known = Collectivite.objects.filter(siren=said["siren"], finie_le=None).first()
    if known and known.demandee_par_id == by.pk:
        return known
    if known:
        advice = (
            "Demandez-en le rôle de référent." if known.confirmee_le else "Attendez la réponse de l’équipe."
        )
        raise NotAllowedNow(_HERE, advice=advice)
    if Collectivite.objects.filter(demandee_par=by, finie_le=None, confirmee_le=None).count() >= MAX_WAITING:
        raise NotAllowedNow("Trois demandes attendent déjà.", advice="Attendez une réponse de l’équipe.")
    try:
        with transaction.atomic():
            return Collectivite.objects.create(**said, demandee_par=by)
    except IntegrityError as error:  # somebody asked for it at the same instant
        raise NotAllowedNow(_HERE, advice="Attendez la réponse de l’équipe.") from error


@transaction.atomic
def confirm(row: Collectivite, *, by: Personne) -> bool:
    """Let a collectivité in; who asked becomes its référent, and a letter says so. Whether it was waiting."""
    rights.require_animateur(by)
    given = {"confirmee_le": timezone.now(), "confirmee_par": by}
    if not Collectivite.objects.filter(pk=row.pk, finie_le=None, confirmee_le=None).update(**given):
        return False
    _keep(row, ACCEPTED, "", by)
    if row.demandee_par and row.demandee_par.is_active:
        demandes.give(row.demandee_par.email, Role.Genre.REFERENT, portee=row.siren, by=by)
    return True


@transaction.atomic
def end(row: Collectivite, motif: str, *, by: Personne) -> bool:
    """Refuse one that waits, or take one out with the roles of its référents; they read the reason."""
    rights.require_animateur(by)
    if not motif.strip():
        raise NotAllowedNow("Dites pourquoi.", advice="La personne lira cette raison.")
    motif = motif.strip()[:600]
    here = Collectivite.objects.filter(pk=row.pk, finie_le=None)
    if not here.update(finie_le=timezone.now(), motif=motif):
        return False
    held = Role.objects.filter(genre=Role.Genre.REFERENT, portee=row.siren, fini_le=None)
    for role in held.select_related("personne"):
        demandes.end(role, motif, by=by)
    if not row.confirmee_le:
        _keep(row, REFUSED, motif, by)
        if row.demandee_par and row.demandee_par.is_active:
            _tell_refused(row, motif)
    return True


def _keep(row: Collectivite, verdict: str, motif: str, by: Personne) -> None:
    """Write in the journal what was answered to who asked."""
    arbitrages.keep(
        GENRE,
        row,
        titre=row.nom,
        verdict=verdict,
        motif=motif,
        avant={},
        attente=row.demandee_le,
        by=by,
        apres=verdict,
    )


def _tell_refused(row: Collectivite, motif: str) -> None:
    if row.demandee_par is None:
        return
    page = f"{settings.SITE_URL}{reverse('collectivites')}"
    texte = (
        f"Bonjour,\n\nVotre demande n’est pas acceptée : faire entrer {row.nom} dans le réseau.\n\n"
        f"Raison donnée :\n{motif}\n\nLes collectivités du réseau : {page}\n\nL’observatoire Leviers\n"
    )
    raison = f"collectivité {row.pk} refusée"
    ecrire.write(row.demandee_par.email, "reseau", "Votre demande n’est pas acceptée", texte, raison=raison)


demandes.know_territoires(list_names)
