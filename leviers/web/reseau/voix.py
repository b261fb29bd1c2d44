"""Under which names a person may write: those for whom she speaks, by name; her own."""

from django.conf import settings

from leviers.accounts.models import Personne
from leviers.directory.annonces.porteurs import list_sirens
from leviers.evidence.acteurs import find_acteur
from leviers.reference import territoires
from leviers.warehouse.read import find_builds

Voix = tuple[str, str]
"""A SIREN, empty for oneself, and a name."""


def list_voix(person: Personne) -> list[Voix]:
    """Everything that she speaks for, by name."""
    return [(siren, name_siren(siren)) for siren in list_sirens(person)]


def find_voix(voix: list[Voix], siren: str) -> Voix:
    """The one that was chosen; oneself is the last of a list that has it."""
    return next((one for one in voix if one[0] == siren), voix[-1])


def name_siren(siren: str) -> str:
    """A métropole by its name, an organisation as registers name it, else by its number."""
    known = territoires.load_metropoles().get(siren)
    if known:
        return known.nom
    acteur = find_acteur(find_builds(settings.HOME), siren)
    if acteur and acteur.nom:
        return str(acteur.nom)
    return f"Organisation {siren[:3]} {siren[3:6]} {siren[6:]}"


def find_page(siren: str) -> tuple[str, str] | None:
    """Name of the address and its word, for the page of a métropole; nothing for the others."""
    known = territoires.load_metropoles().get(siren)
    return ("metropole", known.slug) if known else None
