"""Measures the site and prints a table in French; nothing is printed that was not measured."""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench import lighthouse, machine, served, weight
from bench.paced import ask
from bench.pages import PAGES

ROOT = Path(__file__).resolve().parents[1]
RATE, NEW_RATE, COUNT = 100, 20, 200
METHOD = (
    "Chaque page est demandée {count} fois à un serveur de 2 processus sur la même machine ; le temps est "
    "celui que voit le client. « Adresse gardée », {rate} fois par seconde : la page est en mémoire, comme "
    "pour tout lecteur sauf le premier. « Adresse nouvelle », {new_rate} fois par seconde : un paramètre "
    "inconnu force à refaire la page. « Première visite » : tout ce que Chromium reçoit, cache vide, polices "
    "comprises, en gzip. Budgets : médiane 15 ms, 99 % sous 50 ms, 100 ko."
)
HEADER = (
    "| Page | Adresse gardée, médiane | 99 % sous | Adresse nouvelle, médiane | 99 % sous "
    "| Première visite | Requêtes | SQL |\n|---|--:|--:|--:|--:|--:|--:|--:|"
)


def main() -> None:
    """Serve the site in a home of its own, measure page after page, print."""
    options = _read_options()
    with tempfile.TemporaryDirectory(prefix="leviers-bench-") as folder:
        home = Path(folder)
        os.environ |= {
            "LEVIERS_HOME": folder,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        lines = _describe(options.sans_demo)
        with served.serve(home) as url:
            served.write_comments("levier", "spaser")
            lines += ["", "## Pages", "", HEADER]
            for name, path in PAGES.items():
                lines.append(_measure_page(url, name, path))
                print(lines[-1], file=sys.stderr, flush=True)
            lines += ["", *_describe_server(url)]
            if options.lighthouse:
                lines += ["", "## Lighthouse", "", *lighthouse.grade(url)]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        (ROOT / "docs" / "mesures.md").write_text(text, encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench")
    for name in ("--write", "--lighthouse", "--sans-demo"):
        parser.add_argument(name, action="store_true")
    return parser.parse_args()


def _describe(without_demo: bool) -> list[str]:
    lines = [
        "# Mesures",
        "",
        f"Faites le {date.today():%d/%m/%Y} par `bin/bench`, sur cette machine : {machine.describe()}.",
    ]
    if not without_demo:
        seconds = machine.time_demo(ROOT)
        lines += [
            "",
            f"`bin/demo --check` sur une copie neuve, paquets en cache : **{_say(seconds, 0)} s** "
            "jusqu’à la première page, tout compris (budget : 60 s).",
        ]
    return [*lines, "", METHOD.format(count=COUNT, rate=RATE, new_rate=NEW_RATE)]


def _measure_page(url: str, name: str, path: str) -> str:
    ask(url, [path] * 20, rate=RATE)  # both processes have seen it
    kept = ask(url, [path] * COUNT, rate=RATE)
    join = "&" if "?" in path else "?"
    new = ask(url, [f"{path}{join}mesure={number}" for number in range(COUNT)], rate=NEW_RATE)
    size, requests = weight.weigh(url + path)
    times = [_say(value * 1000, 1) for value in (kept.median, kept.p99, new.median, new.p99)]
    figures = [*(f"{value} ms" for value in times), f"{_say(size / 1000, 1)} ko", str(requests)]
    return f"| {name} | {' | '.join(figures)} | {served.count_queries(path)} |"


def _describe_server(url: str) -> list[str]:
    seconds = served.time_after_publication(url)
    return [
        f"Première page après une publication (le catalogue est relu) : {_say(seconds * 1000, 0)} ms.",
        "",
        f"Mémoire du serveur, tous processus : {served.read_memory_mb()} Mo.",
    ]


def _say(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


if __name__ == "__main__":
    main()
