"""The four lists: their table, facets, orders and totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: its word in the address, its column; several values stand between « | ».

    codes  every value it may take, in reading order; none for territoires, leviers and years
    """

    code: str
    column: str
    est_multiple: bool = False
    codes: tuple[str, ...] = ()

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


@dataclass(frozen=True)
class Colonne:
    """A published column of a list: its word, the column it comes from, the value that stands for nothing."""

    nom: str
    column: str
    vide: str = ""

    @property
    def expression(self) -> str:
        """The same in SQL."""
        return f"nullif({self.column}, '{self.vide}')" if self.vide else self.column

    def read(self, row: Mapping[str, Any]) -> Any:
        """The same from a row of the table."""
        value = row[self.column]
        return None if self.vide and value == self.vide else value


def _by(column: str) -> Tri:
    """Decreasing values, unknown ones last, equal ones by place."""
    after = (
        f"case when ? is null then {column} is null and rang > ?"
        f" else {column} is null or {column} < cast(? as decimal(18, 2))"
        f" or ({column} = cast(? as decimal(18, 2)) and rang > ?) end"
    )
    return Tri(f"{column} desc nulls last, rang", after, column)


_PLACE = Tri("rang", "rang > ?")
_ACTE = ("metropole", "commune", "autre", "hors")
_DEGRES = ("certain", "probable", "hors", "inconnu")
_MARCHE = ("0-40k", "40k-90k", "90k-215k", "215k-1m", "1m-5m", "5m", "douteux", "inconnu")
_DON = ("0-1k", "1k-5k", "5k-23k", "23k-100k", "100k", "refusee", "douteux", "inconnu")
_COMMON = (
    Facet("territoire", "territoire"),
    Facet("acte", "acte", codes=_ACTE),
    Facet("annee", "annee"),
    Facet("levier", "leviers", est_multiple=True),
)
_ESS = Facet("ess", "ess", codes=_DEGRES)
_SOCIAL = Facet(
    "social", "social", est_multiple=True, codes=("reserve", "clause", "critere", "aucune", "inconnu")
)
_MONEY_ORDERS = {"date": _PLACE, "montant": _by("montant_sur_eur")}
EXPLORERS: dict[str, Explorer] = {
    explorer.code: explorer
    for explorer in (
        Explorer(
            "marches", "lists.faits", "marche",
            (*_COMMON, _ESS, _SOCIAL, Facet("montant", "tranche", codes=_MARCHE)),
            _MONEY_ORDERS, est_chiffre=True,
        ),
        Explorer(
            "subventions", "lists.faits", "subvention",
            (*_COMMON, _ESS, Facet("montant", "tranche", codes=_DON)), _MONEY_ORDERS, est_chiffre=True,
        ),
        Explorer(
            "deliberations", "lists.faits", "deliberation",
            (*_COMMON, Facet("titre", "social", codes=("ess", "autre"))), {"date": _PLACE},
        ),
        Explorer(
            "acteurs", "lists.acteurs", "",
            (
                Facet("territoire", "territoire"),
                _ESS,
                Facet("motif", "motif", codes=(
                    "loi-statut", "loi-declaration", "agrement", "insertion", "handicap", "nom", "aucun",
                )),
                Facet("famille", "famille", codes=(
                    "associations", "cooperatives", "fondations", "mutuelles", "societes", "inconnue",
                )),
                Facet("liste", "listes", est_multiple=True, codes=(
                    "siae", "esat", "geiq", "esus", "ess-france", "tiers-lieux", "aucune",
                )),
            ),
            {"nom": _PLACE, "faits": _by("nb_faits")},
        ),
    )
}  # fmt: skip

_FAITS = (
    Colonne("fait_id", "fait_id"),
    Colonne("objet", "titre"),
    Colonne("donneur_siren", "donneur_siren"),
    Colonne("donneur_nom", "donneur_nom"),
    Colonne("tiers_nom", "tiers_nom"),
    Colonne("date_fait", "jour"),
    Colonne("annee", "annee", "inconnue"),
    Colonne("montant_eur", "montant_eur"),
    Colonne("montant_sur_eur", "montant_sur_eur"),
    Colonne("territoire", "territoire", "aucun"),
    Colonne("lien", "acte"),
    Colonne("leviers", "leviers", "aucun"),
    Colonne("ess_degre", "ess"),
)
_ACTEURS = ("siren", "nom", "categorie_juridique", "famille", "motif", "ess", "listes")
COLONNES: dict[str, tuple[Colonne, ...]] = {
    "marches": (*_FAITS, Colonne("considerations", "social")),
    "subventions": _FAITS,
    "deliberations": (*_FAITS, Colonne("titre", "social")),
    "acteurs": (
        *(Colonne(name, name) for name in _ACTEURS),
        Colonne("territoire", "territoire", "aucun"),
        *(Colonne(name, name) for name in ("nb_marches", "nb_subventions")),
    ),
}
"""What each list publishes, in files and in the API."""
