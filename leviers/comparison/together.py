"""Leviers often used together: counts over the 22 métropoles, never a rule, never a cause."""

from dataclasses import dataclass

from leviers.evidence.usages import Usages
from leviers.reference import territoires, typologie

FEWEST = 3  # below three métropoles in common, a coincidence says nothing
MOST_SHOWN = 6


@dataclass(frozen=True)
class Together:
    """A levier seen where another one is.

    Units   métropoles: `nb_ensemble` have both, `nb_base` have the first, `nb_levier` have this one
    """

    levier: typologie.Levier
    nb_ensemble: int
    nb_base: int
    nb_levier: int


def list_together(usages: Usages, code: str) -> tuple[Together, ...]:
    """The leviers repérés beside one levier more often than their own frequency explains.

    Shape   50 leviers -> at most six, the strongest excess first
    Rule    kept when at least three métropoles have both, and when
            nb_ensemble > nb_base × nb_levier / 22, what two unrelated leviers would share;
            ordered by that difference, then by nb_ensemble, then in the order of the matrix
    """
    places = {levier: _list_places(usages, levier) for levier in typologie.load_leviers()}
    base = places[code]
    found = [
        Together(levier, len(base & places[other]), len(base), len(places[other]))
        for other, levier in typologie.load_leviers().items()
        if other != code
    ]
    kept = [pair for pair in found if pair.nb_ensemble >= FEWEST and _excess(pair) > 0]
    kept.sort(key=lambda pair: (-_excess(pair), -pair.nb_ensemble))
    return tuple(kept[:MOST_SHOWN])


def _list_places(usages: Usages, code: str) -> set[str]:
    return {usage.territoire.siren for usage in usages.of_levier(code) if usage.est_repere}


def _excess(pair: Together) -> int:
    """Twenty-two times the difference between what is seen and what chance would give: a whole number."""
    return len(territoires.load_metropoles()) * pair.nb_ensemble - pair.nb_base * pair.nb_levier
