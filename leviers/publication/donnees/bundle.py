"""One whole bundle in a folder: every table, what describes them, their digests, everything in one archive.

folder/<table>.csv .parquet .geojson     and beside each text its compressed twin, .gz
folder/datapackage.json                  Frictionless: schemas, dialect, licences, sources, digests
folder/catalogue.jsonld .ttl             DCAT-AP
folder/dictionnaire.csv                  every column of every table, in words
folder/leviers-donnees.zip               the CSV, the maps, the package, the licence
folder/SHA256SUMS, folder/sommaire.json  digests for `sha256sum -c`; what the site reads, written last
"""

import csv
import io
import json
import shutil
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from leviers.publication.donnees import dcat, fichiers, paquet
from leviers.publication.donnees.dictionnaire import TYPES, load_dictionnaire, load_structure
from leviers.publication.donnees.etat import INVENTE, Etat, name_site
from leviers.publication.donnees.fichiers import COMPRESSIBLE, GEO, Fichier
from leviers.publication.donnees.paquet import Contenu
from leviers.publication.donnees.tables import Tables, open_tables
from leviers.reference.home import ROOT

SUMMARY, SUMS, ARCHIVE, LISEZMOI = "sommaire.json", "SHA256SUMS", "leviers-donnees.zip", "LISEZMOI.md"
LICENCE = "LICENCE-DONNEES.md"
DICTIONNAIRE_COLUMNS = (
    *("table", "colonne", "titre", "sens", "type", "unite"),
    *("requis", "valeurs", "renvoie", "est_cle"),
)


@dataclass(frozen=True)
class Bundle:
    """A bundle on disk, read from its summary."""

    folder: Path
    sommaire: dict[str, Any]

    @property
    def version(self) -> str:
        """Version of the state that it holds."""
        return str(self.sommaire["version"])

    @cached_property
    def contenus(self) -> tuple[Contenu, ...]:
        """Its tables."""
        known = load_dictionnaire()
        return tuple(
            Contenu(
                known[code],
                row["nb_lignes"],
                tuple(row["annees"]) if row["annees"] else None,
                tuple(Fichier(**fichier) for fichier in row["fichiers"]),
            )
            for code, row in self.sommaire["tables"].items()
            if code in known
        )

    @cached_property
    def fichiers(self) -> dict[str, Fichier]:
        """Every file that may be downloaded, by name."""
        others = (Fichier(**row) for row in self.sommaire["fichiers"])
        every = [*(one for contenu in self.contenus for one in contenu.fichiers), *others]
        return {fichier.nom: fichier for fichier in every}


def write_bundle(folder: Path, etat: Etat) -> Bundle:
    """Write everything that a state allows in an empty folder.

    Shape   one Etat -> files of the open data; the same state, site and software always give the same bytes
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open_tables(etat) as tables:
        contenus = tuple(_write_table(tables, code, folder, etat.version) for code in tables.codes)
    others = _write_words(folder, etat, contenus)
    archive = fichiers.write_zip(folder / ARCHIVE, _list_archived(folder, contenus, others))
    graph = dcat.describe_catalogue(etat, contenus, archive)
    others += [
        archive,
        fichiers.write_json(folder / "catalogue.jsonld", graph, indent=1),
        fichiers.write_text(folder / "catalogue.ttl", dcat.write_turtle(graph)),
    ]
    every = [*(one for contenu in contenus for one in contenu.fichiers), *others]
    for one in every:
        if one.format in COMPRESSIBLE:
            fichiers.compress(folder / one.nom)
    lines = [f"{one.sha256}  {one.nom}\n" for one in sorted(every, key=lambda one: one.nom)]
    others.append(fichiers.write_text(folder / SUMS, "".join(lines)))
    sommaire = _sum_up(etat, contenus, others)
    fichiers.write_json(folder / SUMMARY, sommaire, indent=1)
    return Bundle(folder, sommaire)


def read_bundle(folder: Path) -> Bundle | None:
    """The bundle of a folder; None when it is not there, or not whole."""
    try:
        return Bundle(folder, json.loads((folder / SUMMARY).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def write_dictionnaire() -> str:
    """Every column of every table as CSV text, in the dialect of the tables."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(DICTIONNAIRE_COLUMNS)
    for table in load_dictionnaire().values():
        for one in table.colonnes:
            kind, values = TYPES[one.type][0], " | ".join(map(str, one.valeurs))
            flags = ["true" if flag else "false" for flag in (one.requis, one.nom in table.cle)]
            row = [table.code, one.nom, one.titre, one.sens, kind, one.unite]
            writer.writerow([*row, flags[0], values, one.renvoie, flags[1]])
    return stream.getvalue()


