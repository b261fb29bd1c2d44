"""Prose of the champs and the order in which their leviers are told."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leviers.reference.reading import read_yaml
from leviers.reference.typologie import Champ, Levier, load_leviers

FILE = Path(__file__).with_name("plan.yaml")


@dataclass(frozen=True)
class Groupe:
    """Leviers told together, under one heading."""

    titre: str
    phrase: str
    leviers: tuple[Levier, ...]


@dataclass(frozen=True)
class Plan:
    """One champ: what is at stake, then its groups of leviers."""

    enjeu: str
    groupes: tuple[Groupe, ...]


@cache
def load_plans() -> dict[str, Plan]:
    """The plan of every champ by code."""
    leviers = load_leviers()
    return {
        code: Plan(
            row["enjeu"],
            tuple(
                Groupe(one["titre"], one["phrase"], tuple(leviers[name] for name in one["leviers"]))
                for one in row["groupes"]
            ),
        )
        for code, row in read_yaml(FILE).items()
    }


def list_leviers(champ: Champ) -> tuple[Levier, ...]:
    """The leviers of a champ, in the order in which they are told."""
    return tuple(levier for groupe in load_plans()[champ.code].groupes for levier in groupe.leviers)
