"""Tables small enough to count on one's fingers, and the study of the embedded facts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.donnees.etat import read_etat
from leviers.publication.etude.contexte import Contexte, Edition
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.mesures import Mesure, Mesures
from leviers.publication.etude.resultats import make_table

BROUILLON = Edition("courante", date(2026, 11, 27), True)


class Petites:
    """Every table that measures read, empty, those of the edition before too.

    A column left out is unknown. `metropole` adds a territoire, `usage` a case of the matrix.
    """

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("create schema precedente")
        for code, table in load_dictionnaire().items():
            columns = ", ".join(f'"{one.nom}" {one.sql}' for one in table.colonnes)
            self.connection.execute(f'create table "{code}" ({columns})')
            self.connection.execute(f'create table precedente."{code}" ({columns})')
        make_table(self.connection, [])

    def add(self, table: str, /, **row: Any) -> None:
        """One row of a table."""
        names = ", ".join(f'"{nom}"' for nom in row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(f'insert into "{table}" ({names}) values ({marks})', list(row.values()))

    def metropole(self, siren: str, **row: Any) -> None:
        """One métropole, its number being its name too."""
        self.add("territoires", siren=siren, nom=siren, **row)

    def usage(self, siren: str, levier: str, rang: int, **row: Any) -> None:
        """One case of the matrix, by the rank of its niveau."""
        niveaux = ("non-observable", "non-repere", "declare", "documente", "constate", "mesure")
        said = {"territoire": siren, "champ": "achats-responsables", "niveau": niveaux[rang + 1]} | row
        self.add("usages", territoire_siren=siren, levier=levier, niveau_rang=rang, **said)

    def mesurer(self, code: str, cle: str = "") -> Mesure:
        """The measure of a key, over the rows of the moment."""
        return Mesures(self.connection).mesurer(code, cle)

    def valeur(self, code: str, cle: str = "") -> float | None:
        """Its value alone."""
        return self.mesurer(code, cle).valeur

    def lignes(self, code: str, cle: str = "") -> list[dict[str, Any]]:
        """The rows counted."""
        return Mesures(self.connection).list_lignes(code, cle, limit=100)


@pytest.fixture(scope="session")
def vides() -> Iterator[Petites]:
    """Tables that stay empty."""
    tables = Petites()
    yield tables
    tables.connection.close()


@pytest.fixture
def petites() -> Iterator[Petites]:
    """Empty tables to fill."""
    tables = Petites()
    yield tables
    tables.connection.close()


@pytest.fixture
def contexte(catalogue: Any, settings: Any, tmp_path: Any) -> Iterator[Contexte]:
    """A draft over the embedded facts, without any build."""
    settings.HOME = tmp_path / "home"
    etat = read_etat()
    assert etat
    with open_contexte(etat, BROUILLON) as found:
        yield found
