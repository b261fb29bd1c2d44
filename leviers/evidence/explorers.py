"""The four lists: their table, facets, orders and totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: its word in the address, its column; several values stand between « | »."""

    code: str
    column: str
    est_multiple: bool = False

    @property
    def expression(self) -> str:
        """What a row is counted under."""
        return f"unnest(string_split({self.column}, '|'))" if self.est_multiple else self.column


@dataclass(frozen=True)
class Tri:
    """One order of the rows.

    after   condition of the rows that follow a cursor (value of `column`, place); column is None when the
            place itself is the order
    """

    order: str
    after: str
    column: str | None = None

    def bind(self, cursor: list[Any]) -> list[Any]:
        """Values of `after`, in order."""
        value, rang = cursor
        return [rang] if self.column is None else [value, rang, value, value, rang]


@dataclass(frozen=True)
class Explorer:
    """One list; `est_chiffre` when its rows carry amounts that may be added up."""

    code: str
    table: str
    genre: str
    facets: tuple[Facet, ...]
    tris: Mapping[str, Tri]
    est_chiffre: bool = False

    def find_tri(self, code: str) -> Tri:
        """An order by its word; the first one goes without saying."""
        return self.tris[code or next(iter(self.tris))]


def _by(column: str) -> Tri:
    """Decreasing values, unknown ones last, equal ones by place."""
    after = (
        f"case when ? is null then {column} is null and rang > ?"
        f" else {column} is null or {column} < cast(? as decimal(18, 2))"
        f" or ({column} = cast(? as decimal(18, 2)) and rang > ?) end"
    )
    return Tri(f"{column} desc nulls last, rang", after, column)


_PLACE = Tri("rang", "rang > ?")
_COMMON = (
    Facet("territoire", "territoire"),
    Facet("acte", "acte"),
    Facet("annee", "annee"),
    Facet("levier", "leviers", est_multiple=True),
)
_ESS, _SOCIAL, _MONTANT = (
    Facet("ess", "ess"),
    Facet("social", "social", est_multiple=True),
    Facet("montant", "tranche"),
)
_MONEY_ORDERS = {"date": _PLACE, "montant": _by("montant_sur_eur")}
EXPLORERS: dict[str, Explorer] = {
    explorer.code: explorer
    for explorer in (
        Explorer(
            "marches", "lists.faits", "marche",
            (*_COMMON, _ESS, _SOCIAL, _MONTANT), _MONEY_ORDERS, est_chiffre=True,
        ),
        Explorer(
            "subventions", "lists.faits", "subvention",
            (*_COMMON, _ESS, _MONTANT), _MONEY_ORDERS, est_chiffre=True,
        ),
        Explorer(
            "deliberations", "lists.faits", "deliberation",
            (*_COMMON, Facet("titre", "social")), {"date": _PLACE},
        ),
        Explorer(
            "acteurs", "lists.acteurs", "",
            (
                Facet("territoire", "territoire"), Facet("ess", "ess"), Facet("motif", "motif"),
                Facet("famille", "famille"), Facet("liste", "listes", est_multiple=True),
            ),
            {"nom": _PLACE, "faits": _by("nb_faits")},
        ),
    )
}  # fmt: skip
