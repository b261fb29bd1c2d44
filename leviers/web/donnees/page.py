"""What the pages of data say: each table with its files, sources, changes, first rows."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from leviers.publication.donnees.bundle import ARCHIVE, Bundle, list_formats
from leviers.publication.donnees.dictionnaire import (
    BUILD,
    CATALOGUE,
    GROUPES,
    Colonne,
    Table,
    load_dictionnaire,
)
from leviers.publication.donnees.paquet import Contenu
from leviers.web.faits.texts import cut
from leviers.web.kit.typography import NBSP, nombre

NOMS = {"csv": "CSV", "parquet": "Parquet", "geojson": "GeoJSON"}
GENRES = {
    "texte": "texte",
    "entier": "nombre entier",
    "nombre": "nombre",
    "montant": "nombre à deux décimales",
    "date": "date AAAA-MM-JJ",
    "moment": "date et heure ISO 8601",
    "oui-non": "true ou false",
}
SHOWN_ROWS, SHOWN_LETTERS, SHOWN_MOVES = 3, 90, 12


@dataclass(frozen=True)
class Ligne:
    """One table in the list; `contenu` is None when its files are not there."""

    table: Table
    contenu: Contenu | None

    @property
    def fichiers(self) -> list[tuple[str, str, str]]:
        """Kind, name and weight of each file; a small table that is not there is made on the spot."""
        if self.contenu is None and self.table.origine != CATALOGUE:
            return []
        kinds = list_formats(self.table.code)
        return [(NOMS[kind], f"{self.table.code}.{kind}", self._weigh(kind)) for kind in kinds]

    @property
    def is_awaited(self) -> bool:
        """Whether it comes from the build and is not there."""
        return self.contenu is None and self.table.origine == BUILD

    def _weigh(self, kind: str) -> str:
        found = self.contenu.find(kind) if self.contenu else None
        return say_octets(found.octets) if found else ""


@dataclass(frozen=True)
class Page:
    """The list of all tables; `has_build` is false where no public file was ever read."""

    bundle: Bundle | None
    has_build: bool
    history: list[dict[str, Any]]

    @cached_property
    def groupes(self) -> list[tuple[str, str, list[Ligne]]]:
        """Tables by group, in the order of the dictionary."""
        known = {one.table.code: one for one in self.bundle.contenus} if self.bundle else {}
        lignes = [Ligne(table, known.get(code)) for code, table in load_dictionnaire().items()]
        return [
            (code, titre, [ligne for ligne in lignes if ligne.table.groupe == code])
            for code, titre in GROUPES.items()
        ]

    @property
    def nb_lignes(self) -> int:
        """Rows of all tables."""
        return sum(one.nb_lignes for one in self.bundle.contenus) if self.bundle else 0

    @property
    def archive(self) -> tuple[str, str] | None:
        """Name and weight of the archive of everything."""
        return (ARCHIVE, say_octets(self.bundle.fichiers[ARCHIVE].octets)) if self.bundle else None

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Public sources read for the build, with their licence and day."""
        return list(_read_package(self.bundle.folder)["sources"]) if self.bundle else []

    @property
    def moves(self) -> list[dict[str, Any]]:
        """Bundles put in force, the latest first, with the tables that changed since the one before."""
        former: list[dict[str, Any] | None] = [*self.history[1:], None]
        return [
            row | {"nb": sum(row["lignes"].values()), "changes": list(_list_changes(row, before))}
            for row, before in islice(zip(self.history, former, strict=False), SHOWN_MOVES)
        ]


def find_ligne(code: str, bundle: Bundle | None) -> Ligne | None:
    """One table, or none when the dictionary does not know it."""
    table = load_dictionnaire().get(code)
    contenus = bundle.contenus if bundle else ()
    contenu = next((one for one in contenus if one.table.code == code), None)
    return Ligne(table, contenu) if table else None


def list_colonnes(ligne: Ligne, bundle: Bundle | None) -> list[dict[str, Any]]:
    """Columns of one table with what they accept and the cells of the first rows."""
    rows = _read_first(bundle.folder / f"{ligne.table.code}.csv") if bundle and ligne.contenu else ()
    return [describe(one, ligne.table) | {"exemples": _list_cells(rows, one)} for one in ligne.table.colonnes]


def describe(colonne: Colonne, table: Table) -> dict[str, Any]:
    """One column in words."""
    rules = [GENRES[colonne.type]]
    rules += [f"en{NBSP}{colonne.unite}"] if colonne.unite else []
    rules += ["clé"] if colonne.nom in table.cle else []
    rules += ["jamais vide"] if colonne.requis else []
    return {"colonne": colonne, "regles": ", ".join(rules), "valeurs": [str(one) for one in colonne.valeurs]}


def say_octets(octets: int) -> str:
    """Bytes in French: « 30,3 Mo », « 812 ko », never « 0 ko »."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0ko"
    return f"{nombre(octets / 1_000_000, 1)}\u00a0Mo"


def _list_changes(row: dict[str, Any], before: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Tables whose number of rows changed, with by how many."""
    if before is None:
        return
    for code, nb in row["lignes"].items():
        gap = nb - before["lignes"].get(code, 0)
        if gap:
            yield code, f"{'+' if gap > 0 else '−'}{nombre(abs(gap))}"


@lru_cache(maxsize=64)
def _read_first(file: Path) -> tuple[dict[str, str], ...]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(islice(csv.DictReader(stream, delimiter=";"), SHOWN_ROWS))


@lru_cache(maxsize=4)
def _read_package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def _list_cells(rows: tuple[dict[str, str], ...], colonne: Colonne) -> list[str]:
    """What the first rows hold in one column; each text once."""
    return list(dict.fromkeys(cut(row[colonne.nom], SHOWN_LETTERS) for row in rows if row[colonne.nom]))
