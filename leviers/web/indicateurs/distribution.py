"""Values of one year along a line, drawn on the server: where they fall, never who comes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from leviers.warehouse.indicateurs import Indicateur
from leviers.warehouse.values import Valeur
from leviers.web.indicateurs.figures import is_low, say_cell, say_number
from leviers.web.kit.typography import pluriel

FEWEST = 3  # fewer points show no distribution
WIDTH, MARGIN, RADIUS, STEP = 460, 10, 6, 14


@dataclass(frozen=True)
class Point:
    """One territoire; `x2` is the high end of a range."""

    x: float
    x2: float | None
    y: float
    titre: str
    est_faible: bool


@dataclass(frozen=True)
class Distribution:
    """A strip of points for one year; `resume` says it in words."""

    annee: int | None
    points: tuple[Point, ...]
    mediane: float | None
    height: int
    haut: str
    resume: str


def draw(
    indicateur: Indicateur, valeurs: Iterable[Valeur], name: Callable[[str], str]
) -> Distribution | None:
    """The last year that at least FEWEST territoires have; None when there is none, or when all are zero."""
    years: dict[int, list[Valeur]] = {}
    for one in valeurs:
        years.setdefault(one.annee or 0, []).append(one)
    full = [year for year, found in years.items() if len(found) >= FEWEST]
    if not full:
        return None
    found = years[max(full)]
    top = max(one.valeur_haute or one.valeur for one in found)
    if top <= 0:
        return None
    points, levels = _place(indicateur, found, top, name)
    sure = [one.valeur for one in found if not is_low(one)]
    middle = median(sure) if len(sure) >= FEWEST else None
    return Distribution(
        annee=max(full) or None,
        points=points,
        mediane=None if middle is None else _scale(middle, top),
        height=levels * STEP + 2 * MARGIN,
        haut=say_number(indicateur, top),
        resume=_say(indicateur, found, middle),
    )


def _place(
    indicateur: Indicateur, found: list[Valeur], top: float, name: Callable[[str], str]
) -> tuple[tuple[Point, ...], int]:
    """Points that would touch are set one above the other."""
    last: list[float] = []
    placed = []
    for one in sorted(found, key=lambda each: each.valeur):
        x = _scale(one.valeur, top)
        end = _scale(one.valeur_haute, top) if one.est_fourchette and one.valeur_haute is not None else None
        level = next((number for number, edge in enumerate(last) if edge + 2 * RADIUS < x), len(last))
        last[level : level + 1] = [max(x, end or 0)]
        said = f"{name(one.territoire_siren)} : {say_cell(indicateur, one)}"
        placed.append((x, end, level, said, is_low(one)))
    bottom = len(last) * STEP + MARGIN
    points = tuple(
        Point(x, end, bottom - level * STEP - RADIUS, said, low) for x, end, level, said, low in placed
    )
    return points, len(last)


def _scale(value: float, top: float) -> float:
    return round(MARGIN + value / top * (WIDTH - 2 * MARGIN), 1)


def _say(indicateur: Indicateur, found: list[Valeur], middle: float | None) -> str:
    low, high = min(one.valeur for one in found), max(one.valeur for one in found)
    spread = f"de {say_number(indicateur, low)} à {say_number(indicateur, high)}"
    said = f"{pluriel(len(found), 'territoire')}, {spread}"
    if middle is not None:
        said += f" ; médiane : {say_number(indicateur, middle)}"
    weak = sum(is_low(one) for one in found)
    return f"{said} ; {pluriel(weak, 'valeur')} à couverture faible" if weak else said
