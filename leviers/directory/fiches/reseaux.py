"""Networks and their members: said by the member, confirmed by the network or by the team."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from leviers.accounts import rights
from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat as Catalogue
from leviers.courrier import ecrire
from leviers.directory.fiches.blocs import list_representatives
from leviers.directory.models import Adhesion, Reseau
from leviers.errors import NotAllowedNow


class WrittenMeanwhile(NotAllowedNow):
    """Somebody else wrote the page of a network since its form was opened."""


_HERE = "Ce réseau est déjà là."
_IN_FORCE = Q(adhesions__finie_le=None, adhesions__confirmee_le__isnull=False)


def list_reseaux() -> QuerySet[Reseau]:
    """Every network, with `nb_membres` confirmed."""
    return Reseau.objects.annotate(nb_membres=Count("adhesions", filter=_IN_FORCE))


def list_members(reseau: Reseau) -> list[Adhesion]:
    """Confirmed members of a network, the first first."""
    return list(reseau.adhesions.filter(finie_le=None).exclude(confirmee_le=None))


def list_of(siren: str) -> list[Reseau]:
    """Networks of which a structure or a territoire is a confirmed member."""
    found = Reseau.objects.filter(_IN_FORCE, adhesions__siren=siren)
    return list(found.distinct())


def list_said(sirens: Iterable[str]) -> list[Adhesion]:
    """Memberships of these SIREN, confirmed or waiting."""
    rows = Adhesion.objects.filter(siren__in=[*sirens], finie_le=None).select_related("reseau")
    return list(rows)


def list_to_settle(person: Personne) -> list[Adhesion]:
    """Memberships that wait for this person: those of her networks, all of them for an animateur."""
    rows = Adhesion.objects.filter(finie_le=None, confirmee_le=None).select_related("reseau", "demandee_par")
    if rights.is_animateur(person):
        return list(rows)
    sirens = [role.portee for role in rights.list_roles(person) if rights.acts_for(person, role.portee)]
    return list(rows.filter(reseau__siren__in=[siren for siren in sirens if siren]))


@dataclass(frozen=True)
class Page:
    """What the page of a network says, checked; `territoires` are SIREN of métropoles."""

    nom: str
    description: str
    site: str
    territoires: tuple[str, ...]


def read_page(reseau: Reseau) -> Page:
    """What it says now."""
    return Page(reseau.nom, reseau.description, reseau.site, tuple(reseau.territoires))


@transaction.atomic
def create(nom: str, genre: str, *, site: str, siren: str, by: Personne) -> Reseau:
    """Add a network.

    Raises  NotAllowedNow when who asks is not an animateur, or the network is known
    """
    if not rights.is_animateur(by):
        raise NotAllowedNow("Seule l’équipe ajoute un réseau.", advice="Écrivez-lui pour proposer le vôtre.")
    slug = slugify(nom)[:60] or "reseau"
    if slug == "creer" or Reseau.objects.filter(Q(nom__iexact=nom) | Q(slug=slug)).exists():
        raise NotAllowedNow(_HERE, advice="Cherchez-le dans la liste.")
    Catalogue.bump_relectures()
    try:
        with transaction.atomic():
            return Reseau.objects.create(slug=slug, nom=nom, genre=genre, site=site, siren=siren, cree_par=by)
    except IntegrityError as error:  # the same form, sent twice at the same instant
        raise NotAllowedNow(_HERE, advice="Cherchez-le dans la liste.") from error


@transaction.atomic
def edit(reseau: Reseau, page: Page, *, by: Personne, depuis: str) -> Reseau:
    """Write the page of a network, whose address stays; the same words twice write once.

    depuis  mark of the version that the form showed
    Raises  NotAllowedNow when she does not represent it, when another network has this name, or when
            somebody else wrote it since
    """
    row = Reseau.objects.select_for_update().get(pk=reseau.pk)
    if not may_manage(by, row):
        raise NotAllowedNow(
            "Ce réseau n’est pas le vôtre.", advice="Demandez-en le rôle depuis votre compte."
        )
    if read_page(row) == page:
        return row
    if mark_version(row) != depuis:
        raise WrittenMeanwhile(
            "Quelqu’un d’autre a modifié cette page pendant que vous l’écriviez.",
            advice="Votre texte est gardé ici : relisez la page, puis envoyez-le s’il doit la remplacer.",
        )
    if Reseau.objects.filter(nom__iexact=page.nom).exclude(pk=row.pk).exists():
        raise NotAllowedNow("Un autre réseau porte ce nom.", advice="Votre texte est gardé ici.")
    row.nom, row.description, row.site = page.nom, page.description, page.site
    row.territoires, row.modifie_le = list(page.territoires), timezone.now()
    row.save(update_fields=["nom", "description", "site", "territoires", "modifie_le"])
    Catalogue.bump_relectures()
    return row


def mark_version(reseau: Reseau) -> str:
    """A mark of what its page says now, which a form sends back."""
    return reseau.modifie_le.isoformat() if reseau.modifie_le else ""


@transaction.atomic
def say_member(reseau: Reseau, siren: str, *, by: Personne) -> Adhesion:
    """Say that one’s structure or territoire is in a network; said twice, it is said once.

    Raises  NotAllowedNow when she does not speak for this SIREN
    """
    if not (rights.acts_for(by, siren) or rights.speaks_for(by, siren)):
        raise NotAllowedNow(
            "Vous ne parlez pas pour ce SIREN.", advice="Choisissez une structure ou un territoire à vous."
        )
    is_own = bool(reseau.siren) and rights.acts_for(by, reseau.siren)
    confirmed = {"confirmee_le": timezone.now(), "confirmee_par": by} if is_own else {}
    row, created = Adhesion.objects.get_or_create(
        reseau=reseau, siren=siren, finie_le=None, defaults={"demandee_par": by, **confirmed}
    )
    if created and not is_own and reseau.siren:
        for courriel in list_representatives(reseau.siren):
            _tell_network(row, courriel)
    if created and is_own:
        Catalogue.bump_relectures()
    return row


def may_manage(person: Personne, reseau: Reseau) -> bool:
    """Whether a person represents this network, or is of the team."""
    is_of_it = bool(reseau.siren) and rights.acts_for(person, reseau.siren)
    return is_of_it or rights.is_animateur(person)


def may_settle(person: Personne, row: Adhesion) -> bool:
    """Whether a person confirms the members of this network."""
    return may_manage(person, row.reseau)


def may_leave(person: Personne, row: Adhesion) -> bool:
    """Whether a person speaks for this member."""
    return rights.acts_for(person, row.siren) or rights.speaks_for(person, row.siren)


def confirm(row: Adhesion, *, by: Personne) -> bool:
    """Confirm a membership; whether it was waiting."""
    if not may_settle(by, row):
        raise NotAllowedNow(
            "Ce réseau n’est pas le vôtre.", advice="Demandez-en le rôle depuis votre compte."
        )
    given = {"confirmee_le": timezone.now(), "confirmee_par": by}
    if not Adhesion.objects.filter(pk=row.pk, finie_le=None, confirmee_le=None).update(**given):
        return False
    Catalogue.bump_relectures()
    _tell_member(row, "Votre adhésion est confirmée", "", by)
    return True


def end(row: Adhesion, motif: str, *, by: Personne) -> bool:
    """Refuse or end a membership: by the member as she likes, by the network or the team with a reason."""
    is_leaving = may_leave(by, row)
    if not is_leaving and not may_settle(by, row):
        raise NotAllowedNow("Cette adhésion n’est pas la vôtre.", advice="Voyez vos rôles dans votre compte.")
    if not is_leaving and not motif.strip():
        raise NotAllowedNow("Dites pourquoi.", advice="Le membre lira cette raison.")
    motif = motif.strip()[:600]
    in_force = Adhesion.objects.filter(pk=row.pk, finie_le=None)
    if not in_force.update(finie_le=timezone.now(), motif=motif):
        return False
    Catalogue.bump_relectures()
    said = "Votre adhésion prend fin" if row.confirmee_le else "Votre adhésion n’est pas confirmée"
    _tell_member(row, said, motif, by)
    return True


def _tell_network(row: Adhesion, courriel: str) -> None:
    texte = (
        f"Bonjour,\n\nLe SIREN {row.siren} dit être membre de votre réseau, « {row.reseau.nom} ».\n\n"
        f"Confirmez-le, ou dites que non : {settings.SITE_URL}{reverse('fiches-demandes')}\n\n"
        "L’observatoire Leviers\n"
    )
    ecrire.write(
        courriel, "reseau", "Un membre de votre réseau à confirmer", texte, raison=f"adhésion {row.pk}"
    )


def _tell_member(row: Adhesion, said: str, motif: str, by: Personne) -> None:
    if row.demandee_par is None or row.demandee_par == by:
        return
    page = f"{settings.SITE_URL}{reverse('reseau-membres', args=[row.reseau.slug])}"
    reason = f"Raison donnée :\n{motif}\n\n" if motif else ""
    texte = (
        f"Bonjour,\n\n{said} : {row.reseau.nom} (SIREN {row.siren}).\n\n{reason}{page}\n\n"
        "L’observatoire Leviers\n"
    )
    ecrire.write(row.demandee_par.email, "reseau", said, texte, raison=f"adhésion {row.pk} {said}")
