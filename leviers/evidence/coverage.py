"""Coverage: in which of the 22 métropoles each levier and each champ is repéré, and by how many démarches."""

from dataclasses import dataclass
from functools import lru_cache

from leviers.catalogue.published import Published
from leviers.evidence.usages import Usages, compute_usages
from leviers.reference import territoires, typologie


@dataclass(frozen=True)
class Coverage:
    """`marks`: one place for each métropole, the most populated first; whether anything shows it there."""

    marks: tuple[bool, ...]
    nb_demarches: int

    @property
    def nb_metropoles(self) -> int:
        """Métropoles where it is repéré, out of `len(marks)`."""
        return sum(self.marks)


@dataclass(frozen=True)
class Coverages:
    """Coverage of every levier and of every champ, by code."""

    leviers: dict[str, Coverage]
    champs: dict[str, Coverage]


def cover(catalogue: Published) -> Coverages:
    """Count where leviers and champs are repérés.

    Shape   Published -> 50 leviers and 7 champs, each over the 22 métropoles
    Rule    a champ is repéré where at least one of its leviers is; a démarche counts once for each of
            its leviers, and once for its own champ
    """
    return _cover(catalogue, compute_usages(catalogue))


@lru_cache(maxsize=2)
def _cover(catalogue: Published, usages: Usages) -> Coverages:
    demarches = catalogue.demarches.values()
    leviers = {
        code: Coverage(
            marks=tuple(usage.est_repere for usage in usages.of_levier(code)),
            nb_demarches=sum(len(usage.demarches) for usage in usages.of_levier(code)),
        )
        for code in typologie.load_leviers()
    }
    champs = {
        code: Coverage(
            marks=_mark_champ(usages, code),
            nb_demarches=sum(demarche.champ.code == code for demarche in demarches),
        )
        for code in typologie.load_champs()
    }
    return Coverages(leviers, champs)


def _mark_champ(usages: Usages, champ: str) -> tuple[bool, ...]:
    return tuple(
        any(usage.est_repere for usage in usages.of_territoire(siren) if usage.levier.champ.code == champ)
        for siren in territoires.load_metropoles()
    )
