"""The dictionary of the open data: tables and columns in words, types, constraints; one reviewed file.

Pages, Table Schemas, the CSV of the dictionary and the queries that write files all read it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference.reading import Lined, read_yaml

DATA = Path(__file__).parents[1] / "data"
FILE = DATA / "dictionnaire.yaml"
CATALOGUE, BUILD = "catalogue", "build"
GROUPES = {
    "catalogue": "Le relevé",
    "mesures": "Les mesures",
    "actes": "Les actes publics",
    "structures": "Les organisations et les communes",
    "provenance": "La provenance",
}
TYPES = {
    "texte": ("string", "VARCHAR"),
    "entier": ("integer", "BIGINT"),
    "nombre": ("number", "DOUBLE"),
    "montant": ("number", "DECIMAL(18, 2)"),
    "date": ("date", "DATE"),
    "moment": ("datetime", "VARCHAR"),
    "oui-non": ("boolean", "BOOLEAN"),
}
"""Our types: their name in a Table Schema, their name in DuckDB. A moment is ISO 8601 text, zone included."""
_KEYS = {"titre", "sens", "type", "unite", "requis", "unique", "valeurs", "motif", "renvoie"}


@dataclass(frozen=True)
class Colonne:
    """One column; `renvoie` is « table.colonne » or empty; an empty cell is unknown unless `sens` says so."""

    nom: str
    titre: str
    sens: str
    type: str = "texte"
    unite: str = ""
    requis: bool = False
    unique: bool = False
    valeurs: tuple[str | int, ...] = ()
    motif: str = ""
    renvoie: str = ""

    @property
    def sql(self) -> str:
        """Its type in DuckDB."""
        return TYPES[self.type][1]


@dataclass(frozen=True)
class Table:
    """One table.

    origine     what it is made from: the catalogue (small, made at any moment) or the build
    page        name of the address that shows it
    provenance  where it comes from, when it is not from the public sources of `sources`
    """

    code: str
    titre: str
    ligne: str
    groupe: str
    origine: str
    page: str
    cle: tuple[str, ...]
    theme: str
    sens: str
    limite: str
    provenance: str
    sources: tuple[str, ...]
    colonnes: tuple[Colonne, ...]

    @property
    def noms(self) -> tuple[str, ...]:
        """Names of its columns, in order."""
        return tuple(colonne.nom for colonne in self.colonnes)


@cache
def load_dictionnaire(file: Path = FILE) -> dict[str, Table]:
    """Every table by code, in the order of the pages.

    Raises  Refused with every defect: unknown key or type, word without meaning, key or reference to nothing
    """
    content = read_yaml(file)
    problems: list[Problem] = []
    tables = [_read_table(row, content["colonnes"], problems, file.name) for row in content["tables"]]
    known = {f"{table.code}.{nom}" for table in tables for nom in table.noms}
    for table in tables:
        wrong = [nom for nom in table.cle if nom not in table.noms]
        wrong += [one.renvoie for one in table.colonnes if one.renvoie and one.renvoie not in known]
        problems += [_refuse(file.name, 0, f"« {table.code} » renvoie à « {word} »") for word in wrong]
    if problems:
        raise Refused(problems)
    return {table.code: table for table in tables}


@cache
def load_structure() -> tuple[dict[str, Any], ...]:
    """Versions of the structure of the files, the latest first."""
    return tuple(read_yaml(DATA / "structure.yaml"))


def _read_table(row: Lined, shared: dict[str, Any], problems: list[Problem], file: str) -> Table:
    given = {key: value for key, value in row.items() if key not in ("colonnes", "cle", "sources")}
    colonnes = []
    for cell in row["colonnes"]:
        nom, own = (cell, {}) if isinstance(cell, str) else next(iter(cell.items()))
        said = {**shared.get(nom, {}), **own}
        defects = [f"clé inconnue « {key} »" for key in said.keys() - _KEYS]
        defects += [f"« {key} » manque" for key in ("titre", "sens") if not said.get(key)]
        defects += [] if said.get("type", "texte") in TYPES else [f"type inconnu « {said['type']} »"]
        problems += [_refuse(file, row.line, f"{row['code']}.{nom} : {defect}") for defect in defects]
        if not defects:
            colonnes.append(Colonne(nom=nom, **{**said, "valeurs": tuple(said.get("valeurs", ()))}))
    return Table(
        **{"limite": "", "provenance": "", **given},
        cle=tuple(row["cle"]),
        sources=tuple(row.get("sources", ())),
        colonnes=tuple(colonnes),
    )


def _refuse(file: str, line: int, message: str) -> Problem:
    return Problem(file, line, message, "Prenez modèle sur une autre table du dictionnaire.")
