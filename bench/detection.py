"""Measures detection on one core: processor seconds for 100,000 distinct titles."""

import argparse
import time
from pathlib import Path

import duckdb

from bench import machine
from leviers.detection.label import FAITS, label_table
from leviers.detection.lexicon import load_lexique

TITRES, BUDGET = 100_000, 100_000
"""Titles labelled, and the budget of the architecture: titles a second a core."""
ORDINARY = (
    "Travaux de réfection de la voirie rue {}",
    "Fourniture de denrées pour les cantines, lot {}",
    "Maintenance des ascenseurs du bâtiment {}",
    "Fonctionnement de l’association, année {}",
    "Festival de musique, {}e édition",
    "Assurance dommages aux biens, lot {}",
    "Accompagnement à la scolarité, {}",
    "NETTOYAGE DES VITRES - SITE {}",
    "Maîtrise d’œuvre pour l’extension de l’école {}",
    "Acquisition de véhicules électriques n° {}",
    "Tournoi de football des quartiers, {}",
    "Location de bennes, {}",
    "Étude de sol pour le groupe scolaire {}",
    "Ateliers sociolinguistiques, session {}",
    "Entretien des espaces verts, secteur {}",
    "Sortie familiale au bord de la mer, groupe {}",
    "Garantie d’emprunt à Orval Habitat, opération {}",
    "Signalisation horizontale, marché {}",
    "Équipement de la salle {}",
)
TELLING = (
    "Mise à disposition de locaux, convention {}",
    "Chantier d’insertion, parcelle {}",
    "Trophées ESS {}",
)
PART_TELLING = 0.05
"""Share of records that show a levier in the real files: between 3 and 5 %."""


def main() -> None:
    """Label invented titles, or those of a build, several times; print the best time."""
    parser = argparse.ArgumentParser(prog="bin/bench detection")
    parser.add_argument("--build", type=Path, help="fichier .duckdb ; sinon, des titres inventés")
    parser.add_argument("--tours", type=int, default=3)
    options = parser.parse_args()
    load_lexique()
    connection = duckdb.connect(str(options.build or ":memory:"), read_only=bool(options.build))
    connection.execute("set threads = 1")
    query = FAITS if options.build else invent(connection)
    rows = connection.execute(f"select count(*) from ({query})").fetchall()[0][0]
    best = min(_measure(connection, query) for _tour in range(options.tours))
    print(machine.describe())
    print(say(rows, best))


def invent(connection: duckdb.DuckDBPyConnection) -> str:
    """A table of titles, all distinct; the query that reads it."""
    telling = round(1 / PART_TELLING)
    rows = [
        (TELLING[rank % len(TELLING)] if rank % telling == 0 else ORDINARY[rank % len(ORDINARY)]).format(rank)
        for rank in range(TITRES)
    ]
    connection.execute("create table titres as select unnest($rows) as objet", {"rows": rows})
    return (
        "select cast(rowid as varchar) as id, 'subvention' as genre, objet, null as tiers,"
        " null as tiers_motif, null as considerations from titres"
    )


def say(rows: int, seconds: float) -> str:
    """One line: seconds for 100,000 titles, titles a second, and whether the budget holds."""
    rate = rows / seconds
    spaced = f"{rate:,.0f}".replace(",", "\u202f") + " titres par seconde"
    each = f"{seconds * 100_000 / rows:.2f}".replace(".", ",")
    held = "tenu" if rate >= BUDGET else "non tenu"
    return f"{each} s de processeur pour 100\u202f000 titres, soit {spaced} ; budget {held}"


def _measure(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    start = time.process_time()
    label_table(connection, query, into="detections")
    return time.process_time() - start


if __name__ == "__main__":
    main()
