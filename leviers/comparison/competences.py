"""What the statute of a métropole changes to what it may do: statutes, and leviers under reserve."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference import territoires, typologie
from leviers.reference.reading import Lined, read_yaml

DATA = Path(__file__).with_name("data")
HORS, A_VERIFIER = "hors", "a-verifier"


@dataclass(frozen=True)
class Statut:
    """The legal form of a métropole, and the text that gives it its powers.

    `remplace` is the article that sheets cite and that this text replaces here; empty when it applies.
    """

    code: str
    nom: str
    fondement: str
    remplace: str = ""

    def replaces(self, fondement: str) -> bool:
        """Whether a legal basis cites the article that does not apply here."""
        return bool(self.remplace) and self.remplace in fondement


@dataclass(frozen=True)
class Reserve:
    """A levier that a statute rules out (`hors`) or makes conditional (`a-verifier`), and why."""

    levier: str
    effet: str
    fondement: str
    pourquoi: str


@dataclass(frozen=True)
class Competences:
    """The statute of each of the 22 by SIREN; reserves by (statute, levier)."""

    statuts: dict[str, Statut]
    reserves: dict[tuple[str, str], Reserve]

    def find_reserve(self, siren: str, levier: str) -> Reserve | None:
        """What the statute of this métropole changes for this levier."""
        return self.reserves.get((self.statuts[siren].code, levier))


@cache
def load_competences() -> Competences:
    """Statutes and reserves of the embedded file; same refusals as `read_competences`."""
    return read_competences(DATA / "competences.yaml")


def read_competences(path: Path) -> Competences:
    """Read and check one file.

    Rule    the first statute is that of every métropole that no other statute names
    Raises  Refused on an unknown SIREN, statute, levier or effect
    """
    content = read_yaml(path)
    statuts = [_as_statut(row) for row in content["statuts"]]
    codes = {statut.code for statut in statuts}
    problems = [problem for row in content["statuts"] for problem in _check_sirens(row, path.name)]
    problems += [problem for row in content["reserves"] for problem in _check_reserve(row, codes, path.name)]
    if problems:
        raise Refused(problems)
    named = {
        siren: statut
        for statut, row in zip(statuts, content["statuts"], strict=True)
        for siren in row["sirens"]
    }
    return Competences(
        statuts={siren: named.get(siren, statuts[0]) for siren in territoires.load_metropoles()},
        reserves={(row["statut"], row["levier"]): _as_reserve(row) for row in content["reserves"]},
    )


def _as_statut(row: dict[str, Any]) -> Statut:
    return Statut(row["code"], row["nom"], row["fondement"], row.get("remplace", ""))


def _as_reserve(row: dict[str, Any]) -> Reserve:
    return Reserve(row["levier"], row["effet"], row["fondement"], row["pourquoi"])


def _check_sirens(row: Lined, file: str) -> list[Problem]:
    advice = "Recopiez le SIREN de metropoles.yaml."
    return [
        Problem(file, row.line, f"métropole inconnue « {siren} »", advice)
        for siren in row["sirens"]
        if siren not in territoires.load_metropoles()
    ]


def _check_reserve(row: Lined, statuts: set[str], file: str) -> list[Problem]:
    known = {"statut": statuts, "levier": set(typologie.load_leviers()), "effet": {HORS, A_VERIFIER}}
    return [
        Problem(file, row.line, f"{name} inconnu « {row[name]} »", "Voyez les mots admis en tête du fichier.")
        for name, codes in known.items()
        if row[name] not in codes
    ]
