"""Reference tables of the data path, out of `leviers.reference`: what models read as `reference.…`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from leviers.orval import world
from leviers.reference.reading import DATA, read_yaml
from leviers.reference.territoires import load_communes, load_metropoles, read_csv

Row = tuple[str | int | bool | None, ...]


def _territoires() -> Iterator[Row]:
    for siren, metropole in load_metropoles().items():
        yield (
            siren,
            metropole.slug,
            metropole.nom,
            metropole.kind,
            metropole.region_code,
            metropole.population,
            metropole.population_annee,
            False,
        )
    orval = world.TERRITOIRE
    yield orval.siren, orval.slug, orval.nom, orval.kind, None, orval.population, orval.population_annee, True


def _communes() -> Iterator[Row]:
    for siren, communes in load_communes().items():
        for row in communes:
            yield row["code_insee"], row["nom"], row["siren"], siren, int(row["population"] or 0)


def _codes_postaux() -> Iterator[Row]:
    for row in read_csv("codes_postaux.csv"):
        yield row["code_postal"], row["code_insee"], row["nom"], row["territoire_siren"] or None
    for commune in world.COMMUNES:
        yield commune.code_postal, commune.code_insee, commune.nom, world.TERRITOIRE.siren


def _anciens_codes() -> Iterator[Row]:
    for row in read_csv("anciens_codes.csv"):
        yield row["ancien_code"], row["code_insee"]


def _categories_ess() -> Iterator[Row]:
    content = read_yaml(DATA / "perimetre_ess.yaml")
    for famille in content["familles"]:
        for row in famille["categories"]:
            yield row["code"], famille["code"], row["inclusion"], str(content["version"])


def _activites() -> Iterator[Row]:
    for row in read_yaml(DATA / "perimetre_ess.yaml")["exclusions_naf"]["codes"]:
        yield row["code"].replace(".", ""), row["traitement"]


TABLES: dict[str, tuple[str, Callable[[], Iterator[Row]]]] = {
    "territoires": (
        "siren varchar, slug varchar, nom varchar, kind varchar, region_code varchar, population integer,"
        " population_annee integer, est_fictif boolean",
        _territoires,
    ),
    "communes": (
        "code_insee varchar, nom varchar, siren varchar, territoire_siren varchar, population integer",
        _communes,
    ),
    "codes_postaux": (
        "code_postal varchar, code_insee varchar, nom varchar, territoire_siren varchar",
        _codes_postaux,
    ),
    "anciens_codes": ("ancien_code varchar, code_insee varchar", _anciens_codes),
    "categories_ess": (
        "categorie_juridique varchar, famille varchar, inclusion varchar, version varchar",
        _categories_ess,
    ),
    "activites": ("prefixe varchar, traitement varchar", _activites),
}
"""Columns and rows of each reference table; `activites` are the NAF prefixes judged by the perimeter."""


def write_references(folder: Path) -> dict[str, Path]:
    """Write each reference table as Parquet, always the same bytes for the same reference files.

    Shape   {table: folder/<table>.parquet}
    Raises  Refused when a reference file has a defect
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with duckdb.connect() as engine:
        for name, (columns, read) in TABLES.items():
            rows = list(read())
            engine.execute(f"create table {name} ({columns})")
            lists = ", ".join(["unnest(?)"] * len(rows[0]))  # one statement: a hundred times one a row
            columns_read = [list(column) for column in zip(*rows, strict=True)]
            engine.execute(f"insert into {name} select {lists}", columns_read)
            target = str(folder / f"{name}.parquet").replace("'", "''")
            engine.execute(f"copy {name} to '{target}' (format parquet)")
            written[name] = folder / f"{name}.parquet"
    return written