def write_table(tables: Tables, code: str, kind: str, folder: Path, version: str) -> Fichier:
    """One table in one format, alone: what the site gives before the bundle is there."""
    if kind == "parquet":
        return fichiers.write_parquet(tables, code, folder, version)
    write = fichiers.write_geojson if kind == "geojson" else fichiers.write_csv
    return write(tables, code, folder)


def list_formats(code: str) -> tuple[str, ...]:
    """Formats of one table."""
    return ("csv", "parquet", "geojson") if code in GEO else ("csv", "parquet")


def _write_table(tables: Tables, code: str, folder: Path, version: str) -> Contenu:
    written = tuple(write_table(tables, code, kind, folder, version) for kind in list_formats(code))
    return Contenu(load_dictionnaire()[code], tables.count(code), tables.find_years(code), written)


def _write_words(folder: Path, etat: Etat, contenus: tuple[Contenu, ...]) -> list[Fichier]:
    """What describes the tables, for people and for programs."""
    written = [
        fichiers.write_json(folder / "datapackage.json", paquet.describe_package(etat, contenus), indent=1),
        fichiers.write_text(folder / "dictionnaire.csv", "\ufeff" + write_dictionnaire()),
        fichiers.write_text(folder / LISEZMOI, _say(etat, contenus)),
    ]
    if (ROOT / LICENCE).exists():
        shutil.copyfile(ROOT / LICENCE, folder / LICENCE)
        written.append(fichiers.describe(folder / LICENCE))
    return written


def _list_archived(folder: Path, contenus: tuple[Contenu, ...], others: list[Fichier]) -> list[Path]:
    tables = [one.nom for contenu in contenus for one in contenu.fichiers if one.format != "parquet"]
    return [folder / nom for nom in sorted([*tables, *(one.nom for one in others)])]


def _say(etat: Etat, contenus: tuple[Contenu, ...]) -> str:
    """A page to read first."""
    structure = load_structure()[0]["version"]
    lines = [
        f"# {INVENTE if etat.est_fictif else 'Leviers : données ouvertes'}",
        "",
        f"Version {etat.version}, données du {etat.date or 'jour inconnu'}, structure {structure}.",
        f"Adresse : {name_site()}/donnees/",
        "",
        "Licence Ouverte 2.0, sauf les lignes d’un fichier qui en a une autre : voir `fichiers.csv`.",
        "Vide veut dire inconnu, jamais zéro ni non. Une détection est une proposition.",
        paquet.PROTECTION,
        "",
    ]
    lines += [f"- `{one.table.code}.csv` : {one.table.titre}, {one.nb_lignes} lignes" for one in contenus]
    return "\n".join(lines) + "\n"


def _sum_up(etat: Etat, contenus: tuple[Contenu, ...], others: list[Fichier]) -> dict[str, Any]:
    return {
        "version": etat.version,
        "catalogue": etat.catalogue.version,
        "relectures": etat.relectures,
        "build": etat.build.numero if etat.build else None,
        "date": etat.date,
        "est_fictif": etat.est_fictif,
        "tables": {
            one.table.code: {
                "nb_lignes": one.nb_lignes,
                "annees": one.annees,
                "fichiers": [asdict(fichier) for fichier in one.fichiers],
            }
            for one in contenus
        },
        "fichiers": [asdict(fichier) for fichier in others],
    }
