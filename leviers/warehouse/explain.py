"""From a figure back to its rows: the query of the indicator, stopped at the rows it counts.

The part named `lignes` of each indicator gives one row a fact, with its file and line. To explain a figure is
to run the same query with another end: nothing is written twice, so the rows shown are the rows counted.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import sqlglot
from sqlglot import exp

from leviers.errors import NotReady
from leviers.reference.territoires import index_by_slug
from leviers.warehouse.indicateurs import COLUMNS, FOLDER, LIENS, LIGNES, Indicateur, load_indicateurs


@dataclass(frozen=True)
class Figure:
    """One value of one indicator, and the rows it was computed from.

    valeur  the columns of the indicator by name; lignes  one mapping a fact, in the columns LIGNES
    requete the query that gives these rows, with $siren, $lien and $annee
    """

    indicateur: Indicateur
    territoire: str
    valeur: dict[str, Any]
    lignes: list[dict[str, Any]]
    requete: str


def explain(
    connection: duckdb.DuckDBPyConnection, code: str, territoire: str, annee: int | None
) -> list[Figure]:
    """Every value of an indicator for a territoire and a year, one per kind of body, with its rows.

    territoire  SIREN or slug; annee None for a list without date
    Raises      NotReady when the indicator, the territoire or the value is not there
    """
    indicateur = _find_indicateur(code)
    siren, nom = _find_territoire(connection, territoire)
    columns = ", ".join(COLUMNS)
    values = connection.execute(
        f"select {columns} from indicators.valeurs"  # noqa: S608 (our names)
        " where code = ? and territoire_siren = ? and annee is not distinct from ? order by lien",
        [code, siren, annee],
    ).fetchall()
    if not values:
        raise NotReady(
            f"« {code} » n’a pas de valeur pour {nom}, {annee or 'sans année'}.",
            advice=_list_years(connection, code, siren),
        )
    query = write_query(code)
    rows = [dict(zip(COLUMNS, value, strict=True)) for value in values]
    return [
        Figure(indicateur, nom, row, read_lignes(connection, code, (siren, row["lien"], annee)), query)
        for row in rows
    ]


def read_lignes(
    connection: duckdb.DuckDBPyConnection, code: str, key: tuple[str, str, int | None]
) -> list[dict[str, Any]]:
    """The rows that one value was computed from, in the columns LIGNES; `key` is SIREN, lien, annee."""
    lines = connection.execute(write_query(code), dict(zip(("siren", "lien", "annee"), key, strict=True)))
    return [dict(zip(LIGNES, line, strict=True)) for line in lines.fetchall()]


@lru_cache(maxsize=128)
def write_query(code: str, folder: Path = FOLDER) -> str:
    """The query of the rows that an indicator counts, for one territoire ($siren), $lien and $annee.

    Raises  NotReady when no indicator has this code
    """
    _find_indicateur(code)
    tree = sqlglot.parse_one((folder / f"{code}.sql").read_text(encoding="utf-8"), read="duckdb")
    parts = tree.args["with_"] if "with_" in tree.args else tree.args["with"]
    names = [part.alias for part in parts.expressions]
    kept = exp.With(expressions=parts.expressions[: names.index("lignes") + 1]).sql(
        dialect="duckdb", pretty=True
    )
    return (
        f"{kept}\nselect {', '.join(LIGNES)}\nfrom lignes\n"
        "where territoire_siren = $siren and lien = $lien and annee is not distinct from $annee\n"
        "order by fichier, ligne, fait_id"
    )


def say_figure(figure: Figure) -> list[str]:
    """A figure in French: what it is, its value, its coverage, what it does not say."""
    value, unit = figure.valeur, figure.indicateur.unite
    year = value["annee"] or "année inconnue"
    high = value["valeur_haute"]
    said = (
        _number(value["valeur"])
        if high in (None, value["valeur"])
        else f"de {_number(value['valeur'])} à {_number(high)}"
    )
    return [
        figure.indicateur.titre,
        f"{figure.territoire}, {LIENS[value['lien']]}, {year} : {said}\u00a0{unit}",
        f"Numérateur : {figure.indicateur.numerateur} ({_number(value['numerateur'])})",
        f"Dénominateur : {figure.indicateur.denominateur} ({_number(value['denominateur'])})",
        f"Couverture : {_number(value['couverture_pct'])}\u00a0% ({value['nb_lignes_utiles']} lignes utiles"
        f" sur {value['nb_lignes']})",
        f"Limites : {figure.indicateur.limites}",
    ]


def _find_indicateur(code: str) -> Indicateur:
    known = load_indicateurs()
    if code not in known:
        raise NotReady(f"Indicateur inconnu « {code} ».", advice=f"Indicateurs : {', '.join(known)}.")
    return known[code]


def _find_territoire(connection: duckdb.DuckDBPyConnection, word: str) -> tuple[str, str]:
    found = connection.execute(
        "select siren, nom from facts.territoires where siren = ? or slug = ?", [word] * 2
    )
    row = found.fetchone()
    if row is None:
        slugs = ", ".join(sorted(index_by_slug()))
        raise NotReady(
            f"Territoire inconnu « {word} ».", advice=f"Donnez un SIREN ou l’un de ces noms : {slugs}."
        )
    return row[0], row[1]


def _list_years(connection: duckdb.DuckDBPyConnection, code: str, siren: str) -> str:
    years = connection.execute(
        "select distinct annee from indicators.valeurs where code = ? and territoire_siren = ? order by 1",
        [code, siren],
    ).fetchall()
    named = [str(year) for (year,) in years if year is not None]
    if not years:
        return "Aucune année n’en a : rien n’est publié, ou rien n’est utilisable. C’est « inconnu », pas 0."
    return f"Années qui en ont une : {', '.join(named) or 'une liste sans année : écrivez « aucune »'}."


def _number(value: float | None) -> str:
    if value is None:
        return "inconnu"
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.replace(",", "\u202f").replace(".", ",")
