"""Leviers à explorer: used by comparable territoires, not found here, within the powers of this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leviers.catalogue.published import Demarche, Levier, Published
from leviers.comparison.competences import HORS, Reserve, Statut, load_competences
from leviers.comparison.neighbours import Comparables, Voisin, find_comparables
from leviers.comparison.together import Together, list_together
from leviers.evidence.niveaux import DOCUMENTE
from leviers.evidence.usages import Usage, Usages, compute_usages
from leviers.reference import typologie
from leviers.warehouse.read import Build

NB_VOISINS = 6  # enough for a count to mean something, few enough to remain comparable
MOST_DEMARCHES = 3
MOST_APPUIS = 3


@dataclass(frozen=True)
class Piste:
    """One levier to explore.

    `ici` is my own usage; `adopteurs` the comparable usages, the most similar first; `demarches` one for each
    of the first adopteurs; `appuis` leviers found here that often go with it, with their counts; `fiche` is
    None when the sheet is not published; `reserve` is what my statute adds.
    """

    levier: typologie.Levier
    ici: Usage
    adopteurs: tuple[Usage, ...]
    demarches: tuple[Demarche, ...]
    appuis: tuple[Together, ...]
    fiche: Levier | None
    reserve: Reserve | None

    @property
    def est_hors(self) -> bool:
        """Whether another authority holds the power."""
        return self.reserve is not None and self.reserve.effet == HORS


@dataclass(frozen=True)
class AExplorer:
    """What could be explored; `hors` are leviers that comparables use but that my statute rules out."""

    comparables: Comparables
    voisins: tuple[Voisin, ...]
    statut: Statut
    pistes: tuple[Piste, ...]
    hors: tuple[Piste, ...]


def list_a_explorer(
    catalogue: Published, build: Build | None, siren: str, given: Mapping[str, str] | None = None
) -> AExplorer:
    """The leviers that territoires like this one use, and that nothing shows here.

    Shape   `given` holds weights as in an address -> the six most similar territoires, then 0 to 50 pistes
    Rule    used: documenté at least; not found here: nothing shows it, or no source could; a levier that the
            statute rules out goes to `hors`
    Order   by number of the six that use it, then by how similar the first ones are, then as in the matrix
    """
    comparables = find_comparables(catalogue, build, siren, given)
    voisins = tuple(voisin for voisin in comparables.voisins if voisin.distance is not None)[:NB_VOISINS]
    usages = compute_usages(catalogue)
    found = [
        _as_piste(catalogue, usages, mine, adopteurs)
        for mine in usages.of_territoire(siren)
        if not mine.est_repere and (adopteurs := _list_adopteurs(usages, voisins, mine))
    ]
    found.sort(key=lambda piste: (-len(piste.adopteurs), _rank(piste, voisins)))
    return AExplorer(
        comparables=comparables,
        voisins=voisins,
        statut=load_competences().statuts[siren],
        pistes=tuple(piste for piste in found if not piste.est_hors),
        hors=tuple(piste for piste in found if piste.est_hors),
    )


def _list_adopteurs(usages: Usages, voisins: Iterable[Voisin], mine: Usage) -> tuple[Usage, ...]:
    theirs = (usages.by_key[voisin.territoire.siren, mine.levier.code] for voisin in voisins)
    return tuple(usage for usage in theirs if usage.niveau.rang >= DOCUMENTE.rang)


def _as_piste(catalogue: Published, usages: Usages, mine: Usage, adopteurs: tuple[Usage, ...]) -> Piste:
    firsts = [usage.demarches[0] for usage in adopteurs if usage.demarches]
    return Piste(
        levier=mine.levier,
        ici=mine,
        adopteurs=adopteurs,
        demarches=tuple(firsts[:MOST_DEMARCHES]),
        appuis=_list_appuis(usages, mine),
        fiche=catalogue.leviers.get(mine.levier.code),
        reserve=load_competences().find_reserve(mine.territoire.siren, mine.levier.code),
    )


def _list_appuis(usages: Usages, mine: Usage) -> tuple[Together, ...]:
    here = {usage.levier.code for usage in usages.of_territoire(mine.territoire.siren) if usage.est_repere}
    pairs = list_together(usages, mine.levier.code)
    return tuple(pair for pair in pairs if pair.levier.code in here)[:MOST_APPUIS]


def _rank(piste: Piste, voisins: tuple[Voisin, ...]) -> list[int]:
    places = {voisin.territoire.siren: place for place, voisin in enumerate(voisins)}
    return [places[usage.territoire.siren] for usage in piste.adopteurs]
