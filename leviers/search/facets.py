"""The facets of the démarches: what each one is, and which démarches stand under each of its values.

A set of démarches is one integer, bit n for the démarche n of the catalogue: "or" within a facet,
"and" between facets, and a count is the number of bits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from leviers.catalogue.published import Demarche, Published
from leviers.reference import territoires, typologie

INCONNUE = "inconnue"
CODES = ("champ", "metropole", "levier", "statut", "annee", "montant", "confiance")
STATUTS = {"en cours": "en-cours", "terminé": "termine", "inconnu": "inconnu"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its word in the address, its short name, the démarches it holds."""

    code: str
    nom: str
    mask: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet; its values are in reading order."""

    code: str
    nom: str
    values: dict[str, Value]

    def union(self, codes: Iterable[str]) -> int:
        """Démarches that stand under at least one of some values."""
        mask = 0
        for code in codes:
            mask |= self.values[code].mask
        return mask


@dataclass(frozen=True, slots=True)
class _Plan:
    nom: str
    names: dict[str, str]
    read: Callable[[Demarche], list[str]]


@lru_cache(maxsize=2)
def build_facets(catalogue: Published) -> dict[str, Facet]:
    """The seven facets of one version, in reading order, with every value that can be asked for."""
    demarches = tuple(catalogue.demarches.values())
    plans = _plan(demarches)
    return {code: _fill(code, plans[code], demarches) for code in CODES}


def _plan(demarches: tuple[Demarche, ...]) -> dict[str, _Plan]:
    champs = {champ.code: champ.nom_court for champ in typologie.load_champs().values()}
    leviers = {levier.code: levier.nom_court for levier in typologie.load_leviers().values()}
    cities = sorted(territoires.load_metropoles().values(), key=lambda metropole: metropole.slug)
    metropoles = {metropole.slug: metropole.nom_court for metropole in cities}
    statuts = {"en-cours": "en cours", "termine": "terminée", "inconnu": "inconnu"}
    years = sorted({demarche.annee_debut for demarche in demarches if demarche.annee_debut}, reverse=True)
    annees = {str(year): str(year) for year in years} | {INCONNUE: INCONNUE}
    montants = {"connu": "connu", "inconnu": "inconnu"}
    return {
        "champ": _Plan("Champ d’action", champs, lambda d: [d.champ.code]),
        "metropole": _Plan("Métropole", metropoles, lambda d: [d.territoire.slug]),
        "levier": _Plan("Levier", leviers, lambda d: [levier.code for levier in d.leviers]),
        "statut": _Plan("Statut", statuts, lambda d: [STATUTS[d.statut]]),
        "annee": _Plan("Année de début", annees, lambda d: [str(d.annee_debut or INCONNUE)]),
        "montant": _Plan("Montant", montants, lambda d: ["inconnu" if d.montant_eur is None else "connu"]),
        "confiance": _Plan("Confiance", {"haute": "haute", "moyenne": "moyenne"}, lambda d: [d.confiance]),
    }


def _fill(code: str, plan: _Plan, demarches: tuple[Demarche, ...]) -> Facet:
    masks = dict.fromkeys(plan.names, 0)
    for rank, demarche in enumerate(demarches):
        for value in plan.read(demarche):
            masks[value] |= 1 << rank
    return Facet(code, plan.nom, {key: Value(key, nom, masks[key]) for key, nom in plan.names.items()})
