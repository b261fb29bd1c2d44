"""Usages: which territoire uses which levier, at which niveau de preuve, shown by which preuves."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.evidence.niveaux import DOCUMENTE, NON_REPERE, Niveau
from leviers.reference import territoires, typologie

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Usage:
    """Territoire × levier; `demarches` are the documented proofs, the best sourced first."""

    territoire: territoires.Metropole
    levier: typologie.Levier
    niveau: Niveau
    demarches: tuple[Demarche, ...]

    @cached_property
    def est_repere(self) -> bool:
        """Whether anything at all shows this usage."""
        return self.niveau.rang > 0


@dataclass(frozen=True, eq=False)
class Usages:
    """The 22 × 50 usages at one version of the catalogue, by (SIREN, code of the levier)."""

    version: int
    by_key: dict[Key, Usage]

    def of_territoire(self, siren: str) -> list[Usage]:
        """The 50 usages of one métropole, in the order of the leviers."""
        return [self.by_key[siren, code] for code in typologie.load_leviers()]

    def of_levier(self, code: str) -> list[Usage]:
        """The 22 usages of one levier, the most populated métropole first."""
        return [self.by_key[siren, code] for siren in territoires.load_metropoles()]

    @property
    def nb_reperes(self) -> int:
        """Usages that something shows, out of all."""
        return sum(usage.est_repere for usage in self.by_key.values())


def current() -> Usages:
    """The usages of the published catalogue, computed once per version."""
    return compute_usages(published.current())


@lru_cache(maxsize=2)
def compute_usages(catalogue: Published) -> Usages:
    """Establish every usage from its preuves.

    Shape   Published -> one Usage for each of the 22 × 50 pairs, none left out
    Rule    documenté as soon as one published démarche, which has a public source, uses the levier;
            non repéré otherwise, which is never a "no"
    """
    proofs: dict[Key, list[Demarche]] = defaultdict(list)
    for demarche in catalogue.demarches.values():
        for levier in demarche.leviers:
            proofs[demarche.territoire.siren, levier.code].append(demarche)
    by_key = {
        (siren, code): _establish(territoire, levier, proofs.get((siren, code), []))
        for siren, territoire in territoires.load_metropoles().items()
        for code, levier in typologie.load_leviers().items()
    }
    return Usages(catalogue.version, by_key)


def _establish(
    territoire: territoires.Metropole, levier: typologie.Levier, demarches: list[Demarche]
) -> Usage:
    ranked = sorted(demarches, key=lambda demarche: _rank(demarche, levier))
    return Usage(territoire, levier, DOCUMENTE if ranked else NON_REPERE, tuple(ranked))


def _rank(demarche: Demarche, levier: typologie.Levier) -> tuple[bool, bool, int, str]:
    """Main levier first, then the surest, then the best sourced."""
    is_main = demarche.leviers[0].code == levier.code
    return (not is_main, demarche.confiance != "haute", -len(demarche.sources), demarche.titre)
