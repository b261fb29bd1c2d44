"""Territoires by SIREN: the 22 métropoles in full, their communes; every EPCI, département, région."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference.projection import project
from leviers.reference.reading import DATA, Lined, find_duplicates, read_yaml
from leviers.reference.siren import is_valid_siren


@dataclass(frozen=True)
class Metropole:
    """One of the 22; `nom_locatif` and `nom_genitif` carry their preposition, for sentences.

    `creation_verifiee` tells whether `date_creation` was read in the page `creation_source`.
    """

    siren: str
    slug: str
    nom: str
    nom_court: str
    nom_locatif: str
    nom_genitif: str
    kind: str
    region_code: str
    departements: tuple[str, ...]
    population: int
    population_annee: int
    nb_communes: int
    ville_centre: dict[str, Any]
    date_creation: str
    creation_reference: str
    creation_verifiee: bool
    creation_source: str

    @property
    def region(self) -> str:
        """Name of the région."""
        return load_regions()[self.region_code]

    @property
    def point(self) -> tuple[float, float]:
        """Central city in the units of the map of France."""
        return project(self.ville_centre["lon"], self.ville_centre["lat"])


@cache
def load_metropoles() -> dict[str, Metropole]:
    """The 22 métropoles by SIREN, the most populated first.

    Raises  Refused on a SIREN that fails its checksum, a duplicate SIREN or an unknown région.
    """
    rows = read_yaml(DATA / "metropoles.yaml")
    problems = find_duplicates(rows, "siren", "metropoles.yaml")
    for row in rows:
        problems += _check_metropole(row)
    if problems:
        raise Refused(problems)
    metropoles = [_as_metropole(row) for row in rows]
    return {metropole.siren: metropole for metropole in sorted(metropoles, key=lambda m: -m.population)}


@cache
def index_by_slug() -> dict[str, Metropole]:
    """The 22 métropoles by the word of their address."""
    return {metropole.slug: metropole for metropole in load_metropoles().values()}


@cache
def load_regions() -> dict[str, str]:
    """Names of the régions by code."""
    return {row["code"]: row["nom"] for row in read_csv("regions.csv")}


@cache
def load_departements() -> dict[str, str]:
    """Names of the 101 départements by code."""
    return {row["code"]: row["nom"] for row in read_csv("departements.csv")}


@cache
def load_communes() -> dict[str, tuple[dict[str, str], ...]]:
    """Member communes of each métropole, the most populated first, by SIREN of the métropole."""
    groups: dict[str, list[dict[str, str]]] = {siren: [] for siren in load_metropoles()}
    for row in read_csv("communes_metropoles.csv"):
        groups[row["territoire_siren"]].append(row)
    return {
        siren: tuple(sorted(rows, key=lambda row: -int(row["population"] or 0)))
        for siren, rows in groups.items()
    }


def read_csv(name: str) -> list[dict[str, str]]:
    """Rows of a reference table; lines that start with # say where it comes from."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


def _check_metropole(row: Lined) -> list[Problem]:
    problems = []
    if not is_valid_siren(str(row["siren"])):
        advice = "Recopiez les neuf chiffres depuis l’annuaire."
        problems.append(
            Problem("metropoles.yaml", row.line, f"SIREN « {row['siren']} » : clé de contrôle fausse", advice)
        )
    if row["region_code"] not in load_regions():
        advice = "Voyez regions.csv."
        problems.append(
            Problem("metropoles.yaml", row.line, f"région inconnue « {row['region_code']} »", advice)
        )
    return problems


def _as_metropole(row: Lined) -> Metropole:
    values = {name: row[name] for name in Metropole.__dataclass_fields__ if name != "departements"}
    return Metropole(**values, departements=tuple(row["departements"]))
