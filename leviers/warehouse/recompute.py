"""A value computed again from the rows it came from, in Python, so that nobody has to believe the SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, fsum
from statistics import median
from typing import Any

from leviers.warehouse.indicateurs import Indicateur

PART, SOMME, TAUX, MEDIANE, GINI = "part", "somme", "taux", "mediane", "gini"
_PER = {"pour 100\u202f000 habitants": (100_000, 1), "€ par habitant": (1, 2)}  # factor, decimals
_MEDIANES = frozenset(("delai-publication-marches-jours", "nb-offres-median"))


@dataclass(frozen=True)
class Total:
    """The foot of the rows of one value.

    calcul        how the value comes out of these sums: part, somme, taux, mediane or gini
    denominateur  the sum of shares; for a rate, the population, which every row repeats
    valeur        null for a Gini, whose grouping by beneficiary the rows do not carry
    """

    calcul: str
    nb_lignes: int
    nb_lignes_utiles: int
    numerateur: float | None
    numerateur_haut: float | None
    denominateur: float | None
    valeur: float | None
    valeur_haute: float | None
    facteur: int = 1


def recompute(indicateur: Indicateur, lignes: Sequence[dict[str, Any]]) -> Total:
    """Sums of the rows, and the value they give.

    Units  those of the indicator: a share is 0 to 100, a rate is already per 100,000
    """
    calcul = find_calcul(indicateur)
    factor, decimals = _PER.get(indicateur.unite, (100 if calcul == PART else 1, 1))
    known = [row for row in lignes if row["denominateur"] is not None] if calcul == PART else lignes
    low, high = _add(known, "numerateur"), _add(known, "numerateur_haut")
    under = _find_denominateur(calcul, lignes)
    return Total(
        calcul=calcul,
        nb_lignes=len(lignes),
        nb_lignes_utiles=sum(row["est_utile"] for row in lignes),
        numerateur=None if calcul == MEDIANE else low,
        numerateur_haut=high,
        denominateur=under,
        valeur=_median(lignes) if calcul == MEDIANE else _divide(calcul, low, under, (factor, decimals)),
        valeur_haute=_divide(calcul, high, under, (factor, decimals)),
        facteur=factor,
    )


def find_calcul(indicateur: Indicateur) -> str:
    """How an indicator turns its rows into a value; told by its unit."""
    if indicateur.code in _MEDIANES:
        return MEDIANE
    if indicateur.unite == "%":
        return PART
    if indicateur.unite in _PER:
        return TAUX
    return GINI if indicateur.unite == "de 0 à 1" else SOMME


def _find_denominateur(calcul: str, lignes: Sequence[dict[str, Any]]) -> float | None:
    if calcul == PART:
        return _add(lignes, "denominateur")
    return max(
        (float(row["denominateur"]) for row in lignes if row["denominateur"] is not None), default=None
    )


def _divide(calcul: str, over: float | None, under: float | None, per: tuple[int, int]) -> float | None:
    if over is None or calcul in (GINI, MEDIANE):
        return None
    if calcul == SOMME:
        return over
    return _round(per[0] * over / under, per[1]) if under else None


def _median(lignes: Iterable[dict[str, Any]]) -> float | None:
    known = [float(row["numerateur"]) for row in lignes if row["numerateur"] is not None]
    return median(known) if known else None


def _add(lignes: Iterable[dict[str, Any]], name: str) -> float | None:
    known = [float(row[name]) for row in lignes if row[name] is not None]
    return fsum(known) if known else None


def _round(value: float, decimals: int) -> float:
    """As DuckDB rounds: 6.25 is 6.3, where Python would say 6.2."""
    scale = 10**decimals
    return floor(value * scale + 0.5) / scale
