"""Ways of saying the same thing, taken in turn: the nth use of a kind takes its nth wording, then over again.

Within a kind every wording says the same names, so that which one comes out changes nothing but the words.
"""

from collections import Counter
from functools import cache
from pathlib import Path

from leviers.reference.reading import read_yaml

FILE = Path(__file__).with_name("tournures.yaml")

AUCUNE, UNE, PEU, CERTAINES, MOITIE, PLUPART, TOUTES = (
    "aucune", "une", "peu", "certaines", "moitie", "plupart", "toutes",
)  # fmt: skip
SANS_DATE, UNE_DATE, PEU_DATES, DATES = "sans-date", "une-date", "peu-dates", "dates"
ENSEMBLE, COMBINE, ETABLI = "ensemble", "combine", "etabli"
VUE, PREUVES, FICHIERS, DETECTIONS, PROPOSES, OBSERVABLE, RECITS = (
    "vue", "preuves", "fichiers", "detections", "proposes", "observable", "recits",
)  # fmt: skip


@cache
def load_tournures() -> dict[str, tuple[str, ...]]:
    """Every wording by kind, in the order in which they are taken."""
    return {sorte: tuple(textes) for sorte, textes in read_yaml(FILE).items()}


class Tournures:
    """Wordings still to come, over a whole study."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def prendre(self, sorte: str) -> str:
        """The next wording of a kind."""
        found = load_tournures()[sorte]
        self._used[sorte] += 1
        return found[(self._used[sorte] - 1) % len(found)]
