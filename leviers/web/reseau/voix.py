"""Under which names a person may write: those for whom she speaks, by name; her own."""

from leviers.accounts.models import Personne
from leviers.directory.annonces.porteurs import list_sirens
from leviers.web.fiches.structures import name_sirens

Voix = tuple[str, str]
"""A SIREN, empty for oneself, and a name."""


def list_voix(person: Personne) -> list[Voix]:
    """Everything that she speaks for, by name."""
    return [(one.siren, one.nom) for one in name_sirens(list_sirens(person)).values()]


def find_voix(voix: list[Voix], siren: str) -> Voix:
    """The one that was chosen; oneself is the last of a list that has it."""
    return next((one for one in voix if one[0] == siren), voix[-1])
