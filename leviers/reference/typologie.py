"""The seven champs and the 50 leviers: codes, names, definitions, legal basis, keywords."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference.reading import DATA, Lined, find_duplicates, read_yaml


@dataclass(frozen=True)
class Champ:
    """One field of action; `signe` is its glyph, always shown beside its colour."""

    code: str
    nom: str
    nom_court: str
    phrase: str
    signe: str
    transversal: bool
    presentation: str


@dataclass(frozen=True)
class Levier:
    """One of the 50 instruments; lists keep the order of the file."""

    code: str
    nom: str
    nom_court: str
    champ: Champ
    definition: str
    base_juridique: tuple[dict[str, Any], ...]
    sources_donnees: tuple[str, ...]
    mots_cles: tuple[str, ...]
    exemples: tuple[dict[str, Any], ...]


@cache
def load_champs() -> dict[str, Champ]:
    """Champs by code, in reading order (governance first)."""
    return {row["code"]: Champ(**row) for row in read_yaml(DATA / "champs.yaml")}


@cache
def load_leviers() -> dict[str, Levier]:
    """The leviers by code, in the order of the matrix.

    Raises  Refused on a duplicate code, an unknown champ or an unknown data source.
    """
    return read_leviers(DATA / "leviers.yaml")


@cache
def load_sources_donnees() -> dict[str, str]:
    """What each code of `sources_donnees` means, in French."""
    rows = read_yaml(DATA / "leviers.yaml")["sources_donnees_vocabulaire"]
    return {row["code"]: row["description"] for row in rows}


def read_leviers(path: Path) -> dict[str, Levier]:
    """Read and check one typology file; same refusals as `load_leviers`."""
    content = read_yaml(path)
    sources = {row["code"] for row in content["sources_donnees_vocabulaire"]}
    problems = find_duplicates(content["leviers"], "code", path.name)
    for row in content["leviers"]:
        problems += _check_levier(row, sources, path.name)
    if problems:
        raise Refused(problems)
    return {row["code"]: _as_levier(row) for row in content["leviers"]}


def _check_levier(row: Lined, sources: set[str], file: str) -> list[Problem]:
    problems = []
    if row.get("champ") not in load_champs():
        advice = "Codes admis : " + ", ".join(load_champs()) + "."
        problems.append(Problem(file, row.line, f"champ inconnu « {row.get('champ')} »", advice))
    for code in row.get("sources_donnees", []):
        if code not in sources:
            advice = "Ajoutez ce code à sources_donnees_vocabulaire, ou corrigez-le."
            problems.append(Problem(file, row.line, f"source de données inconnue « {code} »", advice))
    return problems


def _as_levier(row: Lined) -> Levier:
    lists = ("base_juridique", "sources_donnees", "mots_cles", "exemples")
    values: dict[str, Any] = {name: tuple(row.get(name, ())) for name in lists}
    values |= {name: row[name] for name in ("code", "nom", "nom_court", "definition")}
    return Levier(champ=load_champs()[row["champ"]], **values)
