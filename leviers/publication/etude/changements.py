"""What two editions differ by, computed from their tables: usages, démarches, values of indicators, and why.

former   folder of the Parquet files of the edition before (`donnees/*.parquet`), schema `precedente`
current  tables of the edition being written
Reasons  the journal first (its lines since the former edition); when it is silent, what appeared or went
         among the preuves that count and the démarches
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.etude.mesures import Mesures
from leviers.warehouse.read import quote

SCHEMA = "precedente"
TABLES = ("territoires", "usages", "preuves", "demarches", "valeurs", "journal")
"""Read from the former edition; one that it lacks is empty here, a column that it lacks is unknown."""
JOURNAL, PREUVES, INCONNUE = "journal", "preuves", "inconnue"
GAGNE, PERDU = "gagne", "perdu"
READ = frozenset({"usages", "preuves", "demarches", "valeurs", "journal"})
"""Tables of today that a comparison reads; preuves, journal and valeurs may be absent."""
MAX_LIGNES = 20_000
"""Rows read of one kind of change: more than all usages and values there are."""


@dataclass(frozen=True)
class Raison:
    """Why a usage moved.

    origine  journal, preuves (what appeared or went), inconnue
    cause    of the journal: catalogue, relecture, build, enquete; empty otherwise
    preuves  ways back: « demarche:<id> », « marche:<id> », « mesure:<indicateur>:<année> »
    """

    origine: str
    cause: str = ""
    preuves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """One usage that moved: niveaux before and after, as codes; `avant` is empty when nobody knew it."""

    territoire_siren: str
    levier: str
    avant: str
    apres: str
    raison: Raison


@dataclass(frozen=True)
class Demarche:
    """A démarche that came or went."""

    id: str
    territoire_siren: str
    titre: str


@dataclass(frozen=True)
class Valeur:
    """The value of an indicator for the same year, revised beyond the threshold of its query."""

    code: str
    territoire_siren: str
    lien: str
    annee: int | None
    unite: str
    avant: float
    apres: float

    @property
    def cle(self) -> str:
        """Beginning of its keys in the measure « changements-valeur »."""
        return f"{self.code}.{self.territoire_siren}.{self.lien}.{self.annee or 'aucune'}"


@dataclass(frozen=True)
class Changements:
    """Everything that moved; `nouvelles` counts the values of newer years by indicator."""

    gagnes: tuple[Usage, ...]
    perdus: tuple[Usage, ...]
    hausses: tuple[Usage, ...]
    baisses: tuple[Usage, ...]
    demarches_nouvelles: tuple[Demarche, ...]
    demarches_retirees: tuple[Demarche, ...]
    revues: tuple[Valeur, ...]
    nouvelles: dict[str, int]

    @property
    def est_vide(self) -> bool:
        """Whether nothing that is told here moved."""
        return not any(getattr(self, name) for name in self.__dataclass_fields__)


def compare(former: Path, connection: duckdb.DuckDBPyConnection) -> Changements:
    """Set the tables of a former edition beside the current ones, and list what moved.

    Shape   folder of Parquet + open tables -> Changements; schema `precedente` then holds the former tables,
            so that measures « changements-… » can be run again
    """
    open_former(former, connection)
    mesures = Mesures(connection)
    raisons = _Raisons(connection)
    has_values = _exists(connection, "valeurs")
    return Changements(
        gagnes=_as_usages(mesures, raisons, "usages-gagnes", ""),
        perdus=_as_usages(mesures, raisons, "usages-perdus", ""),
        hausses=_as_usages(mesures, raisons, "niveaux", "hausse"),
        baisses=_as_usages(mesures, raisons, "niveaux", "baisse"),
        demarches_nouvelles=_as_demarches(mesures, "demarches-nouvelles"),
        demarches_retirees=_as_demarches(mesures, "demarches-retirees"),
        revues=_as_values(mesures) if has_values else (),
        nouvelles=_count_news(mesures) if has_values else {},
    )


def open_former(former: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Read the tables of the former edition into their schema, once, with the columns of today."""
    connection.execute(f"create schema if not exists {SCHEMA}")
    for code in TABLES:
        file = former / f"{code}.parquet"
        known = _list_columns(connection, file) if file.exists() else set()
        columns = ", ".join(
            f'cast({_column(one.nom, known)} as {one.sql}) as "{one.nom}"'
            for one in load_dictionnaire()[code].colonnes
        )
        source = f"from read_parquet('{quote(file)}')" if known else "where false"
        connection.execute(f'create or replace table {SCHEMA}."{code}" as select {columns} {source}')


