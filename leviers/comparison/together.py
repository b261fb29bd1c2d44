"""Leviers often used together: counts over the 22 métropoles, never a rule, never a cause."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from leviers.evidence.usages import Usages
from leviers.reference import territoires, typologie

FEWEST = 3  # below three métropoles in common, a coincidence says nothing
MOST_SHOWN = 6

Places = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Together:
    """A levier seen where another one is.

    Units   métropoles: `nb_ensemble` have both, `nb_base` have the first, `nb_levier` have this one
    """

    levier: typologie.Levier
    nb_ensemble: int
    nb_base: int
    nb_levier: int


@dataclass(frozen=True)
class Pair:
    """Two leviers, neither of which comes first.

    Units  métropoles: `nb_ensemble` have both, `nb_un` the first, `nb_autre` the second
    """

    un: typologie.Levier
    autre: typologie.Levier
    nb_ensemble: int
    nb_un: int
    nb_autre: int

    @property
    def attendu(self) -> float:
        """Métropoles that would have both if the two had nothing to do with one another."""
        return self.nb_un * self.nb_autre / len(territoires.load_metropoles())

    @property
    def exces(self) -> int:
        """Twenty-two times the difference between what is seen and what chance would give."""
        return len(territoires.load_metropoles()) * self.nb_ensemble - self.nb_un * self.nb_autre


def list_together(usages: Usages, code: str) -> tuple[Together, ...]:
    """The leviers repérés beside one levier more often than their own frequency explains.

    Shape   50 leviers -> at most six, the strongest excess first
    Rule    kept when at least three métropoles have both, and when
            nb_ensemble > nb_base × nb_levier / 22, what two unrelated leviers would share;
            ordered by that difference, then by nb_ensemble, then in the order of the matrix
    """
    places = list_places(usages)
    base = places[code]
    found = [
        Together(levier, len(base & places[other]), len(base), len(places[other]))
        for other, levier in typologie.load_leviers().items()
        if other != code
    ]
    kept = [pair for pair in found if pair.nb_ensemble >= FEWEST and _excess(pair) > 0]
    kept.sort(key=lambda pair: (-_excess(pair), -pair.nb_ensemble))
    return tuple(kept[:MOST_SHOWN])


def list_pairs(usages: Usages, champ: str = "") -> tuple[Pair, ...]:
    """Every pair of leviers seen together more often than their own frequencies explain.

    Shape   50 leviers, or those of one champ with all the others -> pairs, each once
    Rule    that of `list_together`, with the same order
    """
    places, leviers = list_places(usages), typologie.load_leviers()
    pairs = [
        Pair(
            leviers[one],
            leviers[other],
            len(places[one] & places[other]),
            len(places[one]),
            len(places[other]),
        )
        for one, other in combinations(leviers, 2)
        if champ in ("", leviers[one].champ.code, leviers[other].champ.code)
    ]
    kept = [pair for pair in pairs if pair.nb_ensemble >= FEWEST and pair.exces > 0]
    return tuple(sorted(kept, key=lambda pair: (-pair.exces, -pair.nb_ensemble)))


@lru_cache(maxsize=2)
def list_places(usages: Usages) -> Places:
    """SIREN of the métropoles where each levier is repéré, by code."""
    return {
        code: frozenset(usage.territoire.siren for usage in usages.of_levier(code) if usage.est_repere)
        for code in typologie.load_leviers()
    }


def _excess(pair: Together) -> int:
    """Twenty-two times the difference between what is seen and what chance would give: a whole number."""
    return len(territoires.load_metropoles()) * pair.nb_ensemble - pair.nb_base * pair.nb_levier
