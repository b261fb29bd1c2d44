"""A strip plot as drawing data: every territoire on one line, those compared marked with a letter.

Units  x in percent of the width, so that letters keep their size on a phone; y in pixels from the top
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from markupsafe import Markup

from leviers.comparison.distributions import Distribution, Valeur
from leviers.evidence.matrix import fold
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.web.comparer.words import decimals_of, say_value
from leviers.web.kit.jinja import environment_in_use
from leviers.web.kit.typography import euros_courts, nombre, pluriel

LETTERS = "ABCD"
LEFT, RIGHT = 4.0, 96.0  # percent: room for half a letter on both sides
DOT_WIDTH, LETTER_WIDTH, TICK_WIDTH = 2.6, 6.6, 17.0  # percent, on a phone: closer than that, they touch
DOT_STEP, LETTER_STEP = 8.0, 21.0  # pixels between two that would touch
TOP, AXIS_ROOM, LIFT = 12.0, 26.0, 8.0
SPREAD_FOR_LOG = 8.0  # the largest value, in medians, from which a logarithm is easier to read
LOW_COVERAGE = 50.0  # percent


@dataclass(frozen=True)
class Dot:
    """One territoire, in pixels above the axis; `is_low` when less than half of its rows could be used."""

    x: float
    up: float
    is_low: bool


@dataclass(frozen=True)
class Letter:
    """The mark of a territoire compared, and its dot."""

    letter: str
    y: float
    dot: Dot


@dataclass(frozen=True)
class Tick:
    """A graduation; `anchor` keeps its words inside the drawing."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Legend:
    """What a territoire compared has: its value in words, or that it is unknown, and how sure that is."""

    letter: str
    territoire: Metropole
    valeur: str
    couverture: str


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not depend on who is compared: dots of all, axis, sentence, table; drawn once."""

    dots: dict[str, Dot]
    room: float
    median_x: float
    is_log: bool
    resume: str
    source: str
    drawing: Markup
    table: Markup


@dataclass(frozen=True)
class Strip:
    """Everything the template draws and says."""

    distribution: Distribution
    ground: Ground
    letters: tuple[Letter, ...]
    letters_y: float
    axis_y: float
    height: float
    legends: tuple[Legend, ...]


def draw_strip(distribution: Distribution, chosen: Sequence[Metropole]) -> Strip:
    """Place a distribution on a line.

    Shape   1 to 22 values and up to 4 territoires; one without a value has no letter and says « inconnu »
    """
    ground = lay_ground(distribution)
    marked = list(zip(chosen, LETTERS, strict=False))
    known = [(ground.dots[one.siren], letter) for one, letter in marked if one.siren in ground.dots]
    rows = _stack([dot.x for dot, _ in known], LETTER_WIDTH)
    letters_y = TOP + LETTER_STEP * max(rows, default=0)
    axis_y = letters_y + ground.room
    return Strip(
        distribution=distribution,
        ground=ground,
        letters=tuple(
            Letter(letter, letters_y - LETTER_STEP * row, dot)
            for (dot, letter), row in zip(known, rows, strict=True)
        ),
        letters_y=letters_y,
        axis_y=axis_y,
        height=axis_y + AXIS_ROOM,
        legends=tuple(_as_legend(distribution, one, letter) for one, letter in marked),
    )


@lru_cache(maxsize=256)
def lay_ground(distribution: Distribution) -> Ground:
    """Lay out and draw what is the same whoever is compared."""
    scale = _Scale(distribution)
    places = [scale.place(valeur.valeur) for valeur in distribution.valeurs]
    rows = _stack(places, DOT_WIDTH)
    dots = {
        valeur.territoire.siren: Dot(place, LIFT + DOT_STEP * row, _is_low(valeur))
        for valeur, place, row in zip(distribution.valeurs, places, rows, strict=True)
    }
    module: Any = environment_in_use().get_template("comparer/bande_fond.html").module
    return Ground(
        dots=dots,
        room=22 + DOT_STEP * max(rows, default=0),
        median_x=scale.place(distribution.mediane),
        is_log=scale.is_log,
        resume=say_resume(distribution),
        source=say_source(distribution),
        drawing=Markup(module.ground(dots.values(), scale.list_ticks())),  # noqa: S704 (out of a template)
        table=Markup(module.table(distribution, _list_rows(distribution))),  # noqa: S704 (out of a template)
    )


def say_resume(distribution: Distribution) -> str:
    """The whole distribution in one sentence, without naming who comes first or last."""
    nb, every = len(distribution.valeurs), len(load_metropoles())
    values = [valeur.valeur for valeur in distribution.valeurs]
    known = f"{nb} métropoles connues sur {every}" if nb < every else f"les {every} métropoles"
    return (
        f"Médiane : {say_value(distribution.mediane, distribution.unite)} ({known}) ; "
        f"de {say_value(min(values), distribution.unite)} à {say_value(max(values), distribution.unite)}."
    )


def say_source(distribution: Distribution) -> str:
    """Its first source, and how many others; all of them are under the drawing."""
    first, *others = distribution.sources
    return f"{first}, et {pluriel(len(others), 'autre liste', 'autres listes')}" if others else first


def _is_low(valeur: Valeur) -> bool:
    return valeur.couverture_pct is not None and valeur.couverture_pct < LOW_COVERAGE


def _list_rows(distribution: Distribution) -> list[tuple[Metropole, Valeur | None, str]]:
    """The 22 by name, with their value in words."""
    rows = []
    for one in sorted(load_metropoles().values(), key=lambda one: fold(one.nom_court)):
        valeur = distribution.by_siren.get(one.siren)
        rows.append((one, valeur, say_range(valeur, distribution.unite) if valeur else ""))
    return rows


def _as_legend(distribution: Distribution, one: Metropole, letter: str) -> Legend:
    valeur = distribution.by_siren.get(one.siren)
    if valeur is None:
        return Legend(letter, one, "inconnu", "")
    return Legend(letter, one, say_range(valeur, distribution.unite), say_coverage(valeur))


def say_range(valeur: Valeur, unite: str) -> str:
    """The value, or both ends when it is a range."""
    if valeur.valeur_haute is None or valeur.valeur_haute == valeur.valeur:
        return say_value(valeur.valeur, unite)
    return f"de {nombre(valeur.valeur, decimals_of(valeur.valeur))} à {say_value(valeur.valeur_haute, unite)}"


def say_coverage(valeur: Valeur) -> str:
    """How sure the figure is; empty when it has no coverage."""
    if valeur.couverture_pct is None:
        return ""
    return f"couverture {nombre(valeur.couverture_pct, 0)} %"


class _Scale:
    """From a value to a place; a logarithm when one value would crush the others."""

    def __init__(self, distribution: Distribution) -> None:
        values = [valeur.valeur for valeur in distribution.valeurs]
        self.unite = distribution.unite
        self.is_log = min(values) > 0 and max(values) >= SPREAD_FOR_LOG * distribution.mediane
        self.low, self.high = self._as_number(min(values)), self._as_number(max(values))
        if self.low == self.high:
            self.low, self.high = self.low - 1, self.high + 1

    def place(self, value: float) -> float:
        share = (self._as_number(value) - self.low) / (self.high - self.low)
        return round(LEFT + (RIGHT - LEFT) * share, 2)

    def list_ticks(self) -> list[Tick]:
        """Round values, as many as keep apart on a phone."""
        ticks: list[Tick] = []
        for value in _round_logs(self.low, self.high) if self.is_log else _round_steps(self.low, self.high):
            x = self.place(value)
            if not ticks or x - ticks[-1].x >= TICK_WIDTH:
                ticks.append(
                    Tick(x, _shorten(value, self.unite), "start" if x < 12 else "end" if x > 88 else "middle")
                )
        return ticks

    def _as_number(self, value: float) -> float:
        return math.log10(value) if self.is_log else value


def _round_logs(low: float, high: float) -> list[float]:
    powers = range(math.floor(low), math.ceil(high) + 1)
    values = [float(digit) * 10.0**power for power in powers for digit in (1, 2, 5)]
    return [value for value in values if low <= math.log10(value) <= high]


def _round_steps(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten: three to six of them."""
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
    first = math.ceil(low / step)
    found = [place * step for place in range(first, first + 12) if place * step <= high]
    return [round(value, 10) for value in found]


def _stack(places: Sequence[float], width: float) -> list[int]:
    """A row for each, so that none touches another of the same row; the order given decides who is lowest."""
    rows: dict[int, list[float]] = {}
    chosen = []
    for place in places:
        row = next(row for row in count() if all(abs(place - other) >= width for other in rows.get(row, [])))
        rows.setdefault(row, []).append(place)
        chosen.append(row)
    return chosen


def _shorten(value: float, unite: str) -> str:
    if unite == "€":
        return euros_courts(value)
    return f"{nombre(value / 1e6)} M" if value >= 1e6 else nombre(value)
