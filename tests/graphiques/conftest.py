"""A tiny build one can hold in mind: some values of indicators, nothing else."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leviers.reference.territoires import index_by_slug
from leviers.warehouse.indicateurs import COLUMNS, load_indicateurs
from leviers.warehouse.read import REEL, Build

SHARE = "part-marches-ess"


def siren(slug: str) -> str:
    """SIREN of one of the 22."""
    return index_by_slug()[slug].siren


def valeur(slug: str, number: float, **given: Any) -> dict[str, Any]:
    """One value of 2024 for the métropole itself, wholly covered unless told otherwise."""
    return {
        "code": SHARE,
        "territoire_siren": siren(slug),
        "lien": "metropole",
        "annee": 2024,
        "valeur": number,
        "valeur_haute": None,
        "numerateur": 1.0,
        "numerateur_haut": None,
        "denominateur": 10.0,
        "nb_lignes": 10,
        "nb_lignes_utiles": 10,
        "couverture_pct": 100.0,
        **given,
    }


@pytest.fixture
def make_build(tmp_path: Path, settings: Any) -> Callable[[Sequence[dict[str, Any]]], Build]:
    """Writes a build of real data that holds these values; drawings are kept in a home of their own."""
    settings.HOME = tmp_path

    def make(rows: Sequence[dict[str, Any]]) -> Build:
        file = tmp_path / "petit.duckdb"
        columns = ", ".join(f"{name} {kind}" for name, kind in {"code": "varchar", **COLUMNS}.items())
        with duckdb.connect(str(file)) as base:
            base.execute(f"create schema indicators; create table indicators.valeurs ({columns})")
            for row in rows:
                base.execute(
                    f"insert into indicators.valeurs values ({', '.join('?' * 12)})", list(row.values())
                )
            base.execute(
                "create schema meta; create table meta.indicateurs (code varchar, titre varchar, "
                "question varchar, theme varchar, unite varchar, limites varchar, sources varchar[])"
            )
            for one in load_indicateurs().values():
                words = (
                    one.code,
                    one.titre,
                    one.question,
                    one.theme,
                    one.unite,
                    one.limites,
                    list(one.sources),
                )
                base.execute("insert into meta.indicateurs values (?, ?, ?, ?, ?, ?, ?)", words)
        return Build(REEL, file)

    return make


def list_marks(specification: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row written in a specification."""
    return [row for rows in specification["datasets"].values() for row in rows]


def list_texts(specification: dict[str, Any]) -> str:
    """All that a specification writes."""
    return json.dumps(specification, ensure_ascii=False)
