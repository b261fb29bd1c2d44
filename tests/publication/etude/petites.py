"""Tables of the open data made of a few rows, and what a chapter reads of a démarche made by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from leviers.catalogue.published import Chiffre, Demarche, Source
from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.etude.mesures import Mesures
from leviers.reference.territoires import load_metropoles
from leviers.reference.typologie import load_leviers

SIRENS = tuple(load_metropoles())


def make_mesures(**tables: Sequence[Mapping[str, Any]]) -> Mesures:
    """Measures over every table of the dictionary, empty but for the rows given."""
    connection = duckdb.connect()
    for code, table in load_dictionnaire().items():
        columns = ", ".join(f'"{one.nom}" {one.sql}' for one in table.colonnes)
        connection.execute(f'create table "{code}" ({columns})')
        for row in tables.get(code, ()):
            names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
            connection.execute(f'insert into "{code}" ({names}) values ({marks})', list(row.values()))
    return Mesures(connection)


def make_demarche(identifiant: str, place: int = 0, **given: Any) -> Demarche:
    """A démarche that fulfils every condition of a story, unless told otherwise."""
    leviers = tuple(load_leviers()[code] for code in given.pop("leviers", ("spaser",)))
    pages = given.pop("nb_sources", 2)
    values: dict[str, Any] = {
        "titre": f"Démarche {identifiant}",
        "levier": "",
        "description": "Une description.",
        "annee_debut": 2020,
        "annee_fin": None,
        "statut": "en cours",
        "montant_eur": None,
        "montant_precision": "",
        "chiffres": (Chiffre("Heures", 10.0, "heures", 2021, ""),),
        "partenaires": (),
        "confiance": "haute",
        "verifiee_le": None,
        "modifiee_le": datetime(2026, 1, 1, tzinfo=UTC),
    } | given
    return Demarche(
        id=identifiant,
        territoire=load_metropoles()[SIRENS[place]],
        champ=leviers[0].champ,
        leviers=leviers,
        sources=tuple(
            Source(
                f"https://exemple.invalid/{identifiant}/{page}", "Page", "Éditeur", "2024", est_morte=False
            )
            for page in range(pages)
        ),
        **values,
    )
