"""Measures the search over an invented index of national size: writing it, then each kind of question."""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from bench import machine
from leviers.orval.achats import FAMILLES
from leviers.reference.territoires import load_communes, load_metropoles
from leviers.reference.typologie import load_leviers
from leviers.search import disk
from leviers.search.fiches import Fiche

Times = tuple[float, float]
"""Milliseconds of the clock, and of the processor: the first counts what else runs on the machine."""
ROOT = Path(__file__).resolve().parents[1]
TOTAL = 2_000_000
SHARES = {"structure": 0.05, "marche": 0.65, "subvention": 0.25, "deliberation": 0.05}
WORDS, BUDGET_MS = 200_000, 20
BUILD = "mesure000000"
_SYLLABLES = (
    "ba bel bou cha cor dau del fon gar gre jo lam lin mar mon nor par pel ran ro sal ser tou va vil".split()
)
METHOD = (
    "Index inventé de {total} documents : titres d’Orval, communes et leviers réels, et des mots tirés selon"
    " la loi de Zipf dans un vocabulaire de {words} mots, pour que quelques mots soient partout et que la"
    " plupart soient rares, comme dans de vrais titres. Chaque question est posée telle que le site la pose :"
    " catalogue et index ensemble, les cinq premiers de chaque genre, comptes exacts, mots éclairés ; {count}"
    " questions tirées par ligne, fichiers en mémoire, un seul fil. L’horloge compte aussi ce qui tourne à"
    " côté. Budget : 95 % sous {budget} ms."
)


