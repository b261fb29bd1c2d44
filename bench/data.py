"""Measures the data path at national size and prints a table in French; nothing printed was not measured."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from bench import machine
from bench.measured import CommandFailed, Measure, run

ROOT = Path(__file__).resolve().parents[1]
UNITES, ETABLISSEMENTS = 29_000_000, 43_000_000
"""Rows of the stock files of Sirene, in round figures."""
DISK_GB = 30
"""What a whole run takes at its worst with Sirene at full size: raw twice, staged, build, spill."""
SOURCES = ("decp", "subventions", "deliberations", "sirene")
NATIONAL_CONTRATS, NATIONAL_ROWS = 2_000_000, 2_000_000 + 1_000_000 + UNITES + ETABLISSEMENTS
READ_BUDGET, BUILD_BUDGET = (3.0, 2_000), (1.5, 6_000)
"""Budgets of the architecture: times the floor, and megabytes; at the national size only."""
METHOD = (
    "Chaque étape tourne seule dans son processus, {tours} fois, en alternance avec son plancher ; le"
    " meilleur temps est gardé. Mémoire : le plus haut de la mémoire résidente du processus, Python compris."
    " Fichiers : `python -m bench.generate`, au format officiel, inventés, avec les pièges des vrais."
    " « Plancher NDJSON » : DuckDB {version} charge dans une table les mêmes contrats, écrits un par ligne."
    " « Recopie » : DuckDB relit et réécrit en Parquet (zstd) les mêmes lignes, telles que la lecture les a"
    " rendues ; c’est le plancher des autres lectures et de la construction. Un budget n’est jugé qu’à la"
    " taille nationale."
)
HEADER = (
    "| Étape | Lignes | Temps | Processeur | Mémoire | Plancher | Rapport | Budget | Tenu |\n"
    "|---|--:|--:|--:|--:|--:|--:|---|---|"
)


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, beside its floor and its budget."""

    nom: str
    lignes: int
    mesure: Measure
    plancher: float | None = None
    budget: tuple[float, int] | None = None

    def say(self) -> str:
        """The line in Markdown; no budget, no verdict."""
        ratio = self.mesure.secondes / self.plancher if self.plancher else None
        cells = [
            self.nom,
            _group(self.lignes),
            f"{_say(self.mesure.secondes)} s",
            f"{_say(self.mesure.cpu)} s" if self.mesure.cpu else "",
            f"{_group(round(self.mesure.memoire_mo))} Mo",
            f"{_say(self.plancher)} s" if self.plancher else "",
            f"{_say(ratio, 2)} ×" if ratio else "",
        ]
        if self.budget and ratio:
            times, megabytes = self.budget
            is_kept = ratio <= times and self.mesure.memoire_mo <= megabytes
            cells += [f"{_say(times)} ×, {_group(megabytes)} Mo", "oui" if is_kept else "non"]
        else:
            cells += ["", ""]
        return f"| {' | '.join(cells)} |"


