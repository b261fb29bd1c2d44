"""Lighthouse on five pages: four marks each, as it gives them."""

import json
import os
import shutil
import subprocess

from bench.pages import NOTED, PAGES
from bench.weight import find_chromium

CATEGORIES = {
    "performance": "Vitesse",
    "accessibility": "Accessibilité",
    "best-practices": "Bonnes pratiques",
    "seo": "Référencement",
}


def grade(url: str) -> list[str]:
    """Lines of a table, or the reason why there is none."""
    npx = shutil.which("npx")
    if not npx:
        return ["npx manque : Lighthouse n’a pas été lancé."]
    lines = [f"| Page | {' | '.join(CATEGORIES.values())} |", f"|---|{'--:|' * len(CATEGORIES)}"]
    for name in NOTED:
        marks = _grade_one(npx, url + PAGES[name])
        lines.append(f"| {name} | {' | '.join(str(marks[code]) for code in CATEGORIES)} |")
    return [*lines, "", "Notes sur 100, réglages par défaut (téléphone et réseau ralentis)."]


def _grade_one(npx: str, address: str) -> dict[str, int]:
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-background-networking"
    command = [npx, "--yes", "lighthouse", address, "--quiet", "--output=json", "--output-path=stdout", flags]
    environment = os.environ | {"CHROME_PATH": find_chromium() or ""}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)["categories"]
    return {code: round(found[code]["score"] * 100) for code in CATEGORIES}