class Inventor:
    """Draws titles and names; the same seed, the same index."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.titles = [title for famille in FAMILLES for title in famille.objets]
        self.titles += [
            f"{levier.nom}, {word}" for levier in load_leviers().values() for word in levier.mots_cles
        ]
        self.communes = [row["nom"] for rows in load_communes().values() for row in rows]
        self.cities = [city.slug for city in load_metropoles().values()]
        self.words = list(dict.fromkeys(self._invent() for _ in range(WORDS * 2)))[:WORDS]
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.words))))

    def draw(self, number: int) -> list[str]:
        """Words of the vocabulary, the first ones far more often."""
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def list_fiches(self, genre: str, nb: int) -> Iterator[Fiche]:
        """Documents of one genre."""
        pick = self.random.choice
        for rank in range(nb):
            commune = pick(self.communes)
            words = self.draw(5)
            yield Fiche(
                genre=genre,
                cle=f"{genre}-{rank}",
                titre=f"{pick(self.titles)}, {' '.join(words[:3])}, {commune}",
                qui=f"Commune de {commune}",
                qui_siren=f"{210000000 + rank % 36_000}",
                noms=() if genre == "deliberation" else (f"Association {words[3]} {words[4]}",),
                metropole=pick(self.cities),
                annee=2015 + rank % 11,
                leviers=(pick(list(load_leviers())),) if rank % 25 == 0 else (),
                sirens=(f"{210000000 + rank % 36_000}",),
            )

    def list_questions(self, count: int) -> dict[str, list[str]]:
        """Questions by kind, as people ask them: of common words as well as of rare ones."""
        pick, frequent = self.random.choice, self.words[:2_000]
        kinds: dict[str, Callable[[], str]] = {
            "Un mot": lambda: pick([pick(frequent), pick(self.communes), self.draw(1)[0]]),
            "Deux mots": lambda: (
                f"{pick(['insertion', 'travaux', 'entretien', 'nettoyage'])} {pick(self.communes)}"
            ),
            "Les mots d’un titre": lambda: pick(self.titles),
            "Trois mots du vocabulaire": lambda: " ".join(self.draw(3)),
            "Une phrase": lambda: f'"{" ".join(pick(self.titles).split()[:3])}"',
            "Un sigle": lambda: f"{pick(['SCIC', 'IAE', 'ESS', 'SPASER', 'PTCE'])} {pick(self.communes)}",
            "Un mot inachevé": lambda: pick([pick(self.communes), pick(frequent)])[
                : self.random.randint(3, 6)
            ],
            "Un mot mal tapé": lambda: self._spoil(pick([pick(frequent), "ressourcerie", "insertion"])),
            "Des mots et des filtres": lambda: (
                f"travaux metropole:{pick(self.cities)} annee:{2015 + self.random.randrange(11)}"
            ),
            "Un mot sans un autre": lambda: f"{pick(self.communes)} -{pick(frequent)}",
            "Un mot de presque tous": lambda: pick(
                ["commune", "association", "travaux commune", "entretien association"]
            ),
        }
        return {kind: [ask() for _ in range(count)] for kind, ask in kinds.items()}

    def _invent(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 4)))

    def _spoil(self, word: str) -> str:
        rank = self.random.randrange(1, max(2, len(word) - 1))
        return word[:rank] + word[rank + 1 :]


def write(home: Path, inventor: Inventor, total: int) -> float:
    """Write the index as a build would leave it; its seconds, the invention of the titles left out."""
    folder = home / disk.FOLDER / BUILD
    spent, nb = 0.0, {}
    for genre, share in SHARES.items():
        watch = _Watch(inventor.list_fiches(genre, round(total * share)))
        started = time.monotonic()
        nb[genre] = disk.write_part(folder / genre, watch)
        spent += time.monotonic() - started - watch.seconds
    (folder / disk.SUMMARY).write_text(json.dumps({"build": BUILD, "forme": "", "nb": nb}), encoding="utf-8")
    (home / disk.FOLDER / disk.CURRENT).symlink_to(BUILD)
    (home / "builds").mkdir()
    (home / "builds" / f"{BUILD}.duckdb").touch()
    (home / "builds" / disk.CURRENT).symlink_to(f"{BUILD}.duckdb")
    return spent


class _Watch:
    """Documents as they come, and the seconds it took to invent them."""

    def __init__(self, documents: Iterator[Fiche]) -> None:
        self._documents, self.seconds = documents, 0.0

    def __iter__(self) -> "_Watch":
        return self

    def __next__(self) -> Fiche:
        started = time.monotonic()
        try:
            return next(self._documents)
        finally:
            self.seconds += time.monotonic() - started


def measure(search: Callable[[str], Any], questions: list[str]) -> list[Times]:
    """Milliseconds of each question, the first ones asked once before for nothing."""
    for question in questions[:5]:
        search(question)
    times = []
    for question in questions:
        started, used = time.perf_counter(), time.thread_time()
        search(question)
        times.append(((time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000))
    return times


def main() -> None:
    """Write the index, ask, print a table in French; nothing printed was not measured."""
    given = _read_options()
    lines = [
        "# Mesures de la recherche",
        "",
        f"Faites le {date.today():%d/%m/%Y} par `bin/bench search`, sur cette machine :"
        f" {machine.describe()}.",
        "",
        METHOD.format(total=_say(given.total), words=_say(WORDS), count=given.count, budget=BUDGET_MS),
    ]
    with tempfile.TemporaryDirectory(dir=given.dossier, prefix="bench-recherche-") as name:
        lines += ["", *_measure_all(Path(name), given)]
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        (ROOT / "docs" / "mesures-recherche.md").write_text(text, encoding="utf-8")


def _measure_all(home: Path, given: argparse.Namespace) -> Iterator[str]:
    inventor = Inventor()
    seconds = write(home, inventor, given.total)
    size = sum(path.stat().st_size for path in (home / disk.FOLDER).rglob("*") if path.is_file())
    yield f"Écriture de l’index : {_say(seconds, 1)} s, {_say(size / 1e6)} Mo."
    yield ""
    yield "| Question | Processeur, médiane | 95 % sous | 99 % sous | Horloge, médiane | 95 % sous |"
    yield "|---|--:|--:|--:|--:|--:|"
    search = _open_site(home)
    every: list[Times] = []
    for kind, questions in inventor.list_questions(given.count).items():
        times = measure(search, questions)
        every += times
        yield _row(kind, times)
        print(_row(kind, times), file=sys.stderr, flush=True)
    yield _row("**Toutes**", every)


def _open_site(home: Path) -> Callable[[str], Any]:
    """The function of the site, over that index and the embedded catalogue."""
    os.environ |= {"LEVIERS_HOME": str(home), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    import_string("leviers.cli.commands.load")(None)
    search: Callable[[str], Any] = import_string("leviers.search.everything.search_everything")
    return search


def _row(kind: str, times: list[Times]) -> str:
    clock, processor = sorted(one for one, _ in times), sorted(one for _, one in times)
    figures = [statistics.median(processor), *(processor[int(len(times) * part)] for part in (0.95, 0.99))]
    figures += [statistics.median(clock), clock[int(len(times) * 0.95)]]
    return f"| {kind} | {' | '.join(f'{_say(value, 1)} ms' for value in figures)} |"


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench search")
    parser.add_argument("--total", type=int, default=TOTAL)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--dossier", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _say(value: float, decimals: int = 0) -> str:
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")


if __name__ == "__main__":
    main()
