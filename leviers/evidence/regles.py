"""What proves each levier, and from how many: the rules of data/preuves.yaml, read and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leviers.detection.records import GENRES
from leviers.errors import Problem, Refused
from leviers.reference.reading import read_yaml
from leviers.reference.typologie import load_leviers
from leviers.warehouse.indicateurs import load_indicateurs

FILE = Path(__file__).parent / "data" / "preuves.yaml"


@dataclass(frozen=True)
class Regle:
    """Rule of one levier.

    faits       genre of act -> how many it takes
    annees      how many years back an act still counts, from the year of the build
    indicateur  code of what measures it; empty when nothing does
    """

    levier: str
    faits: dict[str, int]
    annees: int
    indicateur: str


@dataclass(frozen=True)
class Regles:
    """Rules of the 50 leviers, and what they share.

    observable      how many acts of a genre, over `annees`, make a source in which a levier could be seen
    couverture_pct  the least coverage for an indicator to measure
    """

    annees: int
    observable: int
    couverture_pct: float
    leviers: dict[str, Regle]


@cache
def load_regles() -> Regles:
    """The rules that come with the code."""
    return read_regles(FILE)


def read_regles(path: Path) -> Regles:
    """Read one file of rules.

    Raises  Refused, with each rule that cannot be used, and when a levier has none or is unknown
    """
    content = read_yaml(path)
    given = content["leviers"]
    problems = [
        Problem(path.name, 0, f"le levier « {code} » n’a pas de règle", "Ajoutez une ligne.")
        for code in load_leviers()
        if code not in given
    ]
    leviers = {}
    for code, row in given.items():
        problems += [
            Problem(path.name, 0, f"« {code} » : {said}", "Corrigez la ligne.") for said in _check(code, row)
        ]
        leviers[code] = Regle(
            levier=code,
            faits={genre: row[genre] for genre in GENRES if genre in row},
            annees=row.get("annees", content["annees"]),
            indicateur=row.get("indicateur", ""),
        )
    if problems:
        raise Refused(problems)
    return Regles(content["annees"], content["observable"], content["couverture_pct"], leviers)


def _check(code: str, row: dict[str, Any]) -> list[str]:
    said = []
    if code not in load_leviers():
        said.append("levier inconnu")
    if unknown := row.keys() - {*GENRES, "annees", "indicateur"}:
        said.append(f"mot inconnu, {', '.join(sorted(unknown))}")
    counts = [row[name] for name in (*GENRES, "annees") if name in row]
    if any(not isinstance(count, int) or count < 1 for count in counts):
        said.append("un nombre d’actes ou d’années est d’au moins 1")
    if not any(genre in row for genre in GENRES):
        said.append("aucun genre d’acte")
    if row.get("indicateur", "") not in {"", *load_indicateurs()}:
        said.append(f"indicateur inconnu, {row['indicateur']}")
    return said
