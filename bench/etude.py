"""Measures the study: the whole on paper, a portrait, the summary, an edition with its data."""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench import machine
from bench.measured import Measure, run
from leviers.reference.home import find_home

ROOT = Path(__file__).resolve().parents[1]
WHOLE_SECONDS, PORTRAIT_SECONDS = 15, 2
PORTRAIT = "nantes"
METHOD = (
    "Base et build de l’installation, copiés ; chaque ligne est une commande `leviers publish` lancée seule,"
    " démarrage de Python et lecture des tables compris ; la première dit ce que prend le démarrage."
    " « Rien de gardé » : ni graphiques, ni données ouvertes écrites par le site pour cet état. Budgets :"
    " l’étude entière en 15 s, un portrait en 2 s, sur deux cœurs libres ; quand d’autres programmes les"
    " occupent (la charge le dit), le temps de processeur est la mesure qui compte."
)
HEADER = "| Commande | Secondes | Processeur | Mémoire | Budget |\n|---|--:|--:|--:|--:|"


def main() -> None:
    """Copy the home, publish, print the table."""
    parser = argparse.ArgumentParser(prog="bin/bench etude")
    parser.add_argument("--dossier", help="où écrire ; tout y est effacé à la fin")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    lines = [
        "# Mesures de l’étude",
        "",
        f"Faites le {date.today():%d/%m/%Y} par `bin/bench etude`, sur cette machine : {machine.describe()}.",
        "",
        METHOD,
        "",
        HEADER,
    ]
    with tempfile.TemporaryDirectory(dir=given.dossier, prefix="bench-etude-") as name:
        for line in _measure(Path(name), find_home()):
            print(line, file=sys.stderr, flush=True)
            lines.append(line)
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        (ROOT / "docs" / "mesures-etude.md").write_text(text, encoding="utf-8")


def _measure(folder: Path, installed: Path) -> Iterator[str]:
    """Each command in a home that holds the same base and the same build."""
    home = folder / "home"
    home.mkdir()
    shutil.copyfile(installed / "leviers.sqlite3", home / "leviers.sqlite3")
    os.symlink(installed / "builds", home / "builds")
    paper = str(folder / "document.pdf")
    whole = ("-o", paper)
    yield _publish(home, "Le démarrage seul, compris dans chaque ligne", ("--help",))
    yield _publish(home, "L’étude, rien de gardé", whole, budget=WHOLE_SECONDS)
    yield _publish(home, "Un portrait, sans données ouvertes écrites", ("--metropole", PORTRAIT, *whole))
    _run(home, "donnees")
    yield _publish(home, "L’étude, données et dessins gardés", whole, budget=WHOLE_SECONDS)
    yield _publish(home, "Un portrait", ("--metropole", PORTRAIT, *whole), budget=PORTRAIT_SECONDS)
    yield _publish(home, "Le résumé", ("--resume", *whole))
    yield _publish(home, "Une édition, tous ses documents et ses données", ("--edition", "2026"))


def _publish(home: Path, nom: str, options: tuple[str, ...], *, budget: int | None = None) -> str:
    return _say(nom, _run(home, "publish", *options), budget)


def _run(home: Path, *words: str) -> Measure:
    places = {"LEVIERS_HOME": str(home), "LEVIERS_MIRROR": "", "DATABASE_URL": ""}
    return run([sys.executable, "-m", "leviers.cli.main", *words], environment=places)


def _say(nom: str, found: Measure, budget: int | None) -> str:
    pages = re.search(r"(\d+) pages", found.sortie)
    named = f"{nom} ({pages[1]} pages)" if pages else nom
    spent = f"{found.secondes:.1f} s | {found.cpu:.1f} s | {found.memoire_mo:.0f} Mo".replace(".", ",")
    return f"| {named} | {spent} | {f'{budget} s' if budget else ''} |"


if __name__ == "__main__":
    main()
