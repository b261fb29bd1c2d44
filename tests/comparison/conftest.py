"""Fixtures of the comparison: a build of a few indicators that one can hold in mind."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from leviers.reference import territoires
from leviers.warehouse.read import REEL, Build

Figures = dict[str, float | tuple[float, float]]


def siren_of(slug: str) -> str:
    """SIREN of a métropole, by the word of its address."""
    return territoires.index_by_slug()[slug].siren


class MiniBuild:
    """Writes a file with the two tables that a comparison reads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with duckdb.connect(str(file)) as connection:
            connection.execute("create schema indicators")
            connection.execute("create schema meta")
            connection.execute(
                "create table indicators.valeurs (code varchar, territoire_siren varchar, lien varchar, "
                "annee integer, valeur double, valeur_haute double, couverture_pct double, nb_lignes bigint)"
            )
            connection.execute(
                "create table meta.indicateurs (code varchar, titre varchar, question varchar, "
                "theme varchar, unite varchar, limites varchar, sources varchar[])"
            )

    def indicator(self, code: str, figures: Figures, annee: int | None = 2024, **given: str) -> "MiniBuild":
        """Add the figures of one indicator for one year: a value, or a value and its coverage."""
        said = {"lien": "metropole", "theme": "marches", "unite": "%", **given}
        with duckdb.connect(str(self.file)) as connection:
            known = connection.execute("select count(*) from meta.indicateurs where code = ?", [code])
            if not known.fetchall()[0][0]:
                connection.execute(
                    "insert into meta.indicateurs values (?, ?, 'Question ?', ?, ?, 'Limites.', ['decp'])",
                    [code, f"Titre {code}", said["theme"], said["unite"]],
                )
            for slug, figure in figures.items():
                valeur, couverture = figure if isinstance(figure, tuple) else (figure, 100.0)
                connection.execute(
                    "insert into indicators.valeurs values (?, ?, ?, ?, ?, null, ?, 10)",
                    [code, siren_of(slug), said["lien"], annee, valeur, couverture],
                )
        return self

    @property
    def build(self) -> Build:
        """The file as a build of real data."""
        return Build(REEL, self.file)


@pytest.fixture
def mini_build(tmp_path: Path) -> MiniBuild:
    """An empty build, to be filled by the test."""
    return MiniBuild(tmp_path / "0123456789ab.duckdb")


@pytest.fixture
def siren() -> Callable[[str], str]:
    """From the word of an address to a SIREN."""
    return siren_of