def _list_columns(connection: duckdb.DuckDBPyConnection, file: Path) -> set[str]:
    rows = connection.execute(f"describe select * from read_parquet('{quote(file)}')").fetchall()  # noqa: S608
    return {row[0] for row in rows}


def _column(nom: str, known: set[str]) -> str:
    return f'"{nom}"' if nom in known else "null"


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    found = connection.execute(
        "select count(*) from duckdb_tables() where table_name = ? and schema_name <> ?", [table, SCHEMA]
    ).fetchone()
    return bool(found and found[0])


class _Raisons:
    """Why each usage moved: lines of the journal that the former edition had not, preuves that differ."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.lines = _list_lines(connection) if _exists(connection, "journal") else {}
        both = _exists(connection, "preuves") and _has_rows(connection, "precedente.preuves")
        self.ici = _list_proofs(connection, "", has_preuves=both)
        self.avant = _list_proofs(connection, "precedente.", has_preuves=both)

    def find(self, key: tuple[str, str], *, rose: bool) -> Raison:
        """The last line of the journal that goes the same way, else what appeared or went."""
        lines = [row for row in self.lines.get(key, ()) if row["sens"] == ("hausse" if rose else "baisse")]
        if lines:
            last = lines[-1]
            preuves = tuple(one for one in (last["preuves"] or "").split(" | ") if one)
            return Raison(JOURNAL, last["cause"], preuves)
        here, before = self.ici.get(key, set()), self.avant.get(key, set())
        moved = sorted(here - before if rose else before - here)
        return Raison(PREUVES, preuves=tuple(moved)) if moved else Raison(INCONNUE)


def _list_lines(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    cursor = connection.execute(
        "select ici.territoire_siren, ici.levier, ici.sens, ici.cause, ici.preuves from journal as ici "
        "anti join precedente.journal as avant on avant.quand = ici.quand "
        "and avant.territoire_siren = ici.territoire_siren and avant.levier = ici.levier order by ici.quand"
    )
    names = ("territoire_siren", "levier", "sens", "cause", "preuves")
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        found.setdefault((row["territoire_siren"], row["levier"]), []).append(row)
    return found


def _has_rows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return connection.execute(f"select 1 from {table} limit 1").fetchone() is not None  # noqa: S608


def _list_proofs(
    connection: duckdb.DuckDBPyConnection, schema: str, *, has_preuves: bool
) -> dict[tuple[str, str], set[str]]:
    """Démarches named by the usages, and the preuves that count when both editions have them."""
    found: dict[tuple[str, str], set[str]] = {}
    rows = connection.execute(
        f"select territoire_siren, levier, demarches from {schema}usages where demarches is not null"  # noqa: S608
    ).fetchall()
    for siren, levier, ids in rows:
        found.setdefault((siren, levier), set()).update(f"demarche:{one}" for one in ids.split(" | "))
    if has_preuves:
        rows = connection.execute(
            f"select territoire_siren, levier, cle from {schema}preuves where est_comptee"  # noqa: S608
        ).fetchall()
        for siren, levier, cle in rows:
            found.setdefault((siren, levier), set()).add(cle)
    return found


def _as_usages(mesures: Mesures, raisons: _Raisons, code: str, cle: str) -> tuple[Usage, ...]:
    rows = mesures.list_lignes(f"changements-{code}", cle, limit=MAX_LIGNES)
    rose = code == "usages-gagnes" or cle == "hausse"
    found = (
        Usage(
            row["territoire_siren"],
            row["levier"],
            row["niveau_avant"] or "",
            row["niveau"] or "",
            raisons.find((row["territoire_siren"], row["levier"]), rose=rose),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.levier, one.territoire_siren)))


def _as_demarches(mesures: Mesures, code: str) -> tuple[Demarche, ...]:
    rows = mesures.list_lignes(f"changements-{code}", "", limit=MAX_LIGNES)
    found = (Demarche(row["id"], row["territoire_siren"], row["titre"]) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.territoire_siren, one.titre, one.id)))


def _as_values(mesures: Mesures) -> tuple[Valeur, ...]:
    names = ("code", "territoire_siren", "lien", "annee", "unite", "avant", "apres")
    rows: Iterable[dict[str, Any]] = mesures.list_lignes("changements-valeurs-revues", "", limit=MAX_LIGNES)
    found = (Valeur(**{name: row[name] for name in names}) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.code, one.territoire_siren, one.lien, one.annee or 0)))


def _count_news(mesures: Mesures) -> dict[str, int]:
    rows = mesures.list_lignes("changements-valeurs-nouvelles", "", limit=MAX_LIGNES)
    return dict(sorted(Counter(str(row["code"]) for row in rows).items()))
