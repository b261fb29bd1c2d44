"""The matrix: a selection of usages in rows (métropoles) and columns (leviers), with its counts.

Every filter is a code, as in the address; an empty text means no filter.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property

from leviers.evidence.niveaux import BY_CODE, NIVEAUX, Niveau
from leviers.evidence.usages import Usage, Usages
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole


@dataclass(frozen=True)
class Tranche:
    """A bracket of population, lower bound included, upper bound excluded."""

    nom: str
    de: int
    a: int

    def holds(self, population: int) -> bool:
        """Whether a population falls in the bracket."""
        return self.de <= population < self.a


# Bounds chosen so that each bracket holds four to seven of the 22 métropoles.
TRANCHES: dict[str, Tranche] = {
    "plus-de-1-million": Tranche("1 million d’habitants et plus", 1_000_000, 10**9),
    "500-000-a-1-million": Tranche("de 500 000 à 1 million d’habitants", 500_000, 1_000_000),
    "300-000-a-500-000": Tranche("de 300 000 à 500 000 habitants", 300_000, 500_000),
    "moins-de-300-000": Tranche("moins de 300 000 habitants", 0, 300_000),
}
TRIS: dict[str, str] = {
    "population": "population",
    "nom": "nom",
    "usages": "nombre d’usages",
}

# The six states in reading order: from the least to the best established, then what cannot be observed.
STATES: tuple[Niveau, ...] = (*NIVEAUX[1:], NIVEAUX[0])


@dataclass(frozen=True)
class Filters:
    """What is asked for; `niveau` is a minimum; `metropole` and `levier` reduce the matrix to one line."""

    champ: str = ""
    niveau: str = ""
    region: str = ""
    population: str = ""
    metropole: str = ""
    levier: str = ""
    tri: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The filters in use, by name, in a fixed order."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: code for name, code in pairs if code}

    def without(self, name: str) -> "Filters":
        """The same filters but one."""
        return replace(self, **{name: ""})


@dataclass(frozen=True)
class Row:
    """One métropole: its usages in the order of the columns, None where below the niveau asked for."""

    territoire: Metropole
    usages: tuple[Usage | None, ...]

    @cached_property
    def nb_reperes(self) -> int:
        """Usages repérés among those shown."""
        return sum(usage is not None and usage.est_repere for usage in self.usages)


@dataclass(frozen=True)
class Group:
    """The columns of one champ; `nb_reperes` is in the order of the leviers."""

    champ: typologie.Champ
    leviers: tuple[typologie.Levier, ...]
    nb_reperes: tuple[int, ...]


@dataclass(frozen=True)
class Matrix:
    """A selection; `nb_cases` counts rows × columns, also those below the niveau asked for."""

    version: int
    filters: Filters
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    nb_cases: int

    @cached_property
    def usages(self) -> list[Usage]:
        """The usages shown, row after row."""
        return [usage for row in self.rows for usage in row.usages if usage is not None]

    @property
    def leviers(self) -> list[typologie.Levier]:
        """The columns, in order."""
        return [levier for group in self.groups for levier in group.leviers]

    @property
    def nb_reperes(self) -> int:
        """Usages repérés among those shown."""
        return sum(row.nb_reperes for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to show."""
        return not self.usages


@cache
def list_choices() -> dict[str, dict[str, str]]:
    """Codes that each filter knows, with their names, in the order in which to offer them."""
    known = {metropole.region_code: metropole.region for metropole in territoires.load_metropoles().values()}
    return {
        "champ": {champ.code: champ.nom for champ in typologie.load_champs().values()},
        "niveau": {niveau.code: niveau.nom for niveau in NIVEAUX if niveau.rang > 0},
        "region": dict(sorted(known.items(), key=lambda pair: fold(pair[1]))),
        "population": {code: tranche.nom for code, tranche in TRANCHES.items()},
        "metropole": {slug: metropole.nom for slug, metropole in territoires.index_by_slug().items()},
        "levier": {levier.code: levier.nom_court for levier in typologie.load_leviers().values()},
        "tri": TRIS,
    }


def read_filters(given: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """Turn an address into filters.

    Shape   name -> code, other names are not ours -> filters, and the names whose code is unknown
    """
    asked = {name: given.get(name, "") for name in list_choices()}
    known = {name: code for name, code in asked.items() if code in list_choices()[name]}
    ignored = [name for name, code in asked.items() if code and name not in known]
    return Filters(**known), ignored


def build_matrix(usages: Usages, filters: Filters) -> Matrix:
    """Select and arrange.

    Shape   22 × 50 usages -> the rows and columns that pass; a usage below the niveau leaves a blank,
            so that places stay comparable
    Rule    rows by population unless told otherwise; equal counts of usages by name; columns in the
            order of the typology
    """
    columns = [levier for levier in typologie.load_leviers().values() if _keeps_levier(filters, levier)]
    floor = BY_CODE[filters.niveau].rang if filters.niveau else -1
    rows = [
        _read_row(usages, metropole, columns, floor)
        for metropole in territoires.load_metropoles().values()
        if _keeps_metropole(filters, metropole)
    ]
    return Matrix(
        version=usages.version,
        filters=filters,
        rows=tuple(_sort_rows(rows, filters.tri)),
        groups=tuple(_group_columns(columns, rows)),
        nb_cases=len(rows) * len(columns),
    )


def count_states(usages: Usages) -> list[tuple[Niveau, int]]:
    """The six states with their number of cells in the whole matrix, whatever is shown of it."""
    counts = Counter(usage.niveau.code for usage in usages.by_key.values())
    return [(niveau, counts[niveau.code]) for niveau in STATES]


def fold(text: str) -> str:
    """A text as it sorts in French: without accents nor capitals."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def _keeps_levier(filters: Filters, levier: typologie.Levier) -> bool:
    return filters.champ in ("", levier.champ.code) and filters.levier in ("", levier.code)


def _keeps_metropole(filters: Filters, metropole: Metropole) -> bool:
    tranche = TRANCHES.get(filters.population)
    return (
        filters.region in ("", metropole.region_code)
        and filters.metropole in ("", metropole.slug)
        and (tranche is None or tranche.holds(metropole.population))
    )


def _read_row(usages: Usages, metropole: Metropole, columns: list[typologie.Levier], floor: int) -> Row:
    found = (usages.by_key[metropole.siren, levier.code] for levier in columns)
    return Row(metropole, tuple(usage if usage.niveau.rang >= floor else None for usage in found))


def _sort_rows(rows: list[Row], tri: str) -> list[Row]:
    if tri == "nom":
        return sorted(rows, key=lambda row: fold(row.territoire.nom_court))
    if tri == "usages":
        return sorted(rows, key=lambda row: (-row.nb_reperes, fold(row.territoire.nom_court)))
    return rows


def _group_columns(columns: list[typologie.Levier], rows: list[Row]) -> list[Group]:
    counts = [
        sum(usage is not None and usage.est_repere for usage in column)
        for column in zip(*(row.usages for row in rows), strict=True)
    ] or [0] * len(columns)
    groups = []
    for champ in typologie.load_champs().values():
        places = [place for place, levier in enumerate(columns) if levier.champ is champ]
        if places:
            leviers = tuple(columns[place] for place in places)
            groups.append(Group(champ, leviers, tuple(counts[place] for place in places)))
    return groups