class Bench:
    """One run in a folder of its own, deleted at the end."""

    def __init__(self, folder: Path, tours: int) -> None:
        self.folder, self.tours = folder, tours
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Keep a line and show it at once: a run lasts long."""
        self.rows.append(row)
        print(row.say(), file=sys.stderr, flush=True)

    def generate(self, folder: Path, **sizes: int) -> None:
        """Write official files, in another process: this one must stay small."""
        words = [word for name, nb in sizes.items() for word in (f"--{name}", str(nb))]
        run([sys.executable, "-m", "bench.generate", str(folder), *words])

    def alternate(self, folder: Path, *steps: tuple[str, str]) -> list[Measure]:
        """Each step in turn, as often as asked; the best time of each, with its own memory."""
        best: dict[tuple[str, str], Measure] = {}
        for step in steps * self.tours:
            found = _run_step(folder, *step)
            if step not in best or found.secondes < best[step].secondes:
                best[step] = found
        return [best[step] for step in steps]

    def measure_contrats(self, folder: Path, nb: int) -> None:
        """Staging of the official nested JSON beside both floors."""
        self.generate(folder, contrats=nb)
        read, floor = self.alternate(folder, ("lecture", "decp"), ("lignes", "-"))
        copied = self.alternate(folder, ("recopie", "decp"))[0]
        self.add(Row("Plancher NDJSON", nb, floor))
        budget = READ_BUDGET if nb >= NATIONAL_CONTRATS else None
        self.add(Row("Lecture des contrats", nb, read, floor.secondes, budget))
        self.add(Row("Recopie des contrats lus", nb, copied))

    def measure_source(self, folder: Path, source: str, nb: int) -> None:
        """Staging of another source beside the rewriting of what it gave."""
        read = self.alternate(folder, ("lecture", source))[0]
        copied = self.alternate(folder, ("recopie", source))[0]
        self.add(Row(f"Lecture : {source}", nb, read, copied.secondes))

    def measure_build(self, folder: Path, nb: int) -> list[str]:
        """The whole chain by its own command, beside the rewriting of what was staged; why it was not run."""
        home = folder / "home-construction"
        places = {"LEVIERS_HOME": str(home), "LEVIERS_MIRROR": str(folder), "DATABASE_URL": ""}
        leviers = [sys.executable, "-m", "leviers.cli.main"]
        try:
            run([*leviers, "build", "--help"], environment=places)
        except CommandFailed as error:
            if "Commande inconnue" not in str(error):
                raise
            return ["`leviers build` n’existe pas dans cette version : la construction n’a pas été mesurée."]
        run([*leviers, "fetch", *(name for name in SOURCES if (folder / name).exists())], environment=places)
        copied = self.alternate(folder, ("recopie", "tout"))[0]
        try:
            built = run([*leviers, "build", "--json"], environment=places)
        except CommandFailed as error:
            said = str(error).splitlines()[-1].strip()
            return [f"`leviers build` a échoué, rien n’est donc mesuré : {said}"]
        report = json.loads(built.sortie[built.sortie.index("{") :])
        budget = BUILD_BUDGET if nb >= NATIONAL_ROWS else None
        whole = replace(built, secondes=float(report["secondes"]))
        self.add(Row("Recopie de toutes les lignes lues", nb, copied))
        self.add(Row("Construction, lectures comprises", nb, whole, copied.secondes, budget))
        self._tell_steps(report["etapes"], copied, budget)
        return []

    def _tell_steps(
        self, steps: list[dict[str, Any]], copied: Measure, budget: tuple[float, int] | None
    ) -> None:
        """Total of the tables, which is the build without staging; then the longest tables."""
        total = sum(float(step["secondes"]) for step in steps)
        peak = max((float(step.get("memoire_mo", 0)) for step in steps), default=0.0)
        lines = sum(int(step["lignes"]) for step in steps)
        tables = Measure(total, 0.0, peak)
        self.add(Row("dont tables", lines, tables, copied.secondes, budget))
        for step in sorted(steps, key=lambda step: -float(step["secondes"]))[:8]:
            measure = Measure(float(step["secondes"]), 0.0, float(step.get("memoire_mo", 0)))
            self.add(Row(f"— {step['table']}", int(step["lignes"]), measure))


def _run_step(folder: Path, name: str, word: str) -> Measure:
    """A step of steps.py: its seconds without the start of Python, its memory with it."""
    found = run([sys.executable, "-m", "bench.steps", name, word, str(folder)])
    told = json.loads(found.sortie.splitlines()[-1])
    return replace(found, secondes=told["secondes"], cpu=told["cpu"])


def choose_part(asked: float, folder: Path) -> tuple[float, str]:
    """The part of Sirene that the disk allows, and a sentence that says what is run."""
    free = shutil.disk_usage(folder).free / 1e9
    part = min(asked, max(0.0, free - 5) / DISK_GB)
    units, sites = _group(round(UNITES * part)), _group(round(ETABLISSEMENTS * part))
    said = f"Sirene : {units} unités et {sites} établissements, {_say(part * 100, 2)} % du répertoire"
    return part, said + (f", faute de place ({free:.0f} Go libres)." if part < asked else ".")


def main() -> None:
    """Generate, measure size after size, print."""
    given = _read_options()
    lines = [
        "# Mesures du chemin des données",
        "",
        f"Faites le {date.today():%d/%m/%Y} par `bin/bench data`, sur cette machine : {machine.describe()}.",
        "",
        METHOD.format(tours=given.tours, version=duckdb.__version__),
    ]
    with tempfile.TemporaryDirectory(dir=given.dossier, prefix="bench-donnees-") as name:
        bench = Bench(Path(name), given.tours)
        part, said = choose_part(given.sirene, bench.folder)
        notes = _measure_all(bench, given, part)
    lines += ["", said, "", HEADER, *(row.say() for row in bench.rows), "", *notes]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if given.write:
        (ROOT / "docs" / "mesures-donnees.md").write_text(text, encoding="utf-8")


def _measure_all(bench: Bench, given: argparse.Namespace, part: float) -> Sequence[str]:
    """Contracts at each size, the other sources, then all together; the largest is kept for the build."""
    last = bench.folder / "national"
    for nb in sorted(given.contrats):
        shutil.rmtree(last, ignore_errors=True)
        bench.measure_contrats(last, nb)
    units, sites = round(UNITES * part), round(ETABLISSEMENTS * part)
    sizes = {"subventions": given.subventions, "deliberations": given.deliberations}
    bench.generate(last, **sizes, unites=units, etablissements=sites)
    for source, nb in (*sizes.items(), ("sirene", units + sites)):
        if nb:
            bench.measure_source(last, source, nb)
    total = max(given.contrats, default=0) + sum(sizes.values()) + units + sites
    return [] if given.sans_construction or not total else bench.measure_build(last, total)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench data")
    parser.add_argument("--contrats", nargs="*", type=int, default=[100_000, 1_000_000, 2_000_000])
    parser.add_argument("--subventions", type=int, default=1_000_000)
    parser.add_argument("--deliberations", type=int, default=100_000)
    parser.add_argument("--sirene", type=float, default=1.0, metavar="PART", help="de 0 à 1")
    parser.add_argument("--tours", type=int, default=2)
    parser.add_argument(
        "--dossier", type=Path, default=Path(os.environ.get("TMPDIR") or tempfile.gettempdir())
    )
    parser.add_argument("--sans-construction", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _say(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _group(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


if __name__ == "__main__":
    main()
