"""Values of the indicators as a build holds them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from leviers.warehouse.indicateurs import COLUMNS, LIENS
from leviers.warehouse.read import Build


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value of one indicator, in the columns of indicators.valeurs."""

    code: str
    territoire_siren: str
    lien: str
    annee: int | None
    valeur: float
    valeur_haute: float | None
    numerateur: float | None
    numerateur_haut: float | None
    denominateur: float | None
    nb_lignes: int
    nb_lignes_utiles: int
    couverture_pct: float

    @property
    def est_fourchette(self) -> bool:
        """Whether it is a range whose two ends differ."""
        return self.valeur_haute is not None and self.valeur_haute != self.valeur


@lru_cache(maxsize=4)
def list_valeurs(build: Build) -> MappingProxyType[str, tuple[Valeur, ...]]:
    """Every value by code of indicator, kept with the build.

    Shape  one row per (code, territoire, lien, annee); some thousands
    Order  lien as in LIENS, then the latest year first, then SIREN
    """
    columns = ", ".join(("code", *COLUMNS))
    rows = build.read(f"select {columns} from indicators.valeurs")  # noqa: S608 (our names)
    liens = list(LIENS)
    found: dict[str, list[Valeur]] = defaultdict(list)
    for row in rows:
        found[row["code"]].append(Valeur(**row))
    return MappingProxyType(
        {
            code: tuple(
                sorted(
                    valeurs,
                    key=lambda one: (liens.index(one.lien), -(one.annee or 0), one.territoire_siren),
                )
            )
            for code, valeurs in found.items()
        }
    )


def group_by_lien(valeurs: tuple[Valeur, ...]) -> dict[str, tuple[Valeur, ...]]:
    """The same, by kind of body."""
    return {lien: tuple(group) for lien, group in groupby(valeurs, lambda one: one.lien)}
