"""Who is listed in the directory of people: who chose it, and holds a confirmed role."""

from django.db import transaction

from leviers.accounts import membres, rights
from leviers.accounts.models import Personne, Profil, Role
from leviers.catalogue.models import Etat as Catalogue
from leviers.directory.models import Inscription
from leviers.errors import NotAllowedNow

LISTED = (Role.Genre.REFERENT, Role.Genre.ORGANISATION, Role.Genre.CONTRIBUTEUR)


def may_be_listed(person: Personne) -> bool:
    """Whether one of her roles in force opens the directory."""
    return any(role.genre in LISTED for role in rights.list_roles(person))


def find_inscription(person: Personne) -> Inscription | None:
    """Her choice to be listed, with its day."""
    return Inscription.objects.filter(personne=person).first()


@transaction.atomic
def enlist(person: Personne) -> Inscription:
    """List a person, as she asks; asked twice, the first day stays.

    Raises  NotAllowedNow without a confirmed role
    """
    if not may_be_listed(person):
        raise NotAllowedNow(
            "L’annuaire liste les référents, les représentants et les contributeurs confirmés.",
            advice="Demandez d’abord un rôle depuis votre compte.",
        )
    row, _created = Inscription.objects.get_or_create(personne=person)
    Catalogue.bump_relectures()
    return row


def withdraw(person: Personne) -> None:
    """Take a person off the list, as she asks."""
    if Inscription.objects.filter(personne=person).delete()[0]:
        Catalogue.bump_relectures()


def list_people() -> list[Profil]:
    """Profiles of those who are listed: by choice, with an open account and a role in force; two queries."""
    rows = Profil.objects.filter(personne__inscription__isnull=False, personne__is_active=True)
    profils = list(rows.select_related("personne").order_by("personne_id"))
    rights.read_roles([profil.personne for profil in profils])
    return [profil for profil in profils if may_be_listed(profil.personne)]


def _note_change(person: Personne) -> None:
    """Pages that list people are made anew when a person of the list, or a role of hers, changes."""
    if Inscription.objects.filter(personne=person).exists():
        Catalogue.bump_relectures()


membres.tell_when_changed(_note_change)
