"""Usages: which territoire uses which levier, at which niveau de preuve, shown by which preuves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.evidence import declarations, releves
from leviers.evidence.declarations import NOTHING, Declarations
from leviers.evidence.niveaux import NON_OBSERVABLE, NON_REPERE, Niveau
from leviers.evidence.preuves import DOCUMENTEE, Preuve, establish
from leviers.evidence.regles import load_regles
from leviers.evidence.releves import Releve
from leviers.reference import territoires, typologie
from leviers.warehouse.read import REEL

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Usage:
    """Territoire × levier.

    demarches  the documented proofs, the best sourced first
    preuves    every preuve, whatever its state and whether it counts or not
    """

    territoire: territoires.Metropole
    levier: typologie.Levier
    niveau: Niveau
    demarches: tuple[Demarche, ...]
    preuves: tuple[Preuve, ...] = ()

    @cached_property
    def est_repere(self) -> bool:
        """Whether anything at all shows this usage."""
        return self.niveau.rang > 0


@dataclass(frozen=True, eq=False)
class Usages:
    """The 22 × 50 usages at one version of the catalogue and one build, by (SIREN, code of the levier).

    releve  what the build shows; None while open data are not there: nothing then is said non observable
    """

    version: int
    by_key: dict[Key, Usage]
    releve: Releve | None = None

    @property
    def sirens(self) -> set[str]:
        """Territoires that it covers."""
        return {siren for siren, _code in self.by_key}

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


def compute_usages(catalogue: Published) -> Usages:
    """Establish every usage from its preuves: the catalogue, the build in force, what answers declare.

    Shape   Published -> one Usage for each of the 22 × 50 pairs, none left out
    Rule    data/preuves.yaml; non repéré is never a "no"; non observable when no source could have shown it
    """
    return establish_usages(catalogue, releves.current(REEL), declarations.current(catalogue.version))


@lru_cache(maxsize=4)
def establish_usages(catalogue: Published, releve: Releve | None, declared: Declarations = NOTHING) -> Usages:
    """The same from a given reading of a build and of answers: same readings, same usages."""
    documented: dict[Key, list[Demarche]] = defaultdict(list)
    for demarche in catalogue.demarches.values():
        for levier in demarche.leviers:
            documented[demarche.territoire.siren, levier.code].append(demarche)
    by_key = {
        (siren, code): establish_usage(
            territoire,
            levier,
            documented.get((siren, code), ()),
            releve,
            declared=declared.list_preuves((siren, code)),
        )
        for siren, territoire in territoires.load_metropoles().items()
        for code, levier in typologie.load_leviers().items()
    }
    return Usages(catalogue.version, by_key, releve)


def establish_usage(
    territoire: territoires.Metropole,
    levier: typologie.Levier,
    demarches: Iterable[Demarche],
    releve: Releve | None,
    *,
    declared: Iterable[Preuve] = (),
) -> Usage:
    """One usage from what is known of it."""
    ranked = tuple(sorted(demarches, key=lambda demarche: _rank(demarche, levier)))
    preuves = [
        Preuve(DOCUMENTEE, (f"demarche:{demarche.id}",), annee=demarche.annee_debut) for demarche in ranked
    ]
    preuves += declared
    if releve:
        preuves += releve.preuves.get((territoire.siren, levier.code), ())
    regle = load_regles().leviers[levier.code]
    niveau = establish(preuves, regle, annee=releve.annee if releve else 0)
    if niveau is NON_REPERE and releve and not releve.is_observable(territoire.siren, levier.code):
        niveau = NON_OBSERVABLE
    return Usage(territoire, levier, niveau, ranked, tuple(preuves))


def _rank(demarche: Demarche, levier: typologie.Levier) -> tuple[bool, bool, int, str]:
    """Main levier first, then the surest, then the best sourced."""
    is_main = demarche.leviers[0].code == levier.code
    return (not is_main, demarche.confiance != "haute", -len(demarche.sources), demarche.titre)
