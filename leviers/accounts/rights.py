"""What a person may do. Every page that writes asks here, on the server, for each object.

A person is what `request.user` gives: nobody logged in has no right.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser

from leviers.accounts.models import Personne, Role
from leviers.errors import NotAllowedNow

Somebody = Personne | AnonymousUser
Genre = Role.Genre
ANIMATEURS = (Genre.ANIMATEUR, Genre.ADMINISTRATEUR)
CONTRIBUTEURS = (Genre.CONTRIBUTEUR, Genre.REFERENT, Genre.RELECTEUR, *ANIMATEURS)


def list_roles(person: Any) -> tuple[Role, ...]:
    """Roles in force of a person, read once for one request."""
    if not isinstance(person, Personne) or not person.is_active:
        return ()
    kept: tuple[Role, ...] | None = getattr(person, "_roles_in_force", None)
    if kept is None:
        kept = tuple(person.roles.filter(fini_le=None).exclude(confirme_le=None))
        person._roles_in_force = kept  # type: ignore[attr-defined]
    return kept


def read_roles(people: Sequence[Personne]) -> None:
    """Read at once the roles in force of many people, which `list_roles` then gives without a query."""
    kept: dict[int, list[Role]] = {person.pk: [] for person in people}
    for role in Role.objects.filter(personne__in=kept, fini_le=None).exclude(confirme_le=None):
        kept[role.personne_id].append(role)
    for person in people:
        person._roles_in_force = tuple(kept[person.pk]) if person.is_active else ()  # type: ignore[attr-defined]


def holds(person: Any, *genres: str, portee: str | None = None) -> bool:
    """Whether a person holds one of these roles; with `portee`, for this SIREN or everywhere."""
    if isinstance(person, Personne) and person.is_active and person.is_superuser:
        return True
    return any(
        role.genre in genres and (portee is None or role.portee in ("", portee))
        for role in list_roles(person)
    )


def is_animateur(person: Any) -> bool:
    """Who moderates, publishes articles, confirms roles."""
    return holds(person, *ANIMATEURS)


def has_other_animateur(person: Any) -> bool:
    """Whether somebody else holds, in force, a role that moderates."""
    rows = Role.objects.filter(genre__in=ANIMATEURS, fini_le=None, personne__is_active=True)
    return rows.exclude(confirme_le=None).exclude(personne=person.pk).exists()


def is_relecteur(person: Any) -> bool:
    """Who reviews contributions: by role, or who publishes the texts that they correct."""
    if holds(person, Genre.RELECTEUR, *ANIMATEURS):
        return True
    return isinstance(person, Personne) and person.has_perm("catalogue.publish_demarche")


def require_animateur(person: Any) -> None:
    """Refuse who is not an animateur."""
    if not is_animateur(person):
        raise NotAllowedNow("Seule l’équipe décide ici.", advice="Connectez-vous avec un compte d’animateur.")


def require_relecteur(person: Any) -> None:
    """Refuse who is not a relecteur."""
    if not is_relecteur(person):
        raise NotAllowedNow(
            "Seule l’équipe décide ici.", advice="Connectez-vous avec un compte de relecteur."
        )


def is_contributeur(person: Any) -> bool:
    """Who proposes articles."""
    return holds(person, *CONTRIBUTEURS)


def is_trusted(person: Any) -> bool:
    """Whose comments are shown at once."""
    return holds(person, *CONTRIBUTEURS)


def speaks_for(person: Any, siren: str) -> bool:
    """Whether a person is a référent of this territoire, confirmed."""
    return any(role.genre == Genre.REFERENT and role.portee == siren for role in list_roles(person))


def acts_for(person: Any, siren: str) -> bool:
    """Whether a person represents this organisation, confirmed."""
    return any(role.genre == Genre.ORGANISATION and role.portee == siren for role in list_roles(person))
