"""Measures the site over a build of national size, as a reader sees it: first answer, then the next ones."""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from bench import machine, served
from bench.measured import run

ROOT = Path(__file__).resolve().parents[1]
TOTAL, TOURS = 2_000_000, 30
COLD_MS, WARM_MS, SEARCH_MS = 500, 150, 20
"""Budgets: first answer of a list, the next ones, and 95 % of searches."""
LISTS = {
    "Marchés, première page": "/marches/",
    "Marchés, par montant": "/marches/?tri=montant",
    "Marchés d’une année et d’un degré": "/marches/?annee=2024&ess=certain",
    "Marchés, un mot courant": "/marches/?q=travaux",
    "Marchés, deux mots": "/marches/?q=nettoyage+locaux",
    "Marchés, un mot et une année": "/marches/?q=insertion&annee=2024",
    "API, première page de marchés": "/api/v1/marches",
    "API, marchés d’une année": "/api/v1/marches?annee=2024",
    "Acteurs, première page": "/acteurs/",
}
SEARCHES = {
    "Recherche, un mot courant": "/recherche/?q=travaux",
    "Recherche, deux mots": "/recherche/?q=nettoyage+locaux",
    "Recherche, une faute": "/recherche/?q=netoyage",
    "Recherche, une métropole": "/recherche/?q=nantes",
}
METHOD = (
    "{total} marchés inventés au format officiel (`python -m bench.generate`), construits par"
    " `leviers build`, servis par `leviers serve` (2 processus) sur la même machine, demandés un par un ;"
    " le temps est celui que voit le client, page entière comprise. « Première fois » : le serveur vient de"
    " démarrer. « Ensuite » : {tours} demandes. Budgets : une liste, 500 ms la première fois, 150 ms ensuite"
    " (médiane) ; une recherche, 95 % sous 20 ms."
)
HEADER = "| Page | Première fois | Ensuite, médiane | 95 % sous | Tenu |\n|---|--:|--:|--:|---|"


def main() -> None:
    """Generate, build, serve, ask; print the table."""
    parser = argparse.ArgumentParser(prog="bin/bench web")
    parser.add_argument("--total", type=int, default=TOTAL, help="marchés inventés")
    parser.add_argument("--tours", type=int, default=TOURS)
    parser.add_argument("--dossier", help="où écrire ; tout y est effacé à la fin")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    grouped = f"{given.total:,}".replace(",", "\u202f")
    lines = [
        "# Mesures du site à la taille nationale",
        "",
        f"Faites le {date.today():%d/%m/%Y} par `bin/bench web`, sur cette machine : {machine.describe()}.",
        "",
        METHOD.format(total=grouped, tours=given.tours),
        "",
        HEADER,
    ]
    with tempfile.TemporaryDirectory(dir=given.dossier, prefix="bench-web-") as name:
        for line in _measure(Path(name), total=given.total, tours=given.tours):
            print(line, file=sys.stderr, flush=True)
            lines.append(line)
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        (ROOT / "docs" / "mesures-web.md").write_text(text, encoding="utf-8")


def _measure(folder: Path, *, total: int, tours: int) -> Iterator[str]:
    """Lay a home with its build, serve it, and ask each page."""
    home, mirror = folder / "home", folder / "miroir"
    run([sys.executable, "-m", "bench.generate", str(mirror), "--contrats", str(total)])
    places = {"LEVIERS_HOME": str(home), "LEVIERS_MIRROR": str(mirror), "DATABASE_URL": ""}
    leviers = [sys.executable, "-m", "leviers.cli.main"]
    run([*leviers, "fetch", "decp"], environment=places)
    run([*leviers, "build"], environment=places)
    os.environ |= places | {"LEVIERS_MIRROR": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with served.serve(home) as url:
        for nom, path in {**LISTS, **SEARCHES}.items():
            times = [_ask(url, path) for _ in range(tours + 1)]
            yield _say(nom, times[0], times[1:], is_search=nom in SEARCHES)


def _ask(url: str, path: str) -> float:
    """Milliseconds of one answer, which must be 200."""
    parts = urlsplit(url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    spent = (time.perf_counter() - started) * 1000
    connection.close()
    if response.status != 200:
        raise ValueError(f"{path} answered {response.status}")
    return spent


def _say(nom: str, first: float, times: list[float], *, is_search: bool) -> str:
    median, p95 = statistics.median(times), sorted(times)[-(-len(times) * 95 // 100) - 1]
    is_kept = p95 <= SEARCH_MS if is_search else first <= COLD_MS and median <= WARM_MS
    return f"| {nom} | {first:.0f} ms | {median:.0f} ms | {p95:.0f} ms | {'oui' if is_kept else 'non'} |"


if __name__ == "__main__":
    main()
