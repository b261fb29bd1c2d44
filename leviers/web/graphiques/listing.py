"""The list of the charts, by what they are about; those without any figure are left out."""

from dataclasses import dataclass

from leviers.evidence.matrix import fold
from leviers.graphiques.catalogue import Etat, list_of_indicateurs
from leviers.graphiques.graphique import Graphique
from leviers.graphiques.niveaux import read_champ, read_leviers
from leviers.reference import typologie
from leviers.reference.territoires import Metropole, index_by_slug
from leviers.warehouse.read import REEL


@dataclass(frozen=True)
class Group:
    """One part of the list."""

    titre: str
    graphiques: tuple[Graphique, ...]


@dataclass(frozen=True)
class Listing:
    """Charts whose finding is said in the list; leviers and métropoles, found from their name."""

    groups: tuple[Group, ...]
    leviers: tuple[typologie.Levier, ...]
    metropoles: tuple[Metropole, ...]
    has_data: bool


def list_groups(etat: Etat) -> Listing:
    """Every chart that can be shown now."""
    build = etat.builds.get(REEL)
    champs = [read_champ(etat.catalogue, code) for code in typologie.load_champs()]
    groups = [
        Group("Leviers et niveaux de preuve", (read_leviers(etat.catalogue), *(one for one in champs if one)))
    ]
    if build:
        groups.append(Group("Indicateurs", tuple(list_of_indicateurs(build))))
    return Listing(
        tuple(groups),
        tuple(typologie.load_leviers().values()),
        tuple(sorted(index_by_slug().values(), key=lambda one: fold(one.nom_court))),
        build is not None,
    )
