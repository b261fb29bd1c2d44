"""Two to four territoires side by side: usages, figures among all, démarches on the same levier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leviers.catalogue.published import Published
from leviers.comparison.competences import Statut, load_competences
from leviers.comparison.distributions import (
    DEFAULT_LIEN,
    Distribution,
    distribute_variable,
    read_distributions,
)
from leviers.comparison.variables import list_variables
from leviers.evidence.niveaux import DOCUMENTE
from leviers.evidence.usages import Usage, compute_usages
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole
from leviers.warehouse.read import Build

FEWEST, MOST = 2, 4
LONGEST_SLUG = 60  # a longer word is no address of ours, and is not repeated whole


@dataclass(frozen=True)
class Choice:
    """Territoires asked for, in the order of the address, and what could not be taken."""

    territoires: tuple[Metropole, ...]
    inconnus: tuple[str, ...]
    repetes: tuple[Metropole, ...]
    en_trop: tuple[Metropole, ...]

    @property
    def est_complet(self) -> bool:
        """Whether there is something to compare."""
        return len(self.territoires) >= FEWEST


@dataclass(frozen=True)
class Ligne:
    """One levier: the usage of each territoire, in order; some have démarches to read together."""

    levier: typologie.Levier
    usages: tuple[Usage, ...]

    @property
    def nb_reperes(self) -> int:
        """Territoires compared where something shows it."""
        return sum(usage.est_repere for usage in self.usages)

    @property
    def est_commun(self) -> bool:
        """Whether at least two of them document it: their démarches can be read side by side."""
        return sum(bool(usage.demarches) and usage.niveau.rang >= DOCUMENTE.rang for usage in self.usages) > 1


@dataclass(frozen=True)
class Partie:
    """The leviers of one champ; `nb_reperes` for each territoire, in order."""

    champ: typologie.Champ
    lignes: tuple[Ligne, ...]
    nb_reperes: tuple[int, ...]


@dataclass(frozen=True)
class Comparaison:
    """Everything the page shows; without a build, `indicateurs` and `rares` are empty."""

    territoires: tuple[Metropole, ...]
    statuts: tuple[Statut, ...]
    parties: tuple[Partie, ...]
    communs: tuple[Ligne, ...]
    variables: tuple[Distribution, ...]
    indicateurs: tuple[Distribution, ...]
    rares: tuple[Distribution, ...]
    lien: str
    build: Build | None

    @property
    def nb_communs(self) -> int:
        """Leviers repérés everywhere among those compared."""
        return sum(
            ligne.nb_reperes == len(self.territoires) for partie in self.parties for ligne in partie.lignes
        )


def choose(slugs: Iterable[str]) -> Choice:
    """Read the words of `?t=…&t=…`: each known one once, at most four."""
    known = territoires.index_by_slug()
    asked = [slug.strip().lower() for slug in slugs if slug.strip()]
    found = [slug for slug in asked if slug in known]
    distinct = list(dict.fromkeys(found))
    repeated = dict.fromkeys(slug for place, slug in enumerate(found) if slug in found[:place])
    return Choice(
        territoires=tuple(known[slug] for slug in distinct[:MOST]),
        inconnus=tuple(dict.fromkeys(slug[:LONGEST_SLUG] for slug in asked if slug not in known)),
        repetes=tuple(known[slug] for slug in repeated),
        en_trop=tuple(known[slug] for slug in distinct[MOST:]),
    )


def compare(
    catalogue: Published, build: Build | None, chosen: Sequence[Metropole], lien: str = DEFAULT_LIEN
) -> Comparaison:
    """Set territoires side by side.

    Shape   2 to 4 territoires -> 50 lignes in 7 parties, and the distributions of all the 22
    """
    lignes = _list_lignes(catalogue, chosen)
    read = read_distributions(build, lien) if build else None
    numbers = [variable for variable in list_variables(catalogue, build) if not variable.est_nominale]
    return Comparaison(
        territoires=tuple(chosen),
        statuts=tuple(load_competences().statuts[one.siren] for one in chosen),
        parties=tuple(_as_partie(champ, lignes) for champ in typologie.load_champs().values()),
        communs=tuple(ligne for ligne in lignes if ligne.est_commun),
        variables=tuple(map(distribute_variable, numbers)),
        indicateurs=read.dessinees if read else (),
        rares=read.rares if read else (),
        lien=lien,
        build=build,
    )


def _list_lignes(catalogue: Published, chosen: Sequence[Metropole]) -> list[Ligne]:
    usages = compute_usages(catalogue)
    return [
        Ligne(levier, tuple(usages.by_key[one.siren, code] for one in chosen))
        for code, levier in typologie.load_leviers().items()
    ]


def _as_partie(champ: typologie.Champ, lignes: Iterable[Ligne]) -> Partie:
    mine = tuple(ligne for ligne in lignes if ligne.levier.champ is champ)
    columns = zip(*(ligne.usages for ligne in mine), strict=True)
    return Partie(champ, mine, tuple(sum(usage.est_repere for usage in column) for column in columns))
