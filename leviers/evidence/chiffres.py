"""The values of indicators, and the ones that are missing, with why: unknown is said, never left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from leviers.evidence.fictif import list_territoires
from leviers.reference.territoires import Metropole
from leviers.warehouse.indicateurs import Indicateur, load_indicateurs
from leviers.warehouse.read import Build
from leviers.warehouse.values import Valeur, list_valeurs

SANS_DATE = "aucune"
"""How an address writes a list whose year nobody wrote."""
SANS_BUILD = "Les données ouvertes ne sont pas chargées ici : rien n’a été calculé."
SANS_VALEUR = (
    "Aucune valeur pour ce territoire : rien n’est publié, ou rien n’est utilisable. Inconnu n’est pas zéro."
)


@dataclass(frozen=True)
class Chiffre:
    """One value of one territoire, or none at all; `raison` then says why. `cle` sorts and names it."""

    cle: str
    indicateur: Indicateur
    territoire: Metropole
    valeur: Valeur | None
    raison: str


def write_annee(annee: int | None) -> str:
    """A year as an address writes it."""
    return SANS_DATE if annee is None else str(annee)


@lru_cache(maxsize=4)
def list_chiffres(build: Build | None, monde: str) -> tuple[Chiffre, ...]:
    """Every indicator in every territoire of one monde, the unknown included, sorted by cle.

    Shape   38 indicators × 22 territoires -> one or more values each, or one line that says why there is none
    """
    return tuple(sorted(_list(build, monde), key=lambda one: one.cle))


def _list(build: Build | None, monde: str) -> Iterator[Chiffre]:
    known = list_valeurs(build) if build else {}
    places = {place.siren: place for place in list_territoires(monde)}
    raison = SANS_VALEUR if build else SANS_BUILD
    for code, indicateur in load_indicateurs().items():
        found = [valeur for valeur in known.get(code, ()) if valeur.territoire_siren in places]
        for valeur in found:
            place = places[valeur.territoire_siren]
            cle = f"{code}.{place.slug}.{valeur.lien}.{write_annee(valeur.annee)}"
            yield Chiffre(cle, indicateur, place, valeur, "")
        for siren in places.keys() - {valeur.territoire_siren for valeur in found}:
            place = places[siren]
            yield Chiffre(f"{code}.{place.slug}", indicateur, place, None, raison)
