"""Comparable territoires: a distance on stated variables, with weights that the reader may change.

Formula, stated in docs/methode/comparaison.md:
  z = (x - median) / (1.4826 × median of |x - median|), x being ln(value) for ratios
  gap on a number = |z of one - z of the other|; gap on a word = 0 when the same, 1 otherwise
  distance = square root of (Σ weight × gap² / Σ weight), over the variables known for both
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from leviers.catalogue.published import Published
from leviers.comparison.variables import Variable, list_variables
from leviers.evidence.matrix import fold
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.warehouse.read import Build

TO_SIGMA = 1.4826  # makes the median deviation of a normal sample its standard deviation
HEAVIEST = 5.0
PREFIX = "poids-"
PLACES = 3  # a distance is told to three decimals, and ordered so


@dataclass(frozen=True)
class Ecart:
    """One variable of a pair; `ecart` is in robust standard deviations, None when one value is unknown."""

    variable: Variable
    mien: float | str | None
    sien: float | str | None
    ecart: float | None
    poids: float


@dataclass(frozen=True)
class Voisin:
    """A territoire with its distance to me, None when nothing can be compared; `ecarts` on every variable."""

    territoire: Metropole
    distance: float | None
    ecarts: tuple[Ecart, ...]

    @property
    def manquantes(self) -> tuple[Variable, ...]:
        """Variables left out of this pair, since one of the two has no value."""
        return tuple(ecart.variable for ecart in self.ecarts if ecart.ecart is None)


@dataclass(frozen=True)
class Comparables:
    """Every other territoire, the most similar first; `poids` are those in use, `ignores` those refused."""

    territoire: Metropole
    variables: tuple[Variable, ...]
    poids: dict[str, float]
    ignores: tuple[str, ...]
    voisins: tuple[Voisin, ...]


def read_weights(
    given: Mapping[str, str], variables: Iterable[Variable]
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Weights of an address such as `?poids-population=2`, and the codes whose weight was refused.

    Rule  a number from 0 to 5, comma or point; a refused or absent weight is that of the variable; when every
          weight is 0, all are refused
    """
    default = {variable.code: variable.poids for variable in variables}
    asked = {code: given[f"{PREFIX}{code}"] for code in default if given.get(f"{PREFIX}{code}")}
    read = {code: _read_weight(text) for code, text in asked.items()}
    refused = tuple(code for code, weight in read.items() if weight is None)
    weights = default | {code: weight for code, weight in read.items() if weight is not None}
    if default and not any(weights.values()):
        return default, tuple(asked)
    return weights, refused


def find_comparables(
    catalogue: Published, build: Build | None, siren: str, given: Mapping[str, str] | None = None
) -> Comparables:
    """Order the other territoires by similarity to one of them.

    Shape  `given` holds weights as in an address -> 21 voisins, equals by name, unknown distances last
    """
    variables = list_variables(catalogue, build)
    poids, ignores = read_weights(given or {}, variables)
    scores = _standardise_all(catalogue, build)
    voisins = [
        _compare(variables, scores, poids, (siren, other)) for other in load_metropoles() if other != siren
    ]
    voisins.sort(key=lambda voisin: (_rank(voisin), fold(voisin.territoire.nom_court)))
    return Comparables(load_metropoles()[siren], variables, poids, ignores, tuple(voisins))


def standardise(values: Mapping[str, float], *, is_log: bool) -> dict[str, float]:
    """Robust z of each value; empty when more than half of them are the same: nothing tells them apart."""
    known = {
        key: math.log(value) if is_log else value for key, value in values.items() if value > 0 or not is_log
    }
    if not known:
        return {}
    middle = median(known.values())
    scale = TO_SIGMA * median(abs(value - middle) for value in known.values())
    return {key: (value - middle) / scale for key, value in known.items()} if scale else {}


@lru_cache(maxsize=4)
def _standardise_all(catalogue: Published, build: Build | None) -> dict[str, dict[str, float]]:
    return {
        variable.code: standardise(variable.valeurs, is_log=variable.est_log)
        for variable in list_variables(catalogue, build)
        if not variable.est_nominale
    }


def _compare(
    variables: Iterable[Variable],
    scores: Mapping[str, Mapping[str, float]],
    poids: Mapping[str, float],
    pair: tuple[str, str],
) -> Voisin:
    mine, other = pair
    ecarts = tuple(
        Ecart(
            variable,
            (variable.noms or variable.valeurs).get(mine),
            (variable.noms or variable.valeurs).get(other),
            _gap(variable, scores.get(variable.code, {}), pair),
            poids[variable.code],
        )
        for variable in variables
    )
    return Voisin(load_metropoles()[other], _distance(ecarts), ecarts)


def _gap(variable: Variable, scores: Mapping[str, float], pair: tuple[str, str]) -> float | None:
    mine, other = pair
    if variable.est_nominale:
        known = variable.knows(mine) and variable.knows(other)
        return float(variable.noms[mine] != variable.noms[other]) if known else None
    return abs(scores[mine] - scores[other]) if mine in scores and other in scores else None


def _distance(ecarts: Iterable[Ecart]) -> float | None:
    known = [(ecart.poids, ecart.ecart) for ecart in ecarts if ecart.ecart is not None]
    total = sum(weight for weight, _ in known)
    if not total:
        return None
    return round(math.sqrt(sum(weight * gap**2 for weight, gap in known) / total), PLACES)


def _rank(voisin: Voisin) -> float:
    return math.inf if voisin.distance is None else voisin.distance


def _read_weight(text: str) -> float | None:
    try:
        weight = float(text.strip().replace(",", ".")[:12])
    except ValueError:
        return None
    return weight if 0 <= weight <= HEAVIEST else None
