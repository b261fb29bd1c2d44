"""Measures the lists of public records over a build: first page, counts and totals. In French."""

import argparse
import statistics
import time
from pathlib import Path

from bench import machine
from leviers.evidence.explore import explore, read_selection
from leviers.evidence.explorers import EXPLORERS
from leviers.reference.home import find_home
from leviers.warehouse.read import REEL, Build, find_builds

COLD_MS, WARM_MS = 500, 150
"""Budgets for 2,000,000 contracts on two cores."""
QUESTIONS: tuple[tuple[str, str, dict[str, list[str]]], ...] = (
    ("Marchés, première page", "marches", {}),
    ("Marchés, par montant", "marches", {"tri": ["montant"]}),
    ("Marchés d’une année et d’un degré", "marches", {"annee": ["2023"], "ess": ["certain"]}),
    ("Marchés, un mot courant", "marches", {"q": ["travaux"]}),
    ("Marchés, deux mots", "marches", {"q": ["nettoyage locaux"]}),
    ("Marchés, un mot et une année", "marches", {"q": ["insertion"], "annee": ["2023"]}),
    ("Marchés d’un levier", "marches", {"levier": ["clause-sociale-insertion"]}),
    ("Subventions, un mot", "subventions", {"q": ["association"]}),
    ("Acteurs, un nom", "acteurs", {"q": ["atelier"]}),
)
HEADER = "| Question | Lignes | Première fois | Ensuite, médiane | Tenu |\n|---|--:|--:|--:|---|"


def main() -> None:
    """Ask each question, then again; print the table."""
    parser = argparse.ArgumentParser(prog="bin/bench listes")
    parser.add_argument("--build", type=Path, help="fichier du build ; sinon, celui en place")
    parser.add_argument("--tours", type=int, default=9)
    given = parser.parse_args()
    build = Build(REEL, given.build) if given.build else next(iter(find_builds(find_home()).values()))
    nb = build.read("select count(*) as nb from lists.faits where genre = 'marche'")[0]["nb"]
    grouped = f"{nb:,}".replace(",", "\u202f")
    print(f"{grouped} marchés, build {build.numero}, {machine.describe()}.\n\n{HEADER}")
    for nom, code, asked in QUESTIONS:
        print(_measure(build, nom, code, asked, tours=given.tours), flush=True)


def _measure(build: Build, nom: str, code: str, asked: dict[str, list[str]], *, tours: int) -> str:
    first, found = _ask(build, code, asked)
    warm = statistics.median(_ask(build, code, asked)[0] for _ in range(tours))
    is_kept = first <= COLD_MS and warm <= WARM_MS
    return f"| {nom} | {found} | {first:.0f} ms | {warm:.0f} ms | {'oui' if is_kept else 'non'} |"


def _ask(build: Build, code: str, asked: dict[str, list[str]]) -> tuple[float, int]:
    started = time.perf_counter()
    selection, _ignored = read_selection(build, EXPLORERS[code], asked)
    result = explore(build, EXPLORERS[code], selection)
    return (time.perf_counter() - started) * 1000, int(result.totals["nb"])


if __name__ == "__main__":
    main()
