"""What is behind one figure: its value as frozen, the same recomputed now, the rows that it counts.

The query is the one that the edition keeps; it reads the tables of that edition, those of the edition before
where it compares, and nothing else: no other file, no network, no extension, nothing written.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from math import isclose
from pathlib import Path
from typing import Any

import duckdb

from leviers.publication.editions.lire import Publiee
from leviers.publication.etude.calculs import CALCULS, ecrire
from leviers.publication.etude.changements import SCHEMA
from leviers.warehouse.read import quote

SHOWN_ROWS = 200
TABLES = "donnees"
_ABSENT = re.compile(r"^-- absent: ?(.*)$", re.MULTILINE)
_WORD = re.compile(r"[a-z_]+")
_SETTINGS: dict[str, Any] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Valeur:
    """One value of a measure, as the edition keeps it; None is unknown."""

    mesure: str
    cle: str
    titre: str
    unite: str
    requete: str
    requete_lignes: str
    valeur: float | None
    couverture_pct: float | None
    annee: int | None
    nb_lignes: int | None


@dataclass(frozen=True)
class Verification:
    """The same, computed again from the tables of the edition; `panne` says why it could not be."""

    valeur: float | None = None
    nb_lignes: int = 0
    lignes: tuple[Row, ...] = ()
    est_egale: bool = False
    panne: str = ""


@dataclass(frozen=True)
class Calcul:
    """How a figure of the text comes out of two values: « 64 % » is 14 of 22."""

    ecrit: str
    autre: Valeur


def find_valeur(edition: Publiee, mesure: str, cle: str) -> Valeur | None:
    """One value; None when the edition does not hold it."""
    known = edition.chiffres.get(mesure, {})
    row = known.get("valeurs", {}).get(cle)
    if row is None:
        return None
    return Valeur(
        mesure,
        cle,
        known["titre"],
        known["unite"],
        known["requete"],
        known["requete_lignes"],
        row["valeur"],
        row.get("couverture_pct"),
        row.get("annee"),
        row.get("nb_lignes"),
    )


def find_calcul(edition: Publiee, valeur: Valeur, calcul: str, sur: str) -> Calcul | None:
    """What an address says of the other value of a calculation; None when it says nothing that holds."""
    mesure, _bar, cle = sur.partition("|")
    autre = find_valeur(edition, mesure, cle)
    if calcul not in CALCULS or autre is None:
        return None
    return Calcul(ecrire(calcul, valeur.valeur, autre.valeur), autre)


def verify(edition: Publiee, valeur: Valeur) -> Verification:
    """Compute a value again and read its first rows; kept by the digest of the edition."""
    before = edition.precedente
    former = edition.folder.parent / before / TABLES if before else None
    return _verify(edition.folder / TABLES, former, edition.digest, valeur)


@lru_cache(maxsize=512)
def _verify(folder: Path, former: Path | None, _digest: str, valeur: Valeur) -> Verification:
    try:
        with _open_tables(folder, former, set(_WORD.findall(valeur.requete))) as connection:
            found = [row for row in _run(connection, valeur.requete) if _as_key(row["cle"]) == valeur.cle]
            lignes = _run(connection, valeur.requete_lignes, valeur.cle, limit=SHOWN_ROWS)
            nb = _run(connection, valeur.requete_lignes, valeur.cle, counted=True)[0]["nb"]
    except (duckdb.Error, ValueError, KeyError) as error:
        return Verification(panne=str(error).splitlines()[0][:200])
    now = found[0]["valeur"] if found else _read_absent(valeur.requete)
    now = None if now is None else float(now)
    same_rows = valeur.nb_lignes is None or valeur.nb_lignes == nb
    return Verification(now, nb, tuple(lignes), same_rows and _is_same(now, valeur.valeur))


@contextmanager
def _open_tables(folder: Path, former: Path | None, words: set[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables that a query may name, as views of their files."""
    places = {"main": folder} | ({SCHEMA: former} if former and SCHEMA in words else {})
    with duckdb.connect(config=_SETTINGS) as connection:
        allowed = ", ".join(f"'{quote(place)}/'" for place in places.values())
        connection.execute(f"set allowed_directories = [{allowed}]")
        connection.execute("set enable_external_access = false")
        for schema, place in places.items():
            connection.execute(f"create schema if not exists {schema}")
            for file in sorted(place.glob("*.parquet")):
                if file.stem in words and _WORD.fullmatch(file.stem):
                    view = f'{schema}."{file.stem}"'
                    connection.execute(f"create view {view} as from read_parquet('{quote(file)}')")
        connection.execute("set lock_configuration = true")
        yield connection


def _run(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    cle: str | None = None,
    *,
    limit: int | None = None,
    counted: bool = False,
) -> list[Row]:
    """Rows of one query, which may only read; the key is bound, never written in it."""
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ValueError("Cette requête ne fait pas que lire.")
    kept = query.rstrip().rstrip(";")
    if counted:
        kept = f"select count(*) as nb from ({kept}\n)"  # noqa: S608 (the query of the edition, looked at above)
    elif limit is not None:
        kept = f"select * from ({kept}\n) limit {int(limit)}"  # noqa: S608 (same)
    cursor = connection.execute(kept, {"cle": cle} if cle is not None else None)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _as_key(cle: Any) -> str:
    return "" if cle is None else str(cle)


def _is_same(now: float | None, then: float | None) -> bool:
    if now is None or then is None:
        return now is None and then is None
    return isclose(now, then, rel_tol=1e-9, abs_tol=1e-9)


def _read_absent(requete: str) -> float | None:
    """What a key without row is worth, as the head of the query says."""
    found = _ABSENT.search(requete)
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None
