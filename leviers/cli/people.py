"""Commands about people: a role given from the machine, and what is kept for too long, erased."""

from typing import Annotated

from cyclopts import Parameter
from django.utils import timezone

from leviers.accounts import demandes, depart
from leviers.accounts.models import Role
from leviers.errors import NotReady

Genre = Role.Genre


def role(
    courriel: Annotated[str, Parameter(help="adresse de la personne")],
    genre: Annotated[str, Parameter(help="contributeur, referent, relecteur, animateur, administrateur…")],
    *,
    pour: Annotated[str, Parameter(name="--pour", help="SIREN, pour un référent ou une organisation")] = "",
) -> None:
    """Donne un rôle à une adresse ; son compte s’ouvre à sa première connexion, par un code."""
    if genre not in Genre.values:
        raise NotReady(f"Rôle inconnu « {genre} ».", advice=f"Choisissez parmi : {', '.join(Genre.values)}.")
    if (genre in demandes.WITH_PORTEE) != bool(pour):
        raise NotReady(
            "Un référent et une organisation ont un SIREN, les autres rôles n’en ont pas.",
            advice="Voyez l’option --pour.",
        )
    if genre == Genre.REFERENT and pour not in demandes.list_territoires():
        raise NotReady(
            f"Aucun territoire n’a ici le SIREN « {pour} ».", advice="Recopiez celui de son portrait."
        )
    given = demandes.give(courriel, genre, portee=pour)
    label = Genre(genre).label
    print(f"{courriel} est {label}." if given else f"{courriel} : rôle déjà donné ou demandé.")


def purge() -> None:
    """Efface ce qui est gardé depuis trop longtemps ; sans effet quand c’est fait."""
    for what, count in depart.purge(timezone.now()).items():
        print(f"  {count:>6}  {what}")
